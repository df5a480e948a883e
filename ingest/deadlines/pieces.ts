/** Cuts clauses and rows into the sentences and cells that are read one by one. */

import { splitSentences } from '../../data/sentences.ts';
import type { Cell, Span } from '../../data/types.ts';
import type { Clause } from './clauses.ts';
import { limitColumn, skipsColumn } from './labels.ts';

/** A sentence or cell to read, with its place in the document's text; it is what a deadline quotes. */
export interface Piece extends Span {
  readonly cell: Cell | null;
}

/** No quote is longer than this; longer sentences are cut at commas. */
const LONGEST = 600;

function cutAtCommas(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  while (end - from > LONGEST) {
    const comma = text.lastIndexOf('，', from + LONGEST - 1);
    const to = comma > from + LONGEST / 3 ? comma + 1 : from + LONGEST;
    spans.push({ start: from, end: to });
    from = to;
  }
  return [...spans, { start: from, end }];
}

function sentencesOf(text: string, offset: number, cell: Cell | null): Piece[] {
  return splitSentences(text)
    .flatMap((span) => cutAtCommas(text, span))
    .map(({ start, end }) => ({ start: offset + start, end: offset + end, cell }));
}

/**
 * Sentences of a clause, or of the cells of a row; in a column of limits merged cells above count too. A row
 * with boxes to tick is a form: what it asks for is no limit.
 */
export function piecesOf({ passage, span, text }: Clause): Piece[] {
  if (passage.kind !== 'row') return sentencesOf(text, span.start, null);
  if (passage.cells.some((cell) => /□|☐/.test(cell.text))) return [];
  return passage.cells
    .filter((cell) => !skipsColumn(cell.header) && (!cell.inherited || limitColumn(cell.header)))
    .flatMap((cell) => sentencesOf(cell.text, cell.span.start, cell));
}
