import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { inLanguage, LANGUAGES, type View, type WebEnv } from '../view.ts';

/** Which entry of the navigation a page belongs to. */
export type Section = 'ask' | 'library' | 'api' | 'staff' | 'none';

interface LayoutProps {
  readonly view: View;
  readonly title: string;
  readonly section: Section;
  readonly children: Child;
}

const Navigation: FC<{ view: View; section: Section }> = ({ view, section }) => {
  const { nav } = view.words;
  const entries: readonly [Section, string, string][] = [
    ['ask', '/', nav.ask],
    ['library', '/documents', nav.library],
    ['api', '/api', nav.api],
  ];
  const all = view.staff ? [...entries, ['staff', '/staff', nav.staff] as const] : entries;
  return (
    <nav class="nav" aria-label={nav.label}>
      {all.map(([key, href, label]) => (
        <a href={href} aria-current={key === section ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
};

/** Links to this same page in the other languages. */
const LanguageSwitch: FC<{ view: View }> = ({ view }) => (
  <div class="languages">
    {[...LANGUAGES.values()]
      .filter((words) => words.code !== view.words.code)
      .map((words) => (
        <a href={inLanguage(view.address, words.code)} lang={words.htmlLang} hreflang={words.htmlLang}>
          {words.language[words.code as 'zh' | 'en']}
        </a>
      ))}
  </div>
);

/** The frame of every page: head, skip link, navigation, main part, foot. */
export const Layout: FC<LayoutProps> = ({ view, title, section, children }) => {
  const { words, assets } = view;
  const home = section === 'ask' ? `${words.name} · ${words.tagline}` : `${title} · ${words.name}`;
  return (
    <html lang={words.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{home}</title>
        <link rel="icon" href={assets['icon.svg']} type="image/svg+xml" />
        <link rel="stylesheet" href={assets['app.css']} />
        <script type="module" src={assets['app.js']} />
      </head>
      <body class={`page-${section}`}>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header class="masthead">
          <div class="masthead-inner">
            <a class="brand" href="/">
              <img src={assets['icon.svg']} alt="" width="30" height="30" />
              <span class="brand-name">{words.name}</span>
              <span class="brand-tagline">{words.tagline}</span>
            </a>
            <Navigation view={view} section={section} />
            <LanguageSwitch view={view} />
          </div>
        </header>
        <main id="main" tabindex={-1}>
          {view.ready ? null : (
            <p class="banner" role="status">
              {words.starting}
            </p>
          )}
          {children}
        </main>
        <p id="status" class="visually-hidden" role="status" />
        <footer class="foot">{words.footer}</footer>
      </body>
    </html>
  );
};

/** Sends a page; pages depend on the language cookie and are checked anew each time. */
export function respondPage(
  c: Context<WebEnv>,
  page: Child,
  status: ContentfulStatusCode = 200,
  headers: Readonly<Record<string, string>> = {},
): Response | Promise<Response> {
  const all = { 'Cache-Control': 'private, no-cache', Vary: 'Cookie', ...headers };
  return c.html(html`<!doctype html>${page}`, status, all);
}
