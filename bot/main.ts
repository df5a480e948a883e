#!/usr/bin/env node
import { GongbaoError } from '../data/errors.ts';
/** Where the program starts: reads the configuration, joins the parts and runs the command line. */
import { runCommandLine } from './cli.ts';
import { readConfig } from './config.ts';
import { processConsole } from './console.ts';
import { openLibrary } from './library.ts';
import { createLog } from './log.ts';

const console = processConsole();
try {
  const config = readConfig(process.env);
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    open: (folder) => {
      const { models, vectors } = config;
      return openLibrary(folder, { models, vectors, log: createLog(config.logLevel) });
    },
    console,
    config,
    environment: process.env,
  });
} catch (error) {
  if (!(error instanceof GongbaoError)) throw error;
  console.err(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
