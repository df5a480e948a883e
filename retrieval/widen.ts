/** Search results show a short clause with what stands around it, so that a reader sees it in its context. */
import type { Database } from '../data/database.ts';
import { readPassagesBetween } from '../data/passages.ts';
import type { PassageRecord } from '../data/types.ts';
import type { Ranked } from './rerank.ts';

/** A result with the text that is shown for it. */
export interface Widened {
  readonly ranked: Ranked;
  readonly text: string;
}

/** Clauses shorter than this (characters) are shown with their neighbours, up to about this length. */
const SHOWN = 450;
/** Neighbours read on each side. */
const REACH = 6;

const isText = ({ kind }: PassageRecord) => kind === 'clause' || kind === 'heading';

/** The run of neighbours around a passage, following ones first, that fits. */
function runAround(
  passages: readonly PassageRecord[],
  at: number,
  taken: ReadonlySet<number>,
): PassageRecord[] {
  let [from, to] = [at, at];
  let length = passages[at]?.text.length ?? 0;
  const fits = (passage: PassageRecord | undefined): passage is PassageRecord =>
    passage !== undefined &&
    isText(passage) &&
    !taken.has(passage.id) &&
    length + passage.text.length <= SHOWN;
  for (let grown = true; grown; ) {
    grown = false;
    for (const side of [to + 1, from - 1]) {
      const next = passages[side];
      if (!fits(next)) continue;
      length += next.text.length;
      if (side > to) to = side;
      else from = side;
      grown = true;
    }
  }
  return passages.slice(from, to + 1);
}

function widenOne(ranked: Ranked, database: Database, taken: Set<number>): Widened {
  const { candidate } = ranked;
  if (!isText(candidate) || candidate.text.length >= SHOWN) return { ranked, text: candidate.text };
  const { documentId, ordinal, id } = candidate;
  const around = readPassagesBetween(database, documentId, ordinal - REACH, ordinal + REACH);
  const run = runAround(
    around,
    around.findIndex((each) => each.id === id),
    taken,
  );
  for (const passage of run) taken.add(passage.id);
  return { ranked, text: run.map((passage) => passage.text).join('\n') };
}

/** The first `count` results; one that stands in the text shown for an earlier one is not shown again. */
export function widen(ranked: readonly Ranked[], count: number, database: Database): readonly Widened[] {
  const taken = new Set<number>();
  const shown: Widened[] = [];
  for (const each of ranked) {
    if (shown.length === count) break;
    if (!taken.has(each.candidate.id)) shown.push(widenOne(each, database, taken));
  }
  return shown;
}
