/** Figures for one indicator that differ, as they were found at ingest. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import type { Span, Visibility } from './types.ts';

/**
 * `parts`: between body and annexes of one document; `documents`: between two documents of one place and
 * year; `change`: between a plan and the one that takes its place, which is no mistake.
 */
export type ConflictKind = 'parts' | 'documents' | 'change';

/** One side of a conflict: the figure as printed and where it stands. */
export interface ConflictSide {
  readonly documentId: string;
  readonly shown: string;
  readonly part: string;
  readonly span: Span;
}

/** Two figures for one subject that differ. */
export interface FigureConflict {
  readonly kind: ConflictKind;
  readonly subject: string;
  readonly left: ConflictSide;
  readonly right: ConflictSide;
}

/** A conflict as a page lists it, with the titles of its documents. */
export interface ShownConflict extends FigureConflict {
  readonly leftTitle: string;
  readonly rightTitle: string;
}

/** Replaces the conflicts in which a document has a side. */
export function writeConflicts(
  database: Database,
  documentId: string,
  conflicts: readonly FigureConflict[],
): void {
  const { raw } = database;
  const clear = 'DELETE FROM conflicts WHERE left_document = @id OR right_document = @id';
  statement<[object]>(raw, clear).run({ id: documentId });
  const insert = statement<unknown[]>(
    raw,
    `INSERT INTO conflicts (kind, subject, left_document, left_shown, left_part, left_start, left_end,
       right_document, right_shown, right_part, right_start, right_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const side = ({ documentId: id, shown, part, span }: ConflictSide) => [
    id,
    shown,
    part,
    span.start,
    span.end,
  ];
  for (const { kind, subject, left, right } of conflicts)
    insert.run(kind, subject, ...side(left), ...side(right));
}

/** How many figures in these documents differ from others; changes against another year's plan are none. */
export function countConflicts(database: Database, documentIds: readonly string[]): number {
  const row = statement<[object], { n: number }>(
    database.raw,
    `SELECT count(*) AS n FROM conflicts WHERE kind <> 'change'
       AND (left_document IN (SELECT value FROM json_each(@ids)) OR right_document IN (SELECT value FROM json_each(@ids)))`,
  ).get({ ids: JSON.stringify(documentIds) });
  return row?.n ?? 0;
}

interface ConflictRow {
  kind: ConflictKind;
  subject: string;
  leftDocument: string;
  leftTitle: string;
  leftShown: string;
  leftPart: string;
  leftStart: number;
  leftEnd: number;
  rightDocument: string;
  rightTitle: string;
  rightShown: string;
  rightPart: string;
  rightStart: number;
  rightEnd: number;
}

function toConflict(row: ConflictRow): ShownConflict {
  return {
    kind: row.kind,
    subject: row.subject,
    leftTitle: row.leftTitle,
    rightTitle: row.rightTitle,
    left: {
      documentId: row.leftDocument,
      shown: row.leftShown,
      part: row.leftPart,
      span: { start: row.leftStart, end: row.leftEnd },
    },
    right: {
      documentId: row.rightDocument,
      shown: row.rightShown,
      part: row.rightPart,
      span: { start: row.rightStart, end: row.rightEnd },
    },
  };
}

/** The conflicts of some documents, for a reader who may see both sides. */
export function readConflicts(
  database: Database,
  documentIds: readonly string[],
  visibilities: readonly Visibility[],
): readonly ShownConflict[] {
  const columns = `c.kind, c.subject, c.left_document AS leftDocument, c.left_shown AS leftShown, c.left_part AS leftPart,
    c.left_start AS leftStart, c.left_end AS leftEnd, c.right_document AS rightDocument,
    c.right_shown AS rightShown, c.right_part AS rightPart, c.right_start AS rightStart, c.right_end AS rightEnd,
    l.title AS leftTitle, r.title AS rightTitle`;
  return statement<[object], ConflictRow>(
    database.raw,
    `WITH asked AS (SELECT value AS id FROM json_each(@ids)), visible AS (SELECT value FROM json_each(@visible)),
       found AS (SELECT id FROM conflicts WHERE left_document IN (SELECT id FROM asked)
                 UNION SELECT id FROM conflicts WHERE right_document IN (SELECT id FROM asked))
     SELECT ${columns} FROM found JOIN conflicts c ON c.id = found.id
     JOIN documents l ON l.id = c.left_document JOIN documents r ON r.id = c.right_document
     WHERE l.visibility IN (SELECT value FROM visible) AND r.visibility IN (SELECT value FROM visible)
     ORDER BY c.id`,
  )
    .all({ ids: JSON.stringify(documentIds), visible: JSON.stringify(visibilities) })
    .map(toConflict);
}
