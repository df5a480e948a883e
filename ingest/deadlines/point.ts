/**
 * Points of the calendar as official texts write them: 2023年, “十四五”末, 三季度, 7月中旬, 2023年12月31日, 年底.
 * A point is read once and resolved where its year and month are known; nothing here looks at a clock.
 */
import { addDays, addMonths, type Day, endOf, makeDay, partsOf, unitAround } from '../../data/day.ts';
import type { Precision } from '../../data/types.ts';
import { readAmount } from './numerals.ts';

/** A year as written: a number, relative to the day of the text (今年), or to the year spoken of (次年). */
type YearWords =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'from today' | 'from context'; readonly value: number }
  | { readonly kind: 'plan'; readonly value: number; readonly whole: boolean };

/** A point as written; parts that were not written are null. */
export interface Point {
  readonly year: YearWords | null;
  readonly half: 1 | 2 | null;
  readonly quarter: number | null;
  readonly month: number | null;
  /** 本月, 下月: months from the day of the text. */
  readonly monthOffset: number | null;
  /** 上旬, 中旬, 下旬, 初, 中, 底 of a month, quarter or year; 内 of a year. */
  readonly part: string | null;
  readonly day: number | null;
}

/** What a point may lean on: the year and month spoken of, and the day of the text. */
export interface Base {
  readonly year: number | null;
  readonly month: number | null;
  readonly today: Day | null;
}

/** Days a point covers; `fuzzy` where people differ on them (月初, 年中). */
export interface Stretch {
  readonly start: Day;
  readonly end: Day;
  readonly precision: Precision;
  readonly fuzzy: boolean;
}

/** Why a point has no day: a date that does not exist, or a year nobody wrote. */
export interface Problem {
  readonly problem: string;
}

const N2 = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const FROM_TODAY: Readonly<Record<string, number>> = { 今: 0, 明: 1, 来: 1, 后: 2, 去: -1, 前: -2 };
const FROM_CONTEXT: Readonly<Record<string, number>> = { 本: 0, 当: 0, 同: 0, 次: 1, 翌: 1, 下: 1, 上: -1 };
const MONTHS: Readonly<Record<string, number>> = { 本: 0, 当: 0, 这: 0, 同: 0, 下: 1, 次: 1, 翌: 1, 上: -1 };

const YEAR =
  '(?:(?<y#>\\d{4}|[一二][〇零○Ｏ一二三四五六七八九]{3}|(?<!\\d)\\d{2}(?=年\\d{1,2}月))年度?' +
  '|(?<ry#>[今明来后去前]年|(?<![一两三四多每首初再此历屡其\\d])[本当同次翌]年度?|[下上]一?年度?(?!半年)))';
const YEAR_PART =
  '(?<yp#>年?[底末]|年终|年?初(?!步|级|中|始|期|试|审|评|赛|心|显|具|见|次)|年?内(?!容|部|外|控|蒙)|全年)';
const PLAN =
  '[“"]?(?<fp#>十[一二三四五六七八九]?)五[”"]?(?<fe#>(?:规划)?期?末期?|收官(?:之年)?|(?:规划)?(?:时期|期间|期内))';
const SUB =
  '(?:(?<h#>[上下])半年(?<qp#>末|底)?|第?(?<q#>[一二三四1-4首])季度(?<qp#>初|末|底)?' +
  `|(?:(?<m#>${N2})月份?|(?<![一两三四多每首初再此历屡其\\d])(?<rm#>[本当这同下次翌上])一?个?月份?)` +
  `(?:(?<p#>上中旬|中下旬|[上中下]旬|月?初(?!步|级|中|始|期)|月?[底末]|月中|中(?=[前，。、]))|(?<d#>${N2})[日号])?)`;
/** 2023-08-02, 2023/8/2, 2023.8.2, 2023.8 as tables write them. */
const NUMERIC =
  '(?<y#>\\d{4})[-./](?<m#>0?[1-9]|1\\d)(?:[-./](?<d#>[0-3]?\\d)日?)?(?!\\d|[./]\\d|-\\d{1,2}(?!\\d)|[.%％万亿元])';
