import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import {
  type Complaints,
  expectInView,
  findChromium,
  groundOf,
  launchChromium,
  NO_CHROMIUM,
  watch,
} from '../../support/chromium.ts';
import { fakeAssistant } from '../../support/fake-assistant.ts';
import { startTestServer } from '../../support/web-server.ts';

const found = findChromium() !== null;
const ANSWER = '.turn:last-child .answer-text';

const waitForProblem = (page: Page, hasText: string) => page.locator('#ask-problem', { hasText }).waitFor();

describe.skipIf(!found)(`asking in a browser ${found ? '' : NO_CHROMIUM}`, () => {
  let browser: Browser;
  let server: WebServer;
  /** Questions with 等待 or 逐句 are answered when this is called; of the latter a statement is told before. */
  let release = () => {};

  beforeAll(async () => {
    const assistant = fakeAssistant();
    const waits = () => new Promise<void>((resolve) => (release = resolve));
    server = await startTestServer({
      assistant: {
        ...assistant,
        async *stream(question, scope, now) {
          if (question.includes('逐句'))
            yield { kind: 'statement', text: '先说一句<b>要紧</b>的', citations: [1], sources: [] };
          if (/等待|逐句/.test(question)) await waits();
          yield { kind: 'answer', answer: await assistant.ask(question, scope, now) };
        },
      },
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(
    path: string,
    use: (page: Page, complaints: Complaints) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: server.url, ...options });
    const page = await context.newPage();
    const complaints = watch(page, server.url);
    await page.goto(path);
    await use(page, complaints);
    expect(complaints.all).toEqual([]);
    await context.close();
  }

  const focusedClass = (page: Page) => page.evaluate<string>('document.activeElement.className');

  it('answers by keyboard alone, and a citation leads to the highlighted clause and back', () =>
    open('/', async (page) => {
      await page.keyboard.type('住房补贴');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('按什么标准发？');
      expect(await page.inputValue('#question')).toBe('住房补贴\n按什么标准发？');
      await page.keyboard.press('Enter');
      await page.waitForSelector(ANSWER);
      expect(await page.inputValue('#question')).toBe('');
      expect(await page.textContent('#status')).toContain('12.50%');
      await page.waitForSelector('#question:focus');
      while (!(await focusedClass(page)).includes('ref')) await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/documents\/.*#p-\d+$/);
      await page.waitForSelector('#located:not([hidden])');
      expect(await page.textContent('.located-place')).toBe('二、（二）');
      expect(await page.textContent(':target mark')).toBe(
        '住房补贴按年核定，于次年6月30日前发放到个人住房公积金账户。',
      );
      await expectInView(page, ':target');
      expect(await groundOf(page, ':target')).not.toBe('rgba(0, 0, 0, 0)');
      await page.click('.located-back');
      await page.waitForSelector(ANSWER);
      expect(await page.textContent(ANSWER)).toContain('12.50%');
    }));

  it('does not send while an input method composes', () =>
    open('/', async (page) => {
      await page.fill('#question', 'zhufang');
      await page.locator('#question').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
      await page.locator('#question').dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
      expect(await page.locator('.turn').count()).toBe(0);
      expect(await page.inputValue('#question')).toBe('zhufang');
    }));

  it('says that it is searching, and takes one question at a time', () =>
    open('/', async (page) => {
      await page.fill('#question', '等待燃气');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.turn-pending');
      expect(await page.getAttribute('#turns', 'aria-busy')).toBe('true');
      expect(await page.textContent('#status')).toContain('正在查找');
      await page.fill('#question', '第二问');
      await page.keyboard.press('Enter');
      expect(await page.inputValue('#question')).toBe('第二问');
      release();
      await page.waitForSelector(ANSWER);
      expect(await page.locator('.turn').count()).toBe(1);
      expect(await page.getAttribute('#turns', 'aria-busy')).toBe('false');
    }));

  it('shows a statement that is verified while the rest is still being written', () =>
    open('/', async (page) => {
      await page.fill('#question', '住房补贴逐句');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.turn-pending .turn-answer p');
      expect(await page.textContent('.turn-pending .turn-answer')).toBe('先说一句<b>要紧</b>的[1]');
      release();
      await page.waitForSelector(ANSWER);
      expect(await page.textContent(ANSWER)).toContain('12.50%');
      expect(await page.locator('.turn').count()).toBe(1);
    }));

  it('tells the server what was asked before', () =>
    open('/', async (page) => {
      const bodies: string[] = [];
      page.on('request', (request) => bodies.push(request.postData() ?? ''));
      for (const question of ['燃气由谁包抓？', '那乡镇呢？']) {
        await page.fill('#question', question);
        await page.keyboard.press('Enter');
        await page.locator('.turn:last-child .took').waitFor();
        await page.locator('.turn:last-child', { hasText: question }).waitFor();
      }
      const [, second] = bodies.filter((body) => body.includes('previous'));
      expect(JSON.parse(second ?? '{}').previous).toMatchObject([{ question: '燃气由谁包抓？' }]);
    }));

  it('keeps a question that could not be answered in the box, with the reason', () =>
    open('/', async (page) => {
      for (const [question, reason] of [
        ['', '请先输入问题'],
        ['？？', '没有文字'],
        ['问'.repeat(2001), '2000'],
        ['故障', '服务内部出错'],
      ] as const) {
        await page.fill('#question', question);
        await page.keyboard.press('Enter');
        await waitForProblem(page, reason);
        expect(await page.inputValue('#question')).toBe(question);
        expect(await page.locator('.turn').count()).toBe(0);
      }
    }));

  it('says so when the server cannot be reached', () =>
    open('/', async (page) => {
      await page.route('**/api/ask*', (route) => route.abort());
      await page.fill('#question', '住房补贴');
      await page.keyboard.press('Enter');
      await waitForProblem(page, '没有连上服务');
      expect(await page.inputValue('#question')).toBe('住房补贴');
    }));

  it('asks an example, keeps the conversation over a reload, and clears it', () =>
    open('/', async (page) => {
      await page.click('.chip >> text=稳岗');
      await page.waitForSelector(ANSWER);
      await page.fill('#question', '明天下雨吗');
      await page.click('.send');
      await page.waitForSelector('.turn-declined');
      await page.reload();
      expect(await page.locator('.turn').count()).toBe(2);
      await page.click('#clear');
      expect(await page.locator('.turn').count()).toBe(0);
      expect(await page.isVisible('.examples')).toBe(true);
      await page.reload();
      expect(await page.locator('.turn').count()).toBe(0);
    }));

  it('copies a citation as it would stand in a document', () =>
    open(
      '/?q=%E7%87%83%E6%B0%94',
      async (page) => {
        await page.click('.card:first-child [data-copy]');
        await page.waitForSelector('text=已复制');
        expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(
          '《青源县人民政府办公室关于印发〈青源县城镇燃气安全排查整治包抓责任制工作方案〉的通知》（青政办发〔2024〕12号）附件1 第1行：“1 县人力资源和社会保障局 盛和家园A区 312 局长 2024年5月31日”',
        );
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ));

  it('shows hostile text without running it', () =>
    open('/', async (page) => {
      await page.fill('#question', '注入<img src=x onerror="document.title=1">');
      await page.keyboard.press('Enter');
      await page.waitForSelector(ANSWER);
      expect(await page.textContent(ANSWER)).toContain('<script>');
      expect(await page.textContent('.turn-question-text')).toContain('<img src=x');
      expect(await page.title()).toContain('公报通');
      await page.reload();
      expect(await page.locator('.turn img, .turn script').count()).toBe(0);
    }));

  it('works without JavaScript', () =>
    open(
      '/',
      async (page) => {
        await page.fill('#question', '住房补贴');
        await page.click('.send');
        await page.waitForSelector(ANSWER);
        await page.click(`${ANSWER} .ref >> nth=0`);
        await page.waitForURL(/#p-\d+$/);
        expect(await page.textContent(':target')).toContain('12.50%');
        expect(await page.locator('.js-only:visible').count()).toBe(0);
      },
      { javaScriptEnabled: false },
    ));
});
