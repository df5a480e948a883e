/** Makes the rules of RFC 5545 that the rows for recurring duties give. */
import type { Precision } from '../../data/types.ts';
import { readAmount } from './numerals.ts';
import type { Reading, Recurrence } from './phrase.ts';
import { type Groups, type Point, readPoint } from './point.ts';

const QUARTER_ENDS = '3,6,9,12';
export const NEXT_QUARTERS = '1,4,7,10';
export const WORKWEEK = 'BYDAY=MO,TU,WE,TH,FR';
export const WORKWEEK_NOTE = '规则按周一至周五，遇节假日和调休以国务院安排为准';

type Extra = Partial<Omit<Recurrence, 'rrule' | 'precision'>>;

export function recurring(rrule: string, precision: Precision, extra: Extra = {}): Reading {
  return {
    kind: 'recurring',
    recurrence: { ambiguity: null, firstMonth: null, note: '', ...extra, rrule, precision },
  };
}

/** 每年至少4次 → 每期4次. */
export function times(groups: Groups): Extra {
  const words = groups.t ?? groups.t2;
  const count = words ? readAmount(words) : Number.NaN;
  return Number.isNaN(count) ? {} : { note: `每期 ${count} 次` };
}

export const count = (groups: Groups, name = 'n') => readAmount(groups[name] ?? '');

const MONTH_OF_QUARTER: readonly (readonly [RegExp, string])[] = [
  [/^(?:首|第?[一1])/, NEXT_QUARTERS],
  [/^第?[二2中]/, '2,5,8,11'],
  [/^(?:末|最后|第?[三3])/, QUARTER_ENDS],
  [/^[次下]/, NEXT_QUARTERS],
];

export const monthsOf = (words: string) =>
  MONTH_OF_QUARTER.find(([pattern]) => pattern.test(words))?.[1] ?? QUARTER_ENDS;

const DAY_OF_PART: Readonly<Record<string, number>> = { 上旬: 10, 中旬: 20, 上中旬: 20, 初: 10, 中: 20 };
export const dayOfPart = (part: string | null) => DAY_OF_PART[part ?? ''] ?? -1;

/** `n` days after a period of `months` each has ended: the n-th of the next month, where the month is that long. */
export function afterPeriod(months: string | null, n: number, unit: string): Reading | null {
  const by = months ? `;BYMONTH=${months}` : '';
  if (/工作日/.test(unit)) {
    if (n > 20) return null;
    const rule = `FREQ=MONTHLY${by};${WORKWEEK};BYSETPOS=${n}`;
    return recurring(rule, 'day', { note: WORKWEEK_NOTE });
  }
  return n >= 1 && n <= 28 ? recurring(`FREQ=MONTHLY${by};BYMONTHDAY=${n}`, 'day') : null;
}

/** Days or months after a year has ended. */
export function afterYear(n: number, unit: string): Reading | null {
  if (/月/.test(unit)) return n <= 12 ? recurring(`FREQ=YEARLY;BYMONTH=${n};BYMONTHDAY=-1`, 'day') : null;
  if (/工作日/.test(unit)) return afterPeriod('1', n, unit);
  if (n <= 31) return recurring(`FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=${n}`, 'day');
  return n <= 365 ? recurring(`FREQ=YEARLY;BYYEARDAY=${n}`, 'day') : null;
}

