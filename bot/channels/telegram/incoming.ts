/** Telegram's updates as Incoming: https://core.telegram.org/bots/api#update */
import type { Chat, Message, MessageEntity, Update, User, UserFromGetMe } from 'grammy/types';
import { type Incoming, readCommand, type Sender } from '../../incoming.ts';

/** Where a message goes: a chat, and a topic of a forum. */
export interface Place {
  readonly chat_id: number;
  readonly message_thread_id?: number;
}

/** `-100123` or `-100123:7` (topic 7). */
export function readPlace(chat: string): Place {
  const [id = '', thread] = chat.split(':');
  return { chat_id: Number(id), ...(thread === undefined ? {} : { message_thread_id: Number(thread) }) };
}

function chatOf(chat: Chat, message?: Message): Incoming['chat'] {
  const thread = message?.is_topic_message ? message.message_thread_id : undefined;
  return {
    id: thread === undefined ? String(chat.id) : `${chat.id}:${thread}`,
    kind: chat.type === 'private' ? 'private' : 'group',
  };
}

type AskAdministrator = (chat: number, user: number) => Promise<boolean>;

function senderOf(user: User, chat: Chat | undefined, ask: AskAdministrator): Sender {
  return {
    account: String(user.id),
    name: [user.first_name, user.last_name].filter(Boolean).join(' '),
    ...(user.language_code ? { language: user.language_code } : {}),
    ...(chat && chat.type !== 'private' ? { isChatAdministrator: () => ask(chat.id, user.id) } : {}),
  };
}

const entityText = (text: string, entity: MessageEntity) =>
  text.slice(entity.offset, entity.offset + entity.length);

/** Whether a group message names the bot: a mention, a reply to it, or a command. */
function isAddressed(message: Message, text: string, me: UserFromGetMe): boolean {
  if (message.chat.type === 'private' || message.reply_to_message?.from?.id === me.id) return true;
  return (message.entities ?? message.caption_entities ?? []).some(
    (entity) =>
      (entity.type === 'mention' &&
        entityText(text, entity).toLowerCase() === `@${me.username.toLowerCase()}`) ||
      (entity.type === 'text_mention' && entity.user.id === me.id) ||
      (entity.type === 'bot_command' && entity.offset === 0),
  );
}

const isForAnother = (text: string, me: UserFromGetMe) => {
  const name = /^\/\w+@(\w+)/.exec(text)?.[1];
  return name !== undefined && name.toLowerCase() !== me.username.toLowerCase();
};

function ofMessage(
  update: Update,
  message: Message,
  edited: boolean,
  me: UserFromGetMe,
  ask: AskAdministrator,
): Incoming | null {
  const { chat, from } = message;
  const base = { id: String(update.update_id), channel: 'telegram', chat: chatOf(chat, message) };
  if (message.migrate_to_chat_id !== undefined) {
    const account = String(from?.id ?? chat.id);
    const to = String(message.migrate_to_chat_id);
    return { ...base, from: { account, name: '' }, kind: 'moved', to };
  }
  if (!from || from.is_bot || chat.type === 'channel') return null;
  const all = { ...base, from: senderOf(from, chat, ask), token: `m:${message.message_id}` };
  const text = message.text ?? message.caption ?? '';
  if (isForAnother(text, me)) return null;
  const addressed = isAddressed(message, text, me);
  const command = readCommand(text);
  if (command) return { ...all, kind: 'command', ...command };
  const words = text.replace(new RegExp(`@${me.username}\\b`, 'gi'), ' ').trim();
  if (words !== '') return { ...all, kind: 'message', text: words, addressed, edited };
  if (message.document || message.photo || message.voice || message.video || message.audio) {
    const { document } = message;
    const ref = document ? { ref: document.file_id } : {};
    return { ...all, kind: 'file', name: document?.file_name ?? '', addressed, ...ref };
  }
  return null;
}

function ofMembership(update: Update, ask: AskAdministrator): Incoming | null {
  const change = update.my_chat_member;
  if (!change || change.chat.type === 'channel') return null;
  const was = ['left', 'kicked'].includes(change.old_chat_member.status);
  const is = ['left', 'kicked'].includes(change.new_chat_member.status);
  if (was === is) return null;
  const base = {
    id: String(update.update_id),
    channel: 'telegram',
    chat: chatOf(change.chat),
    from: senderOf(change.from, change.chat, ask),
  };
  return is ? { ...base, kind: 'leave' } : { ...base, kind: 'join', greet: change.chat.type !== 'private' };
}

/** What an update means, or null for what does not concern the app (service messages, other bots). */
export function incomingOf(update: Update, me: UserFromGetMe, ask: AskAdministrator): Incoming | null {
  if (update.message) return ofMessage(update, update.message, false, me, ask);
  if (update.edited_message) return ofMessage(update, update.edited_message, true, me, ask);
  if (update.my_chat_member) return ofMembership(update, ask);
  const base = { id: String(update.update_id), channel: 'telegram' };
  const query = update.callback_query;
  if (query) {
    const message = query.message;
    const written = message && message.date !== 0 ? message : undefined;
    return {
      ...base,
      chat: message ? chatOf(message.chat, written) : { id: String(query.from.id), kind: 'private' },
      from: senderOf(query.from, message?.chat, ask),
      token: `c:${query.id}`,
      kind: 'button',
      key: query.data ?? '',
      messageId: message ? String(message.message_id) : null,
    };
  }
  const inline = update.inline_query;
  if (!inline) return null;
  return {
    ...base,
    chat: { id: `inline:${inline.from.id}`, kind: 'private' },
    from: senderOf(inline.from, undefined, ask),
    token: inline.id,
    kind: 'inline',
    query: inline.query,
  };
}
