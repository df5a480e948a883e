/** Rows for everyday words of time, reckoned from a reference day: 昨天, 下周六, 近三个月, 前三季度, 6月第3个星期日. */
import { addWorkingDays } from '../../data/calendar.ts';
import {
  addDays,
  addMonths,
  addYears,
  type Day,
  endOf,
  makeDay,
  partsOf,
  unitAround,
  weekday,
} from '../../data/day.ts';
import { NUMERAL_CHARS, readAmount } from './numerals.ts';
import type { Groups } from './point.ts';

/** First and last day. */
export interface DayRange {
  readonly start: Day;
  readonly end: Day;
}

/** What a row may lean on: the reference, and the year or month a phrase in front of it named. */
export interface Spoken {
  readonly reference: Day;
  /** The stretch read so far: 去年 of 去年五月第一周. */
  readonly within: DayRange | null;
}

/** A row: the words at the start of a text, and the days they mean. */
export interface EverydayRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly read: (groups: Groups, spoken: Spoken) => DayRange | null;
  readonly examples: readonly string[];
}

const N = `(?<n>[${NUMERAL_CHARS}俩仨]{1,6}|半)`;
const WEEK = '(?:周|星期|礼拜)';
const WEEKDAYS = '一二三四五六日';
const DAYS: Readonly<Record<string, number>> = {
  大大后: 4,
  大后: 3,
  后: 2,
  明: 1,
  今: 0,
  本: 0,
  当: 0,
  昨: -1,
  前: -2,
  大前: -3,
  次: 1,
};
const OFFSETS: Readonly<Record<string, number>> = { 上: -1, 这: 0, 本: 0, 当: 0, 下: 1, 上上: -2, 下下: 2 };
const FIXED: Readonly<Record<string, readonly [number, number]>> = {
  元旦: [1, 1],
  妇女节: [3, 8],
  植树节: [3, 12],
  劳动节: [5, 1],
  五一: [5, 1],
  青年节: [5, 4],
  儿童节: [6, 1],
  建党节: [7, 1],
  建军节: [8, 1],
  教师节: [9, 10],
  国庆节: [10, 1],
  国庆: [10, 1],
  十一: [10, 1],
};

const one = (day: Day): DayRange => ({ start: day, end: day });
const amount = (groups: Groups, name = 'n') => readAmount((groups[name] ?? '').replace('俩', '两'));
const yearAround = (spoken: Spoken) => unitAround(spoken.within?.start ?? spoken.reference, 'year').start;

/** Weeks are counted from the first Monday of the month or year. */
function nthWeek(first: Day, n: number): DayRange {
  const monday = addDays(first, (8 - weekday(first)) % 7);
  const start = addDays(monday, (n - 1) * 7);
  return { start, end: addDays(start, 6) };
}

function weekdayNumber(char: string): number {
  return char === '天' ? 7 : WEEKDAYS.indexOf(char) + 1;
}

function shift(day: Day, n: number, unit: string): Day {
  if (/工作日|交易日/.test(unit)) return addWorkingDays(day, n).day;
  if (/季/.test(unit)) return addMonths(day, n * 3);
  if (/月/.test(unit)) return addMonths(day, n);
  if (/年/.test(unit)) return addYears(day, n);
  return addDays(day, /周|星期|礼拜/.test(unit) ? n * 7 : n);
}

/** 两个半月, 3年半, 半年: the half of a month is fifteen days, that of a year six months. */
function shiftHalves(day: Day, groups: Groups, sign: 1 | -1): Day {
  const unit = groups.u ?? '';
  const half = groups.half !== undefined || groups.n === '半';
  const whole = groups.n === '半' ? 0 : amount(groups);
  const moved = shift(day, sign * whole, unit);
  if (!half) return moved;
  if (/年/.test(unit)) return addMonths(moved, sign * 6);
  return /月/.test(unit) ? addDays(moved, sign * 15) : moved;
}

/** 3年后 is the whole year, 三个季度后 a month, 4周后 a week, 20天后 a day. */
function around(day: Day, unit: string, half: boolean): DayRange {
  if (/年/.test(unit)) return unitAround(day, half ? 'month' : 'year');
  if (/月|季/.test(unit)) return unitAround(day, 'month');
  return /周|星期|礼拜/.test(unit) ? unitAround(day, 'week') : one(day);
}

