import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../data/database.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from '../../support/chromium.ts';
import { day, deadline, document, publish } from '../../support/deadlines.ts';
import { startStaff } from '../../support/staff-browser.ts';

const found = findChromium() !== null;
const PATHS = [
  'ledger',
  'month',
  'review',
  'documents/doc-48',
  'subscriptions',
  'reminders',
  'people',
  'files',
];

describe.skipIf(!found)(`staff pages in a browser ${found ? '' : NO_CHROMIUM}`, () => {
  let browser: Browser;
  let database: Database;
  let world: Awaited<ReturnType<typeof startStaff>>;

  beforeAll(async () => {
    database = openDatabase(':memory:');
    publish(database, [
      deadline({ task: '入户调查', start: day('2023-07-01'), due: day('2023-07-27') }),
      deadline({ task: '数据审核', locator: '四、', start: day('2023-08-01'), due: day('2023-08-31') }),
      deadline({
        task: '月报',
        locator: '五、',
        due: null,
        kind: 'recurring',
        rrule: 'FREQ=MONTHLY;BYMONTHDAY=15',
      }),
    ]);
    const waiting = ['甲', '乙', '丙'].map((task, i) => deadline({ task, locator: `${i}`, confidence: 0.4 }));
    publish(database, waiting, '2023-07-01 10:00', document({ id: 'w' }));
    world = await startStaff(database, '2023-07-25 09:00');
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await world.server.close();
    await database.close();
  });

  async function signedIn(options: { width: number; colorScheme: 'light' | 'dark' }): Promise<Page> {
    const { cookie } = await world.signIn();
    const [name = '', value = ''] = cookie.split('=');
    const { width, colorScheme } = options;
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    await context.addCookies([{ name, value, url: `${world.server.url}/staff` }]);
    return context.newPage();
  }

  it.each([
    { width: 1280, colorScheme: 'light' as const },
    { width: 390, colorScheme: 'dark' as const },
  ])('reads well and fits: $width wide, $colorScheme', async (options) => {
    const page = await signedIn(options);
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    for (const path of PATHS) {
      await page.goto(`${world.server.url}/staff/${path}`);
      await page.evaluate(axe.source);
      const wrong = await page.evaluate<string[]>(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120)))",
      );
      expect(wrong, path).toEqual([]);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate<number>(overflow), path).toBe(0);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('the queue is worked off with the keyboard alone', async () => {
    const page = await signedIn({ width: 1280, colorScheme: 'light' });
    const waiting = () => page.locator('[data-item]');
    await page.goto(`${world.server.url}/staff/review`);
    expect(await waiting().count()).toBe(3);
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await expect.poll(() => waiting().count()).toBe(2);
    await page.keyboard.press('r');
    await page.keyboard.type('与本单位无关');
    await page.keyboard.press('Enter');
    await expect.poll(() => waiting().count()).toBe(1);
    await page.keyboard.press('e');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('更正后的任务');
    await page.keyboard.press('Enter');
    await expect.poll(() => waiting().count()).toBe(0);
    const states = database.raw
      .prepare<[], { task: string; state: string }>(
        "SELECT task, state FROM deadlines WHERE document_id = 'w'",
      )
      .all();
    expect(states.map(({ state }) => state).toSorted()).toEqual(['不适用', '已确认', '已确认']);
    expect(states.map(({ task }) => task)).toContain('更正后的任务');
    await page.context().close();
  });
});
