/** Chooses what to say: the statement that answers most surely, then a few that support it. */
import type { ScoredUnit } from './score-unit.ts';
import type { Judged } from './support.ts';
import { limits, type Unit, unitsOf } from './units.ts';

const MOST_CITATIONS = 5;
/** Passages that answer less surely than the first by more than this do not support it. */
const MARGIN = 2.5;
const MOST_CHARACTERS = 300;
const COUNTED = 120;

/** The sentence after a chosen one where it limits it. */
function limitOf({ unit }: ScoredUnit): Unit | null {
  const units = unitsOf(unit.candidate);
  const next = units[units.findIndex((each) => each.span.start === unit.span.start) + 1];
  return next && limits(next) ? next : null;
}

/** The statements of an answer, the one asked for first; empty where nothing was found. */
export function choose(judged: readonly Judged[]): readonly Unit[] {
  const [first] = judged;
  if (!first) return [];
  const chosen: Unit[] = [];
  let length = 0;
  for (const { unit, support } of judged.slice(0, MOST_CITATIONS)) {
    const size = Math.min(COUNTED, unit.unit.text.length);
    if (first.support - support > MARGIN) break;
    if (chosen.length > 0 && length + size > MOST_CHARACTERS) continue;
    length += size;
    chosen.push(unit.unit);
    const limit = limitOf(unit);
    if (limit && length < MOST_CHARACTERS) chosen.push(limit);
  }
  return chosen;
}
