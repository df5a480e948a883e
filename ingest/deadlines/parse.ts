/** Reads one expression of time from its words: 2017年8月11日至8月22日, 下周六, 明年6月之前, 15个工作日内. */
import { type Day, makeDay, partsOf, unitAround } from '../../data/day.ts';
import { compactText } from './compact.ts';
import { type DayRange, EVERYDAY_RULES } from './everyday.ts';
import { readAmount } from './numerals.ts';
import { type Base, type Point, pointPattern, readPoint, resolvePoint } from './point.ts';

/** First and last day an expression covers, and how much of the text it took. */
export interface TimeExpression extends DayRange {
  readonly length: number;
}

/** What an expression is reckoned from. */
export interface Reference {
  readonly reference: Day;
}

const POINT = new RegExp(`^(?:${pointPattern('a')})`);
const BARE_DAY = /^(?<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]/;
const BARE_YEAR = /^(?<y>\d{4})(?!\d)年?/;
const LOOSE_DAY =
  /^(?<m>\d{1,2}|[一二三四五六七八九十]{1,2})(?:月|·)(?<d>\d{1,2}|[一二三四五六七八九十]{2,3})[日号]?(?![\d周天个年月日])/;
const DIGITS = /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?!\d)/;
const NUMERIC_DAY = /^(?<m>\d{1,2})[-/](?<d>\d{1,2})[日号]?(?!\d|月|-)/;
const MIXED_NUMERIC = /^(?<y>\d{4})[-./](?<m>\d{1,2})[-./](?<d>\d{2})(?=\d{2}：|-\d{1,2}：)/;
const CLOCK =
  /^(?:[（(]?(?:周|星期)[一二三四五六日天][）)]?)?(?:的)?(?:(?:清晨|凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|黎明|白天|早|晚|后半夜|午夜)?(?:-?\d{1,2}：\d{2}(?:：\d{2})?|(?:\d{1,2}|[零一二三四五六七八九十]{1,3})[点时](?:钟|整|半|[一三]刻|(?:\d{1,2}|[零一二三四五六七八九十]{1,3})(?:分(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})秒)?)?)?)?(?:时)?)?/;
const SPOKEN_CLOCK =
  /^(?:清晨|凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|黎明|白天|后半夜|午夜|早|晚)?(?:[一二三四五六七八九十两]{1,3}|\d{1,2})?(?:点|时)?许?/;
const JOIN = /^(?:起，?至|，?止?至|至|到|-+|~)/;
const AROUND = /^(?:左右|许|前后)/;

/** 98年4月, 零七年: years in two digits lie in the century nearest to the reference, ten years ahead at most. */
function expandYear(text: string, reference: Day): string {
  return text.replace(
    /(?<![\d零〇一二三四五六七八九])(?:(?<!今后|未来|过去|最近|近)\d{2}(?=年(?!半|后|前|内|以|之|来|多|\d{1,2}年))|[零〇一二三四五六七八九]{2}(?=年(?!半|以来|多)))/g,
    (words: string) => {
      const value = readAmount(words);
      const latest = partsOf(reference).year + 10;
      return String(value + (value + 2000 <= latest ? 2000 : 1900));
    },
  );
}

const EMPTY: Point = {
  year: null,
  half: null,
  quarter: null,
  month: null,
  monthOffset: null,
  part: null,
  day: null,
};

interface Read extends TimeExpression {
  readonly point: Point | null;
}

function fromNumbers(pattern: RegExp, text: string, reference: Day, within: DayRange | null): Read | null {
  const match = pattern.exec(text);
  if (!match?.groups) return null;
  const { y, m, d } = match.groups;
  const at = partsOf(within?.start ?? reference);
  const day = makeDay(
    y ? Number(y) : at.year,
    readAmount(m ?? (d ? String(at.month) : '1')),
    readAmount(d ?? '1'),
  );
  if (!day) return null;
  const end = d === undefined && m === undefined ? unitAround(day, 'year').end : day;
  const point: Point = { ...EMPTY, month: m ? readAmount(m) : null, day: d ? readAmount(d) : null };
  return { start: day, end, length: match[0].length, point };
}

