/** What is to be planned anew. Triggers of the database fill it whenever a deadline or subscription changes. */
import type { Database } from './database.ts';
import type { Day } from './day.ts';
import { type DeadlineTable, toRecord } from './deadline-rows.ts';
import type { LedgerRecord } from './ledger.ts';
import { statement } from './statements.ts';

/** A thing whose reminders must be planned anew. */
export interface QueueItem {
  readonly kind: 'deadline' | 'subscription';
  readonly id: string;
}

/** The next things to plan anew; subscriptions come first. */
export function readQueue(database: Database, limit: number): readonly QueueItem[] {
  return statement<[number], QueueItem>(
    database.raw,
    'SELECT kind, id FROM plan_queue ORDER BY kind DESC, id LIMIT ?',
  ).all(limit);
}

/** The deadlines that wait to be planned anew, for every subscription. */
export function queuedDeadlines(database: Database): ReadonlySet<string> {
  const rows = statement<[], { id: string }>(
    database.raw,
    "SELECT id FROM plan_queue WHERE kind = 'deadline'",
  ).all();
  return new Set(rows.map(({ id }) => id));
}

/** Takes things off the queue, in the transaction that has planned them. */
export function clearQueue(database: Database, items: readonly QueueItem[]): void {
  const remove = statement(database.raw, 'DELETE FROM plan_queue WHERE kind = ? AND id = ?');
  for (const { kind, id } of items) remove.run(kind, id);
}

/** Queues everything: after the calendar or the office's rules have changed. */
export function queueAll(database: Database): void {
  database.raw.exec(`INSERT OR IGNORE INTO plan_queue SELECT 'deadline', id FROM deadlines;
    INSERT OR IGNORE INTO plan_queue SELECT 'subscription', id FROM subscriptions;`);
}

const OPEN = `state IN ('已确认', '进行中') AND past = 0`;

/** The deadlines that are owed and may fall due between two days (recurring ones always may). */
export function owedBetween(database: Database, from: Day, to: Day): readonly LedgerRecord[] {
  return statement<[Day, Day], DeadlineTable>(
    database.raw,
    `SELECT * FROM deadlines WHERE ${OPEN} AND (rrule IS NOT NULL OR due BETWEEN ? AND ?)`,
  )
    .all(from, to)
    .map(toRecord);
}

/** Those of the deadlines that are owed. */
export function owedAmong(database: Database, ids: readonly string[]): readonly LedgerRecord[] {
  return statement<[string], DeadlineTable>(
    database.raw,
    `SELECT * FROM deadlines WHERE ${OPEN} AND id IN (SELECT value FROM json_each(?))`,
  )
    .all(JSON.stringify(ids))
    .map(toRecord);
}

/** The newest line of all histories; it moves with every change of the ledger. */
export function lastEventId(database: Database): number {
  const row = statement<[], { id: number | null }>(
    database.raw,
    'SELECT max(id) AS id FROM deadline_events',
  ).get();
  return row?.id ?? 0;
}

const THROUGH = 'reminders.planned_through';

/** Up to which instant everything is planned; null before the first time. */
export function plannedThrough(database: Database): Date | null {
  const row = statement<[string], { value: string }>(
    database.raw,
    'SELECT value FROM meta WHERE key = ?',
  ).get(THROUGH);
  return row ? new Date(row.value) : null;
}

/** Records up to which instant everything is planned. */
export function setPlannedThrough(database: Database, instant: Date): void {
  statement(
    database.raw,
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(THROUGH, instant.toISOString());
}
