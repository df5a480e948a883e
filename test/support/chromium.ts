import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Where Chromium is: CHROMIUM_PATH, else the usual places; null where there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  return [...(named ? [named] : []), ...PLACES].find((path) => existsSync(path)) ?? null;
}

/** What a suite that needs a browser is called where none is found, so that the report says why it skips. */
export const NO_CHROMIUM = '(skipped: no Chromium found; install it or set CHROMIUM_PATH)';

/** Starts Chromium without a network service of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? '',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

/** What a page said that a good page does not: errors, dialogs, requests to other servers. */
export interface Complaints {
  readonly all: string[];
}

/** Listens for script errors, policy violations, dialogs and requests that leave this server. */
export function watch(page: Page, home: string): Complaints {
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      all.push(message.text());
  });
  page.on('dialog', (dialog) => {
    all.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(home)) all.push(`request: ${request.url()}`);
  });
  return { all };
}

/** Whether an element can be seen in the window, at least its beginning. */
export async function expectInView(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  expect(box, selector).not.toBeNull();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(height);
}

/** The colour behind an element itself. */
export function groundOf(page: Page, selector: string): Promise<string> {
  const element = `document.querySelector(${JSON.stringify(selector)})`;
  return page.evaluate<string>(`getComputedStyle(${element}).backgroundColor`);
}
