/** Subscriptions: who is reminded of what, where and when. */
import { z } from 'zod';
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import { randomId } from './tokens.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const hour = z.number().int().min(0).max(23);

/** What a subscription is about. `document` is a document's id or its 文号; `deadline` a single task. */
const filterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('department'), department: text(60) }),
  z.object({ kind: z.literal('document'), document: text(120) }),
  z.object({ kind: z.literal('keyword'), keyword: text(40) }),
  z.object({ kind: z.literal('deadline'), deadline: text(40) }),
]);

/** 督办: who hears of a task that is not 已办结 `afterDays` days after its due day. */
const escalationSchema = z.object({
  channel: text(32),
  chat: text(128),
  afterDays: z.number().int().min(1).max(90),
  publicOnly: z.boolean().default(true),
});

/**
 * A subscription as it is asked for. Leads count days before the due day (0 is the day itself), calendar
 * or working; hours are China's. `quiet` runs from one hour to another, over midnight where `from > to`.
 */
export const subscriptionSchema = z.object({
  owner: text(128),
  channel: text(32),
  chat: text(128),
  filter: filterSchema,
  leads: z
    .array(z.number().int().min(0).max(180))
    .min(1)
    .max(10)
    .default([7, 3, 1, 0])
    .transform((leads) => [...new Set(leads)].toSorted((a, b) => b - a)),
  leadUnit: z.enum(['day', 'working day']).default('day'),
  hour: hour.default(9),
  quiet: z
    .object({ from: hour, to: hour })
    .refine(({ from, to }) => from !== to, '免打扰时段的起止钟点不能相同')
    .nullable()
    .default(null),
  weeklyDigest: z.boolean().default(false),
  escalation: escalationSchema.nullable().default(null),
  /** True for group chats: internal documents are never told there. */
  publicOnly: z.boolean().default(true),
});

export type SubscriptionInput = z.input<typeof subscriptionSchema>;
export type SubscriptionFields = z.output<typeof subscriptionSchema>;

/** A subscription as it is kept. */
export interface Subscription extends SubscriptionFields {
  readonly id: string;
  /** ISO; reminders are held back until then; null when not muted. */
  readonly mutedUntil: string | null;
  /** Since when it asks for reminders in this form (ISO). */
  readonly activeSince: string;
  readonly createdAt: string;
}

/** Muted without an end. */
export const FOREVER = '9999-12-31T00:00:00.000Z';

interface Row {
  id: string;
  owner: string;
  channel: string;
  chat: string;
  filter: string;
  leads: string;
  lead_unit: 'day' | 'working day';
  hour: number;
  quiet_from: number | null;
  quiet_to: number | null;
  weekly_digest: number;
  escalation: string | null;
  public_only: number;
  muted_until: string | null;
  active_since: string;
  created_at: string;
}

const toSubscription = (row: Row): Subscription => ({
  id: row.id,
  owner: row.owner,
  channel: row.channel,
  chat: row.chat,
  filter: JSON.parse(row.filter),
  leads: JSON.parse(row.leads),
  leadUnit: row.lead_unit,
  hour: row.hour,
  quiet: row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to },
  weeklyDigest: row.weekly_digest === 1,
  escalation: row.escalation === null ? null : JSON.parse(row.escalation),
  publicOnly: row.public_only === 1,
  mutedUntil: row.muted_until,
  activeSince: row.active_since,
  createdAt: row.created_at,
});

const columns = (fields: SubscriptionFields, at: string) => ({
  owner: fields.owner,
  channel: fields.channel,
  chat: fields.chat,
  filter: JSON.stringify(fields.filter),
  leads: JSON.stringify(fields.leads),
  lead_unit: fields.leadUnit,
  hour: fields.hour,
  quiet_from: fields.quiet?.from ?? null,
  quiet_to: fields.quiet?.to ?? null,
  weekly_digest: fields.weeklyDigest ? 1 : 0,
  escalation: fields.escalation === null ? null : JSON.stringify(fields.escalation),
  public_only: fields.publicOnly ? 1 : 0,
  active_since: at,
  updated_at: at,
});

