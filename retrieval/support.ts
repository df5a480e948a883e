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
const WEIGHTS: Omit<Grounds, 'documentMissing'> = {
  own: 0.36,
  focus: 0.44,
  near: 1.96,
  pairsAround: 0.4,
  noMeasure: -2.92,
  unfit: -0.72,
  missing: -0.34,
  focusMissing: -0.39,
  officialMissing: -0.79,
  unknownOfficial: -1.06,
  figuresMissing: -0.86,
  blank: -6.78,
  foreignPlace: -1.16,
  unknownPlace: -0.55,
  foreignYear: -3.06,
  facet: 2.73,
  words: 1.28,
  around: 1.39,
  score: 1.16,
  behind: -7.15,
  row: -0.25,
};
const BIAS = -3.2;

/** How surely a passage answers, compared with other passages of the same question. */
export function supportOf(grounds: Grounds): number {
  const names = Object.keys(WEIGHTS) as readonly (keyof typeof WEIGHTS)[];
  return names.reduce((sum, name) => sum + WEIGHTS[name] * grounds[name], BIAS);
}

/** What makes an answer sure beside its best passage. */
interface Sureness {
  /** As the best passage was judged. */
  readonly support: number;
  readonly row: number;
  readonly around: number;
  /** How far the ranking's best is below what answers to questions in official words reach. */
  readonly plainLow: number;
  /** Share of the question's telling in everyday words. */
  readonly everyday: number;
}

/** Fitted by logistic regression on the best passages of the same questions, answerable or not. */
const SURENESS: Sureness = {
  support: 0.76,
  row: 0.69,
  around: 1.71,
  plainLow: -1.7,
  everyday: 0.76,
};
const SURENESS_BIAS = 0.21;
/** Questions of some kinds are answered wrongly more often than others. */
const SURENESS_BY_ASKS: Readonly<Partial<Record<Asks, number>>> = { 'how much': -0.94, who: 0.71, may: 0.56 };

/** Best score, in tenths, that answers to questions in official words reach. */
const REACHED = 0.85;
/** A document that lacks more than this share of the question's telling answers another question. */
const MOST_MISSING = 0.75;
const SURE = 3;

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
  // The date, the title … of a document that is named by its number: its words tell nothing else.
  if (query.number && first.grounds.facet === 1) return SURE;
  if (!query.number && first.grounds.documentMissing > MOST_MISSING) return Number.NEGATIVE_INFINITY;
  const score = Math.max(...judged.map(({ grounds }) => grounds.score));
  const everyday = everydayShare(query);
  const sureness: Sureness = {
    support: first.support,
    row: first.grounds.row,
    around: first.grounds.around,
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
