/** A channel without a network: what was sent, edited and noticed stays in lists. */
import type { Capabilities, Channel } from '../../bot/channels/channel.ts';
import type { InlineResult, OutMessage } from '../../bot/message.ts';
import { plainText } from '../../bot/message.ts';

/** One message that went out. */
export interface Sent {
  readonly chat: string;
  readonly id: string;
  readonly message: OutMessage;
}

/** The channel and its lists; `fail` is thrown by the next sends while set. */
export interface MemoryChannel extends Channel {
  readonly sent: Sent[];
  readonly edits: Sent[];
  readonly notices: string[];
  readonly inline: (readonly InlineResult[])[];
  readonly busyChats: string[];
  readonly settled: { chat: string; messageId: string; label: string }[];
  fail: Error | null;
  /** The last message sent to a chat. */
  last(chat: string): Sent;
}

const EVERYTHING: Capabilities = {
  edit: true,
  notices: true,
  files: true,
  maxButtons: 100,
  limit: 4096,
  unit: 'characters',
};

/** Makes one. */
export function memoryChannel(name = 'memory', capabilities: Capabilities = EVERYTHING): MemoryChannel {
  const sent: Sent[] = [];
  const edits: Sent[] = [];
  const notices: string[] = [];
  const inline: (readonly InlineResult[])[] = [];
  const busyChats: string[] = [];
  const settled: MemoryChannel['settled'] = [];
  const channel: MemoryChannel = {
    name,
    capabilities,
    sent,
    edits,
    notices,
    inline,
    busyChats,
    settled,
    fail: null,
    async start() {},
    async stop() {},
    async send(chat, message) {
      if (channel.fail) throw channel.fail;
      const id = String(sent.length + 1);
      sent.push({ chat, id, message });
      return id;
    },
    async edit(chat, id, message) {
      edits.push({ chat, id, message });
    },
    async busy(chat) {
      busyChats.push(chat);
    },
    async settle(chat, messageId, label) {
      settled.push({ chat, messageId, label });
    },
    async acknowledge(_token, notice) {
      if (notice) notices.push(notice);
    },
    deepLink: (code) => `https://t.test/bot?start=${code}`,
    async answerInline(_token, results) {
      inline.push(results);
    },
    last(chat) {
      const found = sent.filter((one) => one.chat === chat).at(-1);
      if (!found) throw new Error(`nothing was sent to ${chat}`);
      return found;
    },
  };
  return channel;
}

/** The words of a sent message. */
export const wordsIn = (sent: Sent): string => plainText(sent.message.text);

/** The key of a sent message's button. */
export function keyOf(sent: Sent, label: string): string {
  const button = sent.message.buttons.flat().find((one) => one.label === label);
  if (!button?.action)
    throw new Error(`no button ${label} among ${sent.message.buttons.flat().map((b) => b.label)}`);
  return button.action;
}
