/** Orders candidates by how well they hold what a question is about, in their own words and in their place. */
import type { Candidate } from '../data/types.ts';
import { fitsAsks, fitsMeasure } from './asks.ts';
import { coverage, focusShare, longestShared, pairShare } from './match.ts';
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
  /** Share of the question's pairs of characters: with the passage's place, in titles, and in its document. */
  readonly pairs: number;
  readonly pairsTitle: number;
  readonly pairsAround: number;
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
  words: 0.26,
  vectors: 0.14,
  own: 2.26,
  place: 2.95,
  lead: 2.75,
  around: -0.3,
  before: 1.88,
  pairs: 1.27,
  pairsTitle: 1.22,
  pairsAround: 1.28,
  run: 2.41,
  focus: 1.03,
  fits: 1.39,
  measure: 3.65,
  company: 0.07,
  facet: 5.66,
  heading: -0.44,
  title: -2.46,
  front: -0.28,
};
const NAMES = Object.keys(WEIGHTS) as readonly (keyof Signals)[];

/** The words that place a passage: its document's titles and number, its headings. */
export function placeOf(candidate: Candidate): string {
  const { title, contentsTitle, documentNumber, path, publication } = candidate;
  return fold([title, contentsTitle ?? '', documentNumber ?? '', publication ?? '', ...path].join('\n'));
}

/** What the candidates of one document say together. */
interface Company {
  /** How good the best of them are by their words. */
  readonly best: number;
  /** The document's first words and theirs. */
  readonly together: string;
  readonly pairs: number;
  readonly pairsTitle: number;
}

function companyOf(
  query: Query,
  candidates: readonly Candidate[],
  scores: ReadonlyMap<number, Fused>,
): Company {
  const [first] = candidates;
  const titles = fold(`${first?.title ?? ''}\n${first?.contentsTitle ?? ''}`);
  const together = [first?.lead ?? '', ...candidates.map((each) => each.text)].map(fold).join('\n');
  const words = candidates.map(({ id }) => Math.max(0, scores.get(id)?.words ?? 0)).sort((a, b) => b - a);
  return {
    best: words.slice(0, 3).reduce((sum, score) => sum + score, 0) / 3,
    together,
    pairs: pairShare(query.pairs, `${titles}\n${together}`),
    pairsTitle: pairShare(query.pairs, titles),
  };
}

function companies(
  query: Query,
  candidates: readonly Candidate[],
  scores: ReadonlyMap<number, Fused>,
): ReadonlyMap<string, Company> {
  const byDocument = new Map<string, Candidate[]>();
  for (const each of candidates) {
    const list = byDocument.get(each.documentId);
    if (list) list.push(each);
    else byDocument.set(each.documentId, [each]);
  }
  return new Map([...byDocument].map(([id, list]) => [id, companyOf(query, list, scores)]));
}

function signalsOf(query: Query, candidate: Candidate, fused: Fused, company: Company | undefined): Signals {
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
    around: share(`${led}\n${company?.together ?? ''}`) - lead,
    before: share(`${placed}\n${fold(candidate.before)}`) - place,
    pairs: pairShare(query.pairs, placed),
    pairsTitle: company?.pairsTitle ?? 0,
    pairsAround: company?.pairs ?? 0,
    run: Math.min(12, longestShared(query.folded, text)) / 12,
    focus: focusShare(query, text),
    fits: fitsAsks(query.asks, text) * place,
    measure: fitsMeasure(query.folded, text) * place,
    company: company?.best ?? 0,
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
  const together = companies(query, candidates, scores);
  const ranked = candidates.map((candidate): Ranked => {
    const fused = scores.get(candidate.id) ?? { words: 0, vectors: 0 };
    const signals = signalsOf(query, candidate, fused, together.get(candidate.documentId));
    const score = NAMES.reduce((sum, name) => sum + WEIGHTS[name] * signals[name], 0);
    return { candidate, score, signals };
  });
  return ranked.sort((a, b) => b.score - a.score || a.candidate.id - b.candidate.id);
}
