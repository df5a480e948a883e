/** `gongbao deadlines`: the ledger on the command line, and as xlsx and ics files. */
import { writeFileSync } from 'node:fs';
import type { Database } from '../../data/database.ts';
import { type Day, parseDay } from '../../data/day.ts';
import { listDeadlines } from '../../data/deadlines.ts';
import { GongbaoError } from '../../data/errors.ts';
import type { DeadlineFilter, LedgerEntry, SameDepartment } from '../../data/ledger.ts';
import type { Reading } from '../../data/working-days.ts';
import type { Scope } from '../../retrieval/access.ts';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { zhReminders } from '../locales/zh-reminders.ts';
import { exportXlsx } from './export-xlsx.ts';
import { writeCalendar } from './ics.ts';

/** The options as they were typed. */
export interface DeadlinesOptions {
  readonly document?: string;
  readonly department?: string;
  readonly from?: string;
  readonly to?: string;
  readonly xlsx?: string;
  readonly ics?: string;
}

/** One line of --json: the contract's fields, then how the deadline stands today. */
export type DeadlineLine = Pick<
  LedgerEntry,
  | 'id'
  | 'documentNumber'
  | 'title'
  | 'locator'
  | 'quote'
  | 'task'
  | 'kind'
  | 'start'
  | 'due'
  | 'rrule'
  | 'trigger'
  | 'trace'
  | 'precision'
  | 'responsible'
  | 'confidence'
  | 'state'
  | 'phrase'
  | 'ambiguity'
  | 'unresolved'
  | 'past'
  | 'overdue'
  | 'nextDue'
  | 'nextWorkingDay'
  | 'workingDaysLeft'
  | 'light'
  | 'source'
>;

/** A ledger entry as a line of the contract. */
export function toLine(entry: LedgerEntry): DeadlineLine {
  const { id, documentNumber, title, locator, quote, task, kind, start, due, rrule, trigger, trace } = entry;
  const { precision, responsible, confidence, state, phrase, ambiguity, unresolved, past } = entry;
  const { overdue, nextDue, nextWorkingDay, workingDaysLeft, light, source } = entry;
  return {
    ...{ id, documentNumber, title, locator, quote, task, kind, start, due, rrule, trigger, trace },
    ...{ precision, responsible, confidence, state, phrase, ambiguity, unresolved, past },
    ...{ overdue, nextDue, nextWorkingDay, workingDaysLeft, light, source },
  };
}

/** A line for a terminal: light, due day, task, units, source. */
export function formatLine(line: DeadlineLine): string {
  const due = line.nextDue ?? line.unresolved ?? words.noDue;
  const mark = line.overdue ? words.overdue : (line.light ?? '－');
  const source = zhReminders.source(line.documentNumber, line.title, line.locator);
  return `${mark} ${due} [${line.state}] ${line.task}｜${zhReminders.responsible(line.responsible)}｜${source}`;
}

function readDay(option: string, text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  const day = parseDay(text);
  if (!day) throw new GongbaoError('USAGE', words.badDay(option, text));
  return day;
}

/** The filter that the options describe. @throws GongbaoError USAGE for impossible days and ranges */
export function readFilter(options: DeadlinesOptions): DeadlineFilter {
  const from = readDay('--from', options.from);
  const to = readDay('--to', options.to);
  if (from && to && from > to) throw new GongbaoError('USAGE', words.badRange);
  return {
    ...(options.document === undefined ? {} : { documentNumber: options.document }),
    ...(options.department === undefined ? {} : { department: options.department }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

function write(file: string, content: Uint8Array | string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new GongbaoError('FILE_UNREADABLE', words.unwritable(file), { cause: error });
  }
}

/**
 * The deadlines that the options ask for, within the scope, as they stand at the reading; written to the
 * files that the options name.
 * @throws GongbaoError USAGE, FILE_UNREADABLE
 */
export async function listForCommand(
  database: Database,
  options: DeadlinesOptions,
  scope: Scope,
  reading: Reading,
  sameDepartment: SameDepartment,
): Promise<readonly DeadlineLine[]> {
  const filter = readFilter(options);
  const entries = await listDeadlines(database, scope.visibilities, filter, reading, sameDepartment);
  if (options.xlsx !== undefined) write(options.xlsx, await exportXlsx(entries));
  if (options.ics !== undefined) {
    const name = words.calendarName(options.department ?? options.document ?? words.everything);
    write(options.ics, writeCalendar(entries, { name, leads: [7, 3, 1, 0], hour: 9 }));
  }
  return entries.map(toLine);
}
