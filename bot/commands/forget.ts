import { resolve } from 'node:path';
import { GongbaoError } from '../../data/errors.ts';
import { findFile, sourcesUnder } from '../../data/publish.ts';
import { forgetSource } from '../../ingest/publish.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Console } from '../console.ts';
import type { InputFile } from '../files.ts';
import type { Library } from '../library.ts';

/** What became of one file that was forgotten. */
export interface ForgetResult {
  readonly source: string;
  readonly status: 'forgotten';
  readonly documents: number;
  readonly passages: number;
}

/** Files once found under one of these folders and there no more. */
export function vanishedSources(
  paths: readonly string[],
  found: readonly InputFile[],
  library: Library,
): readonly string[] {
  const here = new Set(found.map(({ source }) => source));
  return paths.flatMap((path) =>
    sourcesUnder(library.database, resolve(path)).filter((source) => !here.has(source)),
  );
}

/** Takes files out of an open library and keeps the indexes. */
export async function forgetSources(
  sources: readonly string[],
  library: Library,
  options: Pick<CommonOptions, 'json' | 'now'>,
  console: Console,
): Promise<void> {
  for (const source of sources) {
    const gone = await forgetSource(source, library.ingestParts(options.now));
    const result: ForgetResult = {
      source,
      status: 'forgotten',
      documents: gone.gone.length,
      passages: gone.removed.length,
    };
    const line = `${source}：已移除，${result.documents} 份文件、${result.passages} 个条款`;
    console.out(options.json ? `${JSON.stringify(result)}\n` : `${line}\n`);
  }
  if (sources.length > 0) await library.save();
}

/**
 * `gongbao forget SOURCE…`
 * @throws GongbaoError FILE_MISSING for a name that no file was read under; nothing is then removed
 */
export async function forgetCommand(
  sources: readonly string[],
  options: CommonOptions,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    for (const source of sources) {
      if (!(await findFile(library.database, source))) {
        throw new GongbaoError(
          'FILE_MISSING',
          `文件库里没有来源 ${source}。请用 gongbao documents --json 核对名称。`,
        );
      }
    }
    await forgetSources(sources, library, options, console);
  } finally {
    await library.close();
  }
}
