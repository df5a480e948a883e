/** One tick of the engine: plan, claim, look again, send, settle. */
import { setTimeout as delay } from 'node:timers/promises';
import { dayAt } from '../../data/day.ts';
import { shortHash } from '../../data/deadline-id.ts';
import {
  claimDue,
  markSending,
  type ReminderRow,
  release,
  settleSent,
  settleUnsent,
  stillHeld,
} from '../../data/reminders.ts';
import { randomId } from '../../data/tokens.ts';
import { checkRow } from './check.ts';
import { digestOf } from './digest.ts';
import { byRecipient, groupRows, type MessageRows } from './group.ts';
import {
  composeList,
  composeReminder,
  type Due,
  type MessageContext,
  plainText,
  type ReminderMessage,
} from './message.ts';
import { updatePlan } from './planner.ts';
import type { ReminderServices, SendResult } from './services.ts';

const CLAIM_AT_ONCE = 5000;
const LEASE_MS = 120_000;
const SEND_TIMEOUT_MS = 30_000;
const CHATS_AT_ONCE = 8;
const BACKOFF_MINUTES = [1, 5, 15, 60, 180, 360, 720];
/** After one send of unknown outcome a row is sent once more, never twice. */
const UNCERTAIN_AT_MOST = 1;

/** What a tick did, in rows; `messages` counts what was sent. */
export interface TickReport {
  readonly planned: number;
  readonly claimed: number;
  readonly messages: number;
  readonly sent: number;
  readonly skipped: number;
  readonly retried: number;
  readonly dead: number;
}

type Tally = { -readonly [name in keyof TickReport]: number };

interface Tick {
  readonly services: ReminderServices;
  readonly by: string;
  readonly tally: Tally;
}

/** How messages are composed on the day of `now`. */
export function messageContext(services: ReminderServices, now: Date): MessageContext {
  const { calendar, dayOff, linkTo } = services;
  return { today: dayAt(now), calendar, dayOff, linkTo: linkTo ?? (() => null) };
}

function compose(
  services: ReminderServices,
  kind: MessageRows['kind'],
  dues: readonly Due[],
  now: Date,
): ReminderMessage | null {
  const [first] = dues;
  if (!first) return null;
  const context = messageContext(services, now);
  const unique = [...new Map(dues.map((due) => [`${due.record.id}|${due.occurrence}`, due])).values()];
  if (kind === 'single') return composeReminder(first, false, context);
  return composeList(unique, kind === 'escalation', context);
}

/** What remains to be told of a group after the look at the ledger; the rest is settled or given back. */
export interface Prepared {
  readonly rows: readonly ReminderRow[];
  readonly message: ReminderMessage;
}

/** Looks at every row of a group. Pure but for reading the database. */
export function examine(
  services: ReminderServices,
  group: MessageRows,
  now: Date,
): {
  readonly prepared: Prepared | null;
  readonly skip: Map<string, ReminderRow[]>;
  readonly wait: Map<number, ReminderRow[]>;
} {
  const skip = new Map<string, ReminderRow[]>();
  const wait = new Map<number, ReminderRow[]>();
  const rows: ReminderRow[] = [];
  const dues: Due[] = [];
  let digest: ReminderMessage | null = null;
  const push = <K>(map: Map<K, ReminderRow[]>, key: K, row: ReminderRow) =>
    map.set(key, [...(map.get(key) ?? []), row]);
  for (const row of group.rows) {
    const checked = checkRow(services.database, row, services, now);
    if (checked.kind === 'skip') push(skip, checked.reason, row);
    else if (checked.kind === 'wait') push(wait, checked.until, row);
    else if (checked.kind === 'tell') {
      rows.push(row);
      dues.push(checked.due);
    } else {
      const context = messageContext(services, now);
      digest = digestOf(services.database, checked.subscriptions, services, now, context);
      if (digest) rows.push(row);
      else push(skip, 'nothing to tell', row);
    }
  }
  const message = digest ?? compose(services, group.kind, dues, now);
  return { prepared: message && { rows, message }, skip, wait };
}

/** The transaction right before a send: what still holds is marked as being sent, all else is put aside. */
function prepare({ services, by, tally }: Tick, group: MessageRows): Prepared | null {
  const { database } = services;
  const run = database.raw.transaction((): Prepared | null => {
    const now = services.clock();
    const held = stillHeld(database, by, group.rows);
    const doomed = held.filter((row) => row.uncertain > UNCERTAIN_AT_MOST);
    bury({ services, by, tally }, doomed, 'outcome of two sends unknown');
    const rows = held.filter((row) => row.uncertain <= UNCERTAIN_AT_MOST);
    const { prepared, skip, wait } = examine(services, { ...group, rows }, now);
    for (const [reason, rows] of skip) {
      settleUnsent(database, by, rows, { state: 'skipped', reason, at: now });
      tally.skipped += rows.length;
    }
    for (const [until, rows] of wait) release(database, by, rows, { at: until, reason: 'quiet hours' });
    if (prepared) markSending(database, by, prepared.rows, now.getTime() + LEASE_MS);
    return prepared;
  });
  return run.immediate();
}

