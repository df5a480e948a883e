/** The points of an explanation in the document's own words: the most telling sentences of each part. */
import type { Database } from '../../data/database.ts';
import { deadlinePassageIds } from '../../data/passages.ts';
import { splitSentences } from '../../data/sentences.ts';
import { type Candidate, EXPLANATION_PARTS, type ExplanationPart } from '../../data/types.ts';
import { placeSentence } from './parts.ts';

/** A sentence that makes a point, with the passage it stands in. */
export interface FoundPoint {
  readonly part: ExplanationPart;
  readonly text: string;
  readonly passage: Candidate;
}

type Weighed = FoundPoint & { readonly weight: number };

export const MOST_POINTS = 4;
const SHORTEST_POINT = 10;
const LONGEST_POINT = 160;
/** A heading and its number are shorter than a sentence that says something. */
const SHORTEST_SAYING = 18;
/** A time limit that the ledger holds is one indeed. */
const IN_LEDGER = 2;

function weighSentences(passage: Candidate, inLedger: ReadonlySet<number>): Weighed[] {
  if (passage.kind !== 'clause') return [];
  const found = splitSentences(passage.text).flatMap(({ start, end }): Weighed[] => {
    const text = passage.text.slice(start, end).replace(/\s+/g, ' ').trim();
    const isHeading = start === 0 && text.length < SHORTEST_SAYING && !/[:：]/.test(text);
    if (text.length < SHORTEST_POINT || text.length > LONGEST_POINT || isHeading) return [];
    const place = placeSentence(passage, text);
    if (!place) return [];
    const more = place.part === '时限' && inLedger.has(passage.id) ? IN_LEDGER : 0;
    return [{ part: place.part, text, passage, weight: place.weight + more }];
  });
  const best = new Map<ExplanationPart, Weighed>();
  for (const each of found) if (each.weight > (best.get(each.part)?.weight ?? 0)) best.set(each.part, each);
  return [...best.values()];
}

/** The addressees, where no clause says whom it concerns: 各乡镇人民政府，县直各部门： */
function addressees(passages: readonly Candidate[]): Weighed[] {
  const head = passages.find(({ kind, text }) => kind === 'title' && /[:：]\s*$/.test(text));
  const line =
    head?.text
      .split('\n')
      .at(-1)
      ?.replace(/[:：]\s*$/, '')
      .trim() ?? '';
  return head && line.length > 3 ? [{ part: '谁受影响', text: line, passage: head, weight: 1 }] : [];
}

/** At most `MOST_POINTS` points for each part, part by part, in the document's order. */
export function extractPoints(passages: readonly Candidate[], database: Database): readonly FoundPoint[] {
  const documents = [...new Set(passages.map(({ documentId }) => documentId))];
  const inLedger = new Set(deadlinePassageIds(database, documents));
  const all = passages.flatMap((passage) => weighSentences(passage, inLedger));
  return EXPLANATION_PARTS.flatMap((part) => {
    const own = all.filter((each) => each.part === part);
    const candidates = part === '谁受影响' && own.length === 0 ? addressees(passages) : own;
    const distinct = candidates.filter(
      ({ text }, i) => candidates.findIndex((each) => each.text === text) === i,
    );
    return [...distinct]
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MOST_POINTS)
      .sort((a, b) => a.passage.ordinal - b.passage.ordinal);
  });
}