const ALONE =
  '(?<![\\d一二三四五六七八九十两几半近多每〇本当次下上这同])(?<sp#>年底|年末|年终|年内(?!容)|年初|年中(?=[前，、。完组开])|岁末|月[底末](?=(?:之|以)?前))';

/** A pattern for a point; `suffix` keeps the group names of two points in one pattern apart. */
export function pointPattern(suffix: string): string {
  return `(?:(?<!\\d)${NUMERIC}|${YEAR}的?(?:${YEAR_PART}|${SUB})?|${PLAN}|${SUB}|${ALONE})`
    .replace(/\?<(\w+)#>/g, (_, name: string) => `?<${name}${suffix}>`)
    .replace(new RegExp(`\\(\\?<(y|h|q|qp|m|rm|p|d)${suffix}>`, 'g'), countedNames(suffix));
}

/** A name may stand only once in a pattern: further copies of it are numbered 2, 3. */
function countedNames(suffix: string): (whole: string, name: string) => string {
  const seen = new Map<string, number>();
  return (whole, name) => {
    const copies = (seen.get(name) ?? 0) + 1;
    seen.set(name, copies);
    return copies === 1 ? whole : `(?<${name}${copies}${suffix}>`;
  };
}

export type Groups = Readonly<Record<string, string | undefined>>;

const COPIES = ['', '2', '3', '4'];

function groupOf(groups: Groups, name: string, suffix: string): string | undefined {
  return COPIES.map((copy) => groups[`${name}${copy}${suffix}`]).find((text) => text !== undefined);
}

function readYear(groups: Groups, suffix: string): YearWords | null {
  const number = groupOf(groups, 'y', suffix);
  if (number) {
    const value = readAmount(number);
    return { kind: 'number', value: value < 100 ? value + 2000 : value };
  }
  const plan = groups[`fp${suffix}`];
  if (plan) {
    const whole = /期间|时期|期内/.test(groups[`fe${suffix}`] ?? '');
    return { kind: 'plan', value: readAmount(plan), whole };
  }
  const words = groups[`ry${suffix}`];
  if (!words) return null;
  const first = words[0] ?? '';
  const today = FROM_TODAY[first];
  return today === undefined
    ? { kind: 'from context', value: FROM_CONTEXT[first] ?? 0 }
    : { kind: 'from today', value: today };
}

function partOf(words: string | undefined): string | null {
  if (!words) return null;
  if (/旬/.test(words)) return words;
  if (/[底末终]/.test(words)) return '底';
  if (/内|全年/.test(words)) return '内';
  return /初/.test(words) ? '初' : '中';
}

/** Reads the groups of a pattern made by `pointPattern`. */
export function readPoint(groups: Groups, suffix: string): Point {
  const get = (name: string) => groupOf(groups, name, suffix);
  const number = (name: string) => {
    const text = get(name);
    return text === undefined ? null : readAmount(text);
  };
  const half = get('h');
  const relativeMonth = get('rm');
  return {
    year: readYear(groups, suffix),
    half: half === undefined ? null : half === '上' ? 1 : 2,
    quarter: number('q'),
    month: number('m'),
    monthOffset:
      relativeMonth === undefined ? (/^月/.test(get('sp') ?? '') ? 0 : null) : (MONTHS[relativeMonth] ?? 0),
    part: partOf(get('p') ?? get('qp') ?? get('yp') ?? get('sp')),
    day: number('d'),
  };
}

/** True where nothing finer than the year was written. */
export function isYearOnly(point: Point): boolean {
  return point.half === null && point.quarter === null && point.month === null && point.monthOffset === null;
}

function yearOf(point: Point, base: Base): number | null {
  const { year } = point;
  if (!year) return base.year;
  if (year.kind === 'number') return year.value;
  if (year.kind === 'plan') return 1950 + year.value * 5 + 5;
  const from = year.kind === 'from today' ? (base.today ? partsOf(base.today).year : null) : base.year;
  return from === null ? null : from + year.value;
}

const missing = (what: string): Problem => ({ problem: `${what}原文未写明，也无从推定` });

/** The days of a part of a longer stretch: 年底 is its last month, 月初 its first ten days. */
function partStretch(whole: Stretch, part: string | null): Stretch {
  const { start, end, precision } = whole;
  const month = precision === 'month';
  switch (part) {
    case '上旬':
      return { start, end: addDays(start, 9), precision: 'ten-day part', fuzzy: false };
    case '中旬':
      return { start: addDays(start, 10), end: addDays(start, 19), precision: 'ten-day part', fuzzy: false };
    case '下旬':
      return { start: addDays(start, 20), end, precision: 'ten-day part', fuzzy: false };
    case '上中旬':
      return { start, end: addDays(start, 19), precision: 'ten-day part', fuzzy: false };
    case '中下旬':
      return { start: addDays(start, 10), end, precision: 'ten-day part', fuzzy: false };
    case '初':
      return month
        ? { start, end: addDays(start, 9), precision: 'ten-day part', fuzzy: true }
        : {
            start,
            end: endOf(precision === 'year' ? addMonths(start, 1) : start, 'month'),
            precision: 'month',
            fuzzy: true,
          };
    case '中':
      return month
        ? { start: addDays(start, 10), end: addDays(start, 19), precision: 'ten-day part', fuzzy: true }
        : {
            start: addMonths(start, 4),
            end: endOf(addMonths(start, 5), 'month'),
            precision: 'month',
            fuzzy: true,
          };
    case '底': {
      const last = unitAround(end, 'month').start;
      return {
        ...whole,
        start: month ? addDays(start, 24) : precision === 'year' ? addMonths(last, -1) : last,
      };
    }
    default:
      return whole;
  }
}

/** The days a point covers, or why it covers none. */
export function resolvePoint(point: Point, base: Base): Stretch | Problem {
  let year = yearOf(point, base);
  let month = point.month;
  if (point.monthOffset !== null) {
    if (!base.today) return missing('所指月份');
    const at = partsOf(addMonths(unitAround(base.today, 'month').start, point.monthOffset));
    [year, month] = [at.year, at.month];
  }
  if (point.day !== null && month === null) {
    month = base.month;
    if (month === null) return missing('月份');
  }
  if (year === null) return missing('年份');
  const first = makeDay(year, 1, 1);
  if (!first || !makeDay(year + 1, 1, 1)) return { problem: `${year}年超出可处理的年份` };
  if (point.year?.kind === 'plan') return planStretch(year, point.year.whole);
  if (month !== null) return monthStretch(year, month, point);
  if (point.quarter !== null) {
    const { start, end } = unitAround(addMonths(first, (point.quarter - 1) * 3), 'quarter');
    return partStretch({ start, end, precision: 'quarter', fuzzy: false }, point.part);
  }
  if (point.half !== null) {
    const { start, end } = unitAround(addMonths(first, (point.half - 1) * 6), 'half-year');
    return partStretch({ start, end, precision: 'half-year', fuzzy: false }, point.part);
  }
  return partStretch(
    { start: first, end: endOf(first, 'year'), precision: 'year', fuzzy: false },
    point.part,
  );
}

function planStretch(lastYear: number, whole: boolean): Stretch | Problem {
  const start = makeDay(whole ? lastYear - 4 : lastYear, 1, 1);
  const end = makeDay(lastYear, 12, 31);
  return start && end ? { start, end, precision: 'year', fuzzy: false } : missing('年份');
}

function monthStretch(year: number, month: number, point: Point): Stretch | Problem {
  const first = makeDay(year, month, 1);
  if (!first) return { problem: `${month}月不存在` };
  if (point.day !== null) {
    const day = makeDay(year, month, point.day);
    if (!day) return { problem: `${year}年${month}月${point.day}日不存在` };
    return { start: day, end: day, precision: 'day', fuzzy: false };
  }
  return partStretch(
    { start: first, end: endOf(first, 'month'), precision: 'month', fuzzy: false },
    point.part,
  );
}
