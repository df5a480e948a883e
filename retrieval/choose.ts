/** Chooses what to say: the statement that answers most surely, then a few that support it. */
import { fitsAsks, fitsMeasure, namesMeasure } from './asks.ts';
import type { Query } from './query.ts';
import type { ScoredUnit } from './score-unit.ts';
import type { Judged } from './support.ts';
import { fold } from './tokenize.ts';
import { limits, type Unit, unitsOf } from './units.ts';

/** How much is said: passages, and characters beside the first one's. */
export interface Room {
  readonly passages: number;
  readonly characters: number;
}

/** The room of an answer to one question, and of one of several questions. */
export const WHOLE: Room = { passages: 5, characters: 300 };
export const PART: Room = { passages: 2, characters: 150 };
/** Passages that answer less surely than the first by more than this do not support it. */
const MARGIN = 2.5;
/** Nor do those whose statement holds less than this share of what the first one holds. */
const LEAST_SHARE = 0.4;
const COUNTED = 120;

/** The sentence after a chosen one where it limits it. */
function limitOf({ unit }: ScoredUnit): Unit | null {
  const units = unitsOf(unit.candidate);
  const next = units[units.findIndex((each) => each.span.start === unit.span.start) + 1];
  return next && limits(next) ? next : null;
}

const DUTY = /(?:牵头|责任|配合|主管|完成|落实|负责)(?:单位|部门|领导|人|时限|时间)?\s*[:：]/;

/**
 * The statement of the same passage that gives what is asked for where the chosen one does not: the line
 * 完成时限：… or （责任单位：…） below a task.
 */
function completionOf(query: Query, { unit, fits }: ScoredUnit): Unit | null {
  const gives = (each: Unit) => fitsMeasure(query.folded, fold(each.text)) === 1;
  if (namesMeasure(query.folded)) return gives(unit) ? null : (unitsOf(unit.candidate).find(gives) ?? null);
  if (!['when', 'who', 'how much', 'where'].includes(query.asks)) return null;
  const others = unitsOf(unit.candidate).filter((each) => each.span.start !== unit.span.start);
  const giving = others.filter((each) => fitsAsks(query.asks, fold(each.text)) === 1);
  if (query.asks === 'who') return giving.find((each) => DUTY.test(each.text)) ?? null;
  return fits === 1 ? null : (giving.find((each) => DUTY.test(each.text)) ?? giving[0] ?? null);
}

/** A heading that runs into its clause says nothing by itself: （三）新招录公务员…住房补贴发放。 */
const HEADING = /^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])/;
const LONGEST_HEADING = 45;

/** The sentence that a run-in heading stands over. */
function bodyOf({ unit }: ScoredUnit): Unit | null {
  const [first, second] = unitsOf(unit.candidate);
  const isHeading = first?.span.start === unit.span.start && unit.text.length <= LONGEST_HEADING;
  return isHeading && second && HEADING.test(unit.text) ? second : null;
}

/** What is said of one passage: its statement, what it stands over, what completes it and what limits it. */
function statementsOf(query: Query, scored: ScoredUnit): Unit[] {
  const units = [scored.unit, bodyOf(scored), completionOf(query, scored), limitOf(scored)];
  return [...new Set(units.filter((unit) => unit !== null))];
}

/** The statements of an answer, the one asked for first; empty where nothing was found. */
export function choose(query: Query, judged: readonly Judged[], room: Room = WHOLE): readonly Unit[] {
  const [first] = judged;
  if (!first) return [];
  const supporting = judged
    .slice(1, room.passages)
    .filter(
      ({ unit, support }) =>
        first.support - support <= MARGIN && unit.placed >= LEAST_SHARE * first.unit.placed,
    );
  const chosen = statementsOf(query, first.unit);
  const size = (units: readonly Unit[]) =>
    units.reduce((sum, unit) => sum + Math.min(COUNTED, unit.text.length), 0);
  for (const { unit } of supporting) {
    const more = statementsOf(query, unit);
    if (size(chosen) + size(more) <= room.characters) chosen.push(...more);
  }
  return chosen;
}
