/** The frame of the staff pages, inside that of all pages. */
import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { Layout } from '../pages/layout.tsx';
import type { StaffContext } from './services.ts';

/** The pages in the staff navigation. */
export type StaffSection = keyof typeof SECTIONS;

const SECTIONS = {
  ledger: '/staff/ledger',
  month: '/staff/month',
  review: '/staff/review',
  subscriptions: '/staff/subscriptions',
  reminders: '/staff/reminders',
  files: '/staff/files',
  people: '/staff/people',
} as const;

/** The hidden field that every form carries. */
export const FormToken: FC<{ c: StaffContext }> = ({ c }) => (
  <input type="hidden" name="csrf" value={c.var.session.csrf} />
);

const SignedIn: FC<{ c: StaffContext; section: StaffSection | null }> = ({ c, section }) => (
  <div class="staff-bar">
    <nav class="staff-nav" aria-label={words.nav.label}>
      {Object.entries(SECTIONS).map(([key, href]) => (
        <a href={href} aria-current={key === section ? 'page' : undefined}>
          {words.nav[key as StaffSection]}
        </a>
      ))}
    </nav>
    <form method="post" action="/staff/sign-out" class="staff-who">
      <FormToken c={c} />
      <span>{words.signedInAs(c.var.session.actor)}</span>
      <button type="submit" class="plain">
        {words.signOut}
      </button>
    </form>
  </div>
);

/** Sends a page of the staff's. The words are Chinese whatever the language of the other pages. */
export function respondStaff(
  c: StaffContext,
  page: {
    readonly title: string;
    readonly section: StaffSection | null;
    readonly status?: ContentfulStatusCode;
  },
  body: Child,
): Response | Promise<Response> {
  const frame = (
    <Layout view={c.var.view} title={page.title} section="staff">
      <link rel="stylesheet" href="/staff/assets/staff.css" />
      <script type="module" src="/staff/assets/staff.js" />
      <div class="staff" lang="zh-CN">
        {c.var.session ? <SignedIn c={c} section={page.section} /> : null}
        <h1>{page.title}</h1>
        {body}
      </div>
    </Layout>
  );
  return c.html(html`<!doctype html>${frame}`, page.status ?? 200, { 'Cache-Control': 'no-store' });
}

/** Sends a page with one sentence on it. */
export function respondMessage(
  c: StaffContext,
  title: string,
  message: string,
  status: ContentfulStatusCode,
): Response | Promise<Response> {
  return respondStaff(c, { title, section: null, status }, <p class="notice">{message}</p>);
}
