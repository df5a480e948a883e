/** Orders candidates by how well they hold what a question is about, in their own words and in their place. */
import type { Candidate } from '../data/types.ts';
import { fitsAsks, fitsMeasure } from './asks.ts';
import { coverage, focusShare, longestShared } from './match.ts';
import type { Query } from './query.ts';
import { fold } from './tokenize.ts';

/** A candidate's scores in the two rankings, standardised. */
export interface Fused {
  readonly words: number;
  readonly vectors: number;
}

/**
 * What speaks for a candidate. Shares are of the question's telling (0 to 1): what stands in the passage's
 * own words (`own`), and what is added by its title and headings (`place`), its document's first words
 * (`lead`), the best other passages of the document (`around`), the passage before it (`before`).
 */
export interface Signals {
  readonly words: number;
  readonly vectors: number;
  readonly own: number;
  readonly place: number;
  readonly lead: number;
  readonly around: number;
  readonly before: number;
  /** Longest run of the question's characters that stands in the passage, of at most 12. */
  readonly run: number;
  /** How far it holds the thing asked for (组长 in 组长是谁) in its own words; 0 where none is named. */
  readonly focus: number;
  /** It can hold what is asked for (a date, a figure, a unit), and a figure of the measure that is named. */
  readonly fits: number;
  readonly measure: number;
  /** How good the best passages of the same document are. */
  readonly company: number;
  /** It is the part of a document that is asked about: its signature for its date … */
  readonly facet: number;
  readonly heading: number;
  readonly title: number;
  readonly front: number;
}

/** A candidate with its place in the order. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly score: number;
  readonly signals: Signals;
}

/** Tuned on half of the evaluation questions (test/bench/README.md), reported on the other half. */
const WEIGHTS: Signals = {
  words: 0.18,
  vectors: 0.08,
  own: 5.9,
  place: 5.8,
  lead: 6.2,
  around: 3.2,
  before: 1.5,
  run: 1.1,
  focus: 1.5,
  fits: 2.1,
  measure: 2.1,
  company: 0.6,
  facet: 2.5,
  heading: -0.3,
  title: -0.6,
  front: 0.3,
};
const NAMES = Object.keys(WEIGHTS) as readonly (keyof Signals)[];

/** The words that place a passage: its document's titles and number, its headings. */
export function placeOf(candidate: Candidate): string {
  const { title, contentsTitle, documentNumber, path, publication } = candidate;
  return fold([title, contentsTitle ?? '', documentNumber ?? '', publication ?? '', ...path].join('\n'));
}

function companyOf(
  candidates: readonly Candidate[],
  scores: ReadonlyMap<number, Fused>,
): Map<string, number> {
  const byDocument = new Map<string, number[]>();
  for (const { id, documentId } of candidates) {
    const list = byDocument.get(documentId) ?? [];
    list.push(scores.get(id)?.words ?? 0);
    byDocument.set(documentId, list);
  }
  return new Map(
    [...byDocument].map(([id, list]) => {
      const best = list.sort((a, b) => b - a).slice(0, 3);
      return [id, best.reduce((sum, score) => sum + Math.max(0, score), 0) / 3];
    }),
  );
}

/** What the candidates of each document say together. */
function gather(candidates: readonly Candidate[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { documentId, lead, text } of candidates) {
    texts.set(documentId, `${texts.get(documentId) ?? fold(lead)}\n${fold(text)}`);
  }
  return texts;
}

function signalsOf(
  query: Query,
  candidate: Candidate,
  fused: Fused,
  company: number,
  together: string,
): Signals {
  const text = fold(candidate.text);
  const placed = `${placeOf(candidate)}\n${text}`;
  const led = `${fold(candidate.lead)}\n${placed}`;
  const share = (words: string) => coverage(query.concepts, words);
  const own = share(text);
  const place = share(placed);
  const lead = share(led);
  return {
    words: fused.words,
    vectors: fused.vectors,
    own,
    place: place - own,
    lead: lead - place,
    around: share(`${led}\n${together}`) - lead,
    before: share(`${placed}\n${fold(candidate.before)}`) - place,
    run: Math.min(12, longestShared(query.folded, text)) / 12,
    focus: focusShare(query, text),
    fits: fitsAsks(query.asks, text) * place,
    measure: fitsMeasure(query.folded, text) * place,
    company,
    facet: query.facets.some((facet) => facet.holds(candidate)) ? 1 : 0,
    heading: candidate.kind === 'heading' ? 1 : 0,
    title: candidate.kind === 'title' ? 1 : 0,
    front: candidate.kind === 'front' ? 1 : 0,
  };
}

/** Orders candidates for a question; `scores` are their scores in the two rankings. */
export function rerank(
  query: Query,
  candidates: readonly Candidate[],
  scores: ReadonlyMap<number, Fused>,
): readonly Ranked[] {
  const company = companyOf(candidates, scores);
  const together = gather(candidates);
  const ranked = candidates.map((candidate): Ranked => {
    const fused = scores.get(candidate.id) ?? { words: 0, vectors: 0 };
    const signals = signalsOf(
      query,
      candidate,
      fused,
      company.get(candidate.documentId) ?? 0,
      together.get(candidate.documentId) ?? '',
    );
    const score = NAMES.reduce((sum, name) => sum + WEIGHTS[name] * signals[name], 0);
    return { candidate, score, signals };
  });
  return ranked.sort((a, b) => b.score - a.score || a.candidate.id - b.candidate.id);
}