const UNIT = '(?<u>个?工作日|个?交易日|日|天|个?星期|个?礼拜|周|个?月|月|个?季度|年)';
const HALVED = `${N}(?:个(?<half>半)(?=月|星期|礼拜))?${UNIT}(?<half2>半)?`;

const halves = (groups: Groups): Groups => ({ ...groups, half: groups.half ?? groups.half2 });

function later(groups: Groups, { reference }: Spoken): DayRange {
  const all = halves(groups);
  const sign = /后/.test(groups.side ?? '') ? 1 : -1;
  return around(shiftHalves(reference, all, sign), all.u ?? '', all.half !== undefined || all.n === '半');
}

/** 前三季度, 前十一个月, 后三月 of a year; 前两天, 最后五天 of a month. */
function firstOrLast(groups: Groups, spoken: Spoken): DayRange | null {
  const n = amount(groups);
  const isLast = /后/.test(groups.side ?? '');
  if (/天|日/.test(groups.u ?? '')) {
    if (!spoken.within) return null;
    const { start, end } = spoken.within;
    return isLast ? { start: addDays(end, 1 - n), end } : { start, end: addDays(start, n - 1) };
  }
  const first = yearAround(spoken);
  const months = /季/.test(groups.u ?? '') ? n * 3 : n;
  if (!(months >= 1 && months <= 12)) return null;
  return isLast
    ? { start: addMonths(first, 12 - months), end: endOf(first, 'year') }
    : { start: first, end: endOf(addMonths(first, months - 1), 'month') };
}

function ofWeek(groups: Groups, { reference }: Spoken): DayRange {
  const monday = unitAround(reference, 'week').start;
  const week = addDays(monday, (OFFSETS[groups.w ?? '本'] ?? 0) * 7);
  const day = groups.d;
  return day ? one(addDays(week, weekdayNumber(day) - 1)) : { start: week, end: addDays(week, 6) };
}

function fixedDay(groups: Groups, spoken: Spoken): DayRange | null {
  const [month, date] = FIXED[groups.f ?? ''] ?? [0, 0];
  const day = makeDay(partsOf(yearAround(spoken)).year, month, date);
  return day && one(day);
}

function nthWeekdayOfMonth(groups: Groups, { within }: Spoken): DayRange | null {
  if (!within) return null;
  const first = within.start;
  const ahead = (weekdayNumber(groups.d ?? '') - weekday(first) + 7) % 7;
  return one(addDays(first, ahead + (amount(groups) - 1) * 7));
}

