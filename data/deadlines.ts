/** The ledger as lists. Every query takes the visibilities of a scope and applies them before anything else. */
import type { Selectable } from 'kysely';
import type { Database, Tables } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { foldText } from './deadline-id.ts';
import { toEvent, toRecord } from './deadline-rows.ts';
import { dueDaysBetween, standing } from './deadline-standing.ts';
import { findDocumentNumber, writeDocumentNumber } from './document-number.ts';
import type { DeadlineEvent, DeadlineFilter, LedgerEntry, LedgerRecord, SameDepartment } from './ledger.ts';
import type { Visibility } from './types.ts';
import { firstOfMonth, lastOfMonth, type Reading } from './working-days.ts';

const NEVER = new Set<Day>();

/** The finished occurrences of the recurring deadlines, by deadline. */
export function finishedOccurrences(database: Database): ReadonlyMap<string, ReadonlySet<Day>> {
  const rows = database.raw
    .prepare<[], { id: string; occurrence: string }>(
      'SELECT deadline_id AS id, occurrence FROM deadline_occurrences',
    )
    .all();
  const byId = new Map<string, Set<Day>>();
  for (const { id, occurrence } of rows) {
    const day = parseDay(occurrence);
    if (!day) continue;
    const known = byId.get(id);
    if (known) known.add(day);
    else byId.set(id, new Set([day]));
  }
  return byId;
}

/** One spelling of a document number, so that 泾政办发[2023]48号 finds 泾政办发〔2023〕48号. */
function numberKey(text: string): string {
  const found = findDocumentNumber(text);
  return found ? writeDocumentNumber(found) : foldText(text);
}

function window(filter: DeadlineFilter): { from: Day; to: Day } | null {
  const month = filter.month && /^\d{4}-(0[1-9]|1[0-2])$/.test(filter.month) ? filter.month : null;
  if (!month && !filter.from && !filter.to) return null;
  const bounds = [month && firstOfMonth(month), filter.from].filter(
    (day) => day !== undefined && day !== null,
  );
  const ends = [month && lastOfMonth(month), filter.to].filter((day) => day !== undefined && day !== null);
  return {
    from: (bounds.toSorted().at(-1) || '1900-01-01') as Day,
    to: (ends.toSorted().at(0) || '2999-12-31') as Day,
  };
}

/** Whether a record meets the conditions that need no clock. */
function meets(record: LedgerRecord, filter: DeadlineFilter, same: SameDepartment): boolean {
  const { department, keyword, documentNumber } = filter;
  if (documentNumber && numberKey(record.documentNumber ?? '') !== numberKey(documentNumber)) return false;
  if (department && !record.responsible.some(({ name }) => same(name, department))) return false;
  if (keyword) {
    const words = foldText(keyword);
    const texts = [record.title, record.task, record.quote, ...record.responsible.map(({ name }) => name)];
    if (!texts.some((text) => foldText(text).includes(words))) return false;
  }
  const days = window(filter);
  return days === null || dueDaysBetween(record, days.from, days.to).length > 0;
}

/** The records that a reader may see and a filter holds, by document and place; without a clock. */
export async function listRecords(
  database: Database,
  visibilities: readonly Visibility[],
  filter: DeadlineFilter,
  sameDepartment: SameDepartment,
): Promise<readonly LedgerRecord[]> {
  let query = database.kysely
    .selectFrom('deadlines')
    .selectAll()
    .where('visibility', 'in', [...visibilities]);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.documentId !== undefined) query = query.where('document_id', '=', filter.documentId);
  if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
  const rows = await query.orderBy('document_id').orderBy('ordinal').orderBy('id').execute();
  const remembered = new Map<string, boolean>();
  const same: SameDepartment = (left, right) => {
    const known = remembered.get(left);
    if (known !== undefined) return known;
    const answer = sameDepartment(left, right);
    remembered.set(left, answer);
    return answer;
  };
  return rows
    .map((row: Selectable<Tables['deadlines']>) => toRecord(row))
    .filter((record) => meets(record, filter, same));
}

/**
 * The ledger as it stands at a moment, earliest due first; what has no due day comes last.
 * A month or a range keeps what falls due in it, each recurring deadline once.
 */
export async function listDeadlines(
  database: Database,
  visibilities: readonly Visibility[],
  filter: DeadlineFilter,
  reading: Reading,
  sameDepartment: SameDepartment,
): Promise<readonly LedgerEntry[]> {
  const finished = finishedOccurrences(database);
  const entries = (await listRecords(database, visibilities, filter, sameDepartment)).map((record) =>
    standing(record, finished.get(record.id) ?? NEVER, reading),
  );
  const kept = filter.overdue === undefined ? entries : entries.filter((e) => e.overdue === filter.overdue);
  return kept.toSorted((a, b) => (a.nextDue ?? '9').localeCompare(b.nextDue ?? '9'));
}

/** One deadline as it stands, or null where there is none or the reader may not see it. */
export async function readDeadline(
  database: Database,
  id: string,
  visibilities: readonly Visibility[],
  reading: Reading,
): Promise<LedgerEntry | null> {
  const [entry] = await listDeadlines(database, visibilities, { id }, reading, () => false);
  return entry ?? null;
}

/** A deadline's history, oldest first; empty where the reader may not see the deadline. */
export async function listHistory(
  database: Database,
  id: string,
  visibilities: readonly Visibility[],
): Promise<readonly DeadlineEvent[]> {
  const rows = await database.kysely
    .selectFrom('deadline_events')
    .innerJoin('deadlines', 'deadlines.id', 'deadline_events.deadline_id')
    .selectAll('deadline_events')
    .where('deadlines.id', '=', id)
    .where('deadlines.visibility', 'in', [...visibilities])
    .orderBy('deadline_events.id')
    .execute();
  return rows.map(toEvent);
}

/** How many deadlines each document has, without withdrawn ones: for the library's list. */
export async function countDeadlines(
  database: Database,
  visibilities: readonly Visibility[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.kysely
    .selectFrom('deadlines')
    .select((eb) => ['document_id', eb.fn.countAll<number>().as('n')])
    .where('visibility', 'in', [...visibilities])
    .where('state', '!=', '已撤销')
    .groupBy('document_id')
    .execute();
  return new Map(rows.map((row) => [row.document_id, row.n]));
}
