/** Reckons the days of a reading from what the document itself says; never from today's date (law 5). */
import rrulePackage from 'rrule';
import { addWorkingDays } from '../../data/calendar.ts';
import { addDays, addMonths, addYears, type Day, makeDay, partsOf } from '../../data/day.ts';
import type { Deadline, Trigger } from '../../data/types.ts';
import { parseTimeExpression } from './parse.ts';
import type { Reading, Recurrence } from './phrase.ts';
import { type Point, resolvePoint, type Stretch } from './point.ts';
import { type Anchor, type Placed, place } from './years.ts';

const { RRule } = rrulePackage;

/** What resolving gives; the rest of a Deadline comes from the text around it. */
export type Resolved = Pick<
  Deadline,
  'kind' | 'start' | 'due' | 'rrule' | 'trigger' | 'trace' | 'precision' | 'ambiguity' | 'unresolved'
> & {
  /** 0 to 1: how sure the days are, given the reading. */
  readonly certainty: number;
};

const OPEN: Resolved = {
  kind: 'date',
  start: null,
  due: null,
  rrule: null,
  trigger: null,
  trace: '',
  precision: 'day',
  ambiguity: null,
  unresolved: null,
  certainty: 1,
};

const unresolved = (why: string, more: Partial<Resolved> = {}): Resolved => ({
  ...OPEN,
  ...more,
  unresolved: why,
  trace: why,
  certainty: 0.5,
});

const written = (text: string, because: string) => (because ? `原文“${text}”，${because}` : `原文“${text}”`);

/** 10月前 is read as before the month begins, or by its end; the earlier is taken. 中旬前 means its end. */
function beforeUnit(placed: Placed, text: string): { due: Day; ambiguity: string | null } {
  if (placed.precision === 'day') return { due: placed.end, ambiguity: null };
  const early = addDays(placed.start, -1);
  const two = `“${text}”有两读：${placed.start}之前（${early}），或${placed.end}之前（${placed.end}）；`;
  if (placed.precision === 'ten-day part') return { due: placed.end, ambiguity: `${two}取该旬末日` };
  return { due: early, ambiguity: `${two}取较早者` };
}

function resolveBy(point: Point, bound: 'before' | 'end', text: string, anchor: Anchor): Resolved {
  const placed = place(point, anchor);
  if ('problem' in placed) return unresolved(placed.problem);
  const whole = bound === 'before' && point.part !== '底' && point.part !== '内';
  const { due, ambiguity } = whole ? beforeUnit(placed, text) : { due: placed.end, ambiguity: null };
  const fuzzy = placed.fuzzy ? `“${text}”没有公认的末日，取 ${due}` : null;
  return {
    ...OPEN,
    due,
    precision: placed.precision,
    ambiguity: ambiguity ?? fuzzy ?? placed.doubt,
    trace: `${written(text, placed.because)} → ${due}`,
    certainty: ambiguity || fuzzy || placed.doubt ? 0.6 : 1,
  };
}

function resolveIn(point: Point, text: string, anchor: Anchor): Resolved {
  const placed = place(point, anchor);
  if ('problem' in placed) return unresolved(placed.problem);
  const isDay = placed.precision === 'day';
  const isPlan = point.year?.kind === 'plan' && point.year.whole;
  const wide = (placed.precision === 'year' && !isPlan) || point.part === '底';
  return {
    ...OPEN,
    kind: isDay || wide ? 'date' : 'period',
    start: isDay || wide ? null : placed.start,
    due: placed.end,
    precision: placed.precision,
    ambiguity: placed.doubt,
    trace: `${written(text, placed.because)} → ${isDay || wide ? placed.end : `${placed.start} 至 ${placed.end}`}`,
    certainty: placed.doubt ? 0.6 : 1,
  };
}

const isBlank = (point: Point) =>
  point.quarter === null && point.half === null && point.month === null && point.day !== null;

/** The end of a range takes over year and month; a month that runs backwards lies in the next year. */
function endAfter(to: Point, start: Stretch, from: Point): Point {
  const first = partsOf(start.start);
  const month = isBlank(to) ? first.month : to.month;
  if (to.year !== null) return { ...to, month };
  const back = month !== null && month < first.month && from.year?.kind !== 'from context';
  return { ...to, month, year: { kind: 'number', value: back ? first.year + 1 : first.year } };
}

