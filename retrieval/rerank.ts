/** Orders candidates by how well they hold the question's concepts, in their own words and in their place. */
import type { Candidate } from '../data/types.ts';
import { fitsAsks } from './asks.ts';
import { coverage } from './match.ts';
import type { Query } from './query.ts';
import { fold } from './tokenize.ts';

/** What the order was made from; each between 0 and 1 but for `fused`. */
export interface Evidence {
  readonly fused: number;
  /** Share of the question's telling in the passage's own words, and with its place (title, headings). */
  readonly own: number;
  readonly placed: number;
  readonly fits: number;
}

/** A candidate with its place in the order. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly score: number;
  readonly evidence: Evidence;
}

const WEIGHTS = { fused: 0.35, own: 1.6, placed: 1.4, fits: 0.35 };
/** Headings and titles say little themselves. */
const KIND: Record<Candidate['kind'], number> = {
  title: -0.15,
  heading: -0.35,
  clause: 0,
  row: 0,
  front: -0.1,
};

/** The words that place a passage: its document's titles and number, its headings. */
export function placeOf(candidate: Candidate): string {
  const { title, contentsTitle, documentNumber, path, publication } = candidate;
  return fold([title, contentsTitle ?? '', documentNumber ?? '', publication ?? '', ...path].join('\n'));
}

/** Orders candidates for a question; `scores` are their fused scores. */
export function rerank(
  query: Query,
  candidates: readonly Candidate[],
  scores: ReadonlyMap<number, number>,
): readonly Ranked[] {
  const ranked = candidates.map((candidate): Ranked => {
    const own = fold(candidate.text);
    const placed = `${placeOf(candidate)}\n${own}`;
    const evidence: Evidence = {
      fused: scores.get(candidate.id) ?? 0,
      own: coverage(query.concepts, own),
      placed: coverage(query.concepts, placed),
      fits: fitsAsks(query.asks, own),
    };
    const { fused, fits } = evidence;
    const score =
      WEIGHTS.fused * fused +
      WEIGHTS.own * evidence.own +
      WEIGHTS.placed * evidence.placed +
      WEIGHTS.fits * fits * evidence.placed +
      KIND[candidate.kind];
    return { candidate, score, evidence };
  });
  return ranked.sort((a, b) => b.score - a.score || a.candidate.id - b.candidate.id);
}
