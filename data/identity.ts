/** Which document of the library an arriving one is: by its number, else by title and date. */
import type { Database } from './database.ts';
import { findByTitle } from './filings.ts';
import { documentId, shortId } from './ids.ts';
import { statement } from './statements.ts';
import { titleKey, titleLikeness } from './title-key.ts';
import type { DocumentMetadata } from './types.ts';

/** Below this, two titles under one number are two documents: agencies do share bare numbers (令第1号). */
const SAME_TITLE = 0.5;

/** Whether the library has a document of this id. */
export const isHeld = (database: Database, id: string): boolean =>
  statement<[string], object>(database.raw, 'SELECT 1 FROM documents WHERE id = ?').get(id) !== undefined;

/**
 * The id of an arriving document. A copy printed without its number is known by title and date; a document
 * under a number that another title holds gets an id of its own.
 */
export function settleId(database: Database, metadata: DocumentMetadata, source: string): string {
  const id = documentId(metadata, source);
  if (metadata.kind === 'front matter') return id;
  const { title, documentNumber, issuedOn } = metadata;
  const held = statement<[string], { title: string }>(
    database.raw,
    'SELECT title FROM documents WHERE id = ?',
  ).get(id);
  if (held) {
    const same = !documentNumber || titleLikeness(held.title, title) >= SAME_TITLE;
    return same ? id : shortId(documentNumber, titleKey(title));
  }
  // Two offices may each print a notice of one title and date: only a number left out makes them one.
  if (!issuedOn) return id;
  const twin = findByTitle(database, titleKey(title)).find(
    (each) => each.issuedOn === issuedOn && (each.documentNumber === null) !== (documentNumber === null),
  );
  return twin?.id ?? id;
}