function resolveRange(from: Point, to: Point, text: string, anchor: Anchor): Resolved {
  const lastYear = from.year === null && to.year?.kind === 'number' ? to.year : from.year;
  const start = place({ ...from, year: lastYear }, anchor);
  if ('problem' in start) return unresolved(start.problem, { kind: 'period' });
  const end = resolvePoint(endAfter(to, start, from), { year: null, month: null, today: anchor.issuedOn });
  if ('problem' in end) return unresolved(end.problem, { kind: 'period' });
  if (end.end < start.start)
    return unresolved(`起止颠倒：${start.start} 晚于 ${end.end}`, {
      kind: 'period',
      precision: end.precision,
    });
  return {
    ...OPEN,
    kind: 'period',
    start: start.start,
    due: end.end,
    precision: end.precision,
    ambiguity: start.doubt,
    trace: `${written(text, start.because)} → ${start.start} 至 ${end.end}`,
    certainty: start.doubt ? 0.6 : 1,
  };
}

/** 本周五 is the Friday of the week of issue. */
function resolveSpoken(words: string, text: string, issuedOn: Day | null): Resolved {
  const found = issuedOn && parseTimeExpression(words, { reference: issuedOn });
  if (!found) return unresolved('成文日期不明，无从推算');
  return {
    ...OPEN,
    due: found.end,
    trace: `${written(text, `自成文日期 ${issuedOn} 推算`)} → ${found.end}`,
    certainty: 0.9,
  };
}

const utc = (day: Day) => new Date(`${day}T00:00:00Z`);

/** The first day of a rule on or after a day. */
function firstOccurrence(rrule: string, from: Day): Day | null {
  const rule = new RRule({ ...RRule.parseString(rrule), dtstart: utc(from) });
  const found = rule.after(utc(from), true);
  return found ? makeDay(found.getUTCFullYear(), found.getUTCMonth() + 1, found.getUTCDate()) : null;
}

function resolveRecurring(recurrence: Recurrence, text: string, anchor: Anchor): Resolved {
  const { rrule, precision, ambiguity, firstMonth, note } = recurrence;
  const more = { kind: 'recurring', rrule, precision, ambiguity } as const;
  const from =
    anchor.stage?.start ?? anchor.issuedOn ?? (anchor.headingYear && makeDay(anchor.headingYear, 1, 1));
  if (!from) return unresolved('成文日期不明，首次日期无从推算', more);
  const due = firstOccurrence(rrule, from);
  if (!due) return unresolved('该规则没有一次落在可处理的年份', more);
  const start = firstMonth === null ? null : makeDay(partsOf(due).year, firstMonth, 1);
  const trace = [`原文“${text}”，规则 ${rrule}`, note, `自 ${from} 起首次为 ${due}`]
    .filter(Boolean)
    .join('，');
  return { ...OPEN, ...more, start, due, trace, certainty: ambiguity ? 0.6 : 0.95 };
}

const UNIT_NAMES: Readonly<Record<Trigger['unit'], string>> = {
  day: '天',
  'working day': '个工作日',
  week: '周',
  month: '个月',
  quarter: '个季度',
  year: '年',
  hour: '小时',
};

interface Counted {
  readonly day: Day;
  readonly known: boolean;
}

function count(from: Day, trigger: Trigger): Counted | null {
  const n = trigger.direction === 'after' ? trigger.amount : -trigger.amount;
  const known = true;
  switch (trigger.unit) {
    case 'day':
      return { day: addDays(from, n), known };
    case 'working day':
      return addWorkingDays(from, n);
    case 'week':
      return { day: addDays(from, n * 7), known };
    case 'month':
      return { day: addMonths(from, n), known };
    case 'quarter':
      return { day: addMonths(from, n * 3), known };
    case 'year':
      return { day: addYears(from, n), known };
    case 'hour':
      return trigger.amount % 24 === 0 ? { day: addDays(from, n / 24), known } : null;
    default:
      return trigger.unit satisfies never;
  }
}

