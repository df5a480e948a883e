/** Runs the command line: inside the test, or as a process of its own. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { runCommandLine } from '../../bot/cli.ts';
import { readConfig } from '../../bot/config.ts';
import { openLibrary } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';

/** What a command did; `lines` are those of stdout, parsed as JSON. */
export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly lines: readonly Record<string, unknown>[];
}

function ran(code: number | null, signal: NodeJS.Signals | null, out: string, err: string): Ran {
  return {
    ...{ code, signal, out, err },
    get lines() {
      return out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
  };
}

/** Runs a command inside this process, with a console that remembers. */
export async function gongbao(...argv: string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const console = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isTerminal: false,
    failed: false,
  };
  const environment = { GONGBAO_DATA: '/nowhere', GONGBAO_PORT: '0' };
  const parts = { open: openLibrary, console, config: readConfig(environment), environment };
  const code = await runCommandLine(argv, parts);
  return ran(code, null, out, err);
}

/** The program as `npm start` runs it. */
export const PROGRAM = join(packageRoot(), 'dist/bot/main.js');

/** Starts the program as a process; `env` is all it is given besides PATH. */
export function startGongbao(argv: readonly string[], options: SpawnOptions = {}) {
  return spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
    env: { PATH: process.env.PATH, ...options.env },
  });
}

/** Runs the program as a process to its end. */
export function runGongbao(
  argv: readonly string[],
  options: SpawnOptions & { readonly input?: string } = {},
): Promise<Ran> {
  const { input = '', ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = startGongbao(argv, rest);
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(ran(code, signal, out, err)));
    child.stdin?.end(input);
  });
}
