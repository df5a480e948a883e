/** Reads tab-separated lines as tables: headers (also repeated and in two rows), sections, merged cells. */
import type { Cell, Span } from '../../data/types.ts';
import { filled, type RawCell, splitCells } from './cells.ts';
import { assignColumns, type Columns, columnType, findColumns } from './columns.ts';
import { isForm, isRoster, readFormRow, readPlainRow, readRoster } from './forms.ts';
import {
  isRule,
  isSubHeader,
  looksLikeHeader,
  nameColumns,
  repeatsHeader,
  standsAboveFigures,
  startsAnotherTable,
} from './header.ts';
import { columnHabits, MergedCells, type OwnCells } from './merge.ts';
import type { Line } from './repair.ts';

/**
 * A printed row. `number` is its 序号, or its place among the data rows of its table; `table` counts the
 * tables of the block from 0, a header printed again on the next page beginning none.
 */
export interface TableRow extends Span {
  readonly kind: 'header' | 'section' | 'data';
  readonly cells: readonly Cell[];
  readonly section: string;
  readonly number: number;
  /** True where 序号 numbers the rows of the table. */
  readonly numbered: boolean;
  readonly table: number;
}

interface BodyRow {
  readonly line: number;
  readonly cells: readonly RawCell[];
  /** True for the first row under a header printed again, as on a new page. */
  readonly afterBreak: boolean;
}

interface Table {
  /** Lines of one cell above the header: the table's own title, its unit of measure. */
  captions: BodyRow[];
  names: readonly string[];
  headerWidth: number;
  readonly headers: number[];
  readonly body: BodyRow[];
}

const emptyTable = (): Table => ({ captions: [], names: [], headerWidth: 0, headers: [], body: [] });

function adoptHeader(table: Table, names: readonly string[], width: number): void {
  if (names.length >= table.names.length) [table.names, table.headerWidth] = [names, width];
}

function isFirstHeader(rows: readonly (readonly RawCell[])[], i: number, table: Table): boolean {
  if (table.headers.length > 0) return false;
  const cells = rows[i] ?? [];
  const isFirst = table.body.length === 0 || isCaptioned(table);
  return looksLikeHeader(cells, isFirst) || (isFirst && standsAboveFigures(cells, rows[i + 1]));
}

type RowRole = 'rule' | 'repeated header' | 'header' | 'sub-header' | 'body';

function roleOf(rows: readonly (readonly RawCell[])[], i: number, table: Table): RowRole {
  const cells = rows[i] ?? [];
  const above = rows[i - 1];
  const hasHeader = table.headers.length > 0;
  if (isRule(cells)) return 'rule';
  if (hasHeader && repeatsHeader(table.names, cells)) return 'repeated header';
  if (hasHeader ? startsAnotherTable(cells) : isFirstHeader(rows, i, table)) return 'header';
  return above && table.headers.at(-1) === i - 1 && isSubHeader(above, cells) ? 'sub-header' : 'body';
}

/** True where nothing but a few lines of one cell stand above a first header. */
const isCaptioned = (table: Table) =>
  table.headers.length === 0 &&
  table.body.length > 0 &&
  table.body.length <= 3 &&
  table.body.every((row) => filled(row.cells).length === 1);

/** Parts a block of rows into tables, each with its header rows and its body. */
function splitTables(rows: readonly (readonly RawCell[])[]): Table[] {
  let table = emptyTable();
  const tables = [table];
  let afterBreak = false;
  rows.forEach((cells, i) => {
    const role = roleOf(rows, i, table);
    if (role === 'body') {
      table.body.push({ line: i, cells, afterBreak });
      afterBreak = false;
      return;
    }
    if (role === 'header' && isCaptioned(table)) table.captions = table.body.splice(0);
    else if (role === 'header' && table.headers.length + table.body.length > 0) {
      table = emptyTable();
      tables.push(table);
    }
    table.headers.push(i);
    if (role === 'rule') return;
    const top = role === 'sub-header' ? (rows[i - 1] ?? []) : cells;
    adoptHeader(
      table,
      nameColumns(top, role === 'sub-header' ? cells : null),
      Math.max(top.length, cells.length),
    );
    afterBreak = role === 'repeated header';
  });
  return tables;
}

