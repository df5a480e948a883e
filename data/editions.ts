/** Editions of a document: what it said before a corrected one replaced it, kept readable. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from './database.ts';
import { readWholeDocument } from './documents.ts';
import { type FilingKeys, readFilingKeys } from './filings.ts';
import { statement } from './statements.ts';
import type { Deadline, DocumentRecord, Passage, Visibility } from './types.ts';
import { foldVariants } from './variants.ts';

/** A document as it was read from a file. */
export interface Draft {
  readonly record: DocumentRecord;
  readonly passages: readonly Passage[];
  readonly deadlines: readonly Deadline[];
}

/** A document as a file brings it, with the digests by which it is told from what the library holds. */
export interface Incoming extends Draft {
  readonly filing: FilingKeys;
  /** Of all that is kept of it but the file's name. */
  readonly digest: string;
  /** Of its words and figures alone: the same for two printings of one text. */
  readonly wordsDigest: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** A document with its digests. Spacing, marks and variant characters make no other words. */
export function toIncoming(draft: Draft, filing: FilingKeys): Incoming {
  const { record, passages, deadlines } = draft;
  const { source: _source, id: _id, ...content } = record;
  const words = foldVariants(record.text.normalize('NFKC')).replace(/[\s\p{P}\p{S}]/gu, '');
  return {
    record,
    passages,
    deadlines,
    filing,
    digest: sha256(JSON.stringify([content, passages, deadlines, filing])),
    wordsDigest: sha256(words),
  };
}

/** An edition that was replaced, for a list. */
export interface EditionSummary {
  readonly number: number;
  readonly source: string;
  readonly replacedAt: string;
}

/** Keeps what a document says now as an edition, before other words replace it. */
export function archiveEdition(database: Database, documentId: string, at: string): void {
  const whole = readWholeDocument(database, documentId);
  const keys = readFilingKeys(database, documentId);
  if (!whole || !keys) return;
  const { digest, wordsDigest, ...filing } = keys;
  // Deadlines of an edition that comes back are read again: the ledger keeps its own history of them.
  const content: Incoming = { ...whole, deadlines: [], filing, digest, wordsDigest };
  const { source, visibility } = whole.record;
  statement<unknown[]>(
    database.raw,
    `INSERT INTO document_editions (document_id, number, words_digest, source, visibility, content, replaced_at)
     SELECT ?, 1 + coalesce(max(number), 0), ?, ?, ?, ?, ? FROM document_editions WHERE document_id = ?`,
  ).run(documentId, wordsDigest, source, visibility, JSON.stringify(content), at, documentId);
}

/** Drops the editions that no file of the document holds any more, and the one that is current again. */
export function dropEditions(database: Database, documentId: string): void {
  statement<unknown[]>(
    database.raw,
    `DELETE FROM document_editions WHERE document_id = ? AND (
       words_digest = (SELECT words_digest FROM filings WHERE document_id = ?)
       OR source NOT IN (SELECT source FROM files JOIN document_sources s ON s.file_id = files.id
                         WHERE s.document_id = ?))`,
  ).run(documentId, documentId, documentId);
}

/** What is kept as JSON was written by `archiveEdition`; only its outer shape is checked. */
const Content = z.custom<Incoming>(
  (value) => z.object({ record: z.object({}), passages: z.array(z.any()) }).safeParse(value).success,
);

const parseContent = (content: string): Incoming => Content.parse(JSON.parse(content));

/**
 * The edition that becomes current again when a file leaves a document whose text was read from it; null
 * where another file holds the same words, or none holds it at all.
 */
export function restorableEdition(
  database: Database,
  documentId: string,
  leavingFileId: number,
): Incoming | null {
  const row = statement<unknown[], { content: string }>(
    database.raw,
    `SELECT e.content FROM document_editions e
     JOIN document_sources s ON s.document_id = e.document_id AND s.words_digest = e.words_digest
     JOIN documents d ON d.id = e.document_id AND d.file_id = ?
     WHERE e.document_id = ? AND s.file_id <> ? AND NOT EXISTS (
       SELECT 1 FROM document_sources o JOIN filings f ON f.document_id = o.document_id
       WHERE o.document_id = e.document_id AND o.file_id <> ? AND o.words_digest = f.words_digest)
     ORDER BY e.number DESC LIMIT 1`,
  ).get(leavingFileId, documentId, leavingFileId, leavingFileId);
  return row ? parseContent(row.content) : null;
}

/** The earlier editions of a document that a reader may see, oldest first. */
export function listEditions(
  database: Database,
  documentId: string,
  visibilities: readonly Visibility[],
): readonly EditionSummary[] {
  return statement<[string, string], EditionSummary>(
    database.raw,
    `SELECT number, source, replaced_at AS replacedAt FROM document_editions
     WHERE document_id = ? AND visibility IN (SELECT value FROM json_each(?)) ORDER BY number`,
  ).all(documentId, JSON.stringify(visibilities));
}

/** One earlier edition, or null. The caller has checked that its reader may see the document itself. */
export function readEdition(
  database: Database,
  documentId: string,
  number: number,
  visibilities: readonly Visibility[],
): Incoming | null {
  const row = statement<unknown[], { content: string }>(
    database.raw,
    `SELECT content FROM document_editions
     WHERE document_id = ? AND number = ? AND visibility IN (SELECT value FROM json_each(?))`,
  ).get(documentId, number, JSON.stringify(visibilities));
  return row ? parseContent(row.content) : null;
}
