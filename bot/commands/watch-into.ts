/** Joins a watched folder to an open library: what is put there is taken in, what is taken away forgotten. */
import { posix, resolve } from 'node:path';
import { sourcesUnder } from '../../data/publish.ts';
import type { CommonOptions } from '../cli.ts';
import type { Console } from '../console.ts';
import { findFiles, type InputFile } from '../files.ts';
import { describeResult, describeTotals, totalsOf } from '../ingest-summary.ts';
import type { Library } from '../library.ts';
import { listFolder, type SeenFile, subscribeFolder, systemClock, type Watch, watch } from '../watch.ts';
import { forgetSources } from './forget.ts';
import { ingestAll } from './ingest.ts';

/** The files behind a file of the folder (an archive holds several), named from the folder on. */
async function filesOf(seen: SeenFile, folder: string): Promise<readonly InputFile[]> {
  const above = posix.dirname(seen.source);
  const files = await findFiles([seen.path]);
  return files.map((file) => ({
    ...file,
    folder: resolve(folder),
    source: above === '.' ? file.source : `${above}/${file.source}`,
  }));
}

/** The file of a folder that a source was read from: an archive for what is in it. */
const fileOf = (source: string, files: readonly string[]): string =>
  files.find((file) => source === file || source.startsWith(`${file}/`)) ?? source;

/** Watches a folder for as long as the library is served. */
export async function watchInto(
  folder: string,
  library: Library,
  options: Pick<CommonOptions, 'json' | 'now'>,
  console: Console,
): Promise<Watch> {
  const onProblem = (error: unknown) => {
    console.err(`监视目录 ${folder} 时出错：${error instanceof Error ? error.message : String(error)}\n`);
  };
  const sources = () => sourcesUnder(library.database, resolve(folder));
  const here = (await listFolder(folder)).map(({ source }) => source);
  return watch({
    list: () => listFolder(folder),
    subscribe: subscribeFolder(folder, onProblem),
    ingest: async (seen) => {
      const files = (await Promise.all(seen.map((each) => filesOf(each, folder)))).flat();
      const results = await ingestAll(files, library, options.now, console, (result) =>
        console.err(`${describeResult(result)}\n`),
      );
      console.err(`${describeTotals(totalsOf(results))}\n`);
    },
    forget: (gone) => {
      const lost = sources().filter((source) => gone.includes(fileOf(source, gone)));
      return forgetSources(lost, library, options, { ...console, out: console.err });
    },
    onProblem,
    clock: systemClock,
    known: [...new Set(sources().map((source) => fileOf(source, here)))],
  });
}
