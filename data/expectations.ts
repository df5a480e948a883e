/** What a chat waits for from a person: the note of 已办结, the reason of 👎. The next plain text is taken as it. */
import type { Database } from './database.ts';

const LIFETIME_MS = 10 * 60_000;

interface Place {
  readonly channel: string;
  readonly chat: string;
  readonly personId: number;
}

/** Waits for ten minutes; a new expectation replaces an older one. */
export async function expect(database: Database, place: Place, action: unknown, now: Date): Promise<void> {
  const values = {
    waiting_for: JSON.stringify(action),
    expires_at: new Date(now.getTime() + LIFETIME_MS).toISOString(),
  };
  await database.kysely
    .insertInto('expectations')
    .values({ channel: place.channel, chat: place.chat, person_id: place.personId, ...values })
    .onConflict((conflict) => conflict.columns(['channel', 'chat', 'person_id']).doUpdateSet(values))
    .execute();
}

/** A look without a write, since nearly every message finds nothing waiting. */
async function isWaiting(database: Database, place: Place): Promise<boolean> {
  const row = await database.kysely
    .selectFrom('expectations')
    .select('person_id')
    .where('channel', '=', place.channel)
    .where('chat', '=', place.chat)
    .where('person_id', '=', place.personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes what was waited for, or null. */
export async function takeExpected(database: Database, place: Place, now: Date): Promise<unknown> {
  if (!(await isWaiting(database, place))) return null;
  const row = await database.kysely
    .deleteFrom('expectations')
    .where('channel', '=', place.channel)
    .where('chat', '=', place.chat)
    .where('person_id', '=', place.personId)
    .returning(['waiting_for', 'expires_at'])
    .executeTakeFirst();
  return row && row.expires_at > now.toISOString() ? JSON.parse(row.waiting_for) : null;
}
