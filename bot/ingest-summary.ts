/** What became of files that were read in, in words for a person: the command line, the page and the chats. */
import type { IngestResult } from '../ingest/ingest.ts';

/** The figures of a summary, over one file or many. */
export interface IngestTotals {
  readonly files: number;
  readonly unchanged: number;
  readonly heldBack: number;
  readonly documents: number;
  readonly passages: number;
  readonly deadlines: number;
  readonly conflicts: number;
  readonly problems: number;
}

/** Adds up what became of files. */
export function totalsOf(results: readonly IngestResult[]): IngestTotals {
  const sum = (of: (result: IngestResult) => number) => results.reduce((all, each) => all + of(each), 0);
  const count = (status: IngestResult['status']) => results.filter((each) => each.status === status).length;
  return {
    files: results.length,
    unchanged: count('unchanged'),
    heldBack: count('quarantined'),
    documents: sum((each) => each.documents),
    passages: sum((each) => each.passages),
    deadlines: sum((each) => each.deadlines),
    conflicts: sum((each) => each.conflicts),
    problems: sum((each) => each.problems.length),
  };
}

const figures = ({ documents, passages, deadlines, conflicts }: IngestTotals) =>
  `${documents} 份文件，${passages} 个条款，${deadlines} 个时限，${conflicts} 处数字不一致`;

/** One line for a person: what became of a file. */
export function describeResult(result: IngestResult): string {
  const { source, status, problems, ms } = result;
  if (status === 'unchanged') return `${source}：没有变化，已跳过`;
  if (status === 'quarantined') return `${source}：未收录。${problems.join('；')}`;
  const note = problems.length > 0 ? `。请核对：${problems.join('；')}` : '';
  return `${source}：${figures(totalsOf([result]))}，用时 ${(ms / 1000).toFixed(1)} 秒${note}`;
}

/** One line over all files of a run. */
export function describeTotals(totals: IngestTotals): string {
  const { files, unchanged, heldBack, problems } = totals;
  const held = heldBack > 0 ? `，未收录 ${heldBack} 个` : '';
  const same = unchanged > 0 ? `，没有变化 ${unchanged} 个` : '';
  return `合计 ${files} 个来源${same}${held}：${figures(totals)}，${problems} 个问题`;
}