function fromPoint(text: string, base: Base): Read | null {
  const match = POINT.exec(text);
  if (!match?.groups || match[0] === '') return null;
  const point = readPoint(match.groups, 'a');
  const stretch = resolvePoint(point, base);
  return 'problem' in stretch ? null : { ...stretch, length: match[0].length, point };
}

function fromEveryday(text: string, reference: Day, within: DayRange | null): Read | null {
  for (const { pattern, read } of EVERYDAY_RULES) {
    const match = pattern.exec(text);
    const range = match && read(match.groups ?? {}, { reference, within });
    if (match && range) return { ...range, length: match[0].length, point: null };
  }
  return null;
}

/** A year or month may be followed by words that lie within it: 去年|元旦, 2023年三月的|第二周. */
function refine(text: string, first: Read, reference: Day): Read {
  const rest = text.slice(first.length).replace(/^的/, '');
  const skipped = text.length - first.length - rest.length;
  const finer =
    first.point?.day === null && /^(?:第|前|后|最后|首月|元旦|国庆|教师|妇女|劳动|十一|五一|伊始)/.test(rest);
  if (!finer) return first;
  if (/^伊始/.test(rest))
    return { ...first, end: unitAround(first.start, 'month').end, length: first.length + 2 };
  const inside = fromEveryday(rest, reference, first);
  return inside ? { ...inside, length: first.length + skipped + inside.length } : first;
}

function readOne(text: string, reference: Day, base: Base, within: DayRange | null): Read | null {
  const read =
    fromNumbers(MIXED_NUMERIC, text, reference, null) ??
    fromNumbers(DIGITS, text, reference, null) ??
    fromNumbers(LOOSE_DAY, text, reference, within) ??
    firstOf(fromEverydayFirst(text, reference), fromPoint(text, base)) ??
    fromNumbers(BARE_DAY, text, reference, within) ??
    fromNumbers(NUMERIC_DAY, text, reference, within) ??
    fromEveryday(text, reference, null) ??
    fromNumbers(BARE_YEAR, text, reference, null);
  return read && withClock(text, refine(text, read, reference));
}

/** Everyday words win only where they take more of the text than a point would (本季度末, 前天). */
function fromEverydayFirst(text: string, reference: Day): Read | null {
  return /^(?:[上下本这当]一?个?季|前天|后天|当日|当天|当晚|次日|本日)/.test(text)
    ? fromEveryday(text, reference, null)
    : null;
}

const firstOf = (a: Read | null, b: Read | null) => (a && (!b || a.length >= b.length) ? a : b);

function withClock(text: string, read: Read): Read {
  const rest = text.slice(read.length);
  const clock = Math.max(CLOCK.exec(rest)?.[0].length ?? 0, SPOKEN_CLOCK.exec(rest)?.[0].length ?? 0);
  const around = AROUND.exec(rest.slice(clock))?.[0].length ?? 0;
  return { ...read, length: read.length + clock + around };
}

/** The second half of a range takes year and month from the first: 2018年12月九号到|十五号, 2019年1-|五月. */
function readEnd(text: string, first: Read, reference: Day): Read | null {
  const at = partsOf(first.start);
  const clock = CLOCK.exec(text)?.[0] ?? '';
  if (clock !== '' && clock.length >= text.replace(/止$/, '').length)
    return { ...first, start: first.end, length: clock.length };
  return readOne(text, reference, { year: at.year, month: at.month, today: reference }, first);
}

/** 2018年2-4月, 1985到1989年9月, 2019年4月12-19日: the unit stands only behind the second number. */
const SHORT_RANGE =
  /^(?:(?<y>\d{4}|[今去明]年)年?)?(?:(?<m>\d{1,2}|[一二三四五六七八九十]{1,2})月)?(?<a>\d{1,2}|[一二三四五六七八九十]{1,3})(?:-{1,2}|至|到)(?<b>\d{1,2}|[一二三四五六七八九十]{1,3})(?<u>月份?|[日号])/;