function bury({ services, by, tally }: Tick, rows: readonly ReminderRow[], reason: string): void {
  if (rows.length === 0) return;
  settleUnsent(services.database, by, rows, { state: 'dead', reason, at: services.clock() });
  tally.dead += rows.length;
}

type Attempt = SendResult | { readonly kind: 'uncertain'; readonly reason: string };

async function attempt(services: ReminderServices, { rows, message }: Prepared): Promise<Attempt> {
  const [first] = rows;
  if (!first) return { kind: 'failed', retryable: false, reason: 'nothing to send' };
  const reminders = rows.map(({ id }) => id);
  const key = shortHash(reminders.join(','), 24);
  const { channel, chat } = first;
  const stop = new AbortController();
  const timeoutMs = services.sendTimeoutMs ?? SEND_TIMEOUT_MS;
  const timedOut = delay(timeoutMs, undefined, { signal: stop.signal, ref: false }).then(
    (): Attempt => ({ kind: 'uncertain', reason: `no answer within ${timeoutMs} ms` }),
    (): Attempt => ({ kind: 'uncertain', reason: 'stopped' }),
  );
  const abort = new AbortController();
  try {
    const sending = services.sender.send({ channel, chat, message, key, reminders }, abort.signal);
    return await Promise.race([sending, timedOut]);
  } catch (error) {
    return { kind: 'uncertain', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    stop.abort();
    abort.abort();
  }
}

/** When a row that failed for the n-th time is tried again; null when it has been tried often enough. */
export function nextAttempt(attempts: number, now: number, retryAfterMs = 0): number | null {
  const minutes = BACKOFF_MINUTES[attempts - 1];
  return minutes === undefined ? null : now + Math.max(minutes * 60_000, retryAfterMs);
}

/** Gives failed rows back for a later attempt, or buries those that had enough. */
function giveBack(
  tick: Tick,
  rows: readonly ReminderRow[],
  result: Exclude<Attempt, { kind: 'sent' }>,
): void {
  const { services, by, tally } = tick;
  const uncertain = result.kind === 'uncertain';
  const retryAfterMs = result.kind === 'failed' ? result.retryAfterMs : undefined;
  for (const row of rows) {
    const again = nextAttempt(row.attempts + 1, services.clock().getTime(), retryAfterMs);
    const spent = uncertain ? row.uncertain >= UNCERTAIN_AT_MOST : !result.retryable;
    if (again === null || spent) {
      bury(tick, [row], result.reason);
      continue;
    }
    release(services.database, by, [row], { at: again, reason: result.reason, uncertain });
    tally.retried += 1;
  }
}

async function deliver(tick: Tick, group: MessageRows): Promise<void> {
  const { services, by, tally } = tick;
  const prepared = prepare(tick, group);
  if (!prepared) return;
  const result = await attempt(services, prepared);
  if (result.kind !== 'sent') return giveBack(tick, prepared.rows, result);
  const body = JSON.stringify({ ...prepared.message, plain: plainText(prepared.message) });
  const delivery = { messageId: result.messageId, at: services.clock(), body };
  tally.sent += settleSent(services.database, by, prepared.rows, delivery);
  tally.messages += 1;
}

async function deliverAll(tick: Tick, rows: readonly ReminderRow[]): Promise<void> {
  const chats = byRecipient(rows).values();
  const work = async () => {
    for (const chat of chats) {
      for (const group of groupRows(chat, tick.services.clock())) await deliver(tick, group);
    }
  };
  await Promise.all(Array.from({ length: CHATS_AT_ONCE }, work));
}

/**
 * Brings the plan up to date and sends what is due. Rows are claimed under a lease and looked at again right
 * before they are sent; whatever happens in between, no row is lost and none is sent by two processes.
 */
export async function runTick(services: ReminderServices, until?: AbortSignal): Promise<TickReport> {
  const { database, clock } = services;
  const tally: Tally = { planned: 0, claimed: 0, messages: 0, sent: 0, skipped: 0, retried: 0, dead: 0 };
  tally.planned = updatePlan(database, services, clock());
  while (!until?.aborted) {
    const by = randomId(`${services.processId}:`);
    const rows = claimDue(database, { by, now: clock(), leaseMs: LEASE_MS, limit: CLAIM_AT_ONCE });
    if (rows.length === 0) break;
    tally.claimed += rows.length;
    await deliverAll({ services, by, tally }, rows);
  }
  return tally;
}
