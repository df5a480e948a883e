/** Counting days, and the port through which the ledger asks which days an office works. */
import { addDays, type Day, dayAt, weekday } from './day.ts';

/**
 * The calendar of working days. `data/calendar.ts` answers by the State Council's notices; `mondayToFriday`
 * below answers by weekday alone.
 */
export interface WorkingDays {
  isWorkingDay(day: Day): boolean;
  /** Whether the holidays of the day's year are announced; until then weekdays alone are counted. */
  isAnnounced?(day: Day): boolean;
  /** The day `amount` working days later; a negative amount counts back. The start day is not counted. */
  addWorkingDays(day: Day, amount: number): Day;
  /** Working days after `from` up to and including `to`; negative where `to` lies before `from`. */
  workingDaysBetween(from: Day, to: Day): number;
  /** The day itself where it is worked, else the first worked day after it. */
  nextWorkingDay(day: Day): Day;
}

/** The later of two days. */
export function laterOf(left: Day, right: Day): Day {
  if (left > right) return left;
  return right;
}

/** The Monday of the day's week (weeks start on Monday). */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekday(day));
}

/** The instant at which an hour begins on a day in China (UTC+8). */
export function instantAt(day: Day, hour: number): Date {
  return new Date(Date.parse(day) + (hour - 8) * 3_600_000);
}

/** The hour of the day, 0 to 23, in China. */
export function hourAt(instant: Date): number {
  return new Date(instant.getTime() + 8 * 3_600_000).getUTCHours();
}

/** The first day of the month of a day, or of `YYYY-MM`. */
export function firstOfMonth(month: string): Day {
  return `${month.slice(0, 7)}-01` as Day;
}

/** The last day of the month of a day, or of `YYYY-MM`. */
export function lastOfMonth(month: string): Day {
  const [year = 1970, number = 1] = month.slice(0, 7).split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) as Day;
}

/** The day itself where it is worked, else the last worked day before it. */
export function previousWorkingDay(calendar: WorkingDays, day: Day): Day {
  return calendar.isWorkingDay(day) ? day : calendar.addWorkingDays(day, -1);
}

const isWeekday = (day: Day) => weekday(day) <= 5;

/** Working days by weekday alone, for offices that keep no holidays and for tests. */
export const mondayToFriday: WorkingDays = {
  isWorkingDay: isWeekday,
  addWorkingDays(day, amount) {
    const step = Math.sign(amount);
    let at = day;
    for (let left = Math.abs(amount); left > 0; ) {
      at = addDays(at, step);
      if (isWeekday(at)) left--;
    }
    return at;
  },
  workingDaysBetween(from, to) {
    if (to < from) return -mondayToFriday.workingDaysBetween(to, from);
    let count = 0;
    for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWeekday(at)) count++;
    return count;
  },
  nextWorkingDay(day) {
    let at = day;
    while (!isWeekday(at)) at = addDays(at, 1);
    return at;
  },
};

/**
 * The moment at which something is read: the clock, the office's calendar, and on which day a due day off
 * counts: on itself, or on the next or previous working day.
 */
export interface Reading {
  readonly now: Date;
  readonly calendar: WorkingDays;
  readonly dayOff: DayOffRule;
}

/** What an office does with a due day on a day off. */
export type DayOffRule = 'itself' | 'next' | 'previous';

/** Today in China at the moment of reading. */
export const todayOf = (reading: Reading): Day => dayAt(reading.now);

/** The day on which a due day counts under the office's rule. */
export function countedDay(due: Day, calendar: WorkingDays, rule: DayOffRule): Day {
  if (rule === 'next') return calendar.nextWorkingDay(due);
  return rule === 'previous' ? previousWorkingDay(calendar, due) : due;
}