const SECTION_NUMBER =
  /^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节类部])/;

/** Whether most rows of a table fill more than half of its columns, so that a lone cell stands out. */
function isMostlyFull({ body, names }: Table): boolean {
  return body.filter((row) => filled(row.cells).length > names.length / 2).length > body.length / 2;
}

/** A row with nothing but a heading: 二、农业资源. The last row of a table heads nothing. */
function isSection(table: Table, row: BodyRow, at: number, mostlyFull: boolean): boolean {
  const only = filled(row.cells);
  const [first] = only;
  if (only.length !== 1 || !first || table.names.length <= 2) return false;
  if (SECTION_NUMBER.test(first.text)) return true;
  if (first !== row.cells[0] || at === table.body.length - 1 || row.afterBreak) return false;
  return mostlyFull && !/^(?:\d|[①-⑳])/.test(first.text);
}

function ownCells(columns: Columns, cells: readonly RawCell[]): OwnCells {
  const own = new Map<number, Cell[]>();
  assignColumns(columns, cells).forEach((column, i) => {
    const raw = cells[i];
    if (column === null || !raw) return;
    const cell = {
      header: columns.names[column] ?? '',
      text: raw.text,
      span: { start: raw.start, end: raw.end },
      inherited: false,
    };
    own.set(column, [...(own.get(column) ?? []), cell]);
  });
  return own;
}

/** How 序号 is used: it numbers each row, or groups of rows (mostly blank), or is not there. */
function numberingOf(rows: readonly OwnCells[], ordinal: number): 'rows' | 'groups' | 'none' {
  const numbered = rows.filter((row) => row.has(ordinal)).length;
  if (ordinal < 0 || numbered === 0) return 'none';
  return numbered < rows.length / 2 ? 'groups' : 'rows';
}

/** The columns that hold one value for each numbered group: filled beside the number, blank below it. */
function groupColumns(rows: readonly OwnCells[], ordinal: number, count: number): ReadonlySet<number> {
  const heads = rows.filter((row) => row.has(ordinal)).length;
  const below = (column: number) => rows.filter((row) => !row.has(ordinal) && row.has(column)).length;
  return new Set(
    Array.from({ length: count }, (_, column) => column).filter(
      (column) => column !== ordinal && below(column) <= Math.max(1, heads / 4),
    ),
  );
}

interface DataRow {
  readonly row: BodyRow;
  readonly own: OwnCells;
}

/** What is known of a table before its rows are read one by one. */
interface Reading {
  readonly merged: MergedCells;
  readonly ordinal: number;
  readonly numbering: 'rows' | 'groups' | 'none';
  readonly perGroup: ReadonlySet<number>;
}

function readingOf(columns: Columns, data: readonly DataRow[]): Reading {
  const { names } = columns;
  const rows = data.map(({ own }) => own);
  const ordinal = names.findIndex((name) => columnType(name) === 'ordinal');
  return {
    merged: new MergedCells(names, columnHabits(rows, names.length)),
    ordinal,
    numbering: numberingOf(rows, ordinal),
    perGroup: groupColumns(rows, ordinal, names.length),
  };
}

/**
 * A page end may cut a row or a merged cell in two. The first row of the next page then has no number; in a
 * table of numbered groups its words in a column that holds one value a group go on with the value above,
 * in a table of numbered rows the whole row goes on with the row above.
 */
function withContinuations(reading: Reading, { row, own }: DataRow): OwnCells {
  const { merged, ordinal, numbering, perGroup } = reading;
  if (!row.afterBreak || own.has(ordinal) || numbering === 'none') return own;
  const joined = new Map(own);
  for (const [column, cells] of own) {
    if (numbering === 'rows' || perGroup.has(column)) joined.set(column, merged.extend(column, cells));
  }
  return joined;
}

