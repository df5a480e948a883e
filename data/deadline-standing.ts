/** How a deadline stands at a moment: next due day, working days left, overdue, 绿/黄/红. Pure. */
import { addDays, type Day, dayAt, daysBetween, weekday } from './day.ts';
import {
  type LedgerEntry,
  type LedgerRecord,
  type Light,
  OPEN_STATES,
  YELLOW_WITHIN_WORKING_DAYS,
} from './ledger.ts';
import {
  nextOccurrence,
  occurrencesBetween,
  type Recurrence,
  recurrenceOf,
  shortestGapDays,
} from './recurrence.ts';
import { countedDay, laterOf, type Reading, todayOf } from './working-days.ts';

/** Duties that recur more often than this (days) are not counted as overdue one by one. */
const OVERDUE_FROM_GAP_DAYS = 5;
/** How far back an unfinished occurrence is looked for. */
const LOOK_BACK_DAYS = 370;

/** The oldest unfinished occurrence since the deadline became owed, else the next one. */
function recurringDue(
  record: LedgerRecord,
  recurrence: Recurrence,
  finished: ReadonlySet<Day>,
  today: Day,
): Day | null {
  if (record.activeSince !== null && shortestGapDays(recurrence.rule) >= OVERDUE_FROM_GAP_DAYS) {
    const from = laterOf(dayAt(new Date(record.activeSince)), addDays(today, -LOOK_BACK_DAYS));
    const open = occurrencesBetween(recurrence, from, addDays(today, -1)).find((day) => !finished.has(day));
    if (open) return open;
  }
  let next = nextOccurrence(recurrence, today);
  while (next && finished.has(next)) next = nextOccurrence(recurrence, addDays(next, 1));
  return next;
}

function lightOf(record: LedgerRecord, overdue: boolean, left: number | null): Light | null {
  if (record.state === '已办结') return '绿';
  if (record.state === '不适用' || record.state === '已撤销' || record.past || left === null) return null;
  if (overdue) return '红';
  return left <= YELLOW_WITHIN_WORKING_DAYS ? '黄' : '绿';
}

/** The due day that counts now, the day it counts on under the office's rule, and whether that has passed. */
export interface DueNow {
  readonly nextDue: Day | null;
  readonly counted: Day | null;
  readonly overdue: boolean;
}

const isOwed = (record: LedgerRecord) => OPEN_STATES.includes(record.state) && !record.past;

/**
 * What is due now. `finished` are the occurrences reported as 已办结. A task is overdue from the day after
 * its due day counts; one whose limit lay before the document's own date of issue never is.
 */
export function dueNow(record: LedgerRecord, finished: ReadonlySet<Day>, reading: Reading): DueNow {
  const today = todayOf(reading);
  const recurrence = recurrenceOf(record);
  const nextDue = recurrence ? recurringDue(record, recurrence, finished, today) : record.due;
  const counted = nextDue && countedDay(nextDue, reading.calendar, reading.dayOff);
  const overdue = isOwed(record) && nextDue !== null && counted !== null && today > laterOf(counted, nextDue);
  return { nextDue, counted, overdue };
}

/** Farther away than this (ten years) nobody counts working days. */
const COUNT_WITHIN_DAYS = 3660;

/** A record as it stands now, with the days that are left. */
export function standing(record: LedgerRecord, finished: ReadonlySet<Day>, reading: Reading): LedgerEntry {
  const { calendar } = reading;
  const { nextDue, counted, overdue } = dueNow(record, finished, reading);
  const days = counted === null ? null : daysBetween(todayOf(reading), counted);
  const near = days !== null && Math.abs(days) <= COUNT_WITHIN_DAYS;
  const workingDaysLeft = counted && near ? calendar.workingDaysBetween(todayOf(reading), counted) : null;
  return {
    ...record,
    overdue,
    nextDue,
    nextWorkingDay: nextDue && !calendar.isWorkingDay(nextDue) ? calendar.nextWorkingDay(nextDue) : null,
    workingDaysLeft: isOwed(record) || record.state === '待确认' ? workingDaysLeft : null,
    light: lightOf(record, overdue, workingDaysLeft ?? days),
  };
}

/** The days on which a deadline falls due in a window, both ends included. */
export function dueDaysBetween(record: LedgerRecord, from: Day, to: Day): readonly Day[] {
  const recurrence = recurrenceOf(record);
  if (recurrence) return occurrencesBetween(recurrence, from, to);
  return record.due !== null && record.due >= from && record.due <= to ? [record.due] : [];
}

/** 一 to 日 for a day's weekday. */
export function weekdayLetter(day: Day): string {
  return '一二三四五六日'[weekday(day) - 1] ?? '';
}
