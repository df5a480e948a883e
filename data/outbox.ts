/**
 * Messages that must arrive though someone is offline: rows, each sent once under its `once` key, claimed by a
 * conditional update with a lease, retried with growing pauses, and kept as failed where all tries end.
 */
import type { Database } from './database.ts';

/** A message to send; `message` is plain data of the bot's own shape. */
export interface Letter {
  /** What the message is about, unique for ever: `ticket:7:answer`. */
  readonly once: string;
  readonly channel: string;
  readonly chat: string;
  /** Whose data it carries, so that /forget takes it along. */
  readonly personId: number | null;
  readonly message: unknown;
}

/** A letter that this process holds and must settle. */
export interface ClaimedLetter extends Letter {
  readonly id: number;
  readonly attempts: number;
}

const LEASE_MS = 60_000;
/** Pauses after the first, second… failed try. */
const PAUSES_MS = [60_000, 300_000, 900_000, 3_600_000, 3 * 3_600_000, 6 * 3_600_000, 12 * 3_600_000];

/** Puts a letter in; false when its `once` was there before. */
export async function postLetter(database: Database, letter: Letter, now: Date): Promise<boolean> {
  const result = await database.kysely
    .insertInto('outbox')
    .values({
      once: letter.once,
      channel: letter.channel,
      chat: letter.chat,
      person_id: letter.personId,
      message: JSON.stringify(letter.message),
      state: 'waiting',
      next_at: now.toISOString(),
      message_id: null,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** Claims letters that are due, or whose sender died with its lease; no other process gets them. */
export async function claimLetters(
  database: Database,
  now: Date,
  count: number,
): Promise<readonly ClaimedLetter[]> {
  const at = now.toISOString();
  const rows = await database.kysely
    .updateTable('outbox')
    .set((eb) => ({
      state: 'sending' as const,
      attempts: eb('attempts', '+', 1),
      next_at: new Date(now.getTime() + LEASE_MS).toISOString(),
    }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox')
        .select('id')
        .where('state', 'in', ['waiting', 'sending'])
        .where('next_at', '<=', at)
        .orderBy('id')
        .limit(count),
    )
    .returning(['id', 'once', 'channel', 'chat', 'person_id as personId', 'message', 'attempts'])
    .execute();
  return rows.map((row) => ({ ...row, message: JSON.parse(row.message) }));
}

/** Settles a sent letter; its text is not kept. */
export async function settleSent(database: Database, id: number, messageId: string): Promise<void> {
  await database.kysely
    .updateTable('outbox')
    .set({ state: 'sent', message_id: messageId, message: '{}', error: null })
    .where('id', '=', id)
    .execute();
}

/** Settles a failed try: waits for the next one, or stays as failed when `final` or when tries ran out. */
export async function settleFailed(
  database: Database,
  letter: { readonly id: number; readonly attempts: number },
  failure: { readonly error: string; readonly final: boolean; readonly afterMs?: number },
  now: Date,
): Promise<void> {
  const pause = failure.afterMs ?? PAUSES_MS[letter.attempts - 1];
  const over = failure.final || pause === undefined;
  await database.kysely
    .updateTable('outbox')
    .set({
      state: over ? 'failed' : 'waiting',
      error: failure.error,
      next_at: new Date(now.getTime() + (pause ?? 0)).toISOString(),
    })
    .where('id', '=', letter.id)
    .execute();
}

/** A chat can be reached again: what failed because it was gone is tried anew. */
export async function reviveLetters(
  database: Database,
  channel: string,
  chat: string,
  now: Date,
): Promise<void> {
  await database.kysely
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, next_at: now.toISOString() })
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('state', '=', 'failed')
    .where('error', '=', 'gone')
    .execute();
}
