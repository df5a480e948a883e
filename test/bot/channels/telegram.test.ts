import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeApi } from '../../../bot/channels/telegram/api.ts';
import { openDatabase } from '../../../data/database.ts';
import { type TelegramBench, telegramBench } from '../../support/telegram-bench.ts';
import type { Fault, HeldMessage } from '../../support/telegram-server.ts';
import { groupText, inline, press, text } from '../../support/telegram-updates.ts';

const GROUP = -100200300;
let bench: TelegramBench;

afterEach(async () => {
  await bench.stop();
  expect(bench.server.refusals).toEqual([]);
});

const to = (chat: number) => (message: HeldMessage) => message.chat === chat;
const dataOf = (message: HeldMessage, label: string) =>
  message.buttons.find((button) => button.text === label)?.callback_data ?? '';

/** Fails the first `times` calls of a method. */
function failing(method: string, fault: Fault, times = 1) {
  let left = times;
  return (called: string) => (called === method && left-- > 0 ? fault : null);
}

describe('a conversation on Telegram', () => {
  it('answers, opens a citation in place and goes back', async () => {
    bench = await telegramBench();
    bench.server.push(text(7, '入户调查'));
    const answer = await bench.server.waitFor(to(7));
    const before = answer.text;
    expect(before).toContain('8月19日前上报 &lt;b&gt;自治区残联&lt;/b&gt; &amp; [点此](http://x.test)。[2]');
    expect(before).toContain('138****5678');
    expect(answer.buttons.map((button) => button.text)).toEqual([
      '[1]',
      '[2]',
      '原文',
      '设提醒',
      '👍',
      '👎',
      '没解决',
    ]);
    bench.server.push(press(7, 7, answer.id, dataOf(answer, '[2]')));
    await vi.waitFor(() => expect(answer.text).toContain('<blockquote>'), 5000);
    expect(answer.text).toContain('泾政办发〔2023〕56号');
    bench.server.push(press(7, 7, answer.id, dataOf(answer, '返回答复')));
    await vi.waitFor(() => expect(answer.text).toBe(before), 5000);
  });

  it('sets the menus in Chinese and English', async () => {
    bench = await telegramBench();
    const menus = bench.server.calls.filter((call) => call.method === 'setMyCommands');
    expect(menus.map((call) => [call.payload.scope, call.payload.language_code])).toEqual([
      [{ type: 'all_private_chats' }, undefined],
      [{ type: 'all_group_chats' }, undefined],
      [{ type: 'all_private_chats' }, 'en'],
      [{ type: 'all_group_chats' }, 'en'],
    ]);
  });

  it('greets an English reader in English', async () => {
    bench = await telegramBench();
    bench.server.push(text(7, '/start', 'en'));
    expect((await bench.server.waitFor(to(7))).text).toContain('Hello');
  });

  it('in a group answers only when named, in its topic, as a reply, with public documents', async () => {
    bench = await telegramBench();
    bench.server.push(groupText(GROUP, 7, '住房补贴标准'));
    bench.server.push(groupText(GROUP, 7, '@gongbao_bot 住房补贴标准', { thread: 42 }));
    bench.server.push(groupText(GROUP, 8, '入户调查呢', { replyToBot: true }));
    const first = await bench.server.waitFor(to(GROUP));
    expect(first).toMatchObject({ thread: 42 });
    expect(first.replyTo).toBeGreaterThan(0);
    expect(first.text).toContain('群聊中只依据公开文件作答');
    await bench.server.waitFor((message) => message.text.includes('入户调查'));
    expect(bench.server.messages).toHaveLength(2);
  });

  it('answers inline queries with public passages', async () => {
    bench = await telegramBench();
    bench.server.push(inline(7, '住房补贴'));
    await vi.waitFor(() => {
      const call = bench.server.calls.find(({ method }) => method === 'answerInlineQuery');
      expect(JSON.stringify(call?.payload.results)).toContain('每人每月300元');
    });
  });

  it("opens what a poster's code stands for", async () => {
    bench = await telegramBench();
    const { keepLink } = await import('../../../data/links.ts');
    const code = await keepLink(
      bench.parts.database,
      { kind: 'question', target: '住房补贴标准' },
      'cli',
      new Date(),
    );
    expect(bench.channel.deepLink?.(code)).toBe(`https://t.me/gongbao_bot?start=${code}`);
    bench.server.push(text(7, `/start ${code}`));
    expect((await bench.server.waitFor(to(7))).text).toContain('每人每月300元');
  });

  it('sends staff a QR code as a picture', async () => {
    bench = await telegramBench();
    const { assign } = await import('../../../data/people.ts');
    bench.server.push(text(7, '/role'));
    await bench.server.waitFor(to(7));
    await assign(bench.parts.database, 1, 'staff', []);
    bench.server.push(text(7, '/link doc 泾政办发〔2023〕50号'));
    const picture = await bench.server.waitFor((message) => message.file !== undefined);
    expect(picture.file).toMatch(/^qr\.png \d{3,}$/);
    expect(picture.text).toContain('https://t.me/gongbao_bot?start=');
  });

  it('lets only administrators of a group subscribe it', async () => {
    bench = await telegramBench();
    bench.server.administrators.add(8);
    bench.server.push(groupText(GROUP, 7, '/subscribe 县残联'));
    expect((await bench.server.waitFor(to(GROUP))).text).toContain('只能由群管理员');
    bench.server.push(groupText(GROUP, 8, '/subscribe@gongbao_bot 县残联'));
    await bench.server.waitFor((message) => message.text.startsWith('已订阅'));
  });

  it('leaves commands to other bots alone', async () => {
    bench = await telegramBench();
    bench.server.push(groupText(GROUP, 7, '/help@other_bot'));
    bench.server.push(text(7, '住房补贴标准'));
    await bench.server.waitFor(to(7));
    expect(bench.server.messages).toHaveLength(1);
  });

  it('takes an edited question as a new one', async () => {
    bench = await telegramBench();
    const { message } = text(7, '住房补贴标准');
    bench.server.push({ edited_message: { ...message, edit_date: 2 } } as Parameters<
      typeof bench.server.push
    >[0]);
    expect((await bench.server.waitFor(to(7))).text).toContain('每人每月300元');
  });

  it('neutralises markup in names, questions and commands', async () => {
    bench = await telegramBench();
    const update = text(7, '/start');
    if (update.message?.from) update.message.from.first_name = '</b><a href="tg://x">点</a>&';
    bench.server.push(update);
    expect((await bench.server.waitFor(to(7))).text).toContain('&lt;/b&gt;&lt;a href=&quot;tg://x&quot;&gt;');
    bench.server.push(text(7, '/search <script>&'));
    await bench.server.waitFor((message) => message.text.includes('&lt;script&gt;&amp;'));
  });

  it('splits a long answer, with the buttons under the last piece', async () => {
    const { chatAssistant } = await import('../../support/chat-assistant.ts');
    const base = chatAssistant();
    const long = Array.from({ length: 900 }, (_, i) => `第${i}项内容。[1]`).join('');
    bench = await telegramBench({
      assistant: { ...base, ask: async (...args) => ({ ...(await base.ask(...args)), answer: long }) },
    });
    bench.server.push(text(7, '住房补贴标准'));
    const last = await bench.server.waitFor((message) => message.buttons.length > 0);
    const pieces = bench.server.messages;
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces.slice(0, -1)) expect(piece.text).toMatch(/。\[1\]$/);
    bench.server.push(press(7, 7, last.id, dataOf(last, '[1]')));
    await vi.waitFor(() => expect(last.text).toContain('<blockquote>'), 5000);
  }, 15_000);
});

