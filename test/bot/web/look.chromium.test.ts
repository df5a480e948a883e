import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import {
  expectInView,
  findChromium,
  groundOf,
  launchChromium,
  NO_CHROMIUM,
  watch,
} from '../../support/chromium.ts';
import { LIBRARY } from '../../support/fake-library.ts';
import { startTestServer } from '../../support/web-server.ts';

const found = findChromium() !== null;
const documentPage = (id: string) => `/documents/${encodeURIComponent(id)}`;
const PAGES = {
  start: '/',
  answer: '/?q=%E7%87%83%E6%B0%94',
  lapsed: '/?q=%E7%A8%B3%E5%B2%97',
  declined: '/?q=%E5%A4%A9%E6%B0%94',
  library: '/documents',
  browsed: '/documents?year=2024&validity=in+force',
  document: documentPage(LIBRARY.gas.document.id),
  edition: `${documentPage(LIBRARY.gas.document.id)}?edition=1`,
  hostile: documentPage(LIBRARY.hostile.document.id),
  search: '/search?q=%E8%B4%A3%E4%BB%BB',
  api: '/api',
  missing: '/none',
};
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** What axe finds wrong; `rules` narrows it down, since each rule costs time. */
async function violationsOn(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify(rules ? { runOnly: rules } : {});
  return page.evaluate<string[]>(
    `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120)))`,
  );
}

const overflowOf = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.skipIf(!found)(`pages in a browser ${found ? '' : NO_CHROMIUM}`, () => {
  let browser: Browser;
  let server: WebServer;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(
    path: string,
    options: BrowserContextOptions,
    use: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: server.url, ...options });
    const page = await context.newPage();
    const complaints = watch(page, server.url);
    await page.goto(path);
    await use(page);
    expect(complaints.all).toEqual([]);
    await context.close();
  }

  it.each(Object.entries(PAGES))('%s is accessible, in the light and in the dark', (_name, path) =>
    open(path, { viewport: DESKTOP }, async (page) => {
      expect(await violationsOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violationsOn(page, ['color-contrast'])).toEqual([]);
    }),
  );

  it('fits a phone, whatever stands on the page', async () => {
    for (const path of Object.values(PAGES)) {
      await open(path, { viewport: PHONE, isMobile: true, hasTouch: true }, async (page) => {
        expect(await overflowOf(page), path).toBe(0);
      });
    }
  });

  it('is dark where the reader wants it', () =>
    open('/', { colorScheme: 'dark' }, async (page) => {
      const ground = await groundOf(page, 'html');
      const brightness = ground.match(/\d+/g)?.slice(0, 3).map(Number) ?? [255];
      expect(Math.max(...brightness)).toBeLessThan(60);
    }));

  it.each(['light', 'dark'] as const)('highlights a cited table row, %s', (colorScheme) => {
    const row = LIBRARY.gas.passages.find(({ locator }) => locator === '附件1 第3行');
    const path = `${PAGES.document}#p-${row?.id}`;
    return open(path, { colorScheme, viewport: { width: 390, height: 700 } }, async (page) => {
      await page.waitForSelector('#located:not([hidden])');
      await expectInView(page, ':target');
      expect(await page.textContent('.located-place')).toBe('附件1 第3行');
      expect(await page.textContent(':target')).toContain('县教育体育局');
      expect(await groundOf(page, 'tr:target td:nth-child(2)')).not.toBe(
        await groundOf(page, 'tbody tr:not(:target) td:nth-child(2)'),
      );
    });
  });

  it('moves to another clause by its own link and names it', () =>
    open(documentPage(LIBRARY.housing.document.id), {}, async (page) => {
      const clause = LIBRARY.housing.passages.find(({ locator }) => locator === '二、（一）');
      await page.click(`a[href="#p-${clause?.id}"].permalink`);
      await page.waitForSelector('#located:not([hidden])');
      expect(await page.textContent('.located-place')).toBe('二、（一）');
    }));

  it('filters the library as one types', () =>
    open('/documents', {}, async (page) => {
      await page.fill('#filter', '燃气 12号');
      expect(await page.locator('#documents tbody tr:visible').count()).toBe(1);
      expect(await page.textContent('#filter-count')).toBe('显示 1 份');
      await page.fill('#filter', '没有的');
      expect(await page.isVisible('#filter-none')).toBe(true);
    }));

  it('browses by year and validity, and goes back to the whole', () =>
    open('/documents', {}, async (page) => {
      await page.selectOption('select[name=year]', '2022');
      await page.click('.kinds button');
      await page.waitForURL(/year=2022/);
      expect(await page.locator('#documents tbody tr').count()).toBe(1);
      await page.click('.kinds a');
      await page.waitForURL(/\/documents$/);
      expect(await page.locator('#documents tbody tr').count()).toBe(4);
    }));

  it('copies the whole text of a document', () =>
    open(
      documentPage(LIBRARY.gas.document.id),
      { permissions: ['clipboard-read', 'clipboard-write'] },
      async (page) => {
        await page.click('[data-copy-from]');
        await page.waitForFunction(`document.querySelector('[data-copy-from]').textContent === '已复制'`);
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(LIBRARY.gas.document.text);
      },
    ));

  it('changes the language of this very page', () =>
    open('/search?q=%E8%B4%A3%E4%BB%BB', {}, async (page) => {
      await page.click('.languages a');
      await page.waitForURL(/lang=en/);
      expect(await page.textContent('h1')).toBe('Search the documents');
      expect(await page.inputValue('#search')).toBe('责任');
      await page.goto('/');
      expect(await page.getAttribute('html', 'lang')).toBe('en');
    }));

  it('lets the keyboard skip to the main part', () =>
    open('/documents', {}, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
    }));
});
