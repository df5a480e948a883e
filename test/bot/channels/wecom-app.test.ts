import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type App, makeApp } from '../../../bot/app.ts';
import { makeWecomApp } from '../../../bot/channels/wecom/app.ts';
import type { AppParts } from '../../../bot/context.ts';
import { openDatabase } from '../../../data/database.ts';
import { chatAssistant } from '../../support/chat-assistant.ts';
import { SETTINGS } from '../../support/chat-bench.ts';
import { doorServer } from '../../support/door-server.ts';
import { fakeDuties } from '../../support/fake-duties.ts';
import { type CallChange, callOf, pressXml, textXml, xmlOf } from '../../support/wecom-callback.ts';
import { CORP, type WecomMessage, type WecomServer, wecomServer } from '../../support/wecom-server.ts';

let server: WecomServer;
let app: App;
let door: Awaited<ReturnType<typeof doorServer>>;
let channel: ReturnType<typeof makeWecomApp>;
let parts: AppParts;
let logged: object[];

async function start(change: Partial<AppParts> = {}) {
  server = await wecomServer();
  logged = [];
  const keep = (fields: object, message: string) => void logged.push({ ...fields, message });
  const log = { info: keep, warn: keep, error: keep };
  channel = makeWecomApp({ ...CORP, apiRoot: server.url }, log, () => new Date());
  parts = {
    assistant: chatAssistant(),
    database: openDatabase(':memory:'),
    channels: [channel],
    duties: fakeDuties(),
    settings: SETTINGS,
    log,
    now: () => new Date(),
    pageUrl: (id) => `https://gongbao.test/documents/${id}`,
    ...change,
  };
  app = makeApp(parts);
  await app.start();
  door = await doorServer(channel.door);
}

beforeEach(() => start());
afterEach(async () => {
  await app.stop();
  await Promise.all([server.stop(), door.stop()]);
  expect(server.refusals).toEqual([]);
});

async function call(xml: string, change: CallChange = {}): Promise<Response> {
  const { query, body } = callOf(xml, change);
  return fetch(`${door.url}?${query}`, { method: 'POST', body });
}

const isText = (message: WecomMessage) => message.msgtype === 'markdown' || message.msgtype === 'text';
function words(message: WecomMessage): string {
  switch (message.msgtype) {
    case 'markdown':
      return message.markdown.content;
    case 'text':
      return message.text.content;
    case 'template_card':
      return message.template_card.sub_title_text ?? '';
    default:
      return '';
  }
}
const isCard = (message: WecomMessage) => message.msgtype === 'template_card';

async function card() {
  const sent = await server.waitFor(isCard);
  if (sent.msgtype !== 'template_card') throw new Error('no card');
  return sent.template_card;
}

function keyOf(shown: Awaited<ReturnType<typeof card>>, label: string): string {
  const button = shown.button_list.find((one) => one.text === label);
  return button && 'key' in button ? button.key : '';
}

describe('the address of the callback', () => {
  it('is proved by sending back what was encrypted', async () => {
    const { encrypt, getSignature } = await import('@wecom/crypto');
    const echostr = encrypt(CORP.encodingAesKey, '1616140317555161061', CORP.corpId);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const query = new URLSearchParams({
      msg_signature: getSignature(CORP.token, timestamp, 'n', echostr),
      timestamp,
      nonce: 'n',
      echostr,
    });
    const response = await fetch(`${door.url}?${query}`);
    expect([response.status, await response.text()]).toEqual([200, '1616140317555161061']);
  });
});

