/** Which updates were handled: kept in the database, so that a platform's repetition after a restart is known. */
import type { Database } from './database.ts';

/** Marks an update as handled; false when it was before. Of two processes that try, one gets true. */
export async function claimReceived(
  database: Database,
  channel: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const result = await database.kysely
    .insertInto('received')
    .values({ channel, id, at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}