function readBody(table: Table, columns: Columns, index: number): TableRow[] {
  const data = new Map<BodyRow, DataRow>();
  const mostlyFull = isMostlyFull(table);
  for (const [at, row] of table.body.entries()) {
    if (!isSection(table, row, at, mostlyFull)) data.set(row, { row, own: ownCells(columns, row.cells) });
  }
  const reading = readingOf(columns, [...data.values()]);
  const caption = table.captions.map((row) => filled(row.cells)[0]?.text ?? '').join(' ');
  let section = '';
  let count = 0;
  let last = 0;
  return table.body.map((row): TableRow => {
    const place = {
      start: row.cells[0]?.start ?? 0,
      end: row.cells.at(-1)?.end ?? 0,
      table: index,
      numbered: reading.numbering === 'rows',
    };
    const found = data.get(row);
    if (!found) {
      section = filled(row.cells)[0]?.text ?? '';
      reading.merged.clear();
      return { kind: 'section', cells: readPlainRow(row.cells), section, number: 0, ...place };
    }
    const printed = found.own.get(reading.ordinal)?.[0]?.text;
    if (reading.numbering === 'groups' && printed) reading.merged.clear();
    const cells = reading.merged.complete(withContinuations(reading, found));
    count++;
    last = reading.numbering !== 'rows' ? count : printed ? Number.parseInt(printed, 10) : last;
    return {
      kind: 'data',
      cells,
      section: [caption, section].filter(Boolean).join('｜'),
      number: last,
      ...place,
    };
  });
}

/** A line of one cell that heads what follows. */
function sectionRow(cells: readonly RawCell[], index: number): TableRow {
  const section = filled(cells)[0]?.text ?? '';
  const place = { start: cells[0]?.start ?? 0, end: cells.at(-1)?.end ?? 0, table: index };
  return { kind: 'section', cells: readPlainRow(cells), section, number: 0, numbered: false, ...place };
}

/** Rows without a header: a roster, a form, or rows about which nothing is known. */
function readHeaderless(table: Table, index: number): TableRow[] {
  const raw = table.body.map((row) => row.cells);
  const form = isForm(raw);
  const cells = isRoster(raw)
    ? readRoster(raw)
    : raw.map((row) => (form ? readFormRow(row) : readPlainRow(row)));
  return raw.map((row, i) => ({
    kind: 'data',
    cells: cells[i] ?? [],
    section: '',
    number: i + 1,
    numbered: false,
    table: index,
    start: row[0]?.start ?? 0,
    end: row.at(-1)?.end ?? 0,
  }));
}

function readOne(table: Table, rows: readonly (readonly RawCell[])[], index: number): Map<number, TableRow> {
  const columns = findColumns(
    table.names,
    table.headerWidth,
    table.body.map((row) => row.cells),
  );
  const body = table.names.length > 0 ? readBody(table, columns, index) : readHeaderless(table, index);
  const read = new Map(table.body.map((row, i) => [row.line, body[i]] as const));
  for (const { line, cells } of table.captions) read.set(line, sectionRow(cells, index));
  for (const line of table.headers) {
    const cells = rows[line] ?? [];
    read.set(line, {
      kind: 'header',
      cells: isRule(cells) ? [] : readPlainRow(cells),
      section: '',
      number: 0,
      numbered: false,
      table: index,
      start: cells[0]?.start ?? 0,
      end: cells.at(-1)?.end ?? 0,
    });
  }
  return new Map([...read].flatMap(([line, row]) => (row ? [[line, row] as const] : [])));
}

/** Reads consecutive table lines; every line gives exactly one row, so none can be lost. */
export function readTable(lines: readonly Line[]): TableRow[] {
  const rows = lines.map(splitCells);
  const read = new Map<number, TableRow>();
  splitTables(rows).forEach((table, index) => {
    for (const [line, row] of readOne(table, rows, index)) read.set(line, row);
  });
  return lines.flatMap((line, i) => {
    const row = read.get(i);
    return row ? [{ ...row, start: line.start, end: line.end }] : [];
  });
}
