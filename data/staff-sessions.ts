/** Sign-in to the staff pages: links that open a session once, sessions that expire, attempts that run out. */
import { timingSafeEqual } from 'node:crypto';
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import { hashToken, randomToken } from './tokens.ts';

/** A signed-in member of staff. `csrf` must come back with every form. */
export interface StaffSession {
  readonly actor: string;
  readonly csrf: string;
  readonly expiresAt: string;
}

const LINK_MS = 60 * 60_000;
/** A working day. */
export const SESSION_MS = 12 * 60 * 60_000;

/** Makes a sign-in link's token for somebody: good for an hour, once. */
export function issueSignInLink(database: Database, actor: string, now: Date): string {
  const token = randomToken();
  const expires = new Date(now.getTime() + LINK_MS);
  statement(database.raw, 'INSERT INTO staff_sign_in_links VALUES (?, ?, ?, ?, NULL)').run(
    hashToken(token),
    actor,
    now.toISOString(),
    expires.toISOString(),
  );
  return token;
}

/** Opens a session with a link's token and uses the link up; null for links unknown, used or expired. */
export function openSession(
  database: Database,
  linkToken: string,
  now: Date,
): { readonly token: string; readonly session: StaffSession } | null {
  const at = now.toISOString();
  const run = database.raw.transaction(() => {
    const used = statement<[string, string, string], { actor: string }>(
      database.raw,
      `UPDATE staff_sign_in_links SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?
       RETURNING actor`,
    ).get(at, hashToken(linkToken), at);
    if (!used) return null;
    const token = randomToken();
    const expiresAt = new Date(now.getTime() + SESSION_MS).toISOString();
    const session = { actor: used.actor, csrf: randomToken(), expiresAt };
    statement(database.raw, 'INSERT INTO staff_sessions VALUES (?, ?, ?, ?, ?)').run(
      hashToken(token),
      session.actor,
      session.csrf,
      at,
      expiresAt,
    );
    statement(database.raw, 'DELETE FROM staff_sessions WHERE expires_at <= ?').run(at);
    return { token, session };
  });
  return run.immediate();
}

/** The session of a cookie's token, or null where there is none or it has expired. */
export function findSession(database: Database, token: string, now: Date): StaffSession | null {
  const row = statement<[string, string], StaffSession>(
    database.raw,
    'SELECT actor, csrf, expires_at AS expiresAt FROM staff_sessions WHERE token_hash = ? AND expires_at > ?',
  ).get(hashToken(token), now.toISOString());
  return row ?? null;
}

/** Ends a session. */
export function closeSession(database: Database, token: string): void {
  statement(database.raw, 'DELETE FROM staff_sessions WHERE token_hash = ?').run(hashToken(token));
}

/** Whether a form's token is the session's, compared in constant time. */
export function isCsrfToken(session: StaffSession, given: string): boolean {
  const expected = Buffer.from(session.csrf);
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** A limit on attempts: at most `most` within `withinMs`. */
export interface AttemptLimit {
  readonly most: number;
  readonly withinMs: number;
}

/** Counts an attempt under a name (an address, an account); false where there were too many. */
export function countAttempt(database: Database, bucket: string, limit: AttemptLimit, now: Date): boolean {
  const since = now.getTime() - limit.withinMs;
  const run = database.raw.transaction(() => {
    statement(database.raw, 'DELETE FROM attempts WHERE bucket = ? AND at <= ?').run(bucket, since);
    const row = statement<[string], { n: number }>(
      database.raw,
      'SELECT count(*) AS n FROM attempts WHERE bucket = ?',
    ).get(bucket);
    if ((row?.n ?? 0) >= limit.most) return false;
    statement(database.raw, 'INSERT INTO attempts VALUES (?, ?)').run(bucket, now.getTime());
    return true;
  });
  return run.immediate();
}
