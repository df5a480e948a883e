/** What is known of a chat: whether it can still be reached, and under which id. */
import type { Database } from './database.ts';
import { moveRecipient } from './subscriptions.ts';

/** Notes a chat, or that it can be reached again; writes only what is new. */
export async function seeChat(
  database: Database,
  channel: string,
  chat: string,
  kind: 'private' | 'group',
): Promise<void> {
  const known = await database.kysely
    .selectFrom('chats')
    .select('state')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .executeTakeFirst();
  if (known?.state === 'active') return;
  await database.kysely
    .insertInto('chats')
    .values({ channel, chat, kind, state: 'active', moved_to: null })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'chat']).doUpdateSet({ state: 'active', moved_to: null }),
    )
    .execute();
}

/** Notes that a chat blocked the bot or was left. */
export async function loseChat(database: Database, channel: string, chat: string): Promise<void> {
  await database.kysely
    .updateTable('chats')
    .set({ state: 'gone' })
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .execute();
}

/** A group became a supergroup: what waits for the old id, and its subscriptions, go to the new one. */
export async function moveChat(
  database: Database,
  channel: string,
  from: string,
  to: string,
  now: Date,
): Promise<void> {
  await seeChat(database, channel, to, 'group');
  moveRecipient(database, channel, from, to, now);
  await database.kysely.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('chats')
      .set({ state: 'moved', moved_to: to })
      .where('channel', '=', channel)
      .where('chat', '=', from)
      .execute();
    for (const table of ['turns', 'keyboards', 'tickets', 'outbox'] as const) {
      await transaction
        .updateTable(table)
        .set({ chat: to })
        .where('channel', '=', channel)
        .where('chat', '=', from)
        .execute();
    }
  });
}

/** Where a chat is now: its new id when it moved, null when it cannot be reached. */
export async function whereIs(database: Database, channel: string, chat: string): Promise<string | null> {
  const row = await database.kysely
    .selectFrom('chats')
    .select(['state', 'moved_to'])
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .executeTakeFirst();
  if (row?.state === 'gone') return null;
  return row?.moved_to ?? chat;
}
