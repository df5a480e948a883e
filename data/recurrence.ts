/** Recurring deadlines as days: RFC 5545 rules expanded without clock times or zones. */
import rrule, { type Options } from 'rrule';
import { addDays, type Day, dayAt, daysBetween } from './day.ts';
import type { LedgerRecord } from './ledger.ts';

const { RRule } = rrule;

/** Days per period of the frequencies that a duty may have; anything finer than a day is no deadline. */
const PERIOD_DAYS: ReadonlyMap<number, number> = new Map([
  [RRule.YEARLY, 365],
  [RRule.MONTHLY, 28],
  [RRule.WEEKLY, 7],
  [RRule.DAILY, 1],
]);

const FOREIGN_PARTS = ['BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYEASTER', 'BYWEEKNO', 'DTSTART', 'TZID'];
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const list = (value: number | number[] | null | undefined): readonly number[] =>
  value === null || value === undefined ? [] : [value].flat();

/** Whether any day can meet a rule: one that none does (30 February) would be searched to the year 9999. */
function isPossible(options: Partial<Options>): boolean {
  const months = list(options.bymonth);
  const days = list(options.bymonthday);
  const within = (values: readonly number[], most: number) =>
    values.every((value) => Number.isInteger(value) && value !== 0 && Math.abs(value) <= most);
  if (!within(months, 12) || months.some((month) => month < 1)) return false;
  if (!within(days, 31) || !within(list(options.bysetpos), 31)) return false;
  if (!within(list(options.byyearday), 366)) return false;
  const longest = months.length === 0 ? 31 : Math.max(...months.map((month) => LONGEST[month - 1] ?? 31));
  return days.length === 0 || days.some((day) => Math.abs(day) <= longest);
}

/** A recurrence rule with the days it may run between. */
export interface Recurrence {
  readonly rule: string;
  readonly first: Day;
  readonly last: Day | null;
}

/** The parts of a rule, or null where it is none that a duty may have. */
function parse(rule: string): Partial<Options> | null {
  if (rule.length > 300 || FOREIGN_PARTS.some((part) => rule.toUpperCase().includes(part))) return null;
  try {
    const options = RRule.parseString(rule);
    if (options.freq === undefined || !PERIOD_DAYS.has(options.freq)) return null;
    if (options.interval !== undefined && !(options.interval >= 1 && options.interval <= 1000)) return null;
    return isPossible(options) ? options : null;
  } catch {
    return null;
  }
}

/** Whether a rule is well formed and no finer than a day: `FREQ=MONTHLY;BYMONTHDAY=15`. */
export function isRecurrenceRule(rule: string): boolean {
  return parse(rule) !== null;
}

/** The fewest days between two occurrences, roughly: 1 for daily rules, 7 for weekly ones. */
export function shortestGapDays(rule: string): number {
  const options = parse(rule);
  if (!options) return 1;
  const period = PERIOD_DAYS.get(options.freq ?? RRule.DAILY) ?? 1;
  const many = (value: unknown) => (Array.isArray(value) ? Math.max(1, value.length) : 1);
  const perPeriod = many(options.byweekday) * many(options.bymonthday) * many(options.bymonth);
  return Math.max(1, Math.floor((period * (options.interval ?? 1)) / perPeriod));
}

const hasPlace = (options: Partial<Options>) =>
  [options.bymonth, options.bymonthday, options.byweekday, options.byyearday, options.byweekno].some(
    (part) => part !== undefined && part !== null,
  );

/**
 * How a deadline recurs, or null where it does not. A rule without a BY part recurs on its due day; any
 * other begins at its start, or at the document's date of issue. It ends with the document's validity.
 */
export function recurrenceOf(
  record: Pick<LedgerRecord, 'rrule' | 'start' | 'due' | 'issuedOn' | 'documentValidUntil' | 'createdAt'>,
): Recurrence | null {
  const options = record.rrule === null ? null : parse(record.rrule);
  if (!options || record.rrule === null) return null;
  const issued = record.issuedOn ?? dayAt(new Date(record.createdAt));
  const placed = hasPlace(options) || options.freq === RRule.DAILY;
  const first = placed ? (record.start ?? issued) : (record.due ?? record.start ?? issued);
  return { rule: record.rrule, first, last: record.documentValidUntil };
}

const utc = (day: Day) => new Date(Date.parse(day));
const parsed = new Map<string, InstanceType<typeof RRule>>();

function compiled(recurrence: Recurrence): InstanceType<typeof RRule> | null {
  const key = `${recurrence.rule}|${recurrence.first}`;
  const known = parsed.get(key);
  if (known) return known;
  const options = parse(recurrence.rule);
  if (!options) return null;
  const rule = new RRule({ ...options, dtstart: utc(recurrence.first), tzid: null });
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(key, rule);
  return rule;
}

/** The occurrences from one day to another, both included; windows longer than ten years are cut there. */
export function occurrencesBetween(recurrence: Recurrence, from: Day, to: Day): readonly Day[] {
  const limit = daysBetween(from, to) > 3660 ? addDays(from, 3660) : to;
  const end = recurrence.last && recurrence.last < limit ? recurrence.last : limit;
  if (end < from) return [];
  const dates = compiled(recurrence)?.between(utc(from), utc(end), true) ?? [];
  return dates.map((date) => date.toISOString().slice(0, 10) as Day);
}

/** The first occurrence on or after a day, or null. */
export function nextOccurrence(recurrence: Recurrence, from: Day): Day | null {
  const date = compiled(recurrence)?.after(utc(from), true);
  if (!date) return null;
  const day = date.toISOString().slice(0, 10) as Day;
  return recurrence.last && day > recurrence.last ? null : day;
}

/** The last occurrence before a day, or null. */
export function previousOccurrence(recurrence: Recurrence, before: Day): Day | null {
  const bound = recurrence.last && recurrence.last < before ? addDays(recurrence.last, 1) : before;
  const date = compiled(recurrence)?.before(utc(bound), false);
  return date ? (date.toISOString().slice(0, 10) as Day) : null;
}
