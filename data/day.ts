import { readNumeral } from './numerals.ts';

/**
 * A calendar date without time or zone, written `YYYY-MM-DD` so that string order is date order.
 * The type is branded: only the makers below produce one, so every Day in the code is a real date.
 */
export type Day = string & { readonly __day: true };

/** Makes a Day from year, month (1–12) and day; null for a date that does not exist (2月30日). */
export function makeDay(year: number, month: number, day: number): Day | null {
  if (!Number.isInteger(year) || year < 1900 || year > 2999) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return null;
  }
  return date.toISOString().slice(0, 10) as Day;
}

/** Parses `YYYY-MM-DD`; null for anything else. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? makeDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** The calendar date in China (Asia/Shanghai, UTC+8 without summer time since 1992) at an instant. */
export function dayAt(instant: Date): Day {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) as Day;
}

const NUMERAL = '[0-9０-９〇○Ｏ零一二三四五六七八九十]';

/** Finds written dates such as `2023 年 8 月 2 日` or `二〇二三年八月二日`; impossible ones are left out. */
export const WRITTEN_DATE = new RegExp(
  `(${NUMERAL}{4})\\s*年\\s*(${NUMERAL}{1,3})\\s*月\\s*(${NUMERAL}{1,3})\\s*日`,
  'g',
);

/** The first written date in a text, or null: `readDay('2023 年 8 月 2 日') === '2023-08-02'`. */
export function readDay(text: string): Day | null {
  for (const match of text.matchAll(WRITTEN_DATE)) {
    const day = makeDay(
      readNumeral(match[1] ?? ''),
      readNumeral(match[2] ?? ''),
      readNumeral(match[3] ?? ''),
    );
    if (day) return day;
  }
  return null;
}

/** `2023-08-02` as a clerk writes it: 2023年8月2日. */
export function writeDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const DAY_MS = 86_400_000;

/** Year, month (1–12) and day of the month. */
export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

const numberOf = (day: Day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

function dayOf(number: number): Day {
  const date = new Date(number * DAY_MS);
  const day = Number.isNaN(date.getTime())
    ? null
    : makeDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  if (!day) throw new RangeError('date outside the years 1900–2999');
  return day;
}

/** The day `days` later (earlier where negative). @throws RangeError outside the years 1900–2999. */
export function addDays(day: Day, days: number): Day {
  return dayOf(numberOf(day) + Math.trunc(days));
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

const lastDate = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * The same day `months` later, clamped to the month's last day: 1月31日 + 1 = 2月28日.
 * @throws RangeError outside the years 1900–2999.
 */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + Math.trunc(months);
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  const moved = makeDay(y, m, Math.min(date, lastDate(y, m)));
  if (!moved) throw new RangeError('date outside the years 1900–2999');
  return moved;
}

/** The same day `years` later; 29 February becomes 28 February in a common year. */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, Math.trunc(years) * 12);
}

/** Day of the week, 1 (Monday) to 7 (Sunday), as in ISO 8601 and in 周一…周日. */
export function weekday(day: Day): number {
  return ((((numberOf(day) + 3) % 7) + 7) % 7) + 1;
}

/** A stretch of the calendar that a day lies in. */
export type CalendarUnit = 'week' | 'ten-day part' | 'month' | 'quarter' | 'half-year' | 'year';

function monthSpan(year: number, first: number, months: number): { start: Day; end: Day } {
  const last = first + months - 1;
  const start = makeDay(year, first, 1);
  const end = makeDay(year, last, lastDate(year, last));
  if (!start || !end) throw new RangeError('date outside the years 1900–2999');
  return { start, end };
}

/** First and last day of the unit a day lies in: the 旬 (1–10, 11–20, 21–), month, quarter … */
export function unitAround(day: Day, unit: CalendarUnit): { readonly start: Day; readonly end: Day } {
  const { year, month, date } = partsOf(day);
  switch (unit) {
    case 'week': {
      const start = addDays(day, 1 - weekday(day));
      return { start, end: addDays(start, 6) };
    }
    case 'ten-day part': {
      const first = date > 20 ? 21 : date > 10 ? 11 : 1;
      const start = addDays(day, first - date);
      return { start, end: addDays(start, first === 21 ? lastDate(year, month) - 21 : 9) };
    }
    case 'month':
      return monthSpan(year, month, 1);
    case 'quarter':
      return monthSpan(year, month - ((month - 1) % 3), 3);
    case 'half-year':
      return monthSpan(year, month > 6 ? 7 : 1, 6);
    case 'year':
      return monthSpan(year, 1, 12);
    default:
      return unit satisfies never;
  }
}

/** Last day of the unit a day lies in: `endOf('2023-08-02', 'quarter') === '2023-09-30'`. */
export function endOf(day: Day, unit: CalendarUnit): Day {
  return unitAround(day, unit).end;
}