function tryCount(from: Day, trigger: Trigger): Counted | null {
  try {
    return count(from, trigger);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function resolveRelative(trigger: Trigger, own: 'issue' | 'force' | null, anchor: Anchor): Resolved {
  const more = { kind: 'relative', trigger, precision: 'day' } as const;
  const words = `${trigger.event}${trigger.direction === 'after' ? '后' : '前'} ${trigger.amount} ${UNIT_NAMES[trigger.unit]}`;
  const from = own === 'issue' ? anchor.issuedOn : own === 'force' ? (anchor.validFrom ?? null) : null;
  if (!from) {
    const why = own ? `本文件的${trigger.event}日期不明` : `“${trigger.event}”的日期原文未写明`;
    return { ...unresolved(`${why}，自该日起算 ${words}`, more), certainty: 0.9 };
  }
  const counted = tryCount(from, trigger);
  if (!counted) return unresolved(`无法推算：${words}`, more);
  const sign = trigger.direction === 'after' ? '+' : '-';
  const warning = counted.known ? '' : '（所跨年份的放假安排尚未公布，暂按周一至周五计）';
  const trace = `${trigger.event}日 ${from} ${sign} ${trigger.amount} ${UNIT_NAMES[trigger.unit]} = ${counted.day}${warning}`;
  return { ...OPEN, ...more, due: counted.day, trace, certainty: counted.known ? 1 : 0.7 };
}

function resolveUntil(reading: Extract<Reading, { kind: 'until' }>, text: string, anchor: Anchor): Resolved {
  const { point, bound, from } = reading;
  const placed = place(point, anchor);
  const begun = from ? place(from, anchor) : null;
  const start = begun && !('problem' in begun) ? begun.start : anchor.validFrom;
  if ('problem' in placed) return unresolved(placed.problem, { kind: 'validity', start });
  const due = bound === 'before' ? addDays(placed.start, -1) : placed.end;
  const step = bound === 'before' ? `，${placed.start} 起失效，最后一日 ${due}` : ` → ${due}`;
  if (start && due < start) return unresolved(`起止颠倒：${start} 晚于 ${due}`, { kind: 'validity' });
  const trace = `${start ? `自 ${start} 起；` : ''}${written(text, placed.because)}${step}`;
  return { ...OPEN, kind: 'validity', start, due, precision: placed.precision, trace };
}

/** A term of n years ends on the anniversary, since its first day does not count (民法典第二百零一条). */
function resolveTerm(amount: number, unit: 'month' | 'year', text: string, anchor: Anchor): Resolved {
  const from = anchor.validFrom ?? anchor.issuedOn;
  if (!from) return unresolved('施行日期不明，期满日无从推算', { kind: 'validity' });
  const end = tryCount(from, { event: '施行', amount, unit, direction: 'after' });
  if (!end) return unresolved(`无法推算：${text}`, { kind: 'validity', start: from });
  const name = anchor.validFrom ? '施行日' : '成文日';
  const due = end.day;
  return {
    ...OPEN,
    kind: 'validity',
    start: from,
    due,
    trace: `${name} ${from} + ${amount} ${UNIT_NAMES[unit]} = ${due}`,
  };
}

function resolveForce(point: Point | null, text: string, anchor: Anchor): Resolved {
  const placed = point && place(point, anchor);
  if (placed && 'problem' in placed) return unresolved(placed.problem, { kind: 'validity' });
  const start = placed ? placed.start : anchor.issuedOn;
  const why = '原文未写明失效日期';
  return {
    ...OPEN,
    kind: 'validity',
    start,
    unresolved: why,
    trace: `${written(text, '')} → ${start} 起，${why}`,
    certainty: 0.8,
  };
}

/** The days of a reading; null for a mention. `text` is the phrase as the trace quotes it. */
export function resolveReading(reading: Reading, text: string, anchor: Anchor): Resolved | null {
  switch (reading.kind) {
    case 'mention':
      return null;
    case 'by':
      return resolveBy(reading.point, reading.bound, text, anchor);
    case 'in':
      return resolveIn(reading.point, text, anchor);
    case 'range':
      return resolveRange(reading.from, reading.to, text, anchor);
    case 'spoken':
      return resolveSpoken(reading.words, text, anchor.issuedOn);
    case 'recurring':
      return resolveRecurring(reading.recurrence, text, anchor);
    case 'relative':
      return resolveRelative(reading.trigger, reading.own, anchor);
    case 'until':
      return resolveUntil(reading, text, anchor);
    case 'term':
      return resolveTerm(reading.amount, reading.unit, text, anchor);
    case 'force':
      return resolveForce(reading.point, text, anchor);
    case 'open':
      return unresolved(reading.why);
    default:
      return reading satisfies never;
  }
}