/** Rows in the order they are tried; each reads the words at the start of the text. */
export const EVERYDAY_RULES: readonly EverydayRule[] = [
  {
    name: 'both years',
    pattern: /^今明两年/,
    read: (_, { reference }) => ({
      start: unitAround(reference, 'year').start,
      end: endOf(addYears(reference, 1), 'year'),
    }),
    examples: ['今明两年'],
  },
  {
    name: 'the coming amount',
    pattern: new RegExp(`^(?:未来|今后)的?${N}${UNIT}(?:之|以)?内?`),
    read: (g, { reference }) => {
      const end = shift(reference, amount(g), g.u ?? '');
      return { start: reference, end: /月|年/.test(g.u ?? '') ? addDays(end, -1) : end };
    },
    examples: ['未来7天', '未来两个月'],
  },
  {
    name: 'this year',
    pattern: /^这一?年/,
    read: (_, { reference }) => unitAround(reference, 'year'),
    examples: ['这一年'],
  },
  {
    name: 'day from today',
    pattern: /^(?<d>大大后|大后|大前|[今明昨前后本当次])(?:天|日|晚)/,
    read: (g, { reference }) => one(addDays(reference, DAYS[g.d ?? ''] ?? 0)),
    examples: ['昨天', '大后天', '今晚'],
  },
  {
    name: 'now',
    pattern: /^(?:现在|目前|即日|至今|今|全天)/,
    read: (_, { reference }) => one(reference),
    examples: ['现在', '即日'],
  },
  {
    name: 'weekday of a month',
    pattern: new RegExp(`^的?第?${N}个${WEEK}(?<d>[${WEEKDAYS}天])`),
    read: nthWeekdayOfMonth,
    examples: ['6月第3个星期日'],
  },
  {
    name: 'week of a month or year',
    pattern: new RegExp(`^的?第${N}个?${WEEK}(?![${WEEKDAYS}天])`),
    read: (g, spoken) => nthWeek(spoken.within?.start ?? yearAround(spoken), amount(g)),
    examples: ['3月第三周'],
  },
  {
    name: 'week or day of a week',
    pattern: new RegExp(`^(?<w>上上|下下|[上下本这当])(?:一?个)?${WEEK}${WEEK}?(?<d>[${WEEKDAYS}天])?`),
    read: ofWeek,
    examples: ['上周', '下周六', '本周五', '上周星期三'],
  },
  {
    name: 'week',
    pattern: new RegExp(`^上一${WEEK}`),
    read: (_, spoken) => ofWeek({ w: '上' }, spoken),
    examples: ['上一周'],
  },
  {
    name: 'the coming weekday',
    pattern: new RegExp(`^${WEEK}(?<d>[${WEEKDAYS}天])`),
    read: (g, { reference }) =>
      one(addDays(reference, (weekdayNumber(g.d ?? '') - weekday(reference) + 7) % 7)),
    examples: ['周二', '星期天'],
  },
  {
    name: 'quarter from this one',
    pattern: /^(?<q>[上下本这当])一?个?季度?(?<p>[初末底])?/,
    read: (g, { reference }) => {
      const quarter = unitAround(
        addMonths(unitAround(reference, 'quarter').start, (OFFSETS[g.q ?? ''] ?? 0) * 3),
        'quarter',
      );
      if (!g.p) return quarter;
      return unitAround(g.p === '初' ? quarter.start : quarter.end, 'month');
    },
    examples: ['上个季度', '本季度', '上季度末'],
  },
  {
    name: 'first or last of a stretch',
    pattern: new RegExp(`^的?(?<side>前|后|最后)${N}(?<u>个?季度|个?月|天|日)(?!内|后|前)`),
    read: firstOrLast,
    examples: ['前三季度', '前十一个月'],
  },
  {
    name: 'first month',
    pattern: new RegExp(`^(?:首|第${N}个?)月`),
    read: (g, spoken) => {
      const month = g.n ? amount(g) : 1;
      return month <= 12 ? unitAround(addMonths(yearAround(spoken), month - 1), 'month') : null;
    },
    examples: ['首月', '第8个月'],
  },
  {
    name: 'day of a year',
    pattern: new RegExp(`^的?第${N}(?<u>天|年)`),
    read: (g, { reference, within }) =>
      g.u === '年'
        ? unitAround(addYears(reference, amount(g) - 1), 'year')
        : one(addDays(within?.start ?? reference, amount(g) - 1)),
    examples: ['第三天', '第七年'],
  },
  {
    name: 'later or earlier',
    pattern: new RegExp(`^${HALVED}(?<side>之?后|之?前)`),
    read: later,
    examples: ['20天后', '三年前', '4周后'],
  },
  {
    name: 'within an amount',
    pattern: new RegExp(`^${HALVED}(?:之|以)?内`),
    read: (g, { reference }) => ({ start: reference, end: shiftHalves(reference, halves(g), 1) }),
    examples: ['60日内', '15个工作日内', '两个半月以内'],
  },
  {
    name: 'since an amount',
    pattern: new RegExp(`^${HALVED}以来`),
    read: (g, { reference }) => ({ start: shiftHalves(reference, halves(g), -1), end: reference }),
    examples: ['3年以来'],
  },
  {
    name: 'the past amount',
    pattern: new RegExp(`^(?:过去|近|最近)的?${N}${UNIT}(?:之|以)?内?`),
    read: (g, { reference }) => ({ start: shift(reference, -amount(g), g.u ?? ''), end: reference }),
    examples: ['近30天', '过去的一年', '近三个月'],
  },
  {
    name: 'fixed day of the year',
    pattern: /^(?<f>元旦|妇女节|植树节|劳动节|五一|青年节|儿童节|建党节|建军节|教师节|国庆节|国庆|十一)/,
    read: fixedDay,
    examples: ['元旦', '教师节', '国庆节'],
  },
];
