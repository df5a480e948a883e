/** Identifiers that stay the same when a file is read again, and tokens that nobody can guess. */
import { createHash, randomBytes } from 'node:crypto';
import type { DocumentMetadata } from './types.ts';

/**
 * A text as it is compared: one width, no spaces, no punctuation that scans and retyping change. Signs that
 * belong to a figure stay, so that 1.5 and 15 differ.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/(?<!\d)[\p{P}\p{S}]|[\p{P}\p{S}](?!\d)/gu, (sign) => (/[%‰]/.test(sign) ? sign : ''));
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** `length` characters (5 bits each, without l, o, 0 and 1) of the SHA-256 of a text. */
export function shortHash(text: string, length = 12): string {
  const digest = createHash('sha256').update(text).digest();
  let id = '';
  for (let i = 0; i < length; i++) id += ALPHABET[(digest[i] ?? 0) & 31];
  return id;
}

/** What a deadline is recognised by: its document, its words of time, its place and its task. */
export interface DeadlineIdentity {
  readonly documentId: string;
  readonly phrase: string;
  readonly locator: string;
  readonly task: string;
}

/** The text under which two readings of the same deadline are equal. */
export function identityKey(identity: DeadlineIdentity): string {
  const { documentId, phrase, locator, task } = identity;
  return [documentId, foldText(phrase), foldText(locator), foldText(task)].join('\u0000');
}

/**
 * The id of a deadline: 13 characters, fit for a button of a chat (64 bytes of callback data).
 * `copy` tells apart deadlines that agree in everything (0 for the first).
 */
export function deadlineId(identity: DeadlineIdentity, copy = 0): string {
  return `d${shortHash(`${identityKey(identity)}\u0000${copy}`)}`;
}

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

/** A short, stable, URL-safe name for the given words: 12 hex digits of their SHA-256. */
export function shortId(...words: readonly string[]): string {
  return createHash('sha256').update(words.join('\u0000')).digest('hex').slice(0, 12);
}

/**
 * A document's id stays the same when its file is read again or corrected: it comes from the number, else
 * from title and date, else (front matter) from the publication or the file.
 */
export function documentId(metadata: DocumentMetadata, source: string): string {
  const { kind, documentNumber, title, issuedOn, publication } = metadata;
  if (kind === 'front matter') return shortId(kind, publication ?? source);
  return documentNumber ? shortId(documentNumber) : shortId(title, issuedOn ?? source);
}
