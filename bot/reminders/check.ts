/** The look at the ledger right before sending: what is no longer true is not said. */
import type { Database } from '../../data/database.ts';
import { type Day, dayAt } from '../../data/day.ts';
import { dueDaysBetween } from '../../data/deadline-standing.ts';
import { findStored } from '../../data/deadline-store.ts';
import { type LedgerRecord, OPEN_STATES } from '../../data/ledger.ts';
import type { ReminderRow } from '../../data/reminders.ts';
import { statement } from '../../data/statements.ts';
import { listSubscriptions, type Subscription } from '../../data/subscriptions.ts';
import type { Visibility } from '../../data/types.ts';
import { makeMatcher } from './match.ts';
import type { Due } from './message.ts';
import { escalationRecipient, type PlanRules, type Recipient } from './plan.ts';
import { afterQuiet } from './quiet.ts';

/** What the look found: tell it, keep silent for good, or wait for the end of the quiet hours. */
export type Checked =
  | { readonly kind: 'tell'; readonly row: ReminderRow; readonly due: Due }
  | { readonly kind: 'digest'; readonly row: ReminderRow; readonly subscriptions: readonly Subscription[] }
  | { readonly kind: 'skip'; readonly row: ReminderRow; readonly reason: string }
  | { readonly kind: 'wait'; readonly row: ReminderRow; readonly until: number };

const isMuted = ({ mutedUntil }: Subscription, now: Date) =>
  mutedUntil !== null && Date.parse(mutedUntil) > now.getTime();

/** The recipient that a row was planned for, where its subscription still names it. */
function recipientOf(row: ReminderRow, subscription: Subscription): Recipient | null {
  const recipient = row.lead.startsWith('e') ? escalationRecipient(subscription) : subscription;
  return recipient && recipient.channel === row.channel && recipient.chat === row.chat ? recipient : null;
}

function isMutedThere(database: Database, row: ReminderRow): boolean {
  return (
    statement(
      database.raw,
      'SELECT 1 FROM deadline_mutes WHERE channel = ? AND chat = ? AND deadline_id = ?',
    ).get(row.channel, row.chat, row.deadlineId) !== undefined
  );
}

function isFinished(database: Database, id: string, occurrence: Day): boolean {
  return (
    statement(
      database.raw,
      'SELECT 1 FROM deadline_occurrences WHERE deadline_id = ? AND occurrence = ?',
    ).get(id, occurrence) !== undefined
  );
}

/** Why a task is not to be spoken of in this row, or null. */
function objection(
  database: Database,
  row: ReminderRow,
  record: LedgerRecord | null,
  matches: (record: LedgerRecord) => boolean,
): string | null {
  if (!record) return 'gone or not visible to this chat';
  if (!OPEN_STATES.includes(record.state)) return `state ${record.state}`;
  if (isFinished(database, record.id, row.occurrence)) return 'occurrence finished';
  if (dueDaysBetween(record, row.occurrence, row.occurrence).length === 0) return 'due day changed';
  if (!matches(record)) return 'subscription no longer concerns it';
  return isMutedThere(database, row) ? 'muted' : null;
}

/** Looks at one row; call it in the transaction that marks the row as being sent. */
export function checkRow(database: Database, row: ReminderRow, rules: PlanRules, now: Date): Checked {
  const skip = (reason: string): Checked => ({ kind: 'skip', row, reason });
  const [subscription] = listSubscriptions(database, { id: row.subscriptionId });
  const recipient = subscription && recipientOf(row, subscription);
  if (!subscription || !recipient) return skip('subscription ended');
  if (isMuted(subscription, now)) return skip('muted');
  const quietEnd = afterQuiet(subscription.quiet, now).getTime();
  if (quietEnd > now.getTime()) return { kind: 'wait', row, until: quietEnd };
  if (row.lead === 'digest') return checkDigest(database, row, now);
  const visibilities: readonly Visibility[] = rules.scopeOf(recipient).visibilities;
  const record = findStored(database.raw, row.deadlineId, visibilities)?.record ?? null;
  const match = makeMatcher([subscription], rules.sameDepartment);
  const against = objection(database, row, record, (it) => match(it).size > 0);
  if (against !== null || record === null) return skip(against ?? 'gone');
  return { kind: 'tell', row, due: { record, occurrence: row.occurrence } };
}

function checkDigest(database: Database, row: ReminderRow, now: Date): Checked {
  if (dayAt(now) > row.occurrence && now.getTime() - row.sendAt > 6 * 86_400_000) {
    return { kind: 'skip', row, reason: 'week over' };
  }
  const subscriptions = listSubscriptions(database, { channel: row.channel, chat: row.chat }).filter(
    (subscription) => subscription.weeklyDigest && !isMuted(subscription, now),
  );
  return { kind: 'digest', row, subscriptions };
}
