/** The methods of the Bot API that the channel calls, with their fields and limits; unknown fields are errors. */
import { z } from 'zod';
import { parseHtml } from './telegram-html-check.ts';

const bytes = (most: number) => (text: string) => Buffer.byteLength(text) <= most;

const button = z.union([
  z.strictObject({ text: z.string().min(1), url: z.url({ protocol: /^(https?|tg)$/ }) }),
  z.strictObject({ text: z.string().min(1), callback_data: z.string().min(1).refine(bytes(64)) }),
]);
const inlineKeyboard = z.strictObject({ inline_keyboard: z.array(z.array(button).min(1).max(8)).min(1) });
const chatId = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
const html = (least: number, most: number) =>
  z.string().superRefine((text, context) => {
    const parsed = parseHtml(text);
    if ('error' in parsed) context.addIssue(`can't parse entities: ${parsed.error}`);
    else if (parsed.text.length > most) context.addIssue('message is too long');
    else if (parsed.text.trim().length < least) context.addIssue('message text is empty');
  });
const preview = z.strictObject({ is_disabled: z.boolean() }).optional();
const command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/),
  description: z.string().min(1).max(256),
});
const fileFields = {
  chat_id: chatId,
  message_thread_id: z.coerce.number().int().optional(),
  caption: html(0, 1024).optional(),
  parse_mode: z.literal('HTML'),
  reply_markup: z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(inlineKeyboard)
    .optional(),
};

/** One schema a method. */
export const METHODS = {
  getMe: z.strictObject({}),
  getWebhookInfo: z.strictObject({}),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().optional() }),
  setWebhook: z.strictObject({
    url: z.url(),
    secret_token: z.string().regex(/^[\w-]{1,256}$/),
    allowed_updates: z.array(z.string()),
  }),
  setMyCommands: z.strictObject({
    commands: z.array(command).min(1).max(100),
    scope: z.strictObject({ type: z.enum(['default', 'all_private_chats', 'all_group_chats']) }),
    language_code: z.string().length(2).optional(),
  }),
  getUpdates: z.strictObject({
    offset: z.number().int(),
    limit: z.number().int().min(1).max(100),
    timeout: z.number().int().min(0),
    allowed_updates: z.array(z.string()),
  }),
  sendMessage: z.strictObject({
    chat_id: chatId,
    message_thread_id: z.number().int().positive().optional(),
    text: html(1, 4096),
    parse_mode: z.literal('HTML'),
    link_preview_options: preview,
    reply_markup: inlineKeyboard.optional(),
    reply_parameters: z
      .strictObject({ message_id: z.number().int(), allow_sending_without_reply: z.boolean() })
      .optional(),
  }),
  sendMessageDraft: z.strictObject({
    chat_id: z.number().int().positive(),
    message_thread_id: z.number().int().positive().optional(),
    draft_id: z
      .number()
      .int()
      .refine((id) => id !== 0),
    text: html(1, 4096),
    parse_mode: z.literal('HTML'),
  }),
  deleteMessage: z.strictObject({ chat_id: chatId, message_id: z.number().int() }),
  editMessageText: z.strictObject({
    chat_id: chatId,
    message_id: z.number().int(),
    text: html(1, 4096),
    parse_mode: z.literal('HTML'),
    link_preview_options: preview,
    reply_markup: inlineKeyboard.optional(),
  }),
  editMessageReplyMarkup: z.strictObject({ chat_id: chatId, message_id: z.number().int() }),
  sendChatAction: z.strictObject({
    chat_id: chatId,
    message_thread_id: z.number().int().optional(),
    action: z.literal('typing'),
  }),
  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string(),
    text: z.string().max(200).optional(),
  }),
  answerInlineQuery: z.strictObject({
    inline_query_id: z.string(),
    results: z
      .array(
        z.strictObject({
          type: z.literal('article'),
          id: z.string().min(1).refine(bytes(64)),
          title: z.string().min(1),
          description: z.string().optional(),
          input_message_content: z.strictObject({
            message_text: html(1, 4096),
            parse_mode: z.literal('HTML'),
            link_preview_options: preview,
          }),
        }),
      )
      .max(50),
    cache_time: z.number().int(),
    is_personal: z.boolean(),
  }),
  getFile: z.strictObject({ file_id: z.string() }),
  getChatMember: z.strictObject({ chat_id: chatId, user_id: z.number().int() }),
  sendPhoto: z.strictObject({ ...fileFields, photo: z.string() }),
  sendDocument: z.strictObject({ ...fileFields, document: z.string() }),
} as const;

/** A method that the server knows. */
export type Method = keyof typeof METHODS;