describe('a conversation in the app', () => {
  it('acknowledges within a second and answers with a card of buttons', async () => {
    const begun = performance.now();
    expect((await call(textXml('zhang', '住房补贴标准'))).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(1000);
    const answer = await server.waitFor(isText);
    expect(answer.touser).toBe('zhang');
    expect(words(answer)).toContain('每人每月300元');
    expect(words(answer)).toContain(
      '[《关于发放住房补贴的通知》（泾政办发〔2023〕50号）](https://gongbao.test/documents/doc-housing)',
    );
    const shown = await card();
    expect(shown.button_list.map((button) => button.text)).toEqual(['[1]', '原文', '👍', '👎', '没解决']);
    await call(pressXml('zhang', shown.task_id, keyOf(shown, '[1]')));
    await server.waitFor((message) => words(message).includes('位置：一、'));
  });

  it('knows members of the corp as staff, who see internal documents in private', async () => {
    await call(textXml('zhang', '口令更换'));
    expect(words(await server.waitFor(isText))).toContain('内部密级口令');
  });

  it('opens a citation by its number', async () => {
    await call(textXml('zhang', '住房补贴标准'));
    await server.waitFor(isCard);
    await call(textXml('zhang', '1'));
    await server.waitFor((message) => words(message).includes('位置：一、'));
  });

  it('has a menu whose entries are commands', async () => {
    const menu = server.calls.find(({ path }) => path === '/cgi-bin/menu/create');
    expect(JSON.stringify(menu?.body)).toContain('"/deadlines"');
    const head = { ToUserName: CORP.corpId, FromUserName: 'zhang', CreateTime: 1, AgentID: CORP.agentId };
    await call(xmlOf({ ...head, MsgType: 'event', Event: 'click', EventKey: '/role' }));
    expect(words(await server.waitFor(isText))).toContain('您的身份：工作人员');
  });

  it('updates the card after 已办结', async () => {
    const { sendMessage } = await import('../../../bot/deliver.ts');
    await call(textXml('zhang', '/role'));
    await server.waitFor(isText);
    const message = {
      text: [{ text: '完成入户调查\n7月30日到期' }],
      buttons: [
        [{ label: '已办结', action: { do: 'finish' as const, duty: 'duty-1', occurrence: '2023-07-30' } }],
      ],
    };
    await sendMessage(parts, { channel, chat: 'zhang', personId: null }, message);
    const shown = await card();
    expect(shown).toMatchObject({ main_title: { title: '完成入户调查' }, sub_title_text: '7月30日到期' });
    await call(pressXml('zhang', shown.task_id, keyOf(shown, '已办结'), 'rc-9'));
    await server.waitFor((sent) => words(sent).includes('办结情况'));
    await call(textXml('zhang', '已报送'));
    await server.waitFor((sent) => words(sent).includes('已办结：完成入户调查'));
    const update = server.calls.find(({ path }) => path === '/cgi-bin/message/update_template_card');
    expect(update?.body).toMatchObject({ response_code: 'rc-9', button: { replace_name: '已办结' } });
  });

  it('splits by bytes at the ends of sentences', async () => {
    const long = Array.from({ length: 300 }, (_, i) => `第${i}项内容。[1]`).join('');
    const base = chatAssistant();
    const asked = vi.spyOn(parts.assistant, 'ask').mockImplementation(async (...args) => ({
      ...(await base.ask(...args)),
      answer: long,
    }));
    await call(textXml('zhang', '住房补贴标准'));
    await server.waitFor(isCard);
    const texts = server.messages.filter(isText).map(words);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts.slice(0, -1)) expect(text).toMatch(/。\[1\]$/);
    asked.mockRestore();
  });

  it('neutralises markup', async () => {
    await call(textXml('zhang', '/search <@all> [x](http://x.test) 入户'));
    expect(words(await server.waitFor(isText))).toContain('＜＠all> [x］（http://x.test)');
    expect(words(await server.waitFor(isText))).not.toContain('<@all>');
  });

  it('shows that an answer is under way, once', async () => {
    let open = () => {};
    const slow = new Promise<void>((resolve) => {
      open = resolve;
    });
    const base = chatAssistant(() => slow);
    vi.spyOn(parts.assistant, 'ask').mockImplementation(base.ask);
    await call(textXml('zhang', '住房补贴标准'));
    await server.waitFor((message) => words(message).startsWith('正在查阅'));
    open();
    await server.waitFor(isCard);
    expect(server.messages.filter((message) => words(message).startsWith('正在查阅'))).toHaveLength(1);
  });
});

