/** The Telegram channel: long polling by default, a webhook where one is configured. */
import { timingSafeEqual } from 'node:crypto';
import type { RunnerHandle } from '@grammyjs/runner';
import { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { z } from 'zod';
import type { ChatLog } from '../../context.ts';
import type { Channel, Receive } from '../channel.ts';
import { type Door, readBody } from '../door.ts';
import { explainFailure, makeApi } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { makeDrafts } from './drafts.ts';
import { fetchFile } from './fetch-file.ts';
import { incomingOf, readPlace } from './incoming.ts';
import { setMenus } from './menu.ts';
import { editAt, inlineArticle, MESSAGE_LIMIT } from './outgoing.ts';
import { ALLOWED_UPDATES, startPolling } from './poll.ts';

const POLL_TIMEOUT_S = 40;
const INLINE_CACHE_S = 300;
/** https://core.telegram.org/bots/api#answercallbackquery: text of 0–200 characters. */
const NOTICE_LENGTH = 200;

const updateSchema = z.looseObject({ update_id: z.number().int().nonnegative() });
const isUpdate = (value: unknown): value is Update => updateSchema.safeParse(value).success;

function sameSecret(given: string | null, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Makes the channel; `door` is what the web server mounts when a webhook is configured. */
export function makeTelegram(config: TelegramConfig, log: ChatLog): Channel & { readonly door: Door | null } {
  const api = makeApi(config);
  const drafts = makeDrafts(api);
  const underWay = new Set<Promise<void>>();
  let me: UserFromGetMe | null = null;
  let receive: Receive | null = null;
  let runner: RunnerHandle | null = null;

  const isAdministrator = async (chat: number, user: number) => {
    const member = await api.getChatMember(chat, user);
    return member.status === 'creator' || member.status === 'administrator';
  };

  async function consume(update: Update): Promise<void> {
    const incoming = me && incomingOf(update, me, isAdministrator);
    if (!incoming || !receive) return;
    const work = receive(incoming).finally(() => underWay.delete(work));
    underWay.add(work);
    await work;
  }

  async function answerCall(request: Request, secret: string): Promise<Response> {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    if (!sameSecret(request.headers.get('x-telegram-bot-api-secret-token'), secret)) {
      log.warn({}, 'a call of the Telegram webhook had no valid secret');
      return new Response(null, { status: 401 });
    }
    const body = await readBody(request);
    if (body === null) return new Response(null, { status: 413 });
    let update: unknown;
    try {
      update = JSON.parse(body);
    } catch {
      return new Response(null, { status: 400 });
    }
    if (!isUpdate(update)) return new Response(null, { status: 400 });
    if (!receive) return new Response(null, { status: 503 });
    consume(update).catch((error: unknown) =>
      log.error({ error: String(error) }, 'an update was not handled'),
    );
    return new Response(null, { status: 200 });
  }

  const explained = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw explainFailure(error);
    }
  };

  const { webhook } = config;
  return {
    name: 'telegram',
    capabilities: {
      edit: true,
      notices: true,
      files: true,
      maxButtons: 100,
      limit: MESSAGE_LIMIT,
      unit: 'characters',
    },
    door: webhook
      ? { path: new URL(webhook.url).pathname, handle: (request) => answerCall(request, webhook.secret) }
      : null,
    async start(to) {
      me = await api.getMe();
      receive = to;
      await setMenus(api).catch((error: unknown) =>
        log.warn({ error: String(error) }, 'the menus were not set'),
      );
      if (webhook) {
        await api.setWebhook(webhook.url, { secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES });
      } else {
        await api.deleteWebhook();
        const polling = new Api(config.token, { apiRoot: config.apiRoot, timeoutSeconds: POLL_TIMEOUT_S });
        runner = startPolling(polling, consume, log);
      }
    },
    async stop() {
      await runner?.stop();
      receive = null;
      await Promise.allSettled(underWay);
    },
    send: (chat, message, token) => explained(drafts.send(chat, message, token)),
    draft: (chat, message, token = '') => drafts.show(chat, message, token),
    edit: (chat, messageId, message) => explained(editAt(api, chat, messageId, message)),
    async busy(chat) {
      const { chat_id, ...thread } = readPlace(chat);
      if (!Number.isNaN(chat_id)) await api.sendChatAction(chat_id, 'typing', thread);
    },
    async acknowledge(token, notice) {
      const id = /^c:(.+)$/.exec(token)?.[1];
      if (!id) return;
      const text = notice ? { text: notice.slice(0, NOTICE_LENGTH) } : {};
      await api
        .answerCallbackQuery(id, text)
        .catch((error: unknown) =>
          log.info({ error: String(error) }, 'a button press could not be acknowledged'),
        );
    },
    async settle(chat, messageId) {
      await api
        .editMessageReplyMarkup(readPlace(chat).chat_id, Number(messageId))
        .catch((error: unknown) => log.info({ error: String(error) }, 'buttons could not be taken away'));
    },
    fetchFile: (ref) => explained(fetchFile(api, config, ref)),
    deepLink: (code) => (me ? `https://t.me/${me.username}?start=${code}` : null),
    async answerInline(token, results) {
      const articles = results.slice(0, 50).map(inlineArticle);
      await explained(
        api.answerInlineQuery(token, articles, { cache_time: INLINE_CACHE_S, is_personal: false }),
      );
    },
  };
}
