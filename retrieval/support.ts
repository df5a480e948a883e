/** Judges whether the documents support an answer: a wrong answer costs more than a declined one. */
import type { ScoredUnit } from './choose.ts';
import { coverage, holds } from './match.ts';
import type { Concept, Query } from './query.ts';
import { placeOf, type Ranked } from './rerank.ts';
import { fold } from './tokenize.ts';

/** What speaks for and against an answer. */
export interface Grounds {
  readonly placed: number;
  readonly own: number;
  readonly gathered: number;
  readonly focus: number;
  readonly fits: number;
  /** Telling of the most telling concept that the best passages do not hold, and of all of them. */
  readonly missing: number;
  readonly missingAll: number;
  /** Share of the question's concepts that stand nowhere in the library. */
  readonly unknown: number;
  /** A figure (year) or place of the question that the best documents do not hold. */
  readonly foreign: number;
  readonly lead: number;
  readonly short: number;
}

const WEIGHTS: Grounds & { readonly bias: number } = {
  bias: -2,
  placed: 3,
  own: 1,
  gathered: 1,
  focus: 1.5,
  fits: 1,
  missing: -0.3,
  missingAll: -0.1,
  unknown: -2,
  foreign: -3,
  lead: 0.3,
  short: -0.5,
};
const THRESHOLD = 0;

function missingOf(concepts: readonly Concept[], text: string): number[] {
  return concepts.map((concept) => concept.rarity * (1 - holds(concept, text)));
}

/** What the choice rests on. */
export function groundsOf(query: Query, ranked: readonly Ranked[], chosen: readonly ScoredUnit[]): Grounds {
  const lead = chosen[0];
  const source = lead && ranked.find((each) => each.candidate.id === lead.unit.candidate.id);
  if (!lead || !source) {
    return {
      placed: 0,
      own: 0,
      gathered: 0,
      focus: 0,
      fits: 0,
      missing: 9,
      missingAll: 20,
      unknown: 1,
      foreign: 0,
      lead: 0,
      short: 1,
    };
  }
  const passage = `${placeOf(source.candidate)}\n${fold(source.candidate.lead)}\n${fold(source.candidate.text)}`;
  const around = ranked
    .slice(0, 5)
    .filter((each) => each.candidate.documentId === source.candidate.documentId);
  const gathered = [passage, ...around.map((each) => fold(each.candidate.text))].join('\n');
  const missing = missingOf(query.concepts, passage);
  const named = query.concepts.filter(
    (concept) => concept.kind === 'place' || /^(?:19|20)\d\d$/.test(concept.text),
  );
  return {
    placed: coverage(query.concepts, passage),
    own: source.signals.own,
    gathered: coverage(query.concepts, gathered),
    focus: lead.focus,
    fits: lead.fits,
    missing: Math.max(0, ...missing),
    missingAll: missing.reduce((sum, each) => sum + each, 0),
    unknown: query.concepts.filter((concept) => concept.unknown).length / Math.max(1, query.concepts.length),
    foreign: named.some((concept) => holds(concept, gathered) < 0.5) ? 1 : 0,
    lead: source.score,
    short: query.concepts.length <= 1 ? 1 : 0,
  };
}

/** How surely the documents answer: above zero they do. */
export function supportOf(grounds: Grounds): number {
  const names = Object.keys(grounds) as readonly (keyof Grounds)[];
  return names.reduce((sum, name) => sum + WEIGHTS[name] * grounds[name], WEIGHTS.bias) - THRESHOLD;
}
