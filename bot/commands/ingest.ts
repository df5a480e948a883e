import cliProgress from 'cli-progress';
import { GongbaoError } from '../../data/errors.ts';
import type { IngestParts, IngestResult } from '../../ingest/ingest.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Console } from '../console.ts';
import { findFiles, type InputFile } from '../files.ts';
import { describeResult, describeTotals, totalsOf } from '../ingest-summary.ts';
import { readIn } from '../intake.ts';
import type { Library } from '../library.ts';
import { forgetSources, vanishedSources } from './forget.ts';

const STAGES = { read: '读取', structure: '分析结构', embed: '建立索引', publish: '发布' };

function progressOn(console: Console): { parts: Pick<IngestParts, 'onStage'>; stop(): void } {
  if (!console.isTerminal) return { parts: {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage}% {stage} {source}',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { stage: '', source: '' });
  const onStage: NonNullable<IngestParts['onStage']> = (source, stage, done, total) => {
    bar.setTotal(Math.max(1, total));
    bar.update(stage === 'publish' ? total : done, { stage: STAGES[stage], source });
  };
  return { parts: { onStage }, stop: () => bar.stop() };
}

/** Where another vector model is configured, all vectors are made anew first; a stop is gone on from. */
export async function embedLibraryAnew(library: Library, console: Console): Promise<void> {
  let told = -1;
  await library.embedAnew((done, total) => {
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth === told) return;
    told = tenth;
    console.err(`正在用 ${library.embedder.name} 重新生成向量：${done}/${total}\n`);
  });
}

/** Takes files into an open library, one after the other, and keeps the indexes; returns what became of each. */
export async function ingestAll(
  files: readonly InputFile[],
  library: Library,
  now: () => Date,
  console: Console,
  report: (result: IngestResult) => void,
): Promise<readonly IngestResult[]> {
  await embedLibraryAnew(library, console);
  const results: IngestResult[] = [];
  const progress = progressOn(console);
  const parts = { ...library.ingestParts(now), ...progress.parts };
  try {
    for (const file of files) {
      const result = await readIn(file.source, file.read, parts, file.folder);
      if (result.status === 'quarantined') console.failed = true;
      results.push(result);
      report(result);
    }
    return results;
  } finally {
    progress.stop();
    await library.save();
  }
}

/** `gongbao ingest PATH… [--prune]` */
export async function ingestCommand(
  paths: readonly string[],
  options: CommonOptions & { readonly prune?: boolean },
  { open, console }: CommandParts,
): Promise<void> {
  const files = await findFiles(paths);
  if (files.length === 0)
    throw new GongbaoError('FILE_MISSING', `${paths.join('、')} 里没有文件。请核对路径。`);
  const library = open(options.data);
  try {
    await embedLibraryAnew(library, console);
    const results = await ingestAll(files, library, options.now, console, (result) => {
      if (options.json) console.out(`${JSON.stringify(result)}\n`);
      else console.out(`${describeResult(result)}\n`);
      if (options.json && result.status === 'quarantined') console.err(`${describeResult(result)}\n`);
    });
    // A script adds its lines up itself.
    if (!options.json) console.out(`${describeTotals(totalsOf(results))}\n`);
    if (options.prune) await forgetSources(vanishedSources(paths, files, library), library, options, console);
  } finally {
    await library.close();
  }
}
