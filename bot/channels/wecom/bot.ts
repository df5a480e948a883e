/**
 * The smart robot (智能机器人) over WeCom's own long connection: no public address is needed. An answer goes
 * into the stream of its question as long as that lives, afterwards it is sent on its own.
 */
import { generateReqId, type TemplateCard, WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import Bottleneck from 'bottleneck';
import type { ChatLog } from '../../context.ts';
import { zh } from '../../locales/chat-zh.ts';
import type { OutMessage, TextPart } from '../../message.ts';
import { splitParts } from '../../render/split.ts';
import { byteLength, markdownOfPart } from '../../render/wecom-text.ts';
import type { Channel, Receive } from '../channel.ts';
import { SendError } from '../send-error.ts';
import { BOT_CHANNEL, incomingOfEvent, incomingOfMessage } from './bot-incoming.ts';
import { cardOf, MAX_BUTTONS } from './card.ts';
import type { WecomBotConfig } from './config.ts';

/** A streamed or sent markdown text: at most 20,480 bytes. */
export const BOT_LIMIT = 20_480;
/** A stream must end within six minutes of its question. */
const STREAM_MS = 330_000;

const measure = (part: TextPart) => byteLength(markdownOfPart(part));
const markdown = (content: string) => ({ msgtype: 'markdown' as const, markdown: { content } });

/** The robot's cards know no buttons that open pages; those are links in the text. */
function robotCard(message: OutMessage): TemplateCard | null {
  const buttons = message.buttons.map((row) => row.filter((button) => button.action));
  const card = cardOf({ ...message, buttons }, zh.cardTitle);
  if (!card) return null;
  const button_list = card.button_list.flatMap((button) => ('key' in button ? [button] : []));
  return { ...card, button_list };
}

interface Stream {
  readonly id: string;
  readonly until: number;
  begun: boolean;
}

function codeOf(error: unknown): number | null {
  return typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    typeof error.errcode === 'number'
    ? error.errcode
    : null;
}

/** A refusal of the platform ends a message; a cut connection does not. */
function explain(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const code = codeOf(error);
  const problem = code === null ? { kind: 'later' as const, afterMs: 30_000 } : { kind: 'refused' as const };
  return new SendError(problem, code === null ? 'the long connection is down' : `errcode ${code}`);
}

/** Makes the channel. `reconnectMs` is the first pause before reconnecting; it doubles up to 30 seconds. */
export function makeWecomBot(
  config: WecomBotConfig,
  log: ChatLog,
  now: () => Date,
  reconnectMs = 1000,
): Channel {
  const quiet = () => {};
  const client = new WSClient({
    botId: config.botId,
    secret: config.secret,
    ...(config.url ? { wsUrl: config.url } : {}),
    reconnectInterval: reconnectMs,
    maxReconnectAttempts: -1,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const streams = new Map<string, Stream>();
  const underWay = new Set<Promise<void>>();
  const chats = new Bottleneck.Group({
    maxConcurrent: 1,
    reservoir: 30,
    reservoirRefreshAmount: 30,
    reservoirRefreshInterval: 60_000,
  });
  let receive: Receive | null = null;

  const frameOf = (token: string) => ({ headers: { req_id: token.slice(2) } });

  /** The stream that a question opened, if an answer can still go there. */
  function streamOf(token: string | undefined): Stream | null {
    const stream = token === undefined ? undefined : streams.get(token);
    return stream && stream.until > now().getTime() ? stream : null;
  }

  const proactively = (chat: string, body: Parameters<typeof client.sendMessage>[1]) =>
    chats.key(chat).schedule(() => client.sendMessage(chat.replace(/^group:/, ''), body));

  async function intoStream(
    token: string,
    stream: Stream,
    content: string,
    card: TemplateCard | null,
  ): Promise<boolean> {
    streams.delete(token);
    try {
      if (!card) await client.replyStream(frameOf(token), stream.id, content, true);
      else await client.replyStreamWithCard(frameOf(token), stream.id, content, true, { templateCard: card });
      return true;
    } catch {
      return false;
    }
  }

  async function send(chat: string, message: OutMessage, token?: string): Promise<string> {
    const card = robotCard(message);
    const pieces = splitParts(message.text, BOT_LIMIT, measure).map((piece) =>
      piece.map(markdownOfPart).join(''),
    );
    if (token?.startsWith('w:')) {
      await client.replyWelcome(frameOf(token), { msgtype: 'text', text: { content: pieces[0] ?? '' } });
      return '';
    }
    const stream = streamOf(token);
    const isWhole = pieces.length === 1;
    const [first = '', ...rest] = pieces;
    const went = token && stream && (await intoStream(token, stream, first, isWhole ? card : null));
    if (went && isWhole) return card?.task_id ?? '';
    for (const piece of went ? rest : pieces) await proactively(chat, markdown(piece));
    if (!card) return '';
    await proactively(chat, { msgtype: 'template_card', template_card: card });
    return card.task_id ?? '';
  }

  /** What there is of an answer so far, in the stream of its question. */
  async function draft(message: OutMessage, token: string): Promise<void> {
    const stream = streamOf(token);
    if (!stream) return;
    stream.begun = true;
    const [first = []] = splitParts(message.text, BOT_LIMIT, measure);
    await client.replyStream(frameOf(token), stream.id, first.map(markdownOfPart).join(''), false);
  }

  function take(incoming: ReturnType<typeof incomingOfMessage>): void {
    if (!incoming || !receive) return;
    if (incoming.token?.startsWith('m:')) {
      const id = generateReqId('stream');
      streams.set(incoming.token, { id, until: now().getTime() + STREAM_MS, begun: false });
    }
    const work = receive(incoming)
      .catch((error: unknown) =>
        log.error({ error: String(error) }, 'a message of the robot was not handled'),
      )
      .finally(() => {
        underWay.delete(work);
        streams.delete(incoming.token ?? '');
      });
    underWay.add(work);
  }

  client.on('message', (frame: WsFrame<unknown>) => take(incomingOfMessage(frame)));
  client.on('event', (frame: WsFrame<unknown>) => take(incomingOfEvent(frame)));
  client.on('error', () => log.warn({}, 'the long connection of the WeCom robot failed; it reconnects'));
  client.on('disconnected', () => log.warn({}, 'the long connection of the WeCom robot was cut'));

  return {
    name: BOT_CHANNEL,
    capabilities: {
      edit: false,
      notices: false,
      files: false,
      maxButtons: MAX_BUTTONS,
      limit: BOT_LIMIT,
      unit: 'bytes',
    },
    async start(to) {
      receive = to;
      client.connect();
    },
    async stop() {
      receive = null;
      await Promise.allSettled(underWay);
      client.disconnect();
    },
    async send(chat, message, token) {
      try {
        return await send(chat, message, token);
      } catch (error) {
        throw explain(error);
      }
    },
    async edit(chat, _messageId, message, token) {
      await send(chat, message, token).catch((error: unknown) => {
        throw explain(error);
      });
    },
    async busy(_chat, token = '') {
      const stream = streamOf(token);
      if (!stream || stream.begun) return;
      stream.begun = true;
      await client.replyStream(frameOf(token), stream.id, zh.busy, false);
    },
    draft: (_chat, message, token = '') => draft(message, token),
    async acknowledge() {},
    /** A card can be changed only within five seconds of its event, and a note takes longer to write. */
    async settle() {},
  };
}
