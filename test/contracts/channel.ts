/** What every channel must do. One suite for all implementations; a skip is stated with its reason. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Channel } from '../../bot/channels/channel.ts';
import { SendError } from '../../bot/channels/send-error.ts';
import type { Incoming } from '../../bot/incoming.ts';
import type { OutMessage } from '../../bot/message.ts';

/** What a person sees: words without markup, and buttons with the keys that pressing them sends. */
export interface Seen {
  readonly text: string;
  readonly size: number;
  readonly buttons: readonly { readonly label: string; readonly key: string; readonly messageId: string }[];
}

/** One channel with the platform's side of it. */
export interface ChannelWorld {
  readonly channel: Channel;
  /** A chat that exists, as the channel names it. */
  readonly chat: string;
  /** A chat that blocked the bot or does not exist any more; null where the platform does not tell. */
  readonly goneChat: string | null;
  /** What the person in `chat` sees, oldest first. */
  seen(): readonly Seen[];
  write(text: string, id?: string): Promise<void>;
  press(key: string, messageId: string): Promise<void>;
  stop(): Promise<void>;
}

const message = (text: string, buttons: OutMessage['buttons'] = []): OutMessage => ({
  text: [{ text }],
  buttons,
});

/** Runs the suite. `sendOnly` says why nothing is received. */
export function channelContract(
  name: string,
  open: () => Promise<ChannelWorld>,
  sendOnly: string | null = null,
): void {
  describe(`the contract of channels: ${name}`, () => {
    let world: ChannelWorld;
    let received: Incoming[];
    beforeEach(async () => {
      world = await open();
      received = [];
      await world.channel.start(async (incoming) => void received.push(incoming));
    });
    afterEach(() => world.stop());
    const until = (count: number) => vi.waitFor(() => expect(received).toHaveLength(count), 5000);
    const hears = sendOnly === null ? it : it.skip;

    it('sends words', async () => {
      await world.channel.send(world.chat, message('补贴标准为每月300元。'));
      expect(world.seen().map((one) => one.text)).toEqual(['补贴标准为每月300元。']);
    });

    it('sends what is too long in pieces within its limit, cut at sentence ends, nothing lost', async () => {
      const { limit, unit } = world.channel.capabilities;
      const sentence = '这是一句有出处的话。[1]';
      const text = sentence.repeat(Math.ceil((limit * 2) / (unit === 'bytes' ? 33 : 13)));
      await world.channel.send(world.chat, message(text));
      const pieces = world.seen();
      expect(pieces.length).toBeGreaterThan(1);
      for (const piece of pieces) {
        expect(piece.size).toBeLessThanOrEqual(limit);
        expect(piece.text).toMatch(/。\[1\]$/);
      }
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    });

    it('lets no markup of documents or people through', async () => {
      await world.channel.send(world.chat, message('<b>粗</b> *星* [点](http://x.test) <@all> & `码`'));
      const [seen] = world.seen();
      expect(
        seen?.text.replace(/[＊＜＠｀（］]/g, (sign) => '*<@`(]'['＊＜＠｀（］'.indexOf(sign)] ?? sign),
      ).toBe('<b>粗</b> *星* [点](http://x.test) <@all> & `码`');
    });

    hears('hears a text, with who said it and where', async () => {
      await world.write('住房补贴标准');
      await until(1);
      expect(received[0]).toMatchObject({
        channel: world.channel.name,
        kind: 'message',
        text: '住房补贴标准',
        addressed: true,
        chat: { id: world.chat, kind: 'private' },
      });
    });

    hears('tells a command from a question', async () => {
      await world.write('/search 补贴 标准');
      await until(1);
      expect(received[0]).toMatchObject({ kind: 'command', name: 'search', argument: '补贴 标准' });
    });

    hears('gives the same id to the same message', async () => {
      await world.write('一', 'm-same');
      await world.write('一', 'm-same');
      await vi.waitFor(() => expect(received.length).toBeGreaterThan(0), 5000);
      expect(new Set(received.map((incoming) => incoming.id)).size).toBe(1);
    });

    hears("brings a button's key back, with the message it stands under", async () => {
      const key = `${'k'.repeat(16)}.12`;
      const id = await world.channel.send(world.chat, message('请选', [[{ label: '好', action: key }]]));
      const button = world.seen().flatMap((one) => one.buttons)[0];
      expect(button).toEqual({ label: '好', key, messageId: id });
      await world.press(key, id);
      await until(1);
      expect(received[0]).toMatchObject({ kind: 'button', key, messageId: id, chat: { id: world.chat } });
      await world.channel.acknowledge(received[0]?.token ?? '', '收到');
    });

    hears('shows at most as many buttons as it says', async () => {
      const { maxButtons } = world.channel.capabilities;
      const row = Array.from({ length: Math.min(8, maxButtons) }, (_, i) => ({
        label: `${i}`,
        action: `k.${i}`,
      }));
      await world.channel.send(world.chat, message('请选', [row]));
      expect(world.seen().flatMap((one) => one.buttons)).toHaveLength(row.length);
    });

    it('tells when somebody cannot be reached', async (context) => {
      if (world.goneChat === null) return context.skip('the platform does not tell');
      const sent = world.channel.send(world.goneChat, message('在吗'));
      await expect(sent).rejects.toBeInstanceOf(SendError);
      await expect(sent).rejects.toMatchObject({ problem: { kind: 'gone' } });
    });

    hears('hears nothing after it stopped', async () => {
      await world.channel.stop();
      await world.write('还在吗').catch(() => {});
      expect(received).toEqual([]);
    });
  });
}
