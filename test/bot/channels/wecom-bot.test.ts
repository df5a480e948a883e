import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type App, makeApp } from '../../../bot/app.ts';
import { makeWecomBot } from '../../../bot/channels/wecom/bot.ts';
import type { AppParts } from '../../../bot/context.ts';
import { openDatabase } from '../../../data/database.ts';
import { chatAssistant } from '../../support/chat-assistant.ts';
import { SETTINGS } from '../../support/chat-bench.ts';
import { fakeDuties } from '../../support/fake-duties.ts';
import { type RobotFrame, type WecomSocket, wecomSocket } from '../../support/wecom-socket.ts';

let socket: WecomSocket;
let app: App;
let parts: AppParts;
let logged: object[];
let now: number;
let wait: Promise<void>;
const SECRET_KEY = 'bot-secret';

beforeEach(async () => {
  socket = await wecomSocket();
  logged = [];
  now = Date.parse('2023-07-20T02:00:00Z');
  wait = Promise.resolve();
  const keep = (fields: object, message: string) => void logged.push({ ...fields, message });
  const log = { info: keep, warn: keep, error: keep };
  const clock = () => new Date(now);
  const channel = makeWecomBot({ botId: 'bot-1', secret: SECRET_KEY, url: socket.url }, log, clock, 20);
  parts = {
    assistant: chatAssistant(() => wait),
    database: openDatabase(':memory:'),
    channels: [channel],
    duties: fakeDuties(),
    settings: SETTINGS,
    log,
    now: clock,
    pageUrl: (id) => `https://gongbao.test/documents/${id}`,
  };
  app = makeApp(parts);
  await app.start();
  await socket.connected();
});

afterEach(async () => {
  await app.stop();
  await socket.stop();
  expect(socket.refusals).toEqual([]);
});

let next = 1;
const ask = (words: string, more: object = {}, request = `req-${next++}`) => {
  const body = {
    msgid: `msg-${next++}`,
    aibotid: 'bot-1',
    chattype: 'single',
    from: { userid: 'zhang' },
    msgtype: 'text',
    text: { content: words },
    ...more,
  };
  socket.push('aibot_msg_callback', request, body);
  return request;
};

const textOf = (frame: RobotFrame) =>
  String(
    (frame.body.stream as { content?: string } | undefined)?.content ??
      (frame.body.markdown as { content?: string } | undefined)?.content ??
      (frame.body.text as { content?: string } | undefined)?.content ??
      (frame.body.template_card as { sub_title_text?: string } | undefined)?.sub_title_text ??
      '',
  );
const cardOf = (frame: RobotFrame) =>
  frame.body.template_card as { task_id: string; button_list: { text: string; key: string }[] };
const finished = (frame: RobotFrame) =>
  (frame.body.stream as { finish?: boolean } | undefined)?.finish === true;

