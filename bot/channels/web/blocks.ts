import type { Cell, PassageRecord } from '../../../data/types.ts';

/** A paragraph: one passage, or the pieces that a long one was cut into. */
export interface TextBlock {
  readonly kind: 'text';
  readonly pieces: readonly PassageRecord[];
}

/** A row of a table: its cells by column, several where a heading spans columns. */
export interface DataRow {
  readonly kind: 'row';
  readonly passage: PassageRecord;
  readonly cells: readonly (readonly Cell[])[];
}

/** A line inside a table that names the rows below it. */
export interface SectionRow {
  readonly kind: 'section';
  readonly passage: PassageRecord;
}

export type ColumnSize = 'short' | 'medium' | 'long' | 'longest';

/** Rows in a row under the same headings; `columns` are all blank where the table has no headings. */
export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly string[];
  /** Room each column asks for, by its longest text. */
  readonly sizes: readonly ColumnSize[];
  readonly rows: readonly (DataRow | SectionRow)[];
}

export type Block = TextBlock | TableBlock;

interface OpenTable {
  columns: string[];
  readonly passages: PassageRecord[];
}

const headersOf = (row: PassageRecord) => [...new Set(row.cells.map(({ header }) => header))];
const isSection = (passage: PassageRecord) => passage.kind === 'heading' && /表$/.test(passage.locator);

/** Whether a row stands under these headings: it shares at least half of them, or neither has any. */
function belongs(columns: readonly string[], row: PassageRecord): boolean {
  const headers = headersOf(row);
  const named = headers.filter(Boolean);
  if (named.length === 0) return columns.every((column) => column === '');
  const shared = named.filter((header) => columns.includes(header)).length;
  return shared / Math.min(named.length, Math.max(1, columns.length)) >= 0.5;
}

/** Adds the headings a row brings along, each after the one it follows in that row. */
function widen(columns: string[], row: PassageRecord): void {
  let at = -1;
  for (const header of headersOf(row)) {
    const known = columns.indexOf(header);
    if (known >= 0) at = known;
    else columns.splice(++at, 0, header);
  }
}

/** Rows without headings are laid out by position. */
function layOut(columns: readonly string[], cells: readonly Cell[]): readonly (readonly Cell[])[] {
  if (columns.every((column) => column === '')) return cells.map((cell) => [cell]);
  return columns.map((column) => cells.filter(({ header }) => header === column));
}

function sizeOf(column: string, rows: readonly (DataRow | SectionRow)[], at: number): ColumnSize {
  const texts = rows.flatMap((row) => (row.kind === 'row' ? (row.cells[at] ?? []) : []));
  const longest = Math.max(column.length / 2, ...texts.map(({ text }) => text.length));
  if (longest <= 6) return 'short';
  return longest <= 14 ? 'medium' : longest <= 40 ? 'long' : 'longest';
}

function closeTable({ columns, passages }: OpenTable): TableBlock {
  const unnamed = columns.every((column) => column === '');
  const width = Math.max(...passages.map(({ cells }) => cells.length), 1);
  const all = unnamed ? Array.from({ length: width }, () => '') : columns;
  const rows = passages.map((passage) =>
    passage.kind === 'row'
      ? { kind: 'row' as const, passage, cells: layOut(all, passage.cells) }
      : { kind: 'section' as const, passage },
  );
  return { kind: 'table', columns: all, sizes: all.map((column, i) => sizeOf(column, rows, i)), rows };
}

/** Whether a passage goes on in the same paragraph as the one before it. */
function continues(before: PassageRecord | undefined, passage: PassageRecord, text: string): boolean {
  if (before?.kind !== passage.kind || before.locator !== passage.locator || passage.kind !== 'clause') {
    return false;
  }
  const gap = text.slice(before.span.end, passage.span.start);
  return passage.span.start >= before.span.end && gap.length <= 2 && !gap.includes('\n');
}

/** The next passage that is not a section line. */
function nextRow(passages: readonly PassageRecord[], from: number): PassageRecord | undefined {
  const next = passages.slice(from).find((passage) => !isSection(passage));
  return next?.kind === 'row' ? next : undefined;
}

/**
 * Lays a document's passages out for reading: the pieces of a cut paragraph come together again, rows that
 * share their headings become one table, section lines inside a table stay in it.
 */
export function groupPassages(passages: readonly PassageRecord[], text: string): readonly Block[] {
  const blocks: Block[] = [];
  let table: OpenTable | null = null;
  const close = () => {
    if (table) blocks.push(closeTable(table));
    table = null;
  };
  passages.forEach((passage, i) => {
    const row = passage.kind === 'row' ? passage : isSection(passage) ? nextRow(passages, i + 1) : undefined;
    if (row) {
      if (table && !belongs(table.columns, row)) close();
      table ??= { columns: [], passages: [] };
      widen(table.columns, row);
      table.passages.push(passage);
      return;
    }
    close();
    const last = blocks.at(-1);
    if (last?.kind === 'text' && continues(last.pieces.at(-1), passage, text)) {
      blocks[blocks.length - 1] = { kind: 'text', pieces: [...last.pieces, passage] };
    } else blocks.push({ kind: 'text', pieces: [passage] });
  });
  close();
  return blocks;
}
