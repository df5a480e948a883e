/** The library's documents, read within a scope. */
import type { Database } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { countDeadlines } from './deadlines.ts';
import { type DocumentNumberQuery, findDocumentNumber, matchesDocumentNumber } from './document-number.ts';
import { readPassageRecords } from './passages.ts';
import { statement } from './statements.ts';
import type {
  DocumentRecord,
  DocumentSummary,
  Filing,
  Level,
  Passage,
  Standing,
  Validity,
  Visibility,
} from './types.ts';

/** What decides a document's validity: the term it sets itself, and what other documents do to it. */
export type Term = Pick<DocumentRecord, 'validFrom' | 'validUntil'> & Partial<Standing>;

/**
 * Whether a document is in force on a day. Its own term counts before a later year's plan does; before it
 * takes effect nothing is said of it.
 */
export function validityOn(term: Term, day: Day): Validity {
  const { validFrom, validUntil, repealedOn, supersededOn, extendedUntil } = term;
  if (repealedOn && repealedOn <= day) return 'repealed';
  const until = extendedUntil && (!validUntil || extendedUntil > validUntil) ? extendedUntil : validUntil;
  if (until && until < day) return 'expired';
  if (validFrom && validFrom > day) return 'unstated';
  if (!until && supersededOn && supersededOn <= day) return 'expired';
  return until || validFrom ? 'in force' : 'unstated';
}

interface DocumentRow {
  id: string;
  kind: 'document' | 'front matter';
  document_number: string | null;
  title: string;
  contents_title: string | null;
  issuers: string;
  addressees: string;
  issued_on: string | null;
  disclosure: string | null;
  visibility: Visibility;
  valid_from: string | null;
  valid_until: string | null;
  attachments: string;
  publication: string | null;
  source: string;
  theme: string | null;
  region: string | null;
  level: Level | null;
  printed_on: string | null;
  published_on: string | null;
  year_from: number | null;
  year_to: number | null;
  repealed_on: string | null;
  superseded_on: string | null;
  extended_until: string | null;
}

const COLUMNS = `d.id, d.kind, d.document_number, d.title, d.contents_title, d.issuers, d.addressees, d.issued_on,
  d.disclosure, d.visibility, d.valid_from, d.valid_until, d.attachments, d.publication, d.source, f.theme,
  f.region, f.level, f.printed_on, f.published_on, f.year_from, f.year_to, f.repealed_on, f.superseded_on,
  f.extended_until`;

const day = (value: string | null): Day | null => (value === null ? null : parseDay(value));

function toMetadata(row: DocumentRow): Omit<DocumentRecord, 'text' | 'outline'> & Filing & Standing {
  return {
    id: row.id,
    kind: row.kind,
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
    theme: row.theme,
    region: row.region,
    level: row.level,
    printedOn: day(row.printed_on),
    publishedOn: day(row.published_on),
    yearFrom: row.year_from,
    yearTo: row.year_to,
    repealedOn: day(row.repealed_on),
    supersededOn: day(row.superseded_on),
    extendedUntil: day(row.extended_until),
  };
}

interface SummaryRow extends DocumentRow {
  passages: number;
  sources: string | null;
  editions: number;
}

/** Names of the files that hold a document, the one its text was read from first; NULL where it is the only one. */
const SOURCES = `(SELECT json_group_array(source) FROM (
    SELECT files.source FROM document_sources s JOIN files ON files.id = s.file_id
    WHERE s.document_id = d.id ORDER BY s.file_id = d.file_id DESC, s.file_id))`;

/** Names of the files that hold each of these documents, the one its text was read from first. */
export function readSources(
  database: Database,
  ids: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const rows = statement<[string], { id: string; source: string; sources: string }>(
    database.raw,
    `SELECT d.id, d.source, ${SOURCES} AS sources FROM documents d
     WHERE d.id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(ids));
  return new Map(
    rows.map(({ id, source, sources }) => [id, sources === '[]' ? [source] : JSON.parse(sources)]),
  );
}

/** The documents a reader may see, in the order they were ingested, without the front matter of issues. */
export async function listDocuments(
  database: Database,
  visibilities: readonly Visibility[],
  asOf: Day,
): Promise<readonly DocumentSummary[]> {
  const rows = statement<[string], SummaryRow>(
    database.raw,
    `SELECT ${COLUMNS}, f.passage_count AS passages, ${SOURCES} AS sources,
       (SELECT count(*) FROM document_editions e WHERE e.document_id = d.id) AS editions
     FROM documents d JOIN filings f ON f.document_id = d.id
     WHERE d.kind = 'document' AND d.visibility IN (SELECT value FROM json_each(?))
     ORDER BY d.file_id, d.ordinal`,
  ).all(JSON.stringify(visibilities));
  const counted = await countDeadlines(database, visibilities);
  return rows.map((row) => {
    const { kind: _kind, ...summary } = toMetadata(row);
    const sources: readonly string[] = row.sources ? JSON.parse(row.sources) : [row.source];
    const { passages, editions } = row;
    const deadlines = counted.get(row.id) ?? 0;
    return { ...summary, validity: validityOn(summary, asOf), passages, deadlines, sources, editions };
  });
}

/** One document, or null where there is none or the reader may not see it: the two look the same outside. */
export async function readDocument(
  database: Database,
  id: string,
  visibilities: readonly Visibility[],
): Promise<DocumentRecord | null> {
  const row = statement<[string, string], DocumentRow & { text: string; outline: string }>(
    database.raw,
    `SELECT ${COLUMNS}, d.text, d.outline FROM documents d JOIN filings f ON f.document_id = d.id
     WHERE d.id = ? AND d.visibility IN (SELECT value FROM json_each(?))`,
  ).get(id, JSON.stringify(visibilities));
  return row ? { ...toMetadata(row), text: row.text, outline: JSON.parse(row.outline) } : null;
}

/** A document with its passages as it was published, whoever may see it; for keeping it as an edition. */
export function readWholeDocument(
  database: Database,
  id: string,
): { readonly record: DocumentRecord; readonly passages: readonly Passage[] } | null {
  const row = statement<[string], DocumentRow & { text: string; outline: string }>(
    database.raw,
    `SELECT ${COLUMNS}, d.text, d.outline FROM documents d JOIN filings f ON f.document_id = d.id WHERE d.id = ?`,
  ).get(id);
  if (!row) return null;
  const { repealedOn: _r, supersededOn: _s, extendedUntil: _e, ...metadata } = toMetadata(row);
  const passages = readPassageRecords(database, id).map(
    ({ id: _id, documentId: _document, ordinal: _ordinal, ...passage }) => passage,
  );
  return { record: { ...metadata, text: row.text, outline: JSON.parse(row.outline) }, passages };
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
  const rows = statement<[string], { id: string; text: string }>(
    database.raw,
    'SELECT id, text FROM documents WHERE id IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(ids));
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
