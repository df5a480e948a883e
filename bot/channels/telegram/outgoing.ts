/** Messages as the Bot API takes them. */
import { type Api, GrammyError, InputFile } from 'grammy';
import type { InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle } from 'grammy/types';
import type { InlineResult, OutMessage, TextPart } from '../../message.ts';
import { plainText } from '../../message.ts';
import { clipParts, splitParts } from '../../render/split.ts';
import { htmlOf, htmlOfPart } from '../../render/telegram-html.ts';
import { type Place, readPlace } from './incoming.ts';

/** https://core.telegram.org/bots/api#sendmessage: 1–4096 characters; counted here with the markup. */
export const MESSAGE_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
const CALLBACK_BYTES = 64;

const measure = (part: TextPart) => htmlOfPart(part).length;
const markup = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true } };

/** The buttons, or nothing; an address that is not http(s) is no button. */
export function keyboardOf(message: OutMessage): { reply_markup?: InlineKeyboardMarkup } {
  const rows = message.buttons
    .map((row) =>
      row.flatMap((button): InlineKeyboardButton[] => {
        if (button.url && /^https?:\/\//.test(button.url)) return [{ text: button.label, url: button.url }];
        if (!button.action || Buffer.byteLength(button.action) > CALLBACK_BYTES) return [];
        return [{ text: button.label, callback_data: button.action }];
      }),
    )
    .filter((row) => row.length > 0);
  return rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {};
}

function replyTo(token: string | undefined, place: Place) {
  const id = /^m:(\d+)$/.exec(token ?? '')?.[1];
  return id && place.chat_id < 0
    ? { reply_parameters: { message_id: Number(id), allow_sending_without_reply: true } }
    : {};
}

async function sendFile(api: Api, place: Place, message: OutMessage, caption: string): Promise<number> {
  const { file } = message;
  if (!file) throw new TypeError('sendFile was called without a file');
  const { chat_id, ...thread } = place;
  const input = new InputFile(file.bytes, file.name);
  const more = { ...thread, ...keyboardOf(message), caption, parse_mode: 'HTML' as const };
  const sent =
    file.type === 'image/png'
      ? await api.sendPhoto(chat_id, input, more)
      : await api.sendDocument(chat_id, input, more);
  return sent.message_id;
}

/** Sends a message in as many pieces as it needs; the buttons and the file go with the last. */
export async function sendTo(api: Api, chat: string, message: OutMessage, token?: string): Promise<string> {
  const place = readPlace(chat);
  const { chat_id, ...thread } = place;
  const html = htmlOf(message.text);
  if (message.file && html.length <= CAPTION_LIMIT) return String(await sendFile(api, place, message, html));
  const pieces = splitParts(message.text, MESSAGE_LIMIT, measure);
  let id = 0;
  for (const [i, piece] of pieces.entries()) {
    const last = i === pieces.length - 1 && !message.file;
    const more = {
      ...thread,
      ...markup,
      ...(i === 0 ? replyTo(token, place) : {}),
      ...(last ? keyboardOf(message) : {}),
    };
    id = (await api.sendMessage(chat_id, htmlOf(piece), more)).message_id;
  }
  return String(message.file ? await sendFile(api, place, message, '') : id);
}

/**
 * Shows a message in place of another. Of what went out in pieces the last one, which has the buttons, is the
 * one that changes; so the last piece is shown.
 */
export async function editAt(api: Api, chat: string, messageId: string, message: OutMessage): Promise<void> {
  const { chat_id } = readPlace(chat);
  const text = htmlOf(splitParts(message.text, MESSAGE_LIMIT, measure).at(-1) ?? []);
  try {
    await api.editMessageText(chat_id, Number(messageId), text, { ...markup, ...keyboardOf(message) });
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    if (/message is not modified/.test(error.description)) return;
    if (!/to edit not found|can't be edited/.test(error.description)) throw error;
    await sendTo(api, chat, message);
  }
}

/** Results of inline mode: https://core.telegram.org/bots/api#inlinequeryresultarticle */
export function inlineArticle(result: InlineResult): InlineQueryResultArticle {
  const text = htmlOf(clipParts(result.message.text, MESSAGE_LIMIT, measure, { text: '……' }));
  return {
    type: 'article',
    id: result.id.slice(0, 64),
    title: result.title || plainText(result.message.text).slice(0, 60),
    description: result.description,
    input_message_content: { message_text: text, ...markup },
  };
}
