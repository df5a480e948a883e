/** A workbook that came back, as rows of plain text; formulas and unreadable cells are told by column. */
import exceljs, { type CellValue, type Worksheet } from 'exceljs';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { COLUMNS, type ColumnKey, HEADING_ROW } from './sheet.ts';
import { unpackedSize } from './zip-size.ts';

const FILE_AT_MOST = 10 * 1024 * 1024;
const UNPACKED_AT_MOST = 100 * 1024 * 1024;
const ROWS_AT_MOST = 20_000;

/** One row: its number in the sheet, its cells by column, and what is wrong with cells. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<ColumnKey, string>>>;
  readonly problems: readonly string[];
}

/** The rows, or why the whole file is refused. */
export type SheetContent =
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'refused'; readonly reason: string };

const DATED: readonly ColumnKey[] = ['start', 'due', 'extendTo'];
/** Day 0 of the numbers by which a workbook writes days, and the range in which they are days of our time. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const SERIALS = { from: 20_000, to: 80_000 };

type Cell = { readonly text: string } | { readonly problem: 'formula' | 'unreadable' };

/** A number in a column of days is a day that lost its format. */
function dayOfSerial(key: ColumnKey, text: string): string {
  const serial = Number(text);
  if (!DATED.includes(key) || !Number.isInteger(serial) || serial < SERIALS.from || serial > SERIALS.to)
    return text;
  return new Date(SERIAL_EPOCH + serial * 86_400_000).toISOString().slice(0, 10);
}

/** A cell's text; a date is `YYYY-MM-DD`. */
function readCell(value: CellValue): Cell {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: value.trim() };
  if (typeof value === 'number' || typeof value === 'boolean') return { text: String(value) };
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? { problem: 'unreadable' }
      : { text: value.toISOString().slice(0, 10) };
  }
  if ('formula' in value || 'sharedFormula' in value) return { problem: 'formula' };
  if ('richText' in value)
    return {
      text: value.richText
        .map((run) => run.text)
        .join('')
        .trim(),
    };
  if ('hyperlink' in value) return { text: String(value.text).trim() };
  return { problem: 'unreadable' };
}

async function load(bytes: Uint8Array): Promise<exceljs.Workbook | null> {
  const workbook = new exceljs.Workbook();
  try {
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    await workbook.xlsx.load(copy as ArrayBuffer);
    return workbook;
  } catch {
    return null;
  }
}

/** Where each column stands, found by its heading. */
function findColumns(sheet: Worksheet): ReadonlyMap<ColumnKey, number> {
  const found = new Map<ColumnKey, number>();
  sheet.getRow(HEADING_ROW).eachCell((cell, number) => {
    const read = readCell(cell.value);
    const column = COLUMNS.find(({ key }) => 'text' in read && words.columns[key] === read.text);
    if (column && !found.has(column.key)) found.set(column.key, number);
  });
  return found;
}

function readRow(sheet: Worksheet, row: number, columns: ReadonlyMap<ColumnKey, number>): SheetRow {
  const cells: Partial<Record<ColumnKey, string>> = {};
  const problems: string[] = [];
  for (const [key, number] of columns) {
    const read = readCell(sheet.getRow(row).getCell(number).value);
    if ('text' in read) cells[key] = dayOfSerial(key, read.text);
    else problems.push(words.refuseRow[read.problem](words.columns[key]));
  }
  return { row, cells, problems };
}

/** Reads the ledger's sheet from a workbook that may be anything. */
export async function readXlsx(bytes: Uint8Array): Promise<SheetContent> {
  const refuse = (reason: string): SheetContent => ({ kind: 'refused', reason });
  if (bytes.length > FILE_AT_MOST) return refuse(words.refuseFile['too large']);
  const size = unpackedSize(bytes);
  if (size === null) return refuse(words.refuseFile['not xlsx']);
  if (size > UNPACKED_AT_MOST) return refuse(words.refuseFile['too large']);
  const workbook = await load(bytes);
  if (!workbook) return refuse(words.refuseFile['not xlsx']);
  const sheet = workbook.getWorksheet(words.sheet);
  if (!sheet) return refuse(words.refuseFile['no sheet']);
  if (sheet.rowCount > ROWS_AT_MOST) return refuse(words.refuseFile['too many rows']);
  const columns = findColumns(sheet);
  const missing = COLUMNS.filter(({ key }) => !columns.has(key)).map(({ key }) => words.columns[key]);
  if (missing.length > 0) return refuse(words.refuseFile['no columns'](missing));
  const rows: SheetRow[] = [];
  for (let row = HEADING_ROW + 1; row <= sheet.rowCount; row++) {
    const read = readRow(sheet, row, columns);
    if (read.problems.length > 0 || Object.values(read.cells).some((text) => text !== '')) rows.push(read);
  }
  return { kind: 'rows', rows };
}
