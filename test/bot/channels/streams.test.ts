/** Answers while they are being written, on each channel that can show them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeApp } from '../../../bot/app.ts';
import { makeWecomBot } from '../../../bot/channels/wecom/bot.ts';
import { openDatabase } from '../../../data/database.ts';
import { SETTINGS } from '../../support/chat-bench.ts';
import { streamingAssistant } from '../../support/streaming-assistant.ts';
import { telegramBench } from '../../support/telegram-bench.ts';
import type { HeldMessage } from '../../support/telegram-server.ts';
import { groupText, text } from '../../support/telegram-updates.ts';
import { type RobotFrame, wecomSocket } from '../../support/wecom-socket.ts';

const GROUP = -100200300;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const to = (chat: number) => (message: HeldMessage) => message.chat === chat;

async function openTelegram() {
  const assistant = streamingAssistant();
  const bench = await telegramBench({ assistant });
  ends.push(async () => {
    await bench.stop();
    expect(bench.server.refusals).toEqual([]);
  });
  const callsOf = (method: string) => bench.server.calls.filter((call) => call.method === method);
  return { assistant, server: bench.server, callsOf };
}

describe('on Telegram', () => {
  it('a private answer is a draft until it is whole', async () => {
    const { assistant, server, callsOf } = await openTelegram();
    server.push(text(7, '入户调查'));
    await vi.waitFor(() => expect(callsOf('sendMessageDraft')).toHaveLength(1), 5000);
    expect(server.messages.filter(to(7))).toEqual([]);
    assistant.next();
    await vi.waitFor(() => expect(callsOf('sendMessageDraft')).toHaveLength(2), 5000);
    const [first, second] = callsOf('sendMessageDraft').map(({ payload }) => payload);
    expect(second?.draft_id).toBe(first?.draft_id);
    expect(second?.text).toContain('&lt;b&gt;自治区残联&lt;/b&gt;');
    assistant.next();
    const answer = await server.waitFor(to(7));
    expect(answer.buttons.map((button) => button.text)).toContain('[2]');
  });

  it('a private answer comes also from a server that knows no drafts', async () => {
    const { assistant, server, callsOf } = await openTelegram();
    server.fault = (method) => (method === 'sendMessageDraft' ? { kind: 'status', code: 404 } : null);
    server.push(text(7, '入户调查'));
    await vi.waitFor(() => expect(callsOf('sendMessageDraft')).toHaveLength(1), 5000);
    assistant.next();
    await vi.waitFor(async () => {
      assistant.next();
      expect(server.messages.some(to(7))).toBe(true);
    }, 5000);
    expect(callsOf('sendMessageDraft')).toHaveLength(1);
  });

  it('an answer in a group is one message that grows and ends with its buttons', async () => {
    const { assistant, server } = await openTelegram();
    server.push(groupText(GROUP, 7, '@gongbao_bot 入户调查'));
    const shown = await server.waitFor(to(GROUP));
    expect(shown.buttons).toEqual([]);
    expect(shown.text).not.toContain('县残联负责数据审核');
    assistant.next();
    await vi.waitFor(() => expect(shown.text).toContain('县残联负责数据审核'), 5000);
    assistant.next();
    await vi.waitFor(() => expect(shown.buttons.map((button) => button.text)).toContain('[2]'), 5000);
    expect(server.messages.filter(to(GROUP))).toHaveLength(1);
  });
});

describe('on the WeCom robot', () => {
  it('an answer grows in the stream of its question, which the whole answer ends', async () => {
    const socket = await wecomSocket();
    const assistant = streamingAssistant();
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const now = () => new Date('2023-07-20T02:00:00Z');
    const channel = makeWecomBot({ botId: 'bot-1', secret: 'bot-secret', url: socket.url }, log, now, 20);
    const app = makeApp({
      ...{ assistant, database: openDatabase(':memory:'), channels: [channel], duties: null },
      ...{ settings: SETTINGS, log, now, pageUrl: () => null },
    });
    await app.start();
    await socket.connected();
    ends.push(async () => {
      await app.stop();
      await socket.stop();
      expect(socket.refusals).toEqual([]);
    });
    socket.push('aibot_msg_callback', 'req-1', {
      ...{ msgid: 'msg-1', aibotid: 'bot-1', chattype: 'single', from: { userid: 'zhang' } },
      ...{ msgtype: 'text', text: { content: '入户调查' } },
    });
    const streamOf = ({ body }: RobotFrame) =>
      body.stream as { id: string; finish: boolean; content: string } | undefined;
    const first = await socket.waitFor((frame) => streamOf(frame)?.content.includes('入户调查') === true);
    assistant.next();
    const second = await socket.waitFor((frame) => streamOf(frame)?.content.includes('县残联负责') === true);
    assistant.next();
    const last = await socket.waitFor((frame) => streamOf(frame)?.finish === true);
    expect([first, second].map((frame) => streamOf(frame)?.finish)).toEqual([false, false]);
    expect(new Set([first, second, last].map((frame) => streamOf(frame)?.id)).size).toBe(1);
  });
});