function shortRange(text: string, reference: Day): TimeExpression | null {
  const groups = SHORT_RANGE.exec(text)?.groups;
  if (!groups) return null;
  const isDays = /[日号]/.test(groups.u ?? '');
  if (isDays === (groups.m === undefined)) return null;
  const at = partsOf(reference);
  const offset = { 今: 0, 去: -1, 明: 1 }[groups.y?.[0] ?? ''];
  const year =
    groups.y === undefined ? at.year : offset === undefined ? readAmount(groups.y) : at.year + offset;
  const [a, b] = [readAmount(groups.a ?? ''), readAmount(groups.b ?? '')];
  const start = isDays ? makeDay(year, readAmount(groups.m ?? ''), a) : makeDay(year, a, 1);
  const last = isDays ? makeDay(year, readAmount(groups.m ?? ''), b) : makeDay(year, b, 1);
  if (!start || !last || last < start) return null;
  return {
    start,
    end: isDays ? last : unitAround(last, 'month').end,
    length: SHORT_RANGE.exec(text)?.[0].length ?? 0,
  };
}

const YEAR_RANGE = /^(?<a>\d{4})年?(?:-+|至|到)(?=\d{4})/;

/** 9月10号，11号，12号: a list of days counts from its first to its last. */
function listEnd(text: string, first: Read, reference: Day): Read {
  let read = first;
  for (;;) {
    const rest = text.slice(read.length);
    if (!/^[，、]\d{1,2}[日号]/.test(rest)) return read;
    const next = fromNumbers(BARE_DAY, rest.slice(1), reference, read);
    if (!next || next.start < read.end) return read;
    read = { ...read, end: next.end, length: read.length + 1 + next.length };
  }
}

function readRange(text: string, reference: Day): TimeExpression | null {
  const short = shortRange(text, reference);
  if (short) return short;
  const base: Base = { year: partsOf(reference).year, month: partsOf(reference).month, today: reference };
  const bareYear = YEAR_RANGE.exec(text);
  const one = bareYear ? fromNumbers(BARE_YEAR, text, reference, null) : readOne(text, reference, base, null);
  if (!one) return null;
  const first = listEnd(text, one, reference);
  const join = JOIN.exec(text.slice(first.length))?.[0];
  if (join === undefined) return first;
  const at = first.length + join.length;
  const last = readEnd(text.slice(at), first, reference);
  return last && last.end >= first.start
    ? { start: first.start, end: last.end, length: at + last.length }
    : first;
}

/** White space that parts numbers means something: 2022 11 23, 09-01 20:01. */
function spaced(text: string): string {
  return text
    .replace(/(\d{4})\s+(\d{1,2})\s+(\d{1,2})(?!\d)/, '$1-$2-$3')
    .replace(/(\d)\s+(?=\d{1,2}[:：]\d)/g, '$1的');
}

const ANY_POINT = new RegExp(pointPattern('a'));

/** 2月30日, 2024年13月: the first point of a text names a day that does not exist. */
function namesNoDay(text: string, reference: Day): boolean {
  const groups = ANY_POINT.exec(text)?.groups;
  if (!groups) return false;
  const { year, month } = partsOf(reference);
  return 'problem' in resolvePoint(readPoint(groups, 'a'), { year, month, today: reference });
}

/** What stands behind an expression and moves one of its ends to the reference day. */
function bounded(read: TimeExpression, rest: string, reference: Day, isRange: boolean): TimeExpression {
  if (/^(?:之前|以前|前)(?!后)/.test(rest) && !isRange && read.end >= reference)
    return { ...read, start: reference };
  if (/^(?:起至今|至今|以来|起)/.test(rest) && read.start <= reference) return { ...read, end: reference };
  return read;
}

/**
 * The days of the first expression of time in a text, reckoned from a reference day; null where there is none.
 * Ends are inclusive. A clock time is read over: 2018-11-29 18:59 is the day 2018-11-29.
 */
export function parseTimeExpression(text: string, { reference }: Reference): TimeExpression | null {
  const compact = expandYear(compactText(spaced(text)).text, reference);
  if (namesNoDay(compact, reference)) return null;
  try {
    for (let at = 0; at < compact.length; at++) {
      const rest = compact.slice(at);
      const read = readRange(rest.replace(/^[自从于在](?=[\d今明去前后上下本一二])/, ''), reference);
      if (!read) continue;
      const lead = rest.length - rest.replace(/^[自从于在](?=[\d今明去前后上下本一二])/, '').length;
      const behind = rest.slice(lead + read.length);
      return bounded(read, behind, reference, /[至到-]/.test(rest.slice(lead, lead + read.length)));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}
