/** The library: publishing a file's documents in one transaction, and reading them back within a scope. */
import type { Selectable } from 'kysely';
import type { Database, Tables } from './database.ts';
import { explainDatabaseError } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { publishDeadlines, withdrawVanishedDocuments } from './deadline-publish.ts';
import { countDeadlines } from './deadlines.ts';
import { type DocumentNumberQuery, findDocumentNumber, matchesDocumentNumber } from './document-number.ts';
import { toBlob } from './passages.ts';
import type { Deadline, DocumentRecord, DocumentSummary, Passage, Validity, Visibility } from './types.ts';

/** A passage ready to be kept, with its vector and the tokens of its place and of its own text. */
export interface IndexedPassage {
  readonly passage: Passage;
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly vector: Float32Array;
}

/** A document ready to be kept. */
export interface IndexedDocument {
  readonly record: DocumentRecord;
  readonly passages: readonly IndexedPassage[];
  readonly deadlines: readonly Deadline[];
}

/** What is known of a file that was read before. */
export interface FileState {
  readonly sha256: string;
  readonly status: 'published' | 'quarantined';
}

/** The passages that a publication added and removed, for the indexes. */
export interface Published {
  readonly added: readonly (IndexedPassage & { readonly id: number; readonly visibility: Visibility })[];
  readonly removed: readonly number[];
}

/** The state of a file by its name, or null when it was never read. */
export async function findFile(database: Database, source: string): Promise<FileState | null> {
  const row = await database.kysely
    .selectFrom('files')
    .select(['sha256', 'status'])
    .where('source', '=', source)
    .executeTakeFirst();
  return row ?? null;
}

function passageIdsOf(database: Database, where: string, value: string | number): number[] {
  const rows = database.raw
    .prepare<[string | number], { id: number }>(
      `SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE ${where} = ?`,
    )
    .all(value);
  return rows.map((row) => row.id);
}

