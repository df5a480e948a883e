/**
 * Reminders as rows. A row is planned once per (deadline, occurrence, lead, recipient), claimed by a
 * conditional update under a lease, and settled as sent, skipped or dead.
 */
import type { Database } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { statement } from './statements.ts';

/** `7d` and `3w` are leads in days and working days, `e5` is 督办 five days after, `digest` the weekly list. */
export type Lead = `${number}d` | `${number}w` | `e${number}` | 'digest';

/** A row to be planned; instants are milliseconds since 1970. A digest has no deadline (''). */
export interface PlannedRow {
  readonly subscriptionId: string;
  readonly deadlineId: string;
  readonly occurrence: Day;
  readonly lead: Lead;
  readonly channel: string;
  readonly chat: string;
  readonly sendAt: number;
}

/** A row as it is kept. `uncertain` counts sends of which nobody knows whether they arrived. */
export interface ReminderRow extends PlannedRow {
  readonly id: number;
  readonly readyAt: number;
  readonly state: 'planned' | 'retry' | 'claimed' | 'sent' | 'skipped' | 'dead';
  readonly attempts: number;
  readonly uncertain: number;
  readonly deliveryId: number | null;
  readonly reason: string | null;
  readonly settledAt: number | null;
}

interface Row {
  id: number;
  subscription_id: string;
  deadline_id: string;
  occurrence: string;
  lead: Lead;
  channel: string;
  chat: string;
  send_at: number;
  ready_at: number;
  state: ReminderRow['state'];
  attempts: number;
  uncertain: number;
  delivery_id: number | null;
  reason: string | null;
  settled_at: number | null;
}

function toReminder(row: Row): ReminderRow {
  const occurrence = parseDay(row.occurrence);
  if (!occurrence) throw new TypeError(`reminder ${row.id} has no day: ${row.occurrence}`);
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    deadlineId: row.deadline_id,
    occurrence,
    lead: row.lead,
    channel: row.channel,
    chat: row.chat,
    sendAt: row.send_at,
    readyAt: row.ready_at,
    state: row.state,
    attempts: row.attempts,
    uncertain: row.uncertain,
    deliveryId: row.delivery_id,
    reason: row.reason,
    settledAt: row.settled_at,
  };
}

/**
 * Plans rows; one that is there already stays as it is, except that a skipped one comes back where it is
 * now to be sent after it was skipped (a task reopened). Returns how many were written.
 */
export function insertPlanned(database: Database, rows: Iterable<PlannedRow>): number {
  const insert = statement(
    database.raw,
    `INSERT INTO reminders (subscription_id, deadline_id, occurrence, lead, channel, chat, send_at, ready_at, state)
     VALUES (@subscriptionId, @deadlineId, @occurrence, @lead, @channel, @chat, @sendAt, @sendAt, 'planned')
     ON CONFLICT (deadline_id, occurrence, lead, channel, chat) DO UPDATE SET state = 'planned', reason = NULL,
     subscription_id = excluded.subscription_id, send_at = excluded.send_at, ready_at = excluded.send_at
     WHERE state = 'skipped' AND excluded.send_at > settled_at`,
  );
  let written = 0;
  for (const row of rows) written += insert.run(row).changes;
  return written;
}

/** Withdraws what is planned, and not yet tried, for a deadline or a subscription. */
export function dropPlanned(database: Database, of: 'deadline' | 'subscription', id: string): void {
  statement(database.raw, `DELETE FROM reminders WHERE ${of}_id = ? AND state = 'planned'`).run(id);
}

const CLAIM = `UPDATE reminders SET state = 'claimed', claimed_by = @by, ready_at = @leaseEnd,
  uncertain = uncertain + sending, sending = 0 WHERE id IN`;
const READY = `state IN ('planned', 'retry', 'claimed') AND ready_at <= @now`;

/**
 * Claims rows that are due, and rows whose lease has lapsed, for one process: nobody else gets them until
 * `leaseEnd`. All due rows of a recipient are claimed together. `by` must be new for every call.
 */
export function claimDue(
  database: Database,
  claim: { readonly by: string; readonly now: Date; readonly leaseMs: number; readonly limit: number },
): readonly ReminderRow[] {
  const values = { by: claim.by, now: claim.now.getTime(), leaseEnd: claim.now.getTime() + claim.leaseMs };
  const run = database.raw.transaction((): Row[] => {
    const rows = statement<[typeof values & { limit: number }], Row>(
      database.raw,
      `${CLAIM} (SELECT id FROM reminders WHERE ${READY} ORDER BY channel, chat, ready_at LIMIT @limit) RETURNING *`,
    ).all({ ...values, limit: claim.limit });
    if (rows.length < claim.limit) return rows;
    const last = rows.reduce((a, b) =>
      `${b.channel}\u0000${b.chat}` > `${a.channel}\u0000${a.chat}` ? b : a,
    );
    const rest = statement<[typeof values & { channel: string; chat: string }], Row>(
      database.raw,
      `${CLAIM} (SELECT id FROM reminders WHERE ${READY} AND channel = @channel AND chat = @chat) RETURNING *`,
    ).all({ ...values, channel: last.channel, chat: last.chat });
    return [...rows, ...rest];
  });
  return run
    .immediate()
    .map(toReminder)
    .toSorted((a, b) => a.sendAt - b.sendAt || a.id - b.id);
}

const ids = (rows: readonly Pick<ReminderRow, 'id'>[]) => JSON.stringify(rows.map((row) => row.id));
const MINE = `claimed_by = @by AND state = 'claimed' AND id IN (SELECT value FROM json_each(@ids))`;