describe('the limits of the Bot API', () => {
  const sends = () =>
    bench.server.calls.filter((call) => call.method === 'sendMessage').map((call) => call.at);

  it('are one message a second in a chat', async () => {
    bench = await telegramBench({}, { chatPauseMs: 1000 });
    bench.server.push(text(7, '/help'));
    bench.server.push(text(7, '/role'));
    await vi.waitFor(() => expect(sends()).toHaveLength(2), 5000);
    const [first = 0, second = 0] = sends();
    expect(second - first).toBeGreaterThan(900);
  });

  it('are a number of messages a second over all chats', async () => {
    bench = await telegramBench({}, { messagesPerSecond: 5 });
    for (let chat = 1; chat <= 8; chat++) bench.server.push(text(chat, '/role'));
    await vi.waitFor(() => expect(sends()).toHaveLength(8), 5000);
    const at = sends();
    expect((at[7] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(500);
    expect(at.filter((one) => one - (at[0] ?? 0) < 500).length).toBeLessThanOrEqual(5);
  });

  it('are twenty messages a minute in a group', async () => {
    bench = await telegramBench();
    const api = makeApi({
      token: bench.server.token,
      apiRoot: bench.server.url,
      webhook: null,
      messagesPerSecond: 1000,
      chatPauseMs: 1,
    });
    const html = { parse_mode: 'HTML' as const };
    for (let i = 0; i < 25; i++) api.sendMessage(GROUP, '一', html).catch(() => {});
    await vi.waitFor(() => expect(sends()).toHaveLength(20), 5000);
    await api.sendMessage(7, '二', html);
    expect(sends()).toHaveLength(21);
  });
});

describe('faults of the Bot API', () => {
  it.each<[string, Fault]>([
    ['429 with retry_after', { kind: 'status', code: 429, parameters: { retry_after: 1 } }],
    ['500', { kind: 'status', code: 500 }],
    ['a cut line', { kind: 'drop' }],
  ])('after %s the answer comes, once', async (_name, fault) => {
    bench = await telegramBench();
    bench.server.fault = failing('sendMessage', fault);
    bench.server.push(text(7, '住房补贴标准'));
    await bench.server.waitFor(to(7));
    expect(bench.server.messages).toHaveLength(1);
    const tries = bench.server.calls.filter((call) => call.method === 'sendMessage');
    expect(tries).toHaveLength(2);
    const wait = fault.kind === 'status' && fault.code === 429 ? 1000 : 180;
    expect((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0)).toBeGreaterThanOrEqual(wait - 5);
  });

  it('in polling do not end it', async () => {
    bench = await telegramBench({}, { start: false });
    bench.server.fault = failing('getUpdates', { kind: 'status', code: 502 });
    await bench.app.start();
    bench.server.push(text(7, '住房补贴标准'));
    await bench.server.waitFor(to(7));
  });

  it('repeated and disordered updates give one answer each', async () => {
    bench = await telegramBench();
    bench.server.push(text(7, '住房补贴标准'), { twice: true });
    bench.server.push(text(8, '入户调查'), { id: 990 });
    bench.server.push(text(9, '住房补贴标准'));
    await Promise.all([7, 8, 9].map((chat) => bench.server.waitFor(to(chat))));
    expect(bench.server.messages).toHaveLength(3);
  });

  it('repeated updates after a restart give no second answer', async () => {
    const database = openDatabase(':memory:');
    bench = await telegramBench({ database });
    const { server } = bench;
    const id = server.push(text(7, '住房补贴标准'));
    await server.waitFor(to(7));
    await bench.app.stop();
    bench = await telegramBench({ database }, { server });
    server.push(text(7, '住房补贴标准'), { id });
    server.push(text(8, '住房补贴标准'));
    await server.waitFor(to(8));
    expect(server.messages).toHaveLength(2);
    await bench.stop();
    await server.stop();
  });

  it('of a person who blocked the bot are noted, and undone when they return', async () => {
    bench = await telegramBench();
    bench.server.fault = failing('sendMessage', {
      kind: 'status',
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    bench.server.push(text(7, '住房补贴标准'));
    const state = () =>
      bench.parts.database.kysely
        .selectFrom('chats')
        .select('state')
        .where('chat', '=', '7')
        .executeTakeFirst();
    await vi.waitFor(async () => expect((await state())?.state).toBe('gone'));
    bench.server.push(text(7, '住房补贴标准'));
    await bench.server.waitFor(to(7));
    expect((await state())?.state).toBe('active');
  });

  it('follows a group that became a supergroup', async () => {
    bench = await telegramBench();
    bench.server.fault = (method, payload) =>
      method === 'sendMessage' && payload.chat_id === GROUP
        ? {
            kind: 'status',
            code: 400,
            description: 'group chat was upgraded',
            parameters: { migrate_to_chat_id: -100999 },
          }
        : null;
    bench.server.push(groupText(GROUP, 7, '@gongbao_bot 住房补贴标准'));
    expect((await bench.server.waitFor(to(-100999))).text).toContain('每人每月300元');
  });

  it('never put the token into the log', async () => {
    bench = await telegramBench();
    bench.server.fault = (method) => (method === 'sendMessage' ? { kind: 'status', code: 400 } : null);
    bench.server.push(text(7, '住房补贴标准'));
    await vi.waitFor(() => expect(bench.logged.length).toBeGreaterThan(0));
    expect(JSON.stringify(bench.logged)).not.toContain(bench.server.token);
  });
});

describe('the webhook', () => {
  const webhook = { url: 'https://gongbao.test/telegram/hook', secret: 's3cret-s3cret-s3cret' };
  const call = (body: string, secret = webhook.secret, method = 'POST') =>
    bench.channel.door?.handle(
      new Request(webhook.url, {
        method,
        headers: { 'x-telegram-bot-api-secret-token': secret },
        ...(method === 'POST' ? { body } : {}),
      }),
    );

  it('is announced with its secret, and answers', async () => {
    bench = await telegramBench({}, { webhook });
    expect(bench.server.calls.find(({ method }) => method === 'setWebhook')?.payload).toMatchObject({
      url: webhook.url,
      secret_token: webhook.secret,
    });
    const response = await call(JSON.stringify({ update_id: 5, ...text(7, '住房补贴标准') }));
    expect(response?.status).toBe(200);
    await bench.server.waitFor(to(7));
  });

  it.each([
    ['forged', JSON.stringify({ update_id: 5, ...text(7, '住房补贴标准') }), 'wrong', 401],
    ['without a secret', '{}', '', 401],
    ['broken', '{"update_id":', webhook.secret, 400],
    ['no update', '{"a":1}', webhook.secret, 400],
    ['oversized', `"${'x'.repeat(1024 * 1024)}"`, webhook.secret, 413],
  ])('refuses a call that is %s', async (_name, body, secret, status) => {
    bench = await telegramBench({}, { webhook });
    expect((await call(body, secret))?.status).toBe(status);
    expect(bench.server.messages).toEqual([]);
  });
});
