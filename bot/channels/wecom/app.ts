/** The self-built app (自建应用): an encrypted callback in, message/send out. */
import type { ChatLog } from '../../context.ts';
import { zh } from '../../locales/chat-zh.ts';
import type { OutMessage, TextPart } from '../../message.ts';
import { splitParts } from '../../render/split.ts';
import { byteLength, markdownOfPart } from '../../render/wecom-text.ts';
import type { Channel, Receive } from '../channel.ts';
import type { Door } from '../door.ts';
import { makeWecomApi } from './api.ts';
import { answerCallback, makeReplayGuard } from './callback.ts';
import { cardOf, fitsCard, MAX_BUTTONS } from './card.ts';
import type { WecomAppConfig } from './config.ts';
import { APP_CHANNEL, incomingOf } from './incoming.ts';
import { setMenu } from './menu.ts';

/** A text or markdown message: at most 2,048 bytes. */
export const APP_LIMIT = 2048;
const BUSY_KEPT = 1000;

const measure = (part: TextPart) => byteLength(markdownOfPart(part));

/** Makes the channel; `door` is what the web server mounts. */
export function makeWecomApp(
  config: WecomAppConfig,
  log: ChatLog,
  now: () => Date,
): Channel & { readonly door: Door } {
  const api = makeWecomApi(config, now);
  const isReplay = makeReplayGuard(now);
  const underWay = new Set<Promise<void>>();
  const shownBusy = new Set<string>();
  let receive: Receive | null = null;

  const to = (chat: string) => ({ touser: chat, agentid: config.agentId });

  async function post(chat: string, content: object): Promise<void> {
    await api.queued(chat, () => api.call('message/send', { ...to(chat), ...content }));
  }

  async function send(chat: string, message: OutMessage): Promise<string> {
    const card = cardOf(message, zh.cardTitle);
    if (!card || !fitsCard(message)) {
      for (const piece of splitParts(message.text, APP_LIMIT, measure)) {
        await post(chat, { msgtype: 'markdown', markdown: { content: piece.map(markdownOfPart).join('') } });
      }
    }
    if (message.file) {
      const media_id = await api.upload(message.file.name, message.file.type, message.file.bytes);
      await post(chat, { msgtype: 'file', file: { media_id } });
    }
    if (!card) return '';
    await post(chat, { msgtype: 'template_card', template_card: card });
    return card.task_id;
  }

  function take(fields: Readonly<Record<string, string>>): void {
    const incoming = incomingOf(fields);
    if (!incoming || !receive) return;
    const work = receive(incoming)
      .catch((error: unknown) => log.error({ error: String(error) }, 'a callback was not handled'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  return {
    name: APP_CHANNEL,
    capabilities: {
      edit: false,
      notices: false,
      files: true,
      maxButtons: MAX_BUTTONS,
      limit: APP_LIMIT,
      unit: 'bytes',
    },
    door: {
      path: config.callbackPath,
      handle: (request) => answerCallback(request, { config, now, isReplay, take, log }),
    },
    async start(toApp) {
      receive = toApp;
      await setMenu(api, config.agentId).catch((error: unknown) =>
        log.warn({ error: String(error) }, 'the menu of the WeCom app was not set'),
      );
    },
    async stop() {
      receive = null;
      await Promise.allSettled(underWay);
    },
    send,
    edit: async (chat, _messageId, message) => {
      await send(chat, message);
    },
    async busy(chat, token = '') {
      if (shownBusy.has(token)) return;
      if (shownBusy.size >= BUSY_KEPT) shownBusy.clear();
      shownBusy.add(token);
      await post(chat, { msgtype: 'text', text: { content: zh.busy } });
    },
    /** A pressed card waits for nothing. */
    async acknowledge() {},
    async settle(chat, _messageId, label, token) {
      const code = /^card:(.+)$/.exec(token ?? '')?.[1];
      if (!code) return;
      await api.call('message/update_template_card', {
        userids: [chat],
        agentid: config.agentId,
        response_code: code,
        button: { replace_name: label },
      });
    },
  };
}