describe("the platform's repetitions", () => {
  it('of a message under new signatures give one answer', async () => {
    const xml = textXml('zhang', '住房补贴标准', 'same');
    for (let i = 0; i < 3; i++) expect((await call(xml)).status).toBe(200);
    await server.waitFor(isCard);
    await call(textXml('li', '住房补贴标准'));
    await server.waitFor((message) => message.touser === 'li' && isCard(message));
    expect(server.messages.filter((message) => message.touser === 'zhang')).toHaveLength(2);
  });

  it('of a call, byte for byte, do nothing', async () => {
    const { query, body } = callOf(textXml('zhang', '住房补贴标准', 'a'));
    const send = () => fetch(`${door.url}?${query}`, { method: 'POST', body });
    await send();
    await server.waitFor(isCard);
    const count = server.messages.length;
    expect((await send()).status).toBe(200);
    await call(textXml('li', '/role'));
    await server.waitFor((message) => message.touser === 'li');
    expect(server.messages).toHaveLength(count + 1);
    expect(JSON.stringify(logged)).toContain('repeated call');
  });
});

describe('a call that is', () => {
  const xml = textXml('zhang', '住房补贴标准');
  it.each<[string, CallChange, number]>([
    ['forged', { signature: '0'.repeat(40) }, 403],
    ['without a signature', { signature: '' }, 403],
    ['old', { timestamp: Math.floor(Date.now() / 1000) - 400 }, 403],
    ['from the future', { timestamp: Math.floor(Date.now() / 1000) + 400 }, 403],
    ['for another corp', { receiveId: 'ww0000000000000000' }, 403],
    ['no XML', { body: 'hello' }, 400],
    ['an entity bomb', { body: '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>' }, 400],
    ['truncated', { body: '<xml><Encrypt><![CDATA[abc' }, 400],
    ['oversized', { body: `<xml><Encrypt>${'a'.repeat(70_000)}</Encrypt></xml>` }, 413],
    ['cut inside its cipher text', { body: '<xml><Encrypt>abcd</Encrypt></xml>' }, 403],
  ])('%s is refused', async (_name, change, status) => {
    expect((await call(xml, change)).status).toBe(status);
    expect(server.messages).toEqual([]);
  });
});

describe('faults of the API', () => {
  const failing = (path: string, fault: NonNullable<ReturnType<WecomServer['fault']>>, times = 1) => {
    let left = times;
    return (called: string) => (called === path && left-- > 0 ? fault : null);
  };

  it('an expired token is renewed once, and the answer comes once', async () => {
    const given = server.tokensGiven;
    server.expireTokens();
    await Promise.all([call(textXml('zhang', '住房补贴标准')), call(textXml('li', '住房补贴标准'))]);
    await Promise.all(['zhang', 'li'].map((to) => server.waitFor((m) => m.touser === to && isCard(m))));
    expect(server.tokensGiven).toBe(given + 1);
    expect(server.messages.filter(isText)).toHaveLength(2);
  });

  it.each<[string, NonNullable<ReturnType<WecomServer['fault']>>]>([
    ['a busy system', { kind: 'errcode', errcode: -1 }],
    ['status 502', { kind: 'status', code: 502 }],
    ['a cut line', { kind: 'drop' }],
  ])('%s is outlived', async (_name, fault) => {
    server.fault = failing('/cgi-bin/message/send', fault);
    await call(textXml('zhang', '住房补贴标准'));
    await server.waitFor(isCard);
    expect(server.messages.filter(isText)).toHaveLength(1);
  });

  it('too many calls are kept for later', async () => {
    server.fault = failing('/cgi-bin/message/send', { kind: 'errcode', errcode: 45009 });
    await call(textXml('zhang', '住房补贴标准'));
    const waiting = () => parts.database.kysely.selectFrom('outbox').select('state').execute();
    await vi.waitFor(async () => expect(await waiting()).toEqual([{ state: 'waiting' }]));
    await app.tick();
    await server.waitFor(isCard);
  });

  it('somebody who left is noted', async () => {
    await call(textXml('nobody', '住房补贴标准'));
    const state = () => parts.database.kysely.selectFrom('chats').select('state').execute();
    await vi.waitFor(async () => expect(await state()).toEqual([{ state: 'gone' }]));
  });

  it('secrets reach no log', async () => {
    server.fault = (path) => (path === '/cgi-bin/message/send' ? { kind: 'errcode', errcode: 60020 } : null);
    await call(textXml('zhang', '住房补贴标准，手机13812345678'));
    await vi.waitFor(() => expect(logged.length).toBeGreaterThan(0));
    expect(JSON.stringify(logged)).not.toMatch(/app-secret|token-\d|jWmYm7|13812345678/);
  });
});
