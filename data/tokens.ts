/** Tokens that nobody can guess, and how they are kept. */
import { createHash, randomBytes } from 'node:crypto';
import { shortHash } from './deadline-id.ts';

/** An unguessable token of 256 bits for a URL or a cookie: 43 characters of base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a token is kept, so that a copy of the database opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A random id of 80 bits for things that people make: subscriptions, processes. */
export function randomId(prefix: string): string {
  return `${prefix}${shortHash(randomBytes(32).toString('hex'), 16)}`;
}
