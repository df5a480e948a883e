/** Judges whether the documents support an answer: a wrong answer costs more than a declined one. */
import type { Asks } from './asks.ts';
import { type Grounds, groundsOf, judgementOf, type Nearest } from './grounds.ts';
import type { Query } from './query.ts';
import type { Ranked } from './rerank.ts';
import { bestUnit, type ScoredUnit } from './score-unit.ts';

/** A passage judged: its best statement, and how surely it answers. */
export interface Judged {
  readonly source: Ranked;
  readonly unit: ScoredUnit;
  readonly grounds: Grounds;
  readonly support: number;
}

/**
 * Fitted on the development questions as one choice among the passages of a question and none of them
 * (test/bench/README.md).
 */
const WEIGHTS: Grounds = {
  here: -1.89,
  own: 2.21,
  focus: 0.33,
  near: 1.29,
  nearPlaced: 0.67,
  unitPairs: -3.24,
  pairs: 2.29,
  pairsAround: -1.04,
  unitMeasure: 0.56,
  noMeasure: -2.27,
  noTime: -1.01,
  missing: -0.97,
  missingAll: 0.78,
  focusMissing: -0.63,
  officialMissing: -1.4,
  documentMissing: -0.83,
  unknownOfficial: 0.06,
  figuresMissing: -0.91,
  blank: -6.76,
  foreignPlace: -1.2,
  unknownPlace: -0.8,
  foreignYear: -3.05,
  facet: 2.98,
  run: 0.74,
  words: 1.24,
  around: 0.88,
  score: 2.59,
  behind: -8.03,
  row: -0.35,
};
const BIAS = -3.24;

/** How surely a passage answers, compared with other passages of the same question. */
export function supportOf(grounds: Grounds): number {
  const names = Object.keys(WEIGHTS) as readonly (keyof Grounds)[];
  return names.reduce((sum, name) => sum + WEIGHTS[name] * grounds[name], BIAS);
}

/** What makes an answer sure beside its best passage. */
interface Sureness {
  /** As the best passage was judged, and that again for a question in everyday words. */
  readonly support: number;
  readonly supportEveryday: number;
  readonly row: number;
  readonly around: number;
  readonly unitMeasure: number;
  /** How far the ranking's best is below what answers to questions in official words reach. */
  readonly plainLow: number;
  /** Share of the question's telling in everyday words. */
  readonly everyday: number;
}

/** Fitted by logistic regression on the best passages of the same questions, answerable or not. */
const SURENESS: Sureness = {
  support: 0.64,
  supportEveryday: 0.18,
  row: 0.73,
  around: 1.67,
  unitMeasure: 0.5,
  plainLow: -1.94,
  everyday: 0.49,
};
const SURENESS_BIAS = 0.49;
/** Questions of some kinds are answered wrongly more often than others. */
const SURENESS_BY_ASKS: Readonly<Partial<Record<Asks, number>>> = {
  when: -0.45,
  who: 0.53,
  where: -0.06,
  'how much': -1.19,
  may: 0.44,
  list: -0.27,
  how: -0.14,
  why: -0.68,
};

/** Best score, in tenths, that answers to questions in official words reach. */
const REACHED = 0.85;

/** Share of a question's telling in words that official texts do not use. */
function everydayShare({ concepts }: Query): number {
  const sum = (list: Query['concepts']) => list.reduce((total, { rarity }) => total + rarity, 0);
  const spoken = concepts.filter((each) => each.unknown || (!each.official && each.wordings.length > 1));
  return sum(spoken) / (sum(concepts) || 1);
}

/** How surely the best passages answer a question: above zero they do. */
export function surenessOf(query: Query, judged: readonly Judged[]): number {
  const [first] = judged;
  if (!first) return Number.NEGATIVE_INFINITY;
  const score = Math.max(...judged.map(({ grounds }) => grounds.score));
  const everyday = everydayShare(query);
  const sureness: Sureness = {
    support: first.support,
    supportEveryday: first.support * everyday,
    row: first.grounds.row,
    around: first.grounds.around,
    unitMeasure: first.grounds.unitMeasure,
    plainLow: Math.max(0, REACHED - score) * (1 - everyday),
    everyday,
  };
  const names = Object.keys(SURENESS) as readonly (keyof Sureness)[];
  const byAsks = SURENESS_BY_ASKS[query.asks] ?? 0;
  return names.reduce((sum, name) => sum + SURENESS[name] * sureness[name], SURENESS_BIAS + byAsks);
}

/** Passages looked at closely. */
const LOOKED_AT = 15;

/** Judges the best passages one by one, the one that answers most surely first. */
export function judge(query: Query, ranked: readonly Ranked[], nearest: Nearest): readonly Judged[] {
  const judgement = judgementOf(query, ranked, nearest);
  return ranked
    .slice(0, LOOKED_AT)
    .flatMap((source): Judged[] => {
      const unit = bestUnit(query, source);
      if (!unit) return [];
      const grounds = groundsOf(judgement, source, unit);
      return [{ source, unit, grounds, support: supportOf(grounds) }];
    })
    .sort((a, b) => b.support - a.support);
}