/** Of these rows, those that the claim still holds (its lease may have lapsed and another have taken them). */
export function stillHeld(
  database: Database,
  by: string,
  rows: readonly ReminderRow[],
): readonly ReminderRow[] {
  const held = statement<[{ by: string; ids: string }], { id: number }>(
    database.raw,
    `SELECT id FROM reminders WHERE ${MINE}`,
  ).all({ by, ids: ids(rows) });
  const known = new Set(held.map((row) => row.id));
  return rows.filter((row) => known.has(row.id));
}

/** Marks rows as being sent from now on and renews their lease: what happens after this is uncertain. */
export function markSending(
  database: Database,
  by: string,
  rows: readonly ReminderRow[],
  leaseEnd: number,
): void {
  statement(
    database.raw,
    `UPDATE reminders SET sending = 1, attempts = attempts + 1, ready_at = @leaseEnd WHERE ${MINE}`,
  ).run({ by, ids: ids(rows), leaseEnd });
}

/** Settles rows as sent in one message and keeps that message. Returns how many rows it settled. */
export function settleSent(
  database: Database,
  by: string,
  rows: readonly ReminderRow[],
  delivery: { readonly messageId: string; readonly at: Date; readonly body: string },
): number {
  const [first] = rows;
  if (!first) return 0;
  const run = database.raw.transaction((): number => {
    const inserted = statement(
      database.raw,
      'INSERT INTO deliveries (channel, chat, message_id, at, body) VALUES (?, ?, ?, ?, ?)',
    ).run(first.channel, first.chat, delivery.messageId, delivery.at.toISOString(), delivery.body);
    return statement(
      database.raw,
      `UPDATE reminders SET state = 'sent', sending = 0, delivery_id = @deliveryId, settled_at = @at, reason = NULL
         WHERE ${MINE}`,
    ).run({
      by,
      ids: ids(rows),
      deliveryId: inserted.lastInsertRowid,
      at: delivery.at.getTime(),
    }).changes;
  });
  return run.immediate();
}

/** Settles rows as skipped or dead, with the reason that a person will read. */
export function settleUnsent(
  database: Database,
  by: string,
  rows: readonly ReminderRow[],
  outcome: { readonly state: 'skipped' | 'dead'; readonly reason: string; readonly at: Date },
): void {
  statement(
    database.raw,
    `UPDATE reminders SET state = @state, sending = 0, reason = @reason, settled_at = @at WHERE ${MINE}`,
  ).run({ by, ids: ids(rows), state: outcome.state, reason: outcome.reason, at: outcome.at.getTime() });
}

/** Gives rows back, to be tried again at an instant; `uncertain` where the send may have arrived. */
export function release(
  database: Database,
  by: string,
  rows: readonly ReminderRow[],
  again: { readonly at: number; readonly reason: string; readonly uncertain?: boolean },
): void {
  statement(
    database.raw,
    `UPDATE reminders SET state = 'retry', sending = 0, ready_at = @at, reason = @reason,
       uncertain = uncertain + @uncertain WHERE ${MINE}`,
  ).run({ by, ids: ids(rows), at: again.at, reason: again.reason, uncertain: again.uncertain ? 1 : 0 });
}

/** Rows that are due at an instant, without claiming them: for a preview. */
export function peekDue(database: Database, now: Date): readonly ReminderRow[] {
  return statement<[{ now: number }], Row>(
    database.raw,
    `SELECT * FROM reminders WHERE ${READY} ORDER BY channel, chat, send_at`,
  )
    .all({ now: now.getTime() })
    .map(toReminder);
}

/** Rows by state, newest first: dead ones for the page that shows them. */
export function listReminders(
  database: Database,
  query: {
    readonly state?: ReminderRow['state'];
    readonly deadlineId?: string;
    readonly limit?: number;
  } = {},
): readonly ReminderRow[] {
  const conditions = [query.state && 'state = @state', query.deadlineId && 'deadline_id = @deadlineId'];
  const where = conditions.filter(Boolean).join(' AND ') || '1';
  return statement<[Record<string, unknown>], Row>(
    database.raw,
    `SELECT * FROM reminders WHERE ${where} ORDER BY send_at DESC, id DESC LIMIT @limit`,
  )
    .all({ ...query, limit: query.limit ?? 1000 })
    .map(toReminder);
}

/** Puts dead rows back into the queue, for an administrator who has mended the channel. */
export function requeueDead(database: Database, now: Date): number {
  return statement(
    database.raw,
    `UPDATE reminders SET state = 'retry', ready_at = ?, attempts = 0, uncertain = 0 WHERE state = 'dead'`,
  ).run(now.getTime()).changes;
}

/** A message as it was sent; `body` is JSON. */
export interface Delivery {
  readonly id: number;
  readonly channel: string;
  readonly chat: string;
  readonly messageId: string;
  readonly at: string;
  readonly body: string;
}

/** The messages of a chat, newest first: the inbox of channels that keep none of their own. */
export function listDeliveries(
  database: Database,
  recipient: { readonly channel: string; readonly chat?: string },
  limit = 100,
): readonly Delivery[] {
  return statement<[Record<string, unknown>], Delivery>(
    database.raw,
    `SELECT id, channel, chat, message_id AS messageId, at, body FROM deliveries
       WHERE channel = @channel AND (@chat IS NULL OR chat = @chat) ORDER BY id DESC LIMIT @limit`,
  ).all({ channel: recipient.channel, chat: recipient.chat ?? null, limit });
}
