/** Identifiers of deadlines that stay the same when a file is read again. */
import { createHash } from 'node:crypto';

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
