/**
 * Which updates were handled: kept in the database, so that a platform's repetition after a restart is known,
 * and with their content (masked) until they are handled to the end, so that a crash loses none.
 */
import type { Database } from './database.ts';
import { maskPersonal } from './privacy.ts';

const MAX_ATTEMPTS = 2;
/** Fields that a person writes; ids stay as they are. */
const WRITTEN = new Set(['text', 'argument', 'query']);

/** Marks an update as taken; false when it was before. Of two processes that try, one gets true. */
export async function claimReceived(
  database: Database,
  update: { readonly channel: string; readonly id: string },
  now: Date,
): Promise<boolean> {
  const result = await database.kysely
    .insertInto('received')
    .values({
      channel: update.channel,
      id: update.id,
      at: now.toISOString(),
      payload: JSON.stringify(update, (key, value) =>
        WRITTEN.has(key) && typeof value === 'string' ? maskPersonal(value) : value,
      ),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** The update is handled; its content is not kept. */
export async function settleReceived(database: Database, channel: string, id: string): Promise<void> {
  await database.kysely
    .updateTable('received')
    .set({ payload: null })
    .where('channel', '=', channel)
    .where('id', '=', id)
    .execute();
}

/** Claims again what was taken before `takenBefore` and never handled: its process died. */
export async function claimAbandoned(
  database: Database,
  takenBefore: Date,
  now: Date,
): Promise<readonly unknown[]> {
  const rows = await database.kysely
    .updateTable('received')
    .set((eb) => ({ at: now.toISOString(), attempts: eb('attempts', '+', 1) }))
    .where('payload', 'is not', null)
    .where('at', '<', takenBefore.toISOString())
    .where('attempts', '<', MAX_ATTEMPTS)
    .returning('payload')
    .execute();
  return rows.map((row) => JSON.parse(row.payload ?? 'null'));
}
