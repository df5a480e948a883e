import { createHash } from 'node:crypto';
import type { DocumentMetadata } from './types.ts';

/** A short, stable, URL-safe name for the given words: 12 hex digits of their SHA-256. */
export function shortId(...words: readonly string[]): string {
  return createHash('sha256').update(words.join('\u0000')).digest('hex').slice(0, 12);
}

/**
 * A document's id stays the same when its file is read again or corrected: it comes from the number, else
 * from title, issuers and date, else (front matter) from the publication or the file.
 */
export function documentId(metadata: DocumentMetadata, source: string): string {
  const { kind, documentNumber, title, issuers, issuedOn, publication } = metadata;
  if (kind === 'front matter') return shortId(kind, publication ?? source);
  return documentNumber ? shortId(documentNumber) : shortId(title, issuers.join(), issuedOn ?? source);
}
