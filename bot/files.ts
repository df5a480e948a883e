/** Names on the command line → files: files, folders (all below), globs. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { GongbaoError } from '../data/errors.ts';

/** The largest file taken, in bytes. */
export const LARGEST_FILE = 200 * 1024 * 1024 - 1;

/** A file with the name it has in the library: its own, or its path below the folder that was named. */
export interface FoundFile {
  readonly path: string;
  readonly source: string;
  /** The folder it was found under, as an absolute path; null for a file that was named itself. */
  readonly folder: string | null;
}

async function findUnder(name: string): Promise<FoundFile[]> {
  if (existsSync(name) && !statSync(name).isDirectory())
    return [{ path: name, source: basename(name), folder: null }];
  if (existsSync(name)) {
    const below = await glob('**/*', { cwd: name, dot: false });
    const folder = resolve(name);
    return below.sort().map((each) => ({ path: join(name, each), source: each, folder }));
  }
  const matches = await glob(name, { absolute: true });
  if (matches.length === 0) throw new GongbaoError('FILE_MISSING', `找不到 ${name}。请核对路径。`);
  return matches.sort().map((path) => ({ path, source: basename(path), folder: null }));
}

/**
 * The files that names stand for, each once, in order.
 * @throws GongbaoError FILE_MISSING for a name that stands for nothing
 */
export async function findFiles(names: readonly string[]): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const name of names) for (const file of await findUnder(name)) found.set(file.path, file);
  return [...found.values()];
}

/**
 * Reads one file.
 * @throws GongbaoError FILE_MISSING, FILE_UNREADABLE or FILE_TOO_LARGE
 */
export async function readInput(path: string): Promise<Buffer> {
  if (!existsSync(path)) throw new GongbaoError('FILE_MISSING', `找不到 ${path}。请核对路径。`);
  const { size } = statSync(path);
  if (size > LARGEST_FILE) {
    const megabytes = Math.ceil(size / 1024 / 1024);
    throw new GongbaoError(
      'FILE_TOO_LARGE',
      `${path} 有 ${megabytes} MB，超过 200 MB 的上限。请拆分后再导入。`,
    );
  }
  try {
    return await readFile(path);
  } catch (error) {
    throw new GongbaoError('FILE_UNREADABLE', `无法读取 ${path}。请检查文件权限。`, { cause: error });
  }
}
