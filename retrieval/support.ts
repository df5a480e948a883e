/** Judges whether the documents support an answer: a wrong answer costs more than a declined one. */

import type { Candidate } from '../data/types.ts';
import { fitsMeasure, namesMeasure } from './asks.ts';
import { coverage, focusShare, holds } from './match.ts';
import type { Concept, Query } from './query.ts';
import { placeOf, type Ranked } from './rerank.ts';
import { bestUnit, type ScoredUnit } from './score-unit.ts';
import { fold } from './tokenize.ts';

/** What speaks for and against an answer. Shares are between 0 and 1. */
export interface Grounds {
  /** Of the question's telling: in the passage with its place, in the passage, in the statement itself. */
  readonly placed: number;
  readonly here: number;
  readonly own: number;
  /** Of the thing asked for: in the statement, and in the passage with its headings. */
  readonly focus: number;
  readonly focusPlaced: number;
  /** Whether the statement can hold the kind of thing asked for. */
  readonly fits: number;
  /** 1 where a measure is named (几米) and the passage gives it, and where it does not. */
  readonly measure: number;
  readonly noMeasure: number;
  /** 1 where a time is asked for and the statement gives none. */
  readonly noTime: number;
  /** Telling, in tenths, of the most telling concept that the passage does not hold, and of all of them. */
  readonly missing: number;
  readonly missingAll: number;
  readonly focusMissing: number;
  /** The same of words of official texts alone: a missing everyday word may stand there in other words. */
  readonly officialMissing: number;
  readonly officialMissingAll: number;
  readonly officialFocusMissing: number;
  /** Share of the concepts that stand nowhere in the library. */
  readonly unknown: number;
  /** 1 where a place, or a year, of the question is not that of the documents found; or of no document. */
  readonly foreignPlace: number;
  readonly unknownPlace: number;
  readonly foreignYear: number;
  /** As in the ranking (rerank.ts). */
  readonly facet: number;
  readonly run: number;
  readonly words: number;
  readonly score: number;
  /** How far the passage is behind the first of the ranking. */
  readonly behind: number;
  /** 1 where the question holds at most one concept. */
  readonly short: number;
}

/** A passage judged: its best statement, and how surely it answers. */
export interface Judged {
  readonly source: Ranked;
  readonly unit: ScoredUnit;
  readonly grounds: Grounds;
  readonly support: number;
}

/** Fitted by logistic regression on the development questions (test/bench/README.md). */
const WEIGHTS: Grounds = {
  placed: 1.9,
  here: -0.5,
  own: 0,
  focus: 0,
  focusPlaced: 0.2,
  fits: 0.3,
  measure: 0,
  noMeasure: -6,
  noTime: -2,
  missing: 0,
  missingAll: 0,
  focusMissing: -0.9,
  officialMissing: -3,
  officialMissingAll: -0.3,
  officialFocusMissing: -1.5,
  unknown: -0.6,
  foreignPlace: -2.6,
  unknownPlace: -9,
  foreignYear: -9,
  facet: 2.5,
  run: 0.5,
  words: 1,
  score: 1.5,
  behind: 0,
  short: -0.5,
};
const BIAS = -1.9;

const lacks = (concept: Concept, text: string) => (concept.rarity * (1 - holds(concept, text))) / 10;

/** A year of the question stands in what was found, or is the year of the document. */
function isOfYear(year: string, passage: string, { issuedOn, title }: Candidate): boolean {
  return passage.includes(year) || title.includes(year) || issuedOn?.startsWith(year) === true;
}

/** What all candidates of each document say, to look for a place or year in. */
function textsByDocument(ranked: readonly Ranked[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { candidate } of ranked) {
    const { documentId, issuers, lead, text } = candidate;
    texts.set(documentId, `${texts.get(documentId) ?? fold(`${issuers.join()}${lead}`)}\n${fold(text)}`);
  }
  return texts;
}

function groundsOf(query: Query, source: Ranked, unit: ScoredUnit, document: string, best: number): Grounds {
  const { candidate, signals } = source;
  const text = fold(candidate.text);
  const headed = `${fold(candidate.path.join('\n'))}\n${text}`;
  const passage = [placeOf(candidate), fold(candidate.lead), fold(candidate.before), text].join('\n');
  const missing = query.concepts.map((concept) => lacks(concept, passage));
  const asked = query.focus.filter((concept) => concept.kind === 'word');
  const official = query.concepts
    .filter((concept) => concept.official)
    .map((concept) => lacks(concept, passage));
  const named = namesMeasure(query.folded);
  return {
    placed: coverage(query.concepts, passage),
    here: signals.own,
    own: unit.own,
    focus: query.focus.length === 0 ? 0.5 : unit.focus,
    focusPlaced: query.focus.length === 0 ? 0.5 : focusShare(query, headed),
    fits: unit.fits,
    measure: named && fitsMeasure(query.folded, text) === 1 ? 1 : 0,
    noMeasure: named && fitsMeasure(query.folded, text) === 0 ? 1 : 0,
    noTime: query.asks === 'when' && unit.fits === 0 ? 1 : 0,
    missing: Math.max(0, ...missing),
    missingAll: missing.reduce((sum, each) => sum + each, 0),
    focusMissing: Math.max(0, ...asked.map((concept) => lacks(concept, headed))),
    officialMissing: Math.max(0, ...official),
    officialMissingAll: official.reduce((sum, each) => sum + each, 0),
    officialFocusMissing: Math.max(
      0,
      ...asked.filter((each) => each.official).map((each) => lacks(each, headed)),
    ),
    unknown: query.concepts.filter((concept) => concept.unknown).length / Math.max(1, query.concepts.length),
    foreignPlace: query.places.some(({ name }) => !`${passage}${document}`.includes(name)) ? 1 : 0,
    unknownPlace: query.places.some((each) => !each.known) ? 1 : 0,
    foreignYear: query.years.some((year) => !isOfYear(year, passage, candidate)) ? 1 : 0,
    facet: signals.facet,
    run: signals.run,
    words: signals.words / 5,
    score: source.score / 10,
    behind: (best - source.score) / 10,
    short: query.concepts.length <= 1 ? 1 : 0,
  };
}

/** How surely a passage answers: above zero it does. */
export function supportOf(grounds: Grounds): number {
  const names = Object.keys(grounds) as readonly (keyof Grounds)[];
  return names.reduce((sum, name) => sum + WEIGHTS[name] * grounds[name], BIAS);
}

/** Passages looked at closely. */
const LOOKED_AT = 15;

/** Judges the best passages one by one, the one that answers most surely first. */
export function judge(query: Query, ranked: readonly Ranked[]): readonly Judged[] {
  const documents = textsByDocument(ranked);
  const best = ranked[0]?.score ?? 0;
  return ranked
    .slice(0, LOOKED_AT)
    .flatMap((source): Judged[] => {
      const unit = bestUnit(query, source);
      if (!unit) return [];
      const document = documents.get(source.candidate.documentId) ?? '';
      const grounds = groundsOf(query, source, unit, document, best);
      return [{ source, unit, grounds, support: supportOf(grounds) }];
    })
    .sort((a, b) => b.support - a.support);
}
