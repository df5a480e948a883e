/** Reads the cells of one worksheet, row by row as they stand in the file. */
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';
import { streamXml } from '../office/xml.ts';
import { showNumber } from './number-format.ts';

/** What cells refer to: texts by number, number formats by style, and whether days count from 1904. */
export interface Workbook {
  readonly texts: readonly string[];
  readonly formats: readonly (string | undefined)[];
  readonly is1904: boolean;
}

/** Rows by column number; `uncomputed` counts formulas whose result the file does not hold. */
export interface SheetCells {
  readonly rows: readonly ReadonlyMap<number, string>[];
  readonly uncomputed: number;
  /** What is printed above and below the sheet on paper. */
  readonly headers: readonly string[];
}

/** Elements of printed heads and feet, and the codes for fonts and page numbers in them (ISO/IEC 29500-1, 18.3.1.46). */
const HEADER = /^(?:odd|even|first)(?:Header|Footer)$/;
const CODE = /&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Z])/g;

/** `C12` is column 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of /^[A-Z]*/.exec(reference.toUpperCase())?.[0] ?? '')
    column = column * 26 + char.charCodeAt(0) - 64;
  return column - 1;
}

interface OpenCell {
  readonly type: string;
  readonly style: number;
  readonly column: number;
  value: string;
  formula: boolean;
}

function showCell(cell: OpenCell, workbook: Workbook): string {
  switch (cell.type) {
    case 's':
      return workbook.texts[Number(cell.value)] ?? '';
    case 'b':
      return cell.value === '1' ? '是' : cell.value === '0' ? '否' : '';
    case 'str':
    case 'inlineStr':
    case 'e':
      return cell.value;
    case 'd':
      return cell.value.replace(/^(\d{4})-0?(\d+)-0?(\d+).*$/, '$1年$2月$3日');
    default: {
      const number = Number(cell.value);
      if (cell.value.trim() === '' || Number.isNaN(number)) return cell.value;
      return showNumber(number, workbook.formats[cell.style], workbook.is1904);
    }
  }
}

class SheetReader {
  readonly rows: Map<number, string>[] = [];
  readonly headers: string[] = [];
  uncomputed = 0;
  #total = 0;
  #cell: OpenCell | null = null;
  #inside = '';
  #phonetic = 0;
  readonly #workbook: Workbook;
  readonly #fileName: string;

  constructor(workbook: Workbook, fileName: string) {
    this.#workbook = workbook;
    this.#fileName = fileName;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.rows.push(new Map());
    else if (name === 'c') {
      const row = this.rows.at(-1);
      const column = attributes.r ? columnOf(attributes.r) : Math.max(-1, ...(row?.keys() ?? [])) + 1;
      this.#cell = {
        type: attributes.t ?? 'n',
        style: Number(attributes.s ?? 0),
        column,
        value: '',
        formula: false,
      };
    } else if (name === 'f' && this.#cell) this.#cell.formula = true;
    else if (name === 'rPh') this.#phonetic++;
    if (name === 'v' || name === 't' || HEADER.test(name)) this.#inside = name;
    if (HEADER.test(name)) this.headers.push('');
  }

  text(text: string): void {
    if (HEADER.test(this.#inside)) this.headers.push(`${this.headers.pop() ?? ''}${text}`);
    else if (this.#inside !== '' && this.#phonetic === 0 && this.#cell) this.#cell.value += text;
  }

  close(name: string): void {
    if (name === this.#inside) this.#inside = '';
    if (name === 'rPh') this.#phonetic--;
    if (name !== 'c' || !this.#cell) return;
    if (this.#cell.formula && this.#cell.value === '') this.uncomputed++;
    const shown = showCell(this.#cell, this.#workbook);
    if (shown.trim() !== '') {
      this.rows.at(-1)?.set(this.#cell.column, shown);
      if (++this.#total > LIMITS.tableCells) throw tooMany(this.#fileName);
    }
    this.#cell = null;
  }
}

function tooMany(fileName: string): GongbaoError {
  return new GongbaoError(
    'FILE_TOO_LARGE',
    `${fileName} 的单元格超过 ${LIMITS.tableCells / 10_000} 万个，没有读入。请拆分后再导入。`,
  );
}

/** Reads a worksheet part; names may carry a namespace prefix. */
export function readSheet(bytes: Uint8Array, workbook: Workbook, fileName: string): SheetCells {
  const reader = new SheetReader(workbook, fileName);
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  streamXml(bytes, fileName, {
    open: (name, attributes) => reader.open(local(name), attributes),
    text: (text) => reader.text(text),
    close: (name) => reader.close(local(name)),
  });
  const headers = reader.headers.flatMap((header) =>
    header.split(/&[LCR]/).map((part) => part.replace(CODE, '')),
  );
  return { rows: reader.rows, uncomputed: reader.uncomputed, headers };
}
