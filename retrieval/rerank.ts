/** Orders candidates by how well they hold what a question is about, in their own words and in their place. */
import type { Candidate } from '../data/types.ts';
import { fitsAsks } from './asks.ts';
import { coverage, longestShared } from './match.ts';
import type { Query } from './query.ts';
import { fold } from './tokenize.ts';

/** A candidate's scores in the two rankings, standardised. */
export interface Fused {
  readonly words: number;
  readonly vectors: number;
}

/**
 * What speaks for a candidate. Shares are between 0 and 1: of the question's telling that stands in the
 * passage's own words (`own`), with its title and headings (`placed`), with its document's first words
 * (`led`), in the title alone (`titled`).
 */
export interface Signals {
  readonly words: number;
  readonly vectors: number;
  readonly own: number;
  readonly placed: number;
  readonly led: number;
  readonly gathered: number;
  readonly titled: number;
  /** Longest run of the question's characters that stands in the passage, of at most 12. */
  readonly run: number;
  readonly fits: number;
  /** How good the best other passages of the same document are. */
  readonly company: number;
  /** The passage before it adds to what it holds: the line above a roster names the group. */
  readonly followed: number;
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
  words: 0.25,
  vectors: 0.12,
  own: 1.6,
  placed: 1,
  led: 0.7,
  gathered: 0.5,
  titled: 0.3,
  run: 0.6,
  fits: 0.35,
  company: 0.3,
  followed: 0.5,
  facet: 1,
  heading: -0.35,
  title: -0.15,
  front: -0.1,
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
  const own = fold(candidate.text);
  const placed = `${placeOf(candidate)}\n${own}`;
  const placedShare = coverage(query.concepts, placed);
  return {
    words: fused.words,
    vectors: fused.vectors,
    own: coverage(query.concepts, own),
    placed: placedShare,
    led: coverage(query.concepts, `${fold(candidate.lead)}\n${placed}`),
    gathered: coverage(query.concepts, `${placed}\n${together}`),
    titled: coverage(query.concepts, fold(`${candidate.title}\n${candidate.contentsTitle ?? ''}`)),
    run: Math.min(12, longestShared(query.folded, own)) / 12,
    fits: fitsAsks(query.asks, own) * placedShare,
    company,
    followed: coverage(query.concepts, `${placed}\n${fold(candidate.before)}`),
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
