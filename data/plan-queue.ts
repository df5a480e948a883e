/** What is to be planned anew. Triggers of the database fill it whenever a deadline or subscription changes. */
import type { Database } from './database.ts';
import type { Day } from './day.ts';
import { type DeadlineTable, toRecord } from './deadline-rows.ts';
import type { LedgerRecord } from './ledger.ts';

/** A thing whose reminders must be planned anew. */
export interface QueueItem {
  readonly kind: 'deadline' | 'subscription';
  readonly id: string;
}

/** The next things to plan anew; deadlines come first. */
export function readQueue(database: Database, limit: number): readonly QueueItem[] {
  return database.raw
    .prepare<[number], QueueItem>('SELECT kind, id FROM plan_queue ORDER BY kind, id LIMIT ?')
    .all(limit);
}

/** Takes things off the queue, in the transaction that has planned them. */
export function clearQueue(database: Database, items: readonly QueueItem[]): void {
  const remove = database.raw.prepare('DELETE FROM plan_queue WHERE kind = ? AND id = ?');
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
  return database.raw
    .prepare<[Day, Day], DeadlineTable>(
      `SELECT * FROM deadlines WHERE ${OPEN} AND (rrule IS NOT NULL OR due BETWEEN ? AND ?)`,
    )
    .all(from, to)
    .map(toRecord);
}

/** Those of the deadlines that are owed. */
export function owedAmong(database: Database, ids: readonly string[]): readonly LedgerRecord[] {
  return database.raw
    .prepare<[string], DeadlineTable>(
      `SELECT * FROM deadlines WHERE ${OPEN} AND id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids))
    .map(toRecord);
}

const THROUGH = 'reminders.planned_through';

/** Up to which instant everything is planned; null before the first time. */
export function plannedThrough(database: Database): Date | null {
  const row = database.raw
    .prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
    .get(THROUGH);
  return row ? new Date(row.value) : null;
}

/** Records up to which instant everything is planned. */
export function setPlannedThrough(database: Database, instant: Date): void {
  database.raw
    .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(THROUGH, instant.toISOString());
}
