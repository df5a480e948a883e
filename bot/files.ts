/** Names on the command line → files: files, folders (all below), archives, globs. */
import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { GongbaoError } from '../data/errors.ts';
import { type FoundFile, findFiles as findBelow } from '../ingest/readers/files.ts';

/** A file with the name it has in the library: its own, or its path below the folder that was named. */
export interface InputFile {
  readonly source: string;
  /** The folder it was found under, as an absolute path; null for a file that was named itself. */
  readonly folder: string | null;
  /** @throws GongbaoError FILE_TOO_LARGE, FILE_UNREADABLE, FILE_DAMAGED, FILE_ENCRYPTED */
  read(): Promise<Uint8Array>;
}

function named(name: string, { fileName, read }: FoundFile): InputFile {
  const folder = existsSync(name) && statSync(name).isDirectory();
  return {
    source: folder ? fileName.slice(basename(name).length + 1) : fileName,
    folder: folder ? resolve(name) : null,
    read,
  };
}

/**
 * The files that names stand for, each once, in order.
 * @throws GongbaoError FILE_MISSING for a name that stands for nothing
 */
export async function findFiles(names: readonly string[]): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const name of names) {
    const paths = existsSync(name) ? [name] : (await glob(name, { absolute: true })).sort();
    if (paths.length === 0) throw new GongbaoError('FILE_MISSING', `找不到 ${name}。请核对路径。`);
    for (const path of paths) {
      for await (const file of findBelow(path)) found.set(`${path}\u0000${file.fileName}`, named(path, file));
    }
  }
  return [...found.values()];
}
