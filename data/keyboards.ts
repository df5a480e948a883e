/**
 * What stands behind a message's buttons. A button carries `<keyboard id>.<index>` (at most 64 bytes); the
 * action itself stays here, bound to the chat, the message and, where given, the person it was made for.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/** How long a person's buttons live, and those of a reminder, which may wait for its due day. */
const LIFETIME_MS = 7 * 86_400_000;
const SHARED_LIFETIME_MS = 60 * 86_400_000;

/** Keeps the actions of a message about to be sent; returns the id that its keys start with. */
export async function keepKeyboard(
  database: Database,
  keyboard: { channel: string; chat: string; personId: number | null; messageId: string | null },
  actions: readonly unknown[],
  now: Date,
): Promise<string> {
  const id = randomBytes(12).toString('base64url');
  await database.kysely
    .insertInto('keyboards')
    .values({
      id,
      channel: keyboard.channel,
      chat: keyboard.chat,
      person_id: keyboard.personId,
      message_id: keyboard.messageId,
      actions: JSON.stringify(actions),
      expires_at: new Date(
        now.getTime() + (keyboard.personId === null ? SHARED_LIFETIME_MS : LIFETIME_MS),
      ).toISOString(),
    })
    .execute();
  return id;
}

/** Binds a keyboard to the new message that it went out with. */
export async function bindKeyboard(database: Database, id: string, messageId: string): Promise<void> {
  await database.kysely
    .updateTable('keyboards')
    .set({ message_id: messageId })
    .where('id', '=', id)
    .execute();
}

/** Voids the buttons of a message, those of keyboard `except` aside. */
export async function dropKeyboards(
  database: Database,
  at: { channel: string; chat: string; messageId: string },
  except = '',
): Promise<void> {
  await database.kysely
    .deleteFrom('keyboards')
    .where('channel', '=', at.channel)
    .where('chat', '=', at.chat)
    .where('message_id', '=', at.messageId)
    .where('id', '!=', except)
    .execute();
}

/** Why a pressed button does nothing, or its action. */
export type Pressed =
  | { readonly kind: 'action'; readonly action: unknown }
  | { readonly kind: 'expired' }
  | { readonly kind: 'foreign' };

/**
 * Looks a pressed key up. Forged, expired and superseded keys and keys of another message or chat are
 * `expired`; a key made for somebody else is `foreign`.
 */
export async function pressKey(
  database: Database,
  key: string,
  by: { channel: string; chat: string; messageId: string | null; personId: number },
  now: Date,
): Promise<Pressed> {
  const [id = '', index = ''] = key.split('.');
  if (!/^[\w-]{16}$/.test(id) || !/^\d{1,2}$/.test(index)) return { kind: 'expired' };
  const row = await database.kysely
    .selectFrom('keyboards')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.expires_at <= now.toISOString()) return { kind: 'expired' };
  if (row.channel !== by.channel || row.chat !== by.chat) return { kind: 'expired' };
  if (row.message_id !== null && by.messageId !== null && row.message_id !== by.messageId) {
    return { kind: 'expired' };
  }
  if (row.person_id !== null && row.person_id !== by.personId) return { kind: 'foreign' };
  const actions: unknown[] = JSON.parse(row.actions);
  const action = actions[Number(index)];
  return action === undefined ? { kind: 'expired' } : { kind: 'action', action };
}
