/**
 * An answer while it is being written: as a draft in private chats, elsewhere as a message that is edited and in
 * the end becomes the answer. https://core.telegram.org/bots/api#sendmessagedraft
 */
import { type Api, GrammyError } from 'grammy';
import type { OutMessage, TextPart } from '../../message.ts';
import { clipParts, splitParts } from '../../render/split.ts';
import { htmlOf, htmlOfPart } from '../../render/telegram-html.ts';
import { readPlace } from './incoming.ts';
import { editAt, MESSAGE_LIMIT, sendTo } from './outgoing.ts';

/** What the channel needs of it. */
export interface Drafts {
  /** Shows what there is so far; says nothing of a failure, since the answer comes anyway. */
  show(chat: string, message: OutMessage, token: string): Promise<void>;
  /** Sends a message; where one was shown for this token, it takes its place. Returns its id. */
  send(chat: string, message: OutMessage, token?: string): Promise<string>;
}

const measure = (part: TextPart) => htmlOfPart(part).length;
const clipped = (message: OutMessage): OutMessage => ({
  ...message,
  text: clipParts(message.text, MESSAGE_LIMIT, measure, { text: '……' }),
});

/** Drafts over an API. */
export function makeDrafts(api: Api): Drafts {
  /** Ids of the messages that will become answers, by chat and token. */
  const shown = new Map<string, string>();
  const keyOf = (chat: string, token: string) => `${chat}\n${token}`;
  let knowsDrafts = true;

  async function showDraft(chat: string, message: OutMessage, token: string): Promise<void> {
    const { chat_id, ...thread } = readPlace(chat);
    const draftId = Number(/^m:(\d+)$/.exec(token)?.[1] ?? 0);
    if (!knowsDrafts || draftId === 0) return;
    try {
      await api.sendMessageDraft(chat_id, draftId, htmlOf(message.text), { ...thread, parse_mode: 'HTML' });
    } catch (error) {
      if (error instanceof GrammyError) knowsDrafts = error.error_code !== 404;
    }
  }

  async function showMessage(chat: string, message: OutMessage, token: string): Promise<void> {
    const id = shown.get(keyOf(chat, token));
    if (id === undefined) shown.set(keyOf(chat, token), await sendTo(api, chat, message, token));
    else await editAt(api, chat, id, message);
  }

  return {
    async show(chat, message, token) {
      const isPrivate = readPlace(chat).chat_id > 0;
      await (isPrivate ? showDraft : showMessage)(chat, clipped(message), token).catch(() => {});
    },
    async send(chat, message, token) {
      const key = token === undefined ? '' : keyOf(chat, token);
      const id = shown.get(key);
      if (id === undefined) return sendTo(api, chat, message, token);
      shown.delete(key);
      if (!message.file && splitParts(message.text, MESSAGE_LIMIT, measure).length === 1) {
        await editAt(api, chat, id, message);
        return id;
      }
      await api.deleteMessage(readPlace(chat).chat_id, Number(id)).catch(() => {});
      return sendTo(api, chat, message, token);
    },
  };
}
