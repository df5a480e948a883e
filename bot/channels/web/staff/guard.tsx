/** Who may pass: a session, and for every change the form's token. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { audit } from '../../../../data/audit.ts';
import { findSession, isCsrfToken } from '../../../../data/staff-sessions.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { respondMessage } from './frame.tsx';
import type { StaffContext, StaffEnv, StaffServices } from './services.ts';

export const SESSION_COOKIE = 'gongbao_staff';

/** The address that a request came from. */
export function addressOf(c: StaffContext, services: StaffServices): string {
  if (services.addressOf) return services.addressOf(c);
  const bindings: object = c.env ?? {};
  return 'incoming' in bindings ? (getConnInfo(c).remote.address ?? 'unknown') : 'in-process';
}

/** Lets in who is signed in; everybody else is led to the page that says how. */
export function requireSession(services: StaffServices): MiddlewareHandler<StaffEnv> {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const token = getCookie(c, SESSION_COOKIE);
    const session = token ? findSession(services.database, token, services.now()) : null;
    if (!session) {
      if (c.req.method === 'GET') return c.redirect('/staff/sign-in', 303);
      return respondMessage(c, words.signIn.title, words.signIn.expired, 401);
    }
    c.set('session', session);
    return next();
  };
}

/** Refuses a change whose form does not carry the session's token, and writes it down. */
export function requireFormToken(services: StaffServices): MiddlewareHandler<StaffEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const form = await c.req.parseBody();
    const given = typeof form.csrf === 'string' ? form.csrf : '';
    if (isCsrfToken(c.var.session, given)) return next();
    await audit(services.database, {
      at: services.now(),
      who: c.var.session.actor,
      act: 'staff form',
      object: c.req.path,
      result: 'refused: form token',
    });
    return respondMessage(c, words.signIn.title, words.signIn.expired, 403);
  };
}
