/** How documents bear on one another: what repeals, ends, amends or prolongs what, with the words that say so. */
import type { Database } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { statement } from './statements.ts';
import type { Span, Visibility } from './types.ts';

/** `repeals` 废止, `ends` 失效, `amends` 修改, `extends` 有效期延长. */
export type RelationKind = 'repeals' | 'ends' | 'amends' | 'extends';

/** What a document says of another one. `quote` stands verbatim at `span` of the document that says it. */
export interface Relation {
  readonly kind: RelationKind;
  readonly targetNumber: string | null;
  readonly targetTitle: string | null;
  /** The title as filed (title-key.ts). */
  readonly targetKey: string | null;
  /** First day of the effect; null where it is the day on which the document itself takes effect. */
  readonly fromDay: Day | null;
  /** `extends`: the new last day, or +24 for so many months more. */
  readonly until: string | null;
  readonly quote: string;
  readonly span: Span;
}

interface RelationRow {
  id: number;
  documentId: string;
  kind: RelationKind;
  targetNumber: string | null;
  targetTitle: string | null;
  targetKey: string | null;
  targetId: string | null;
}

/** Replaces what is known of a document's own words about others. */
export function writeRelations(database: Database, documentId: string, relations: readonly Relation[]): void {
  const { raw } = database;
  statement<[string]>(raw, 'DELETE FROM relations WHERE document_id = ?').run(documentId);
  const insert = statement<unknown[]>(
    raw,
    `INSERT INTO relations (document_id, kind, target_number, target_title, target_key, from_day, until_day,
       quote, start, end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { kind, targetNumber, targetTitle, targetKey, fromDay, until, quote, span } of relations) {
    const target = [targetNumber, targetTitle, targetKey];
    insert.run(documentId, kind, ...target, fromDay, until, quote, span.start, span.end);
  }
}

const RELATION = `id, document_id AS documentId, kind, target_number AS targetNumber, target_title AS targetTitle,
  target_key AS targetKey, target_id AS targetId`;

/** Relations that a document states, and those of others that may mean it. */
export function relationsAround(database: Database, documentId: string): readonly RelationRow[] {
  return statement<[object], RelationRow>(
    database.raw,
    `SELECT ${RELATION} FROM relations WHERE document_id = @id OR target_id = @id
       OR target_number = (SELECT document_number FROM documents WHERE id = @id)
       OR target_key = (SELECT title_key FROM filings WHERE document_id = @id AND title_key <> '')
       OR target_key = (SELECT replace(title_key, region, '') FROM filings
                        WHERE document_id = @id AND title_key <> '' AND region IS NOT NULL)`,
  ).all({ id: documentId });
}

/** Relations whose target has gone. */
export function danglingRelations(database: Database): readonly RelationRow[] {
  return statement<[], RelationRow>(
    database.raw,
    `SELECT ${RELATION} FROM relations WHERE target_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.id = relations.target_id)`,
  ).all();
}

function findByOwnNumber(
  database: Database,
  { documentId, targetNumber, targetKey }: RelationRow,
): string | null {
  if (targetNumber === null) return null;
  const rows = statement<[string, string], { id: string; key: string }>(
    database.raw,
    `SELECT d.id, f.title_key AS key FROM documents d JOIN filings f ON f.document_id = d.id
     WHERE d.document_number = ? AND d.id <> ? AND d.kind = 'document'`,
  ).all(targetNumber, documentId);
  return (rows.find(({ key }) => key === targetKey) ?? rows[0])?.id ?? null;
}

/** By title: the latest document of that name that is older than the one which says so. */
function findByName(database: Database, { documentId, targetNumber, targetKey }: RelationRow): string | null {
  if (targetKey === null) return null;
  const own = statement<[string], { day: string | null; region: string | null }>(
    database.raw,
    `SELECT d.issued_on AS day, f.region FROM documents d JOIN filings f ON f.document_id = d.id WHERE d.id = ?`,
  ).get(documentId);
  const rows = statement<[string, string, string], { id: string; number: string | null; day: string | null }>(
    database.raw,
    `SELECT d.id, d.document_number AS number, d.issued_on AS day
     FROM filings f JOIN documents d ON d.id = f.document_id
     WHERE f.title_key IN (?, ?) AND d.id <> ? AND d.kind = 'document' ORDER BY d.issued_on DESC`,
  ).all(targetKey, `${own?.region ?? ''}${targetKey}`, documentId);
  const fits = rows.filter(
    ({ number, day }) =>
      (targetNumber === null || number === null) && (day === null || !own?.day || day <= own.day),
  );
  return fits[0]?.id ?? null;
}

/**
 * Finds the document that a relation means: by its number; else by its title, among documents that no other
 * number tells apart.
 */
export function resolveRelation(database: Database, relation: RelationRow): string | null {
  const id = findByOwnNumber(database, relation) ?? findByName(database, relation);
  if (id !== relation.targetId) {
    statement<unknown[]>(database.raw, 'UPDATE relations SET target_id = ? WHERE id = ?').run(
      id,
      relation.id,
    );
  }
  return id;
}

/** A relation as a page shows it, seen from one of its two documents. */
export interface ShownRelation {
  readonly kind: RelationKind | 'follows';
  /** `by`: the other document does it to this one. */
  readonly direction: 'to' | 'by';
  /** Null where the library does not hold the other document. */
  readonly otherId: string | null;
  readonly otherNumber: string | null;
  readonly otherTitle: string;
  readonly day: Day | null;
  /** The words that say so and where they stand; null for the same plan of another year. */
  readonly quote: string | null;
  readonly quoteIn: string | null;
  readonly span: Span | null;
}

interface ShownRow {
  kind: RelationKind;
  direction: 'to' | 'by';
  otherId: string | null;
  otherNumber: string | null;
  otherTitle: string | null;
  day: string | null;
  quote: string;
  quoteIn: string;
  start: number;
  end: number;
}

const toDay = (text: string | null) => (text === null ? null : parseDay(text));

/** When a relation takes effect: on its own day, else when the document that says so does. */
const EFFECT = 'coalesce(r.from_day, s.valid_from, s.issued_on)';

function statedRelations(database: Database, id: string, visibilities: readonly Visibility[]): ShownRow[] {
  return statement<[object], ShownRow>(
    database.raw,
    `SELECT r.kind, 'to' AS direction, t.id AS otherId, coalesce(t.document_number, r.target_number) AS otherNumber,
       coalesce(t.title, r.target_title) AS otherTitle, ${EFFECT} AS day, r.quote, r.document_id AS quoteIn,
       r.start, r.end
     FROM relations r JOIN documents s ON s.id = r.document_id LEFT JOIN documents t ON t.id = r.target_id
       AND t.visibility IN (SELECT value FROM json_each(@visible))
     WHERE r.document_id = @id
     UNION ALL
     SELECT r.kind, 'by', s.id, s.document_number, s.title, ${EFFECT}, r.quote, r.document_id, r.start, r.end
     FROM relations r JOIN documents s ON s.id = r.document_id
     WHERE r.target_id = @id AND s.visibility IN (SELECT value FROM json_each(@visible))`,
  ).all({ id, visible: JSON.stringify(visibilities) });
}

/** All that bears on a document, for a reader who may see it; others' internal documents stay unnamed. */
export function readRelations(
  database: Database,
  id: string,
  visibilities: readonly Visibility[],
): readonly ShownRelation[] {
  return statedRelations(database, id, visibilities).map((row) => ({
    kind: row.kind,
    direction: row.direction,
    otherId: row.otherId,
    otherNumber: row.otherNumber,
    otherTitle: row.otherTitle ?? row.otherNumber ?? '',
    day: toDay(row.day),
    quote: row.quote,
    quoteIn: row.quoteIn,
    span: { start: row.start, end: row.end },
  }));
}
