/** How well a single statement answers a question. */
import { fitsAsks } from './asks.ts';
import { coverage, focusShare } from './match.ts';
import type { Query } from './query.ts';
import { placeOf, type Ranked } from './rerank.ts';
import { fold } from './tokenize.ts';
import { type Unit, unitsOf } from './units.ts';

/** A statement with how well it answers. Shares are of the question, and of the thing asked for. */
export interface ScoredUnit {
  readonly unit: Unit;
  readonly score: number;
  readonly own: number;
  readonly placed: number;
  readonly focus: number;
  readonly fits: number;
}

function scoreUnit(query: Query, ranked: Ranked, unit: Unit): ScoredUnit {
  const text = fold(unit.text);
  const own = coverage(query.concepts, text);
  const placed = coverage(query.concepts, `${placeOf(ranked.candidate)}\n${text}`);
  const focus = focusShare(query, text);
  const fits = fitsAsks(query.asks, text);
  return { unit, own, placed, focus, fits, score: ranked.score + 1.5 * own + 0.8 * focus + 0.6 * fits };
}

/** The statement of a passage that answers best, or null for a passage without words. */
export function bestUnit(query: Query, ranked: Ranked): ScoredUnit | null {
  const scored = unitsOf(ranked.candidate).map((unit) => scoreUnit(query, ranked, unit));
  return scored.sort((a, b) => b.score - a.score)[0] ?? null;
}
