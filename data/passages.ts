/** Passages as they are kept: read back one by one, by document, or with what places them for a search. */
import type { Selectable } from 'kysely';
import type { Database, Tables } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { statement } from './statements.ts';
import type { Candidate, Level, PassageKind, PassageRecord, Span, Visibility } from './types.ts';

/** A vector as bytes for the database. */
export const toBlob = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

/** A vector as it was kept. */
export function fromBlob(blob: Buffer): Float32Array {
  return new Float32Array(blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength));
}

/** The ids of all passages kept that share a visibility. */
export function passageIds(database: Database, visibility: Visibility): Set<number> {
  return new Set(
    database.raw
      .prepare<[string], number>(
        'SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.visibility = ?',
      )
      .pluck()
      .all(visibility),
  );
}

/** A passage's vector, or null where there is none (the passage is gone). */
export function readVector(database: Database, id: number): Float32Array | null {
  const blob = database.raw
    .prepare<[number], Buffer>('SELECT vector FROM passages WHERE id = ?')
    .pluck()
    .get(id);
  return blob ? fromBlob(blob) : null;
}

/** A list kept as JSON; most rows of most columns hold none. */
const listOf = <T>(json: string): readonly T[] => (json === '[]' ? [] : JSON.parse(json));

const day = (value: string | null): Day | null => (value === null ? null : parseDay(value));

const KINDS: Record<PassageKind, PassageKind> = {
  title: 'title',
  heading: 'heading',
  clause: 'clause',
  row: 'row',
  front: 'front',
};

type PassageRow = Omit<Selectable<Tables['passages']>, 'vector'>;

function toPassage(row: PassageRow): PassageRecord {
  return {
    id: row.id,
    documentId: row.document_id,
    ordinal: row.ordinal,
    kind: KINDS[row.kind as PassageKind] ?? 'clause',
    locator: row.locator,
    path: listOf(row.path),
    text: row.text,
    span: { start: row.start, end: row.end },
    cells: listOf(row.cells),
    ...(row.page !== null && { page: row.page }),
  };
}

const PASSAGE_COLUMNS = [
  'id',
  'document_id',
  'ordinal',
  'kind',
  'locator',
  'path',
  'text',
  'start',
  'end',
  'cells',
  'page',
] as const;

/** All passages of one document, in order. The caller has checked that its reader may see the document. */
export function readPassageRecords(database: Database, documentId: string): readonly PassageRecord[] {
  const sql = `SELECT ${PASSAGE_COLUMNS.join(', ')} FROM passages WHERE document_id = ? ORDER BY ordinal`;
  return statement<[string], PassageRow>(database.raw, sql).all(documentId).map(toPassage);
}

/** As `readPassageRecords`. */
export async function readPassages(
  database: Database,
  documentId: string,
): Promise<readonly PassageRecord[]> {
  return readPassageRecords(database, documentId);
}

/** The passages of a document whose ordinals lie between two, both included, in order. */
export function readPassagesBetween(
  database: Database,
  documentId: string,
  first: number,
  last: number,
): readonly PassageRecord[] {
  return database.raw
    .prepare<[string, number, number], PassageRow>(
      `SELECT ${PASSAGE_COLUMNS.join(', ')} FROM passages
       WHERE document_id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal`,
    )
    .all(documentId, first, last)
    .map(toPassage);
}

/** The passage of a document in which a span lies, or null. */
export function readPassageAt(database: Database, documentId: string, span: Span): PassageRecord | null {
  const row = database.raw
    .prepare<[string, number, number], PassageRow>(
      `SELECT ${PASSAGE_COLUMNS.join(', ')} FROM passages WHERE document_id = ? AND start <= ? AND end >= ?
       ORDER BY end - start LIMIT 1`,
    )
    .get(documentId, span.start, span.end);
  return row ? toPassage(row) : null;
}

