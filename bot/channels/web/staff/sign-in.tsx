/** Signing in with a link that works once, and out again. */
import type { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { audit } from '../../../../data/audit.ts';
import { closeSession, countAttempt, openSession, SESSION_MS } from '../../../../data/staff-sessions.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { respondMessage, respondStaff } from './frame.tsx';
import { addressOf, SESSION_COOKIE } from './guard.tsx';
import type { StaffContext, StaffEnv, StaffServices } from './services.ts';

const ATTEMPTS = { most: 10, withinMs: 15 * 60_000 };

/** A link is opened by pressing a button, so that a program that merely looks at links uses none up. */
function signInPage(c: StaffContext): Response | Promise<Response> {
  const token = c.req.query('token');
  return respondStaff(
    c,
    { title: words.signIn.title, section: null },
    token ? (
      <form method="post" action="/staff/sign-in" class="card">
        <input type="hidden" name="token" value={token} />
        <p>{words.signIn.explain}</p>
        <button type="submit">{words.signIn.open}</button>
      </form>
    ) : (
      <p class="notice">{words.signIn.need}</p>
    ),
  );
}

async function signIn(c: StaffContext, services: StaffServices): Promise<Response> {
  const { database, now } = services;
  const at = now();
  const address = addressOf(c, services);
  const write = (who: string, result: string) =>
    audit(database, { at, who, act: 'staff sign-in', object: address, result });
  if (!countAttempt(database, `sign-in ${address}`, ATTEMPTS, at)) {
    await write('unknown', 'refused: too many attempts');
    return respondMessage(c, words.signIn.title, words.signIn.tooMany, 429);
  }
  const form = await c.req.parseBody();
  const opened = typeof form.token === 'string' ? openSession(database, form.token, at) : null;
  if (!opened) {
    await write('unknown', 'refused: link');
    return respondMessage(c, words.signIn.title, words.signIn.bad, 403);
  }
  await write(opened.session.actor, 'done');
  setCookie(c, SESSION_COOKIE, opened.token, {
    path: '/staff',
    httpOnly: true,
    sameSite: 'Lax',
    secure: services.secureCookies ?? false,
    maxAge: SESSION_MS / 1000,
  });
  return c.redirect('/staff/ledger', 303);
}

/** The pages before the guard. */
export function serveSignIn(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/sign-in', (c) => signInPage(c));
  app.post('/sign-in', (c) => signIn(c, services));
}

/** Signing out, behind the guard. */
export function serveSignOut(app: Hono<StaffEnv>, services: StaffServices): void {
  app.post('/sign-out', async (c) => {
    const token = getCookie(c, SESSION_COOKIE);
    if (token) closeSession(services.database, token);
    deleteCookie(c, SESSION_COOKIE, { path: '/staff' });
    const who = c.var.session.actor;
    await audit(services.database, {
      at: services.now(),
      who,
      act: 'staff sign-out',
      object: '',
      result: 'done',
    });
    return c.redirect('/staff/sign-in', 303);
  });
}