describe('the smart robot', () => {
  it('answers into the stream of the question, with a card of buttons', async () => {
    const request = ask('住房补贴标准');
    const frame = await socket.waitFor(finished);
    expect(frame).toMatchObject({ cmd: 'aibot_respond_msg', headers: { req_id: request } });
    expect(textOf(frame)).toContain('每人每月300元');
    expect(cardOf(frame).button_list.map((button) => button.text)).toEqual(['[1]', '👍', '👎', '没解决']);
    const { task_id, button_list } = cardOf(frame);
    socket.push('aibot_event_callback', 'req-press', {
      msgid: 'press-1',
      aibotid: 'bot-1',
      chattype: 'single',
      from: { userid: 'zhang' },
      msgtype: 'event',
      event: {
        eventtype: 'template_card_event',
        template_card_event: { event_key: button_list[0]?.key, task_id },
      },
    });
    await socket.waitFor((sent) => textOf(sent).includes('位置：一、'));
  });

  it('shows that an answer is under way in the same stream', async () => {
    let open = () => {};
    wait = new Promise((resolve) => {
      open = resolve;
    });
    ask('住房补贴标准');
    const begun = await socket.waitFor((frame) => textOf(frame).startsWith('正在查阅'));
    open();
    const ended = await socket.waitFor(finished);
    const id = (frame: RobotFrame) => (frame.body.stream as { id: string }).id;
    expect(id(ended)).toBe(id(begun));
  });

  it('sends a late answer on its own when the stream has ended', async () => {
    let open = () => {};
    wait = new Promise((resolve) => {
      open = resolve;
    });
    ask('住房补贴标准');
    await socket.waitFor((frame) => textOf(frame).startsWith('正在查阅'));
    now += 6 * 60_000;
    open();
    const frame = await socket.waitFor((sent) => sent.cmd === 'aibot_send_msg');
    expect(frame.body).toMatchObject({ chatid: 'zhang', msgtype: 'markdown' });
  });

  it('sends an answer on its own when the platform refuses the stream', async () => {
    socket.fault = (frame) => (frame.cmd === 'aibot_respond_msg' ? 846608 : null);
    ask('住房补贴标准');
    const frame = await socket.waitFor((sent) => sent.cmd === 'aibot_send_msg');
    expect(textOf(frame)).toContain('每人每月300元');
  });

  it('greets whoever opens the chat', async () => {
    socket.push('aibot_event_callback', 'req-enter', {
      msgid: 'enter-1',
      aibotid: 'bot-1',
      chattype: 'single',
      from: { userid: 'zhang' },
      msgtype: 'event',
      event: { eventtype: 'enter_chat' },
    });
    const frame = await socket.waitFor((sent) => sent.cmd === 'aibot_respond_welcome_msg');
    expect(textOf(frame)).toContain('我是公报通');
  });

  it('in a group answers from public documents and says so', async () => {
    ask('@公报通 口令更换和住房补贴', { chattype: 'group', chatid: 'room-1' });
    const frame = await socket.waitFor(finished);
    expect(textOf(frame)).toContain('群聊中只依据公开文件作答');
    expect(textOf(frame)).not.toContain('内部密级');
  });

  it('takes members of other corps for citizens', async () => {
    ask('口令更换', { from: { userid: 'stranger', corpid: 'ww-other' } });
    expect(textOf(await socket.waitFor(finished))).not.toContain('内部密级');
  });

  it('answers a repeated message once, also over a new connection', async () => {
    const body = { msgid: 'same' };
    ask('住房补贴标准', body);
    await socket.waitFor(finished);
    socket.cut();
    await vi.waitFor(() => expect(socket.connections).toBe(2), 5000);
    ask('住房补贴标准', body);
    ask('入户调查');
    await socket.waitFor((frame) => textOf(frame).includes('入户调查'));
    expect(socket.frames.filter((frame) => textOf(frame).includes('每人每月300元'))).toHaveLength(1);
  });

  it('keeps an answer for the outbox while the connection is down', async () => {
    let open = () => {};
    wait = new Promise((resolve) => {
      open = resolve;
    });
    ask('住房补贴标准');
    await socket.waitFor((frame) => textOf(frame).startsWith('正在查阅'));
    await socket.stop();
    open();
    await vi.waitFor(
      async () =>
        expect(await parts.database.kysely.selectFrom('outbox').select('state').execute()).toEqual([
          { state: 'waiting' },
        ]),
      10_000,
    );
    expect(JSON.stringify(logged)).not.toContain(SECRET_KEY);
  });

  it('splits what exceeds a stream, and sends reminders unasked', async () => {
    const text = Array.from({ length: 3000 }, (_, i) => `第${i}项内容。`).join('');
    await parts.channels[0]?.send('zhang', { text: [{ text }], buttons: [] });
    const pieces = socket.frames.filter((frame) => frame.cmd === 'aibot_send_msg').map(textOf);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(piece).toMatch(/。$/);
  });
});
