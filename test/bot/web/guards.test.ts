import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { WebOptions } from '../../../bot/channels/web/create-web-app.ts';
import { RateLimiter } from '../../../bot/channels/web/guards/rate-limit.ts';
import { startWebServer, type WebServer } from '../../../bot/channels/web/start-web-server.ts';
import type { WebEnv } from '../../../bot/channels/web/view.ts';
import { postJson, send, startTestServer, TEST_NOW } from '../../support/web-server.ts';

async function withServer(
  options: Partial<WebOptions>,
  use: (server: WebServer) => Promise<void>,
): Promise<void> {
  const server = await startTestServer(options);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

describe('requests from elsewhere', () => {
  it('refuses host names it was not told of, but takes addresses', () =>
    withServer({ allowedHosts: ['gongbao.example'] }, async (server) => {
      const statuses = [];
      for (const Host of ['evil.example', 'localhost:1', '127.0.0.1', '[::1]:80', 'gongbao.example', 'a b']) {
        statuses.push((await send(server, '/', { headers: { Host } })).status);
      }
      expect(statuses).toEqual([421, 200, 200, 200, 200, 400]);
    }));

  it('refuses a POST that another site had the browser send', () =>
    withServer({}, async (server) => {
      const ask = (headers: Record<string, string>) =>
        postJson(server, '/api/ask', { question: '住房' }, headers);
      const own = server.url;
      expect((await ask({ Origin: 'https://evil.example' })).status).toBe(403);
      expect((await ask({ Origin: 'null' })).status).toBe(403);
      expect((await ask({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
      expect((await ask({ 'Sec-Fetch-Site': 'same-site', Origin: own })).status).toBe(403);
      expect((await ask({ 'Sec-Fetch-Site': 'same-origin', Origin: own })).status).toBe(200);
      const proxied = { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://gongbao.example' };
      expect((await ask(proxied)).status).toBe(200);
      expect((await ask({})).status).toBe(200);
    }));
});

describe('limits', () => {
  it('gives each address its own bucket that fills with time', () => {
    const limiter = new RateLimiter({ burst: 2, perSecond: 0.5 });
    expect([limiter.take('a', 0), limiter.take('a', 0), limiter.take('a', 0)]).toEqual([0, 0, 2]);
    expect(limiter.take('b', 0)).toBe(0);
    expect([limiter.take('a', 1000), limiter.take('a', 2000), limiter.take('a', 2000)]).toEqual([1, 0, 2]);
  });

  it('forgets the longest unseen of too many addresses', () => {
    const limiter = new RateLimiter({ burst: 1, perSecond: 0.001 });
    for (let i = 0; i <= 10_000; i++) limiter.take(String(i), 0);
    expect([limiter.take('10000', 0) > 0, limiter.take('0', 0)]).toEqual([true, 0]);
  });

  it('answers 429 with the time to wait, on pages as on the API, and spares assets', () =>
    withServer({ rateLimit: { burst: 2, perSecond: 0.1 } }, async (server) => {
      await send(server, '/documents');
      await send(server, '/api/documents');
      const api = await send(server, '/api/documents');
      expect([api.status, api.headers['retry-after']]).toEqual([429, '10']);
      expect(JSON.parse(api.body).error.code).toBe('RATE_LIMITED');
      expect((await send(server, '/documents')).body).toContain('请求太频繁');
      expect((await send(server, '/assets/app.css')).status).toBe(200);
      expect((await send(server, '/healthz')).status).toBe(200);
    }));

  it('believes X-Forwarded-For only behind a proxy, and there its last entry', () =>
    withServer({ rateLimit: { burst: 1, perSecond: 0.1 }, trustProxy: true }, async (server) => {
      const from = async (address: string) =>
        (await send(server, '/documents', { headers: { 'X-Forwarded-For': address } })).status;
      expect([await from('10.0.0.1'), await from('9.9.9.9, 10.0.0.1'), await from('10.0.0.2')]).toEqual([
        200, 429, 200,
      ]);
    }));

  it('refuses a body that is too large, before reading it', () =>
    withServer({ maxBodyBytes: 2048 }, async (server) => {
      const response = await postJson(server, '/api/ask', { question: '问'.repeat(2000) });
      expect(response.status).toBe(413);
      expect(JSON.parse(response.body).error).toEqual({
        code: 'BODY_TOO_LARGE',
        message: '请求体太大：最多 2 KiB。',
      });
    }));

  it('puts questions off while the library is read in, and says so on the page', () =>
    withServer({ ready: () => false }, async (server) => {
      expect((await send(server, '/healthz')).status).toBe(503);
      const asked = await postJson(server, '/api/ask', { question: '住房补贴' });
      expect([asked.status, JSON.parse(asked.body).error.code]).toEqual([503, 'NOT_READY']);
      expect((await send(server, '/')).body).toContain('正在读入文件');
    }));
});

describe('the server', () => {
  it('names the port in use and what to do', () =>
    withServer({}, async (server) => {
      const port = Number(new URL(server.url).port);
      const second = startWebServer(new Hono(), { host: '127.0.0.1', port });
      await expect(second).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: expect.stringMatching(new RegExp(`${port}.*换一个端口`)),
      });
    }));

  it('explains an address it cannot listen on', async () => {
    const started = startWebServer(new Hono(), { host: '203.0.113.1', port: 0 });
    await expect(started).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('mounts the pages for staff, links them, and guards them with the rest', async () => {
    const staff = new Hono<WebEnv>()
      .get('/', (c) => c.text(`staff ${c.var.view.words.code}`))
      .post('/', (c) => c.text('done'));
    await withServer({ staff, now: () => TEST_NOW }, async (server) => {
      expect((await send(server, '/staff')).body).toBe('staff zh');
      expect((await send(server, '/')).body).toContain('href="/staff"');
      const forged = { method: 'POST', headers: { Origin: 'https://evil.example' } };
      expect((await send(server, '/staff', forged)).status).toBe(403);
      expect((await send(server, '/staff', { method: 'POST' })).body).toBe('done');
    });
  });
});
