import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import { LIBRARY } from '../../support/fake-library.ts';
import { send, startTestServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const { hostile, housing, gas } = LIBRARY;
const page = (open: typeof housing) => `/documents/${encodeURIComponent(open.document.id)}`;
const PAGES = [
  '/',
  '/?q=%E6%B3%A8%E5%85%A5',
  '/documents',
  page(hostile),
  '/search?q=script',
  '/api',
  '/none',
];

describe('every page', () => {
  it.each(PAGES)('%s forbids everything inline and holds none', async (path) => {
    const { headers, body } = await send(server, path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(body.match(/<script(?! type="module" src="\/assets\/)[^>]*>/g)).toBeNull();
    const bare = body.replace(/"[^"]*"/g, '""');
    expect(bare.match(/<[a-z][^>]*\s(?:style|on\w+)=/gi)).toBeNull();
    expect(body.match(/(?:src|href)="(?:https?:)?\/\/[^"]*/g)).toBeNull();
  });

  it.each(PAGES)('%s is titled, in one language, with a way past the head', async (path) => {
    const { body } = await send(server, path);
    expect(body).toMatch(/^<!doctype html><html lang="zh-CN">/);
    expect(body).toMatch(/<title>[^<]*公报通/);
    expect(body).toContain('<a class="skip" href="#main">');
    expect(body.match(/<h1/g)).toHaveLength(1);
  });

  it('answers HEAD without a body and other methods with 405', async () => {
    const head = await send(server, '/documents', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    for (const [method, path, allow] of [
      ['PUT', '/', 'GET, HEAD'],
      ['DELETE', '/api/documents/x', 'GET, HEAD'],
      ['GET', '/api/ask', 'POST'],
    ] as const) {
      const response = await send(server, path, { method });
      expect([response.status, response.headers.allow]).toEqual([405, allow]);
    }
  });

  it('speaks English when asked and remembers it', async () => {
    const english = await send(server, '/documents?lang=en');
    expect(english.body).toContain('<html lang="en">');
    expect(english.headers['set-cookie']?.[0]).toMatch(/^lang=en;.*HttpOnly.*SameSite=Lax/);
    const again = await send(server, '/', { headers: { Cookie: 'lang=en' } });
    expect(again.body).toContain('Ask in your own words');
    const odd = await send(server, '/?lang=constructor', { headers: { Cookie: 'lang=__proto__' } });
    expect(odd.body).toContain('<html lang="zh-CN">');
  });
});

describe('assets', () => {
  it('come with an ETag, and are not sent twice', async () => {
    const first = await send(server, '/assets/app.css');
    expect(first.headers['content-type']).toBe('text/css; charset=utf-8');
    const etag = String(first.headers.etag);
    const again = await send(server, '/assets/app.css', { headers: { 'If-None-Match': etag } });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it.each([
    '/assets/../package.json',
    '/assets/..%2f..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/web/assets.ts',
    '/assets//etc/passwd',
    '/assets/app.css%00.png',
    '/../../../../etc/passwd',
    '/assets\\..\\package.json',
  ])('%s leads nowhere', async (path) => {
    const response = await send(server, path);
    expect([400, 404]).toContain(response.status);
    expect(response.body).not.toMatch(/gongbao"|root:/);
  });
});

describe('the start page', () => {
  it('answers without JavaScript, each citation leading to its passage', async () => {
    const { body } = await send(server, `/?q=${encodeURIComponent('燃气由谁包抓？')}`);
    const row = gas.passages.find(({ locator }) => locator === '附件1 第1行');
    expect(body).toContain(`href="/documents/${gas.document.id}?mark=`);
    expect(body).toContain(`#p-${row?.id}"`);
    expect(body).toContain('<li>盛和家园A区：县人力资源和社会保障局');
    expect(body).toContain('其余 1 条依据');
  });

  it('shows what is wrong with a question and keeps it', async () => {
    const { status, body } = await send(server, `/?q=${encodeURIComponent('？？')}`);
    expect(status).toBe(400);
    expect(body).toMatch(/role="alert">问题里没有文字/);
    expect(body).toContain('>？？</textarea>');
  });

  it('says that a source has lapsed, and where documents differ', async () => {
    const { body } = await send(server, `/?q=${encodeURIComponent('稳岗补助多少')}`);
    expect(body).toContain('badge-expired');
    expect(body).toContain('已过有效期，请核实');
    expect(body).toContain('文件之间有出入');
  });

  it('declines kindly and names a next step', async () => {
    const { body } = await send(server, `/?q=${encodeURIComponent('明天下雨吗')}`);
    expect(body).toContain('现有文件中没有找到依据');
    expect(body).toContain('href="/search?q=');
  });
});

describe('the document page', () => {
  it('gives every passage an anchor and the outline links to them', async () => {
    const { body } = await send(server, page(housing));
    for (const { id } of housing.passages) expect(body).toContain(`id="p-${id}"`);
    const heading = housing.passages.find(({ locator }) => locator === '二、');
    expect(body).toContain(`<a href="#p-${heading?.id}">二、发放标准</a>`);
    expect(body).toContain('自 2024年4月1日 起施行，有效期至 2029年3月31日');
  });

  it('sets rows that share headings as one table', async () => {
    const { body } = await send(server, page(gas));
    expect(body.match(/<table>/g)).toHaveLength(1);
    expect(body).toContain('<th scope="col">包抓单位</th>');
    expect(body).toContain('<th scope="rowgroup" colspan="7">城区居民小区</th>');
  });

  it('marks the quoted words', async () => {
    const start = housing.document.text.indexOf('12.50%');
    const { body } = await send(server, `${page(housing)}?mark=${start}-${start + 6}`);
    expect(body).toContain('<mark>12.50%</mark>');
    const odd = await send(server, `${page(housing)}?mark=9-1%22%3E`);
    expect([odd.status, odd.body.includes('<mark>')]).toEqual([200, false]);
  });

  it('shows hostile text and never runs it', async () => {
    for (const path of [page(hostile), '/documents', '/?q=%E6%B3%A8%E5%85%A5', '/search?q=%3Cscript%3E']) {
      const { body } = await send(server, path);
      expect(body.match(/<script>|<img src=x|<b>县府办|<\/td><\/table><script/g)).toBeNull();
      expect(body).toContain('&lt;script&gt;');
    }
  });
});
