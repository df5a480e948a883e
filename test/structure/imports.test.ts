import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../data/package-root.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = packageRoot();
/** Left to right: a folder imports only from those to its right, and from itself. */
const ORDER = ['bot', 'ingest', 'retrieval', 'prompts', 'data'] as const;
/** Programs of their own: they are started, never imported. */
const PROGRAMS = /^bot\/main\.ts$|\/worker\.ts$/;
/** Threads run the sources through tsx when the program itself was started from its sources (thread.ts). */
const RUNS_SOURCES = 'tsx';

const sources = ORDER.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

/** Statements that bring in a module, types included, and imports while the program runs. */
const IMPORT =
  /^(?:import|export)\b(?<type>\s+type\b)?[^;'"]*?\bfrom\s*['"](?<from>[^'"]+)['"]|^import\s*['"](?<bare>[^'"]+)['"]|\bimport\(\s*['"](?<late>[^'"]+)['"]\)/gm;

interface Import {
  readonly name: string;
  /** Types are gone from the built program. */
  readonly isType: boolean;
}

const importsOf = (file: string): readonly Import[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map(({ groups = {} }) => ({
    name: groups.from ?? groups.bare ?? groups.late ?? '',
    isType: groups.type !== undefined,
  }));

/** The files that a file brings in, from the root. */
const neighboursOf = (file: string) =>
  importsOf(file)
    .filter(({ name }) => name.startsWith('.'))
    .map((each) => ({ ...each, target: relative(ROOT, resolve(ROOT, dirname(file), each.name)) }));

const placeOf = (file: string) => ORDER.findIndex((folder) => file.startsWith(`${folder}/`));

describe('the folders', () => {
  it('are all there, and import each other', () => {
    for (const folder of ORDER) expect(sources.some((file) => file.startsWith(`${folder}/`))).toBe(true);
    expect(sources.flatMap(neighboursOf).length).toBeGreaterThan(500);
  });

  it('import only from those to their right', () => {
    const wrong = sources.flatMap((file) =>
      neighboursOf(file)
        .filter(({ target }) => placeOf(target) < placeOf(file))
        .map(({ target }) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('import files by their full name', () => {
    const wrong = sources.flatMap((file) =>
      neighboursOf(file)
        .filter(({ name }) => !/\.(?:tsx?|json)$/.test(name))
        .map(({ name }) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('need no package that is not among the dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const packages = sources
      .flatMap(importsOf)
      .filter(({ name }) => !name.startsWith('.') && !name.startsWith('node:'))
      .map(({ name }) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    const missing = [...new Set(packages)].filter((name) => !(name in dependencies));
    expect(missing.filter((name) => name !== RUNS_SOURCES)).toEqual([]);
  });

  it('import no program', () => {
    const imported = sources.flatMap(neighboursOf).filter(({ isType }) => !isType);
    expect(imported.map(({ target }) => target).filter((file) => PROGRAMS.test(file))).toEqual([]);
  });
});

/**
 * Imports every module of the built program in a process whose files, timers, network and processes are
 * watched, and prints what a module of ours touched while it was being imported.
 */
const WATCH = `
  import childProcess from 'node:child_process';
  import fs from 'node:fs';
  import http from 'node:http';
  import net from 'node:net';
  import { syncBuiltinESMExports } from 'node:module';
  const touched = [];
  const watch = (owner, name) => {
    const original = owner[name];
    if (typeof original !== 'function') return;
    owner[name] = function (...input) {
      const frames = (new Error().stack ?? '').split('\\n').slice(2);
      const ours = frames.find((line) => line.includes('/dist/') && !line.includes('node_modules'));
      if (ours && !frames[0].includes('node:internal/modules')) touched.push(name + ' ' + ours.trim());
      return original.apply(this, input);
    };
  };
  for (const name of Object.keys(fs)) if (/^(?:read|write|open|exists|stat|lstat|mkdir|rm|watch|create)/.test(name)) watch(fs, name);
  for (const name of Object.keys(fs.promises)) watch(fs.promises, name);
  for (const name of ['spawn', 'exec', 'execFile', 'fork', 'execFileSync', 'spawnSync']) watch(childProcess, name);
  for (const name of ['connect', 'createServer', 'createConnection']) watch(net, name);
  for (const name of ['request', 'get', 'createServer']) watch(http, name);
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'fetch']) watch(globalThis, name);
  watch(process, 'on');
  watch(process.stdout, 'write');
  syncBuiltinESMExports();
  for (const file of JSON.parse(process.argv[1])) await import(file);
  fs.writeSync(1, JSON.stringify(touched));
  process.exit(0);
`;

const touchedBy = (modules: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', WATCH, JSON.stringify(modules)], {
      encoding: 'utf8',
      cwd: ROOT,
    }),
  );

describe('importing a module', () => {
  it('is watched: one that reads a file and starts a timer is caught', () => {
    const folder = join(temporaryFolder(), 'dist');
    mkdirSync(folder);
    const guilty = join(folder, 'guilty.mjs');
    writeFileSync(
      guilty,
      "import { readFileSync } from 'node:fs';\nreadFileSync('package.json');\nsetTimeout(() => {}, 1);\n",
    );
    expect(touchedBy([pathToFileURL(guilty).href])).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^readFileSync .*guilty/),
        expect.stringMatching(/^setTimeout .*guilty/),
      ]),
    );
  });

  it('does nothing but define: no file, timer, process, socket or output', () => {
    const built = sources
      .filter((file) => !PROGRAMS.test(file) && !file.endsWith('.d.ts'))
      .map((file) => pathToFileURL(join(ROOT, 'dist', file.replace(/\.tsx?$/, '.js'))).href);
    expect(touchedBy(built)).toEqual([]);
  });
});