/** For passages by id the ids of those that follow them in their documents. */
export function followingIds(database: Database, ids: readonly number[]): ReadonlyMap<number, number> {
  const rows = database.raw
    .prepare<[string], { id: number; next: number }>(
      `SELECT p.id, n.id AS next FROM passages p
       JOIN passages n ON n.document_id = p.document_id AND n.ordinal = p.ordinal + 1
       WHERE p.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ id, next }) => [id, next]));
}

/** The documents of some passages, each once. */
export function documentsOf(database: Database, ids: readonly number[]): readonly string[] {
  return database.raw
    .prepare<[string], string>(
      'SELECT DISTINCT document_id FROM passages WHERE id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(JSON.stringify(ids));
}

/** The passages of some documents that set a time limit, as the ledger has them. */
export function deadlinePassageIds(database: Database, documentIds: readonly string[]): readonly number[] {
  return database.raw
    .prepare<[string], number>(
      `SELECT DISTINCT p.id FROM deadlines d JOIN passages p
         ON p.document_id = d.document_id AND p.start <= d.span_start AND p.end >= d.span_end
       WHERE d.document_id IN (SELECT value FROM json_each(?)) AND d.state != '已撤销'`,
    )
    .pluck()
    .all(JSON.stringify(documentIds));
}

/** The heads and signature blocks of some documents: where their number, date and addressees stand. */
export function titleIds(database: Database, documentIds: readonly string[]): readonly number[] {
  return database.raw
    .prepare<[string], number>(
      `SELECT id FROM passages WHERE kind = 'title' AND document_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(documentIds));
}

interface CandidateRow extends PassageRow {
  region: string | null;
  level: Level | null;
  year_from: number | null;
  year_to: number | null;
  series: string;
  repealed_on: string | null;
  superseded_on: string | null;
  extended_until: string | null;
  document_number: string | null;
  title: string;
  contents_title: string | null;
  publication: string | null;
  lead: string;
  before: string | null;
  issuers: string;
  issued_on: string | null;
  valid_from: string | null;
  valid_until: string | null;
  source: string;
}

function toCandidate(row: CandidateRow): Candidate {
  return {
    ...toPassage(row),
    documentNumber: row.document_number,
    title: row.title,
    contentsTitle: row.contents_title,
    publication: row.publication,
    lead: row.lead,
    before: row.before ?? '',
    issuers: listOf(row.issuers),
    issuedOn: day(row.issued_on),
    validFrom: day(row.valid_from),
    validUntil: day(row.valid_until),
    source: row.source,
    region: row.region,
    level: row.level,
    yearFrom: row.year_from,
    yearTo: row.year_to,
    series: row.series,
    repealedOn: day(row.repealed_on),
    supersededOn: day(row.superseded_on),
    extendedUntil: day(row.extended_until),
  };
}

/** Passages by id with what places them, in the order of the ids; those a reader may not see are left out. */
export function readCandidates(
  database: Database,
  ids: readonly number[],
  visibilities: readonly Visibility[],
): readonly Candidate[] {
  const rows = statement<[string, string], CandidateRow>(
    database.raw,
    `SELECT p.id, p.document_id, p.ordinal, p.kind, p.locator, p.path, p.text, p.start, p.end, p.cells, p.page,
       d.document_number, d.title, d.contents_title, d.publication, f.lead,
       (SELECT b.text FROM passages b WHERE b.document_id = p.document_id AND b.ordinal = p.ordinal - 1) AS before,
       d.issuers, d.issued_on, d.valid_from, d.valid_until, d.source, f.region, f.level, f.year_from, f.year_to,
       f.series, f.repealed_on, f.superseded_on, f.extended_until
     FROM passages p JOIN documents d ON d.id = p.document_id JOIN filings f ON f.document_id = d.id
     WHERE p.id IN (SELECT value FROM json_each(?)) AND d.visibility IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(ids), JSON.stringify(visibilities));
  const byId = new Map(rows.map((row) => [row.id, toCandidate(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
