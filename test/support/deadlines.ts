/** Makers of deadlines and documents for tests; every field can be overridden. */
import type { Database } from '../../data/database.ts';
import { type Day, parseDay } from '../../data/day.ts';
import { type LedgerDocument, publishDeadlines } from '../../data/deadline-publish.ts';
import type { Deadline } from '../../data/types.ts';
import { mondayToFriday, type Reading } from '../../data/working-days.ts';

/** A day that must exist. */
export function day(text: string): Day {
  const made = parseDay(text);
  if (!made) throw new Error(`no such day: ${text}`);
  return made;
}

/** An instant in China: `at('2023-07-20 09:00')`. */
export function at(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00+08:00`);
}

/** A reading by Monday to Friday. */
export function reading(text: string): Reading {
  return { now: at(text), calendar: mondayToFriday, dayOff: 'itself' };
}

/** A clear deadline of 7月30日前 unless told otherwise. */
export function deadline(fields: Partial<Deadline> = {}): Deadline {
  const quote = fields.quote ?? '7月30日前完成防汛物资储备。';
  return {
    kind: 'date',
    locator: '三、（二）2.',
    quote,
    span: { start: 100, end: 100 + quote.length },
    phrase: '7月30日前',
    task: '完成防汛物资储备',
    start: null,
    due: day('2023-07-30'),
    rrule: null,
    trigger: null,
    trace: '成文年份 2023 + 7月30日前 = 2023-07-30',
    precision: 'day',
    ambiguity: null,
    unresolved: null,
    past: false,
    responsible: [{ name: '县应急管理局', role: '牵头' }],
    confidence: 0.95,
    ...fields,
  };
}

/** A public document unless told otherwise. */
export function document(fields: Partial<LedgerDocument> = {}): LedgerDocument {
  return {
    id: 'doc-48',
    documentNumber: '泾政办发〔2023〕48号',
    title: '泾源县防汛抗旱工作方案',
    visibility: 'public',
    source: '公报-2023-04.txt',
    issuedOn: day('2023-07-01'),
    validUntil: null,
    ...fields,
  };
}

/** Publishes deadlines as an ingest would. */
export function publish(
  database: Database,
  deadlines: readonly Deadline[],
  when = '2023-07-01 10:00',
  of: LedgerDocument = document(),
) {
  return database.raw.transaction(() => publishDeadlines(database.raw, of, deadlines, at(when)))();
}
