import { afterEach, describe, expect, it } from 'vitest';
import { mountDoors } from '../../bot/channels/mount-doors.ts';
import { readEnvironment } from '../../bot/channels/open-channels.ts';
import { telegramEnvironment } from '../../bot/channels/telegram/config.ts';
import { checkChannels, makeChatService } from '../../bot/chat-service.ts';
import { openDatabase } from '../../data/database.ts';
import { GongbaoError } from '../../data/errors.ts';
import { chatAssistant } from '../support/chat-assistant.ts';
import { noIntake } from '../support/no-intake.ts';
import { telegramServer } from '../support/telegram-server.ts';
import { CORP, wecomServer } from '../support/wecom-server.ts';
import { wecomSocket } from '../support/wecom-socket.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const app = (root: string) => ({
  WECOM_CORP_ID: CORP.corpId,
  WECOM_AGENT_ID: String(CORP.agentId),
  WECOM_SECRET: CORP.secret,
  WECOM_TOKEN: CORP.token,
  WECOM_ENCODING_AES_KEY: CORP.encodingAesKey,
  WECOM_API_ROOT: root,
});

function service(environment: Record<string, string>) {
  return makeChatService({
    assistant: chatAssistant(),
    database: openDatabase(':memory:'),
    environment,
    log: { info() {}, warn() {}, error() {} },
    now: () => new Date(),
    sameDepartment: (a, b) => a === b,
    intake: noIntake,
  });
}

describe('switching a channel on', () => {
  it('takes one variable for Telegram, two for the smart robot, five for the app', () => {
    expect(service({}).channels).toEqual([]);
    expect(service({ TELEGRAM_BOT_TOKEN: `1:${'a'.repeat(35)}` }).channels).toEqual(['telegram']);
    expect(service({ WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's' }).channels).toEqual(['wecom-bot']);
    expect(service(app('http://127.0.0.1:1')).channels).toEqual(['wecom']);
    expect(service({ WECOM_ROBOT_WEBHOOK: 'https://x.test/send?key=k' }).channels).toEqual(['wecom-robot']);
  });

  it("mounts the platforms' doors ahead of the page", async () => {
    const { doors } = service(app('http://127.0.0.1:1'));
    const mounted = mountDoors({ fetch: () => new Response('page') }, doors);
    const at = async (path: string) => mounted.fetch(new Request(`http://office.test${path}`), {});
    expect((await at('/wecom/callback')).status).toBe(403);
    expect(await (await at('/')).text()).toBe('page');
  });

  it('names a wrong variable, and never its value', () => {
    const wrong = () => readEnvironment(telegramEnvironment, { TELEGRAM_BOT_TOKEN: 'my-secret-token' });
    expect(wrong).toThrow(GongbaoError);
    expect(wrong).toThrow('TELEGRAM_BOT_TOKEN');
    expect(wrong).not.toThrow('my-secret-token');
    const half = { TELEGRAM_BOT_TOKEN: `1:${'a'.repeat(35)}`, TELEGRAM_WEBHOOK_URL: 'https://x.test/t' };
    expect(() => readEnvironment(telegramEnvironment, half)).toThrow('TELEGRAM_WEBHOOK_SECRET');
  });
});

describe('doctor', () => {
  const of = async (environment: Record<string, string>, name: string) =>
    (await checkChannels(environment)).find((check) => check.name === name);

  it('says of what is not switched on how to do it, and calls it well', async () => {
    const checks = await checkChannels({});
    expect(checks.map((check) => check.ok)).toEqual([true, true, true, true]);
    expect(checks[0]?.fix).toContain('TELEGRAM_BOT_TOKEN');
  });

  it('reaches Telegram, or says why not', async () => {
    const server = await telegramServer();
    stops.push(() => server.stop());
    const good = { TELEGRAM_BOT_TOKEN: server.token, TELEGRAM_API_ROOT: server.url };
    expect(await of(good, 'Telegram')).toMatchObject({
      ok: true,
      message: '@gongbao_bot 已连通，长轮询（不需要公网地址）',
    });
    const wrong = { ...good, TELEGRAM_BOT_TOKEN: `9:${'b'.repeat(35)}` };
    expect(await of(wrong, 'Telegram')).toMatchObject({ ok: false, message: '令牌无效' });
    const away = { ...good, TELEGRAM_API_ROOT: 'http://127.0.0.1:1' };
    const unreachable = await of(away, 'Telegram');
    expect(unreachable).toMatchObject({ ok: false, message: '连不上 http://127.0.0.1:1' });
    expect(JSON.stringify(unreachable)).not.toContain(server.token);
  });

  it("fetches the app's token, or says which setting is missing or wrong", async () => {
    const server = await wecomServer();
    stops.push(() => server.stop());
    const name = '企业微信自建应用';
    expect(await of(app(server.url), name)).toMatchObject({ ok: true, message: '已取得访问令牌' });
    const { WECOM_TOKEN: _token, ...missing } = app(server.url);
    expect(await of(missing, name)).toMatchObject({ ok: false, message: '缺少 WECOM_TOKEN' });
    const wrong = await of({ ...app(server.url), WECOM_SECRET: 'nope' }, name);
    expect(wrong).toMatchObject({ ok: false, fix: 'WECOM_SECRET 不对，到应用页面核对' });
  });

  it('signs the smart robot in, or says why not', async () => {
    const socket = await wecomSocket();
    stops.push(() => socket.stop());
    const name = '企业微信智能机器人';
    const good = { WECOM_BOT_ID: 'bot-1', WECOM_BOT_SECRET: 'bot-secret', WECOM_BOT_URL: socket.url };
    expect(await of(good, name)).toMatchObject({ ok: true, message: '长连接已通过验证' });
    expect(await of({ ...good, WECOM_BOT_SECRET: 'wrong' }, name)).toMatchObject({
      ok: false,
      message: '长连接被拒绝',
    });
    expect(await of({ ...good, WECOM_BOT_URL: 'ws://127.0.0.1:1' }, name)).toMatchObject({
      ok: false,
      message: '长连接连不上',
    });
    expect(await of({ WECOM_BOT_ID: 'bot-1' }, name)).toMatchObject({ ok: false, fix: '两项都要设置' });
  });
});