function insertDocument(
  database: Database,
  fileId: number,
  document: IndexedDocument,
  ordinal: number,
): Published['added'] {
  const { record } = document;
  database.raw
    .prepare(
      `INSERT INTO documents VALUES (@id, @fileId, @ordinal, @kind, @documentNumber, @title, @contentsTitle, @issuers,
       @addressees, @issuedOn, @disclosure, @visibility, @validFrom, @validUntil, @attachments, @publication, @source,
       @text, @outline)`,
    )
    .run({
      ...record,
      fileId,
      ordinal,
      issuers: JSON.stringify(record.issuers),
      addressees: JSON.stringify(record.addressees),
      attachments: JSON.stringify(record.attachments),
      outline: JSON.stringify(record.outline),
    });
  const insertPassage = database.raw.prepare(
    `INSERT INTO passages (document_id, ordinal, kind, locator, path, text, start, end, cells, vector)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return document.passages.map((indexed, i) => {
    const { passage, vector } = indexed;
    const { kind, locator, path, text, span, cells } = passage;
    const values = [
      record.id,
      i,
      kind,
      locator,
      JSON.stringify(path),
      text,
      span.start,
      span.end,
      JSON.stringify(cells),
    ];
    const id = Number(insertPassage.run(...values, toBlob(vector)).lastInsertRowid);
    return { ...indexed, id, visibility: record.visibility };
  });
}

/**
 * Replaces whatever a file held before by these documents, in one transaction: a reader sees the old
 * state or the new one. A document that another file published under the same id is replaced too.
 * @throws GongbaoError DISK_FULL; the library is then as before
 */
export function publishFile(
  database: Database,
  file: { source: string; sha256: string; report: string; ingestedAt: string },
  documents: readonly IndexedDocument[],
): Published {
  const removed: number[] = [];
  const publish = database.raw.transaction(() => {
    const old = database.raw
      .prepare<[string], { id: number }>('SELECT id FROM files WHERE source = ?')
      .get(file.source);
    if (old) {
      removed.push(...passageIdsOf(database, 'd.file_id', old.id));
      database.raw
        .prepare('DELETE FROM passages WHERE document_id IN (SELECT id FROM documents WHERE file_id = ?)')
        .run(old.id);
      database.raw.prepare('DELETE FROM files WHERE id = ?').run(old.id);
    }
    const inserted = database.raw
      .prepare(
        `INSERT INTO files (source, sha256, status, report, ingested_at) VALUES (@source, @sha256, 'published', @report, @ingestedAt)`,
      )
      .run(file);
    const at = new Date(file.ingestedAt);
    const ids = documents.map((document) => document.record.id);
    withdrawVanishedDocuments(database.raw, file.source, ids, at);
    return documents.flatMap((document, i) => {
      removed.push(...passageIdsOf(database, 'd.id', document.record.id));
      database.raw.prepare('DELETE FROM passages WHERE document_id = ?').run(document.record.id);
      database.raw.prepare('DELETE FROM documents WHERE id = ?').run(document.record.id);
      publishDeadlines(database.raw, document.record, document.deadlines, at);
      return insertDocument(database, Number(inserted.lastInsertRowid), document, i);
    });
  });
  const added = explained(database, () => publish.immediate());
  return { added, removed };
}

/** Runs a write; SQLite's errors become ones that name the fix. */
function explained<T>(database: Database, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw explainDatabaseError(error, database.raw.name);
  }
}

/**
 * Records that a file failed the fidelity gate. What it published before stays as it was.
 * @throws GongbaoError DISK_FULL; the library is then as before
 */
export function quarantineFile(
  database: Database,
  file: { source: string; sha256: string; report: string; ingestedAt: string },
): void {
  const statement = database.raw.prepare(
    `INSERT INTO files (source, sha256, status, report, ingested_at) VALUES (@source, @sha256, 'quarantined', @report, @ingestedAt)
       ON CONFLICT (source) DO UPDATE SET sha256 = excluded.sha256, status = 'quarantined', report = excluded.report, ingested_at = excluded.ingested_at`,
  );
  explained(database, () => statement.run(file));
}

/** Whether a document is in force on a day, by the term it sets itself. */
export function validityOn(term: { validFrom: Day | null; validUntil: Day | null }, day: Day): Validity {
  if (term.validUntil && term.validUntil < day) return 'expired';
  return term.validUntil || term.validFrom ? 'in force' : 'unstated';
}

const day = (value: string | null): Day | null => (value === null ? null : parseDay(value));

const SUMMARY_COLUMNS = [
  'id',
  'document_number',
  'title',
  'contents_title',
  'issuers',
  'addressees',
  'issued_on',
  'disclosure',
  'visibility',
  'valid_from',
  'valid_until',
  'attachments',
  'publication',
  'source',
] as const;

type SummaryRow = Pick<Selectable<Tables['documents']>, (typeof SUMMARY_COLUMNS)[number]>;

function toMetadata(row: SummaryRow): Omit<DocumentRecord, 'kind' | 'text' | 'outline'> {
  return {
    id: row.id,
    documentNumber: row.document_number,
    title: row.title,
    contentsTitle: row.contents_title,
    issuers: JSON.parse(row.issuers),
    addressees: JSON.parse(row.addressees),
    issuedOn: day(row.issued_on),
    disclosure: row.disclosure,
    visibility: row.visibility,
    validFrom: day(row.valid_from),
    validUntil: day(row.valid_until),
    attachments: JSON.parse(row.attachments),
    publication: row.publication,
    source: row.source,
  };
}

function toRecord(row: Selectable<Tables['documents']>): DocumentRecord {
  return { ...toMetadata(row), kind: row.kind, text: row.text, outline: JSON.parse(row.outline) };
}

/** The documents a reader may see, in the order they were ingested, without the front matter of issues. */
export async function listDocuments(
  database: Database,
  visibilities: readonly Visibility[],
  asOf: Day,
): Promise<readonly DocumentSummary[]> {
  const rows = await database.kysely
    .selectFrom('documents')
    .select(SUMMARY_COLUMNS)
    .select((eb) =>
      eb
        .selectFrom('passages')
        .whereRef('passages.document_id', '=', 'documents.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('passages'),
    )
    .where('kind', '=', 'document')
    .where('visibility', 'in', [...visibilities])
    .orderBy('file_id')
    .orderBy('ordinal')
    .execute();
  const deadlines = await countDeadlines(database, visibilities);
  return rows.map((row) => {
    const metadata = toMetadata(row);
    return {
      ...metadata,
      validity: validityOn(metadata, asOf),
      passages: row.passages ?? 0,
      deadlines: deadlines.get(row.id) ?? 0,
    };
  });
}

/** One document, or null where there is none or the reader may not see it: the two look the same outside. */
export async function readDocument(
  database: Database,
  id: string,
  visibilities: readonly Visibility[],
): Promise<DocumentRecord | null> {
  const row = await database.kysely
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', id)
    .where('visibility', 'in', [...visibilities])
    .executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** The titles of the documents a reader may see. */
export function readTitles(database: Database, visibilities: readonly Visibility[]): readonly string[] {
  return database.raw
    .prepare<[string], string>(
      `SELECT title FROM documents
       WHERE kind = 'document' AND visibility IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(visibilities));
}

/** The texts of documents by id. The caller found the ids within its reader's scope. */
export function readTexts(database: Database, ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = database.raw
    .prepare<[string], { id: string; text: string }>(
      'SELECT id, text FROM documents WHERE id IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map((row) => [row.id, row.text]));
}

/** The documents a reader may see whose number is one that a question may mean. */
export function findByNumber(
  database: Database,
  query: DocumentNumberQuery,
  visibilities: readonly Visibility[],
): readonly { readonly id: string; readonly documentNumber: string }[] {
  const rows = database.raw
    .prepare<[string, string], { id: string; documentNumber: string }>(
      `SELECT id, document_number AS documentNumber FROM documents
       WHERE document_number LIKE ? AND visibility IN (SELECT value FROM json_each(?))`,
    )
    .all(`%${query.serial}号%`, JSON.stringify(visibilities));
  return rows.filter(({ documentNumber }) => {
    const number = findDocumentNumber(documentNumber);
    return number !== null && matchesDocumentNumber(query, number);
  });
}
