/** Reading and writing single deadlines and their history, inside whatever transaction the caller holds. */
import type { Database as Raw } from 'better-sqlite3';
import { type DeadlineTable, type Extracted, toRecord, toRow } from './deadline-rows.ts';
import type { DeadlineEvent, LedgerRecord } from './ledger.ts';
import { statement } from './statements.ts';
import type { Visibility } from './types.ts';

/** A deadline with the reading that the extraction gave. */
export interface Stored {
  readonly record: LedgerRecord;
  readonly extracted: Extracted;
}

const stored = (row: DeadlineTable): Stored => ({
  record: toRecord(row),
  extracted: JSON.parse(row.extracted),
});

/** The deadlines of a document, withdrawn ones too, in order. */
export function storedOfDocument(raw: Raw, documentId: string): readonly Stored[] {
  return statement<[string], DeadlineTable>(
    raw,
    'SELECT * FROM deadlines WHERE document_id = ? ORDER BY ordinal, id',
  )
    .all(documentId)
    .map(stored);
}

/** One deadline, or null where there is none or the reader may not see it. */
export function findStored(raw: Raw, id: string, visibilities: readonly Visibility[]): Stored | null {
  const row = statement<[string], DeadlineTable>(raw, 'SELECT * FROM deadlines WHERE id = ?').get(id);
  return row && visibilities.includes(row.visibility) ? stored(row) : null;
}

/** Whether an id is taken. */
export function isTaken(raw: Raw, id: string): boolean {
  return statement(raw, 'SELECT 1 FROM deadlines WHERE id = ?').get(id) !== undefined;
}

/** Writes a deadline, new or changed. */
export function save(raw: Raw, record: LedgerRecord, extracted: Extracted): void {
  const row = toRow(record, extracted);
  const columns = Object.keys(row);
  const updates = columns.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
  statement(
    raw,
    `INSERT INTO deadlines (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`,
  ).run(row);
}

/** Adds a line to a deadline's history. */
export function append(raw: Raw, event: Omit<DeadlineEvent, 'id'>): void {
  statement(
    raw,
    `INSERT INTO deadline_events (deadline_id, at, actor, action, from_state, to_state, occurrence, detail)
       VALUES (@deadlineId, @at, @actor, @action, @from, @to, @occurrence, @detail)`,
  ).run({ ...event, detail: JSON.stringify(event.detail) });
}