/**
 * Creates a subscription; the same recipient asking again for the same thing changes the one it has.
 * @throws ZodError where the input is not a subscription
 */
export function subscribe(database: Database, input: SubscriptionInput, now: Date): Subscription {
  const fields = subscriptionSchema.parse(input);
  const run = database.raw.transaction((): Subscription => {
    const at = now.toISOString();
    const row = columns(fields, at);
    const known = statement<[string, string, string], Row>(
      database.raw,
      'SELECT * FROM subscriptions WHERE channel = ? AND chat = ? AND filter = ?',
    ).get(row.channel, row.chat, row.filter);
    const id = known?.id ?? randomId('s');
    const names = Object.keys(row);
    statement(
      database.raw,
      `INSERT INTO subscriptions (id, created_at, ${names.join(', ')})
         VALUES (@id, @created_at, ${names.map((name) => `@${name}`).join(', ')})
         ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    ).run({ ...row, id, created_at: known?.created_at ?? at });
    return {
      ...fields,
      id,
      mutedUntil: known?.muted_until ?? null,
      activeSince: at,
      createdAt: known?.created_at ?? at,
    };
  });
  return run.immediate();
}

/** Which subscriptions a list holds. */
export interface SubscriptionQuery {
  readonly id?: string;
  readonly owner?: string;
  readonly channel?: string;
  readonly chat?: string;
}

/** Subscriptions, oldest first. */
export function listSubscriptions(
  database: Database,
  query: SubscriptionQuery = {},
): readonly Subscription[] {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const where = given.map(([name]) => ` AND ${name} = @${name}`).join('');
  return statement<[Record<string, string>], Row>(
    database.raw,
    `SELECT * FROM subscriptions WHERE 1${where} ORDER BY created_at, id`,
  )
    .all(Object.fromEntries(given))
    .map(toSubscription);
}

/** Ends a subscription, its planned reminders and its calendar feeds. False where its owner has none such. */
export function unsubscribe(database: Database, id: string, owner: string): boolean {
  return (
    statement(database.raw, 'DELETE FROM subscriptions WHERE id = ? AND owner = ?').run(id, owner).changes > 0
  );
}

/** Holds a subscription's reminders back until an instant, or lets them go again (null). */
export function muteSubscription(
  database: Database,
  id: string,
  owner: string,
  until: Date | null,
  now: Date,
): boolean {
  const run = statement(
    database.raw,
    `UPDATE subscriptions SET muted_until = @until, updated_at = @now,
     active_since = CASE WHEN @until IS NULL THEN @now ELSE active_since END WHERE id = @id AND owner = @owner`,
  );
  return run.run({ id, owner, until: until?.toISOString() ?? null, now: now.toISOString() }).changes > 0;
}

/** Silences one deadline in one chat. */
export function muteDeadline(
  database: Database,
  recipient: { channel: string; chat: string },
  deadlineId: string,
  by: { actor: string; at: Date },
): void {
  statement(database.raw, 'INSERT OR IGNORE INTO deadline_mutes VALUES (?, ?, ?, ?, ?)').run(
    recipient.channel,
    recipient.chat,
    deadlineId,
    by.actor,
    by.at.toISOString(),
  );
}

/** Ends the silence of one deadline in one chat. */
export function unmuteDeadline(
  database: Database,
  recipient: { channel: string; chat: string },
  deadlineId: string,
): void {
  statement(
    database.raw,
    'DELETE FROM deadline_mutes WHERE channel = ? AND chat = ? AND deadline_id = ?',
  ).run(recipient.channel, recipient.chat, deadlineId);
}

/** Moves a chat's subscriptions when its channel gives it another id (a Telegram group that migrates). */
export function moveRecipient(
  database: Database,
  channel: string,
  from: string,
  to: string,
  now: Date,
): number {
  return statement(
    database.raw,
    'UPDATE subscriptions SET chat = ?, updated_at = ? WHERE channel = ? AND chat = ?',
  ).run(to, now.toISOString(), channel, from).changes;
}
