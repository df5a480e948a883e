/** Names on the command line → files: files, folders (all below), archives, globs. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
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
  const folder = statSync(name).isDirectory();
  return {
    source: folder ? fileName.slice(basename(name).length + 1) : fileName,
    folder: folder ? resolve(name) : null,
    read,
  };
}

/** Files of the same name in different places keep their places in their names, lest one replace the other. */
function distinct(found: ReadonlyMap<string, InputFile>): InputFile[] {
  const sources = [...found.values()].map((file) => file.source);
  const repeated = new Set(sources.filter((source, i) => sources.indexOf(source) !== i));
  return [...found].map(([place, file]) =>
    repeated.has(file.source) ? { ...file, source: relative('', place) } : file,
  );
}

/**
 * The files that names stand for, each once, in order. A link that is named is followed.
 * @throws GongbaoError FILE_MISSING for a name that stands for nothing
 */
export async function findFiles(names: readonly string[]): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const name of names) {
    const paths = existsSync(name) ? [name] : (await glob(name, { absolute: true })).sort();
    if (paths.length === 0) throw new GongbaoError('FILE_MISSING', `找不到 ${name}。请核对路径。`);
    for (const path of paths) {
      const real = realpathSync(path);
      for await (const file of findBelow(real)) {
        const place = resolve(dirname(real), file.fileName);
        if (!found.has(place)) found.set(place, named(real, file));
      }
    }
  }
  return distinct(found);
}