interface YearlyDay {
  readonly month: number;
  readonly day: number;
  readonly precision: Precision;
  readonly ambiguity: string | null;
  readonly whole: boolean;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function monthDay(point: Point, before: boolean, words: string): YearlyDay | null {
  const month = point.month ?? 0;
  if (month < 1 || month > 12) return null;
  if (point.day !== null) {
    const longest = month === 2 ? 29 : (LENGTHS[month - 1] ?? 0);
    if (point.day < 1 || point.day > longest) return null;
    return { month, day: point.day, precision: 'day', ambiguity: null, whole: false };
  }
  if (point.part) {
    const precision = point.part === '底' ? 'month' : 'ten-day part';
    return { month, day: dayOfPart(point.part), precision, ambiguity: null, whole: false };
  }
  if (!before) return { month, day: -1, precision: 'month', ambiguity: null, whole: true };
  const ambiguity = `“${words}”有两读：${month}月1日之前，或${month}月底之前；取较早者`;
  return { month: month === 1 ? 12 : month - 1, day: -1, precision: 'month', ambiguity, whole: false };
}

function yearlyDay(point: Point, before: boolean, words: string): YearlyDay | null {
  if (point.month !== null) return monthDay(point, before, words);
  const end = { day: -1, ambiguity: null, whole: false } as const;
  if (point.quarter !== null) return { ...end, month: point.quarter * 3, precision: 'quarter' };
  if (point.half !== null) return { ...end, month: point.half * 6, precision: 'half-year' };
  if (point.part === '初')
    return { ...end, month: 2, precision: 'month', ambiguity: `“${words}”没有公认的末日` };
  if (point.part === '中') return { ...end, month: 6, precision: 'half-year' };
  return point.part ? { ...end, month: 12, precision: 'year' } : null;
}

const isLast = ({ month, day }: YearlyDay) => day === -1 || (month !== 2 && day === LENGTHS[month - 1]);

/** One rule where the days allow it (6月30日、12月31日 are both month ends), else one for each day. */
function yearlyRules(days: readonly YearlyDay[]): Reading[] {
  const groups = new Map<number, YearlyDay[]>();
  const allLast = days.every(isLast);
  for (const each of days) {
    const key = allLast && days.length > 1 ? -1 : each.day;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([day, members]) => {
    const [first] = members;
    const months = members.map((each) => each.month).join(',');
    return recurring(`FREQ=YEARLY;BYMONTH=${months};BYMONTHDAY=${day}`, first?.precision ?? 'day', {
      ambiguity: first?.ambiguity ?? null,
      firstMonth: first?.whole && members.length === 1 ? first.month : null,
    });
  });
}

export function yearly(groups: Groups, suffixes: readonly string[]): readonly Reading[] | null {
  const words = groups.k ?? '';
  const points = suffixes.map((suffix) => readPoint(groups, suffix)).filter((point) => !isEmpty(point));
  const before = groups.bf !== undefined;
  const days = points.map((point, i) => {
    const carried =
      point.day !== null && point.month === null ? { ...point, month: points[i - 1]?.month ?? null } : point;
    return yearlyDay(carried, before, words);
  });
  const known = days.filter((day) => day !== null);
  return known.length > 0 && known.length === days.length ? yearlyRules(known) : null;
}

const isEmpty = (point: Point) =>
  point.month === null &&
  point.quarter === null &&
  point.half === null &&
  point.part === null &&
  point.day === null;

/** The rule of a day that each year has: 次年1月底前 in a duty of every year. */
export function yearlyOn(point: Point, before: boolean, words: string): Reading | null {
  const day = yearlyDay(point, before, words);
  return day ? (yearlyRules([day])[0] ?? null) : null;
}

/** 每年9月到11月: due at the end of the last month, begun on the first day of the first. */
export function yearlyRange(groups: Groups): Reading | null {
  const from = readPoint(groups, 'a');
  const to = readPoint(groups, 'b');
  const last = yearlyDay(to, false, '');
  if (!last || from.month === null) return null;
  return recurring(`FREQ=YEARLY;BYMONTH=${last.month};BYMONTHDAY=${last.day}`, last.precision, {
    firstMonth: from.day === null ? from.month : null,
  });
}

const WEEKDAYS: Readonly<Record<string, string>> = {
  一: 'MO',
  二: 'TU',
  三: 'WE',
  四: 'TH',
  五: 'FR',
  六: 'SA',
  日: 'SU',
  天: 'SU',
};

export function weekly(groups: Groups): Reading {
  const days = [...(groups.w ?? '')].flatMap((char) => WEEKDAYS[char] ?? []);
  return days.length > 0
    ? recurring(`FREQ=WEEKLY;BYDAY=${days.join(',')}`, 'day')
    : recurring('FREQ=WEEKLY;BYDAY=SU', 'day', { ...times(groups) });
}

export function monthlyDays(groups: Groups): readonly Reading[] | null {
  const days = (groups.days ?? '')
    .split(/[日号、和及]+/)
    .filter(Boolean)
    .map(readAmount);
  if (days.length === 0 || days.some((day) => !(day >= 1 && day <= 31))) return null;
  // A month without a 31st still has a last day.
  return [
    recurring(`FREQ=MONTHLY;BYMONTHDAY=${days.map((day) => (day === 31 ? -1 : day)).join(',')}`, 'day'),
  ];
}

const AFTER: Readonly<Record<string, string>> = {
  季度: `;BYMONTH=${NEXT_QUARTERS}`,
  半年: ';BYMONTH=1,7',
  年: ';BYMONTH=1',
};

/** 次月10日前: in the month after each period that the sentence names, else after each month. */
export function nextMonth(groups: Groups): Reading | null {
  const months = AFTER[groups.per ?? ''] ?? '';
  const day = groups.days ? readAmount(groups.days.slice(0, -1)) : dayOfPart(groups.p ?? null);
  if (day === 0 || day > 31) return null;
  return recurring(
    `FREQ=MONTHLY${months};BYMONTHDAY=${day === 31 ? -1 : day}`,
    groups.days ? 'day' : 'month',
  );
}

export function monthlyPart(groups: Groups): Reading {
  const words = groups.p ?? '';
  if (/工作日/.test(words)) {
    const at = /最后/.test(words) ? -1 : /第?一个/.test(words) ? 1 : count(groups);
    return recurring(`FREQ=MONTHLY;${WORKWEEK};BYSETPOS=${at}`, 'day', { note: WORKWEEK_NOTE });
  }
  const day = dayOfPart(words.replace(/^月/, ''));
  return recurring(`FREQ=MONTHLY;BYMONTHDAY=${day}`, day === -1 ? 'month' : 'ten-day part');
}

const PERIODS: readonly (readonly [RegExp, string, Precision])[] = [
  [/^半年/, 'FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1', 'half-year'],
  [/^年/, 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31', 'year'],
  [/^季/, `FREQ=MONTHLY;BYMONTH=${QUARTER_ENDS};BYMONTHDAY=-1`, 'quarter'],
  [/^月/, 'FREQ=MONTHLY;BYMONTHDAY=-1', 'month'],
  [/^旬/, 'FREQ=MONTHLY;BYMONTHDAY=10,20,-1', 'ten-day part'],
  [/^(?:周|星期)/, 'FREQ=WEEKLY;BYDAY=SU', 'day'],
  [/^[日天]/, 'FREQ=DAILY', 'day'],
];

export function period(words: string, extra: Extra = {}): Reading | null {
  const row = PERIODS.find(([pattern]) => pattern.test(words));
  return row ? recurring(row[1], row[2], extra) : null;
}

const FREQUENCIES: readonly (readonly [RegExp, string, Precision])[] = [
  [/年/, 'FREQ=YEARLY;INTERVAL=#;BYMONTH=12;BYMONTHDAY=31', 'year'],
  [/季/, 'FREQ=MONTHLY;INTERVAL=#;BYMONTHDAY=-1', 'month'],
  [/月/, 'FREQ=MONTHLY;INTERVAL=#;BYMONTHDAY=-1', 'month'],
  [/周|星期/, 'FREQ=WEEKLY;INTERVAL=#;BYDAY=SU', 'day'],
  [/[日天]/, 'FREQ=DAILY;INTERVAL=#', 'day'],
];

export function everyFew(groups: Groups): Reading | null {
  const n = count(groups);
  const unit = groups.every ?? '';
  if (!(n >= 1 && n <= 60)) return null;
  const row = FREQUENCIES.find(([pattern]) => pattern.test(unit));
  const interval = /季/.test(unit) ? n * 3 : n;
  return row
    ? recurring(row[1].replace('#', String(interval)), row[2], { note: '首期自成文之日起算，需人工核对' })
    : null;
}
