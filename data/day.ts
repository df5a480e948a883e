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
