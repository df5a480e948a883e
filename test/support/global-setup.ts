/** Once a run: builds the program that tests start as a process, and ingests the sample with it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageRoot } from '../../data/package-root.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder that holds the sample gazette. Tests copy it, see sample-folder.ts. */
    readonly sampleFolder: string;
  }
}

/** Returns what tidies up after the last test. */
export function setup(project: TestProject): () => void {
  const root = packageRoot();
  const run = (...argv: string[]) =>
    execFileSync(process.execPath, argv, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  run(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json');
  const folder = mkdtempSync(join(tmpdir(), 'gongbao-sample-'));
  run(join(root, 'dist/bot/main.js'), 'ingest', 'data/samples', '--data', folder);
  project.provide('sampleFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
