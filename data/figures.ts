/** Figures that documents give for indicators, kept so that a new document's can be compared with them. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import type { Span } from './types.ts';

/** A figure a document gives. `value` is in the one unit of its family; `shown` is as printed. */
export interface Figure {
  /** The words that name it, and the key under which it is compared. */
  readonly indicator: string;
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  readonly shown: string;
  /** Where the figure stands in the document's text. */
  readonly span: Span;
  /** 正文, 附件2 … */
  readonly part: string;
  /** Town, village or office it is of; '' for the document's own. */
  readonly scope: string;
  readonly bound: '=' | '≥' | '≤';
  /** What is to be reached, or what has been. */
  readonly role: 'target' | 'actual';
  readonly year: number | null;
}

/** A figure with the document that gives it. */
export interface KeptFigure extends Figure {
  readonly documentId: string;
}

interface FigureRow extends Omit<Figure, 'span'> {
  documentId: string;
  start: number;
  end: number;
}

const toFigure = ({ start, end, ...rest }: FigureRow): KeptFigure => ({ ...rest, span: { start, end } });

const COLUMNS = `g.document_id AS documentId, g.part, g.indicator, g.key, g.scope, g.unit, g.value, g.bound, g.role,
  g.year, g.shown, g.start, g.end`;

/** Replaces the figures kept of a document. */
export function writeFigures(database: Database, documentId: string, figures: readonly Figure[]): void {
  const { raw } = database;
  statement<[string]>(raw, 'DELETE FROM figures WHERE document_id = ?').run(documentId);
  const insert = statement<[object]>(
    raw,
    `INSERT INTO figures (document_id, part, indicator, key, scope, unit, value, bound, role, year, shown, start, end)
     VALUES (@documentId, @part, @indicator, @key, @scope, @unit, @value, @bound, @role, @year, @shown, @start, @end)`,
  );
  for (const { span, ...rest } of figures) insert.run({ ...rest, ...span, documentId });
}

/** The figures of one document. */
export function figuresOf(database: Database, documentId: string): readonly KeptFigure[] {
  const sql = `SELECT ${COLUMNS} FROM figures g WHERE g.document_id = ?`;
  return statement<[string], FigureRow>(database.raw, sql).all(documentId).map(toFigure);
}

/** Figures of the same keys in other documents of the same region. */
export function figuresOfKin(database: Database, documentId: string): readonly KeptFigure[] {
  return statement<[object], FigureRow>(
    database.raw,
    `SELECT ${COLUMNS}
     FROM (SELECT DISTINCT key, unit FROM figures WHERE document_id = @id) own
     JOIN figures g ON g.key = own.key AND g.unit = own.unit AND g.document_id <> @id
     JOIN filings f ON f.document_id = g.document_id
     WHERE f.region IS NOT NULL AND f.region = (SELECT region FROM filings WHERE document_id = @id)`,
  )
    .all({ id: documentId })
    .map(toFigure);
}
