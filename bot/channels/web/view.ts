import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { en } from '../../locales/en.ts';
import { type Words, zh } from '../../locales/zh.ts';
import type { AssetUrls } from './assets.ts';

/** The languages of the page, by the code used in `?lang=` and in the cookie. */
export const LANGUAGES: ReadonlyMap<string, Words> = new Map([zh, en].map((words) => [words.code, words]));

/** What every page needs to be written: the words, the address it is at, and where its assets are. */
export interface View {
  readonly words: Words;
  /** Path and query of this page, for the language switch. */
  readonly address: string;
  readonly assets: AssetUrls;
  /** Whether the staff pages are mounted and should be linked. */
  readonly staff: boolean;
  readonly ready: boolean;
}

/** What the middleware hands to every route. */
export interface WebEnv {
  Variables: { view: View };
}

const COOKIE = 'lang';
const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Chooses the language: `?lang=` (then remembered in a cookie), the cookie, else Chinese. The browser's own
 * preference is left aside: offices run English browsers on Chinese work.
 */
export function provideView(
  assets: () => AssetUrls,
  staff: boolean,
  ready: () => boolean,
): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const asked = LANGUAGES.get(c.req.query('lang') ?? '');
    if (asked) {
      setCookie(c, COOKIE, asked.code, {
        path: '/',
        sameSite: 'Lax',
        httpOnly: true,
        maxAge: YEAR_SECONDS,
      });
    }
    const words = asked ?? LANGUAGES.get(getCookie(c, COOKIE) ?? '') ?? zh;
    const { pathname, search } = new URL(c.req.url);
    c.set('view', { words, address: pathname + search, assets: assets(), staff, ready: ready() });
    await next();
  };
}

/** The same address in another language. */
export function inLanguage(address: string, code: string): string {
  const url = new URL(address, 'http://local');
  url.searchParams.set('lang', code);
  return url.pathname + url.search;
}
