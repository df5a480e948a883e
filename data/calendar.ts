/**
 * Working days by the State Council's yearly notices on holidays (国务院办公厅关于部分节假日安排的通知),
 * make-up days (调休) included, as the package chinese-days publishes them. A year without a notice falls back
 * to Monday–Friday and says so: `known` is false. All functions are pure; a Day has no zone.
 */
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, type Day, weekday } from './day.ts';

const OFF: ReadonlySet<string> = new Set(Object.keys(published.holidays));
const MADE_UP: ReadonlySet<string> = new Set(Object.keys(published.workdays));
const NAMES: Readonly<Record<string, string>> = published.holidays;
const YEARS: ReadonlySet<string> = new Set([...OFF].map((day) => day.slice(0, 4)));

/** Years whose holidays have been announced, in order. */
export const ANNOUNCED_YEARS: readonly number[] = [...YEARS].map(Number).sort((a, b) => a - b);

/** More days than any office counts; a larger count is a mistake in a text. */
const MOST = 20_000;

/** A day reached by counting; `known` is false where a year passed has no announced calendar. */
export interface CountedDay {
  readonly day: Day;
  readonly known: boolean;
}

/** Whether a day is worked. `known` is false where its year has not been announced (Monday–Friday is assumed). */
export function isWorkingDay(day: Day): { readonly working: boolean; readonly known: boolean } {
  const working = !OFF.has(day) && (MADE_UP.has(day) || weekday(day) <= 5);
  return { working, known: YEARS.has(day.slice(0, 4)) };
}

/** The name of the public holiday (国庆节), or null: an ordinary day, a weekend, or a year not announced. */
export function holidayName(day: Day): string | null {
  return NAMES[day]?.split(',')[1] ?? null;
}

/**
 * The n-th working day after `day`: the start day does not count, the last one does, as the civil code counts
 * periods (民法典第二百零一条). Negative `n` counts backwards; 0 gives the day itself.
 * @throws RangeError for more than 20,000 days or a date outside 1900–2999.
 */
export function addWorkingDays(day: Day, n: number): CountedDay {
  if (!Number.isInteger(n) || Math.abs(n) > MOST) throw new RangeError(`cannot count ${n} working days`);
  const step = Math.sign(n);
  let at = day;
  let known = true;
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step);
    const { working, known: announced } = isWorkingDay(at);
    known &&= announced;
    if (working) left--;
  }
  return { day: at, known };
}

/** Working days after `from` up to and with `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: Day, to: Day): { readonly days: number; readonly known: boolean } {
  if (to < from) {
    const back = workingDaysBetween(to, from);
    return { days: -back.days, known: back.known };
  }
  let days = 0;
  let known = true;
  for (let at = from; at < to; ) {
    at = addDays(at, 1);
    const { working, known: announced } = isWorkingDay(at);
    known &&= announced;
    if (working) days++;
  }
  return { days, known };
}

/** The first working day on or after `day`: what a due day on a day off is put off to. */
export function nextWorkingDay(day: Day): CountedDay {
  let at = day;
  let known = true;
  for (;;) {
    const { working, known: announced } = isWorkingDay(at);
    known &&= announced;
    if (working) return { day: at, known };
    at = addDays(at, 1);
  }
}
