/** The group robot (群机器人): reminders into a group's webhook; it hears nothing. */
import Bottleneck from 'bottleneck';
import { z } from 'zod';
import type { OutMessage, TextPart } from '../../message.ts';
import { splitParts } from '../../render/split.ts';
import { byteLength, markdownOfPart, textOfPart } from '../../render/wecom-text.ts';
import type { Channel } from '../channel.ts';
import { SendError } from '../send-error.ts';

/** The name of the group robot's channel. */
export const ROBOT_CHANNEL = 'wecom-robot';
/** https://developer.work.weixin.qq.com/document/path/91770: markdown 4,096 bytes, text 2,048, 20 a minute. */
const MARKDOWN_LIMIT = 4096;
const TEXT_LIMIT = 2048;
const CALL_TIMEOUT_MS = 10_000;
const TRIES = 4;

const replySchema = z.object({ errcode: z.number(), errmsg: z.string().default('') });

/** Buttons that open a page become links; others cannot work here. */
function withLinks(message: OutMessage): readonly TextPart[] {
  const links = message.buttons.flat().filter((button) => button.url);
  return [
    ...message.text,
    ...links.flatMap((button): TextPart[] => [
      { text: '\n' },
      { text: button.label, ...(button.url ? { url: button.url } : {}) },
    ]),
  ];
}

function bodiesOf(message: OutMessage): object[] {
  const parts = withLinks(message);
  const { mentions } = message;
  if (!mentions || mentions.length === 0) {
    const size = (part: TextPart) => byteLength(markdownOfPart(part));
    return splitParts(parts, MARKDOWN_LIMIT, size).map((piece) => ({
      msgtype: 'markdown',
      markdown: { content: piece.map(markdownOfPart).join('') },
    }));
  }
  const pieces = splitParts(parts, TEXT_LIMIT, (part) => byteLength(textOfPart(part)));
  return pieces.map((piece, i) => ({
    msgtype: 'text',
    text: {
      content: piece.map(textOfPart).join(''),
      ...(i === 0 ? { mentioned_list: [...mentions] } : {}),
    },
  }));
}

/** Makes the channel; the address is a secret, since its key is in it. */
export function makeGroupRobot(webhook: string): Channel {
  const limiter = new Bottleneck({
    maxConcurrent: 1,
    reservoir: 20,
    reservoirRefreshAmount: 20,
    reservoirRefreshInterval: 60_000,
  });

  async function post(body: object): Promise<void> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    for (let tries = 1; ; tries++) {
      const response = await fetch(webhook, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) }).catch(
        () => null,
      );
      const reply = replySchema.safeParse(await response?.json().catch(() => null));
      if (reply.success && reply.data.errcode === 0) return;
      const code = reply.success ? reply.data.errcode : null;
      if (code === 45009) throw new SendError({ kind: 'later', afterMs: 60_000 }, 'webhook: 45009');
      if (code !== null && code !== -1) throw new SendError({ kind: 'refused' }, `webhook: errcode ${code}`);
      if (tries === TRIES) throw new SendError({ kind: 'later', afterMs: 60_000 }, 'webhook: no reply');
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tries));
    }
  }

  const send = async (message: OutMessage) => {
    for (const body of bodiesOf(message)) await limiter.schedule(() => post(body));
  };

  return {
    name: ROBOT_CHANNEL,
    capabilities: {
      edit: false,
      notices: false,
      files: false,
      maxButtons: 0,
      limit: MARKDOWN_LIMIT,
      unit: 'bytes',
    },
    async start() {},
    async stop() {},
    async send(_chat, message) {
      await send(message);
      return '';
    },
    edit: (_chat, _messageId, message) => send(message),
    async busy() {},
    async acknowledge() {},
    async settle() {},
  };
}
