/** Chooses what to say: the statement that answers best, then a few that support it. */
import { fitsAsks } from './asks.ts';
import { coverage, focusShare } from './match.ts';
import type { Query } from './query.ts';
import { placeOf, type Ranked } from './rerank.ts';
import { fold } from './tokenize.ts';
import { limits, type Unit, unitsOf } from './units.ts';

/** A statement with how well it answers. */
export interface ScoredUnit {
  readonly unit: Unit;
  readonly score: number;
  /** Share of the question that the statement holds itself, with its place, and of what is asked for. */
  readonly own: number;
  readonly placed: number;
  readonly focus: number;
  readonly fits: number;
}

const LOOKED_AT = 12;
const MOST_CITATIONS = 5;
/** Passages scored lower than the first by more than this do not support it. */
const MARGIN = 2.5;
const MOST_CHARACTERS = 300;

function scoreUnit(query: Query, ranked: Ranked, unit: Unit): ScoredUnit {
  const text = fold(unit.text);
  const place = placeOf(ranked.candidate);
  const own = coverage(query.concepts, text);
  const placed = coverage(query.concepts, `${place}\n${text}`);
  const focus = focusShare(query, text);
  const fits = fitsAsks(query.asks, text);
  return { unit, own, placed, focus, fits, score: ranked.score + 1.5 * own + 0.8 * focus + 0.6 * fits };
}

function bestUnits(query: Query, ranked: Ranked): ScoredUnit[] {
  return unitsOf(ranked.candidate)
    .map((unit) => scoreUnit(query, ranked, unit))
    .sort((a, b) => b.score - a.score);
}

/** The sentence after a chosen one where it limits it. */
function limitOf(chosen: ScoredUnit): Unit | null {
  const units = unitsOf(chosen.unit.candidate);
  const next = units[units.findIndex((unit) => unit.span.start === chosen.unit.span.start) + 1];
  return next && limits(next) ? next : null;
}

/** The statements of an answer, the one asked for first; empty where nothing was found. */
export function choose(query: Query, ranked: readonly Ranked[]): readonly ScoredUnit[] {
  const first = ranked[0];
  if (!first) return [];
  const near = ranked.slice(0, LOOKED_AT).filter((each) => first.score - each.score <= MARGIN);
  const best = near
    .flatMap((each) => bestUnits(query, each).slice(0, 1))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_CITATIONS);
  const lead = best[0];
  if (!lead) return [];
  const chosen: ScoredUnit[] = [];
  let length = 0;
  for (const each of best) {
    const limit = limitOf(each);
    const size = Math.min(120, each.unit.text.length);
    if (chosen.length > 0 && length + size > MOST_CHARACTERS) continue;
    length += size;
    chosen.push(each);
    if (limit && length < MOST_CHARACTERS) chosen.push({ ...each, unit: limit });
  }
  return chosen;
}
