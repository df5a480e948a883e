/** The pages of signed-in staff, to be mounted at /staff: everything but sign-in and feeds needs a session. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { packageRoot } from '../../../../data/package-root.ts';
import { issueSignInLink } from '../../../../data/staff-sessions.ts';
import { LIMITS } from '../../../../ingest/readers/limits.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import type { WebEnv } from '../view.ts';
import { serveDetail } from './detail.tsx';
import { serveFeeds } from './feeds.ts';
import { respondMessage } from './frame.tsx';
import { requireFormToken, requireSession } from './guard.tsx';
import { serveIntake } from './intake.tsx';
import { serveLedger } from './ledger.tsx';
import { serveMonth } from './month.tsx';
import { servePeople, signInPath } from './people.tsx';
import { serveReminders } from './reminders.tsx';
import { serveReview } from './review.tsx';
import type { StaffContext, StaffEnv, StaffServices } from './services.ts';
import { serveSignIn, serveSignOut } from './sign-in.tsx';
import { serveSubscriptions } from './subscriptions.tsx';
import { serveTimeline } from './timeline.tsx';
import { serveWorkbook } from './workbook.tsx';

const FILES = { 'staff.css': 'text/css; charset=utf-8', 'staff.js': 'text/javascript; charset=utf-8' };
const UPLOAD_AT_MOST = 11 * 1024 * 1024;
const FORM_AT_MOST = 128 * 1024;
/** One file of the largest size that readers take, with the form around it. */
const FILES_AT_MOST = LIMITS.fileBytes + FORM_AT_MOST;

function serveFiles(app: Hono<StaffEnv>): void {
  for (const [name, type] of Object.entries(FILES)) {
    const body = readFileSync(join(packageRoot(), 'bot/channels/web/assets', name), 'utf8');
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
    app.get(`/assets/${name}`, (c) => {
      const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
      if (c.req.header('If-None-Match')?.replace('W/', '') === etag) return c.body(null, 304, headers);
      return c.body(body, 200, headers);
    });
  }
}

function limitBodies(app: Hono<StaffEnv>): void {
  const onError = (c: StaffContext) => respondMessage(c, words.title, words.signIn.tooLarge, 413);
  const form = bodyLimit({ maxSize: FORM_AT_MOST, onError });
  const upload = bodyLimit({ maxSize: UPLOAD_AT_MOST, onError });
  const files = bodyLimit({ maxSize: FILES_AT_MOST, onError });
  app.use((c, next) => {
    if (c.req.path.endsWith('/files')) return files(c, next);
    return c.req.path.endsWith('/import') ? upload(c, next) : form(c, next);
  });
}

/** The staff pages as an app of their own. */
export function createStaffPages(services: StaffServices): Hono<WebEnv> {
  const app = new Hono<StaffEnv>();
  serveFiles(app);
  serveFeeds(app, services);
  limitBodies(app);
  serveSignIn(app, services);
  app.use(requireSession(services), requireFormToken(services));
  serveSignOut(app, services);
  serveLedger(app, services);
  serveMonth(app, services);
  serveReview(app, services);
  serveDetail(app, services);
  serveTimeline(app, services);
  serveWorkbook(app, services);
  serveIntake(app, services);
  serveSubscriptions(app, services);
  serveReminders(app, services);
  servePeople(app, services);
  const pages = new Hono<WebEnv>();
  pages.route('/', app);
  return pages;
}

/** Makes the first sign-in link, to be printed once when the server starts: good for an hour, once. */
export function firstSignInLink(
  services: Pick<StaffServices, 'database' | 'now'>,
  serverUrl: string,
): string {
  const token = issueSignInLink(services.database, '管理员', services.now());
  return new URL(signInPath(token), serverUrl).href;
}
