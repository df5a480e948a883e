/** Turns a part of a page into paragraphs and tables. */
import { type Block, squeezeSpace } from '../blocks.ts';
import { dropBlankColumns, expandSpans, type SpanningCell } from '../grid.ts';
import { raiseDigits } from '../superscript.ts';
import { attribute, type Box, isBox, isInline, rawText } from './dom.ts';

function checkbox(box: Box): string {
  if (!/^(?:checkbox|radio)$/i.test(attribute(box, 'type'))) return '';
  return box.attributes.has('checked') ? '☑' : '□';
}

/** Two ideographic spaces after a full stop or before a number begin a paragraph that has no tag of its own. */
const INDENT =
  /(?<=[。；：！？])\s*[\u3000]{2,}|\s*[\u3000]{2,}(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百]+[章条])/g;

class FlowWriter {
  readonly blocks: Block[] = [];
  images = 0;
  #line = '';
  #prefix = '';

  text(text: string): void {
    this.#line += text;
  }

  /** A list item's number waits for the first text of the item. */
  number(prefix: string): void {
    this.endLine();
    this.#prefix = prefix;
  }

  endLine(): void {
    const lines = this.#line.replace(INDENT, '\u2028').split('\u2028').map(squeezeSpace);
    this.#line = '';
    for (const line of lines) {
      if (line === '') continue;
      this.blocks.push({ kind: 'paragraph', text: this.#prefix + line });
      this.#prefix = '';
    }
  }

  table(rows: readonly (readonly string[])[]): void {
    this.endLine();
    this.blocks.push({ kind: 'table', rows: rows.map((cells) => ({ cells })) });
  }
}

/** The rows that belong to a table itself, not to a table inside one of its cells. */
function rowsOf(table: Box): Box[] {
  return table.children.filter(isBox).flatMap((child) => {
    if (child.tag === 'tr') return [child];
    return /^t(?:body|head|foot)$/.test(child.tag)
      ? child.children.filter(isBox).filter((row) => row.tag === 'tr')
      : [];
  });
}

const cellsOf = (row: Box) =>
  row.children.filter(isBox).filter((cell) => cell.tag === 'td' || cell.tag === 'th');

const lengthOf = (box: Box) => squeezeSpace(rawText(box)).length;

/** How much text stands in tables inside a box. */
function nestedLength(box: Box): number {
  const lengths = box.children
    .filter(isBox)
    .map((each) => (each.tag === 'table' ? lengthOf(each) : nestedLength(each)));
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** A cell longer than this is no cell of a table of two rows, in characters. */
const LONG_CELL = 3_000;

/** A table that only places things on the page: it has one column, or most of it is tables or long texts in its cells. */
export function isLayoutTable(table: Box): boolean {
  const rows = rowsOf(table);
  const filled = rows.map((row) => cellsOf(row).filter((cell) => lengthOf(cell) > 0));
  const data = filled.filter((cells) => cells.length > 1).length;
  if (data === 0) return true;
  const share = nestedLength(table) / Math.max(1, lengthOf(table));
  if (share > 0 && (data < 3 || share > 0.5)) return true;
  return data <= 2 && filled.some((cells) => cells.some((cell) => lengthOf(cell) > LONG_CELL));
}

function spanOf(cell: Box, name: string): number {
  return Number.parseInt(attribute(cell, name), 10) || 1;
}

function cellLines(cell: Box): string {
  const writer = new FlowWriter();
  writeChildren(writer, cell);
  writer.endLine();
  return writer.blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? block.text
        : block.rows.map((row) => row.cells.filter((text) => text !== '').join(' ')).join('\n'),
    )
    .join('\n');
}

function writeTable(writer: FlowWriter, table: Box): void {
  for (const caption of table.children.filter(isBox)) {
    if (caption.tag === 'caption') writeBlock(writer, caption);
  }
  if (isLayoutTable(table)) {
    for (const row of rowsOf(table)) for (const cell of cellsOf(row)) writeBlock(writer, cell);
    return;
  }
  const spanning = rowsOf(table).map((row) =>
    cellsOf(row).map(
      (cell): SpanningCell => ({
        text: cellLines(cell),
        columns: spanOf(cell, 'colspan'),
        rows: spanOf(cell, 'rowspan'),
      }),
    ),
  );
  writer.table(dropBlankColumns(expandSpans(spanning)));
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function listNumber(list: Box, index: number): string {
  const number = (Number.parseInt(attribute(list, 'start'), 10) || 1) + index;
  const type = attribute(list, 'type');
  if (/none/.test(attribute(list, 'style'))) return '';
  if (type === 'a') return `${LETTERS[number - 1] ?? number}. `;
  return type === 'A' ? `${LETTERS[number - 1]?.toUpperCase() ?? number}. ` : `${number}. `;
}

/** Numbers of an ordered list are computed by the browser; here they are written out. */
function writeOrderedList(writer: FlowWriter, list: Box): void {
  writer.endLine();
  let index = 0;
  for (const child of list.children) {
    if (isBox(child) && child.tag === 'li') {
      const start = Number.parseInt(attribute(child, 'value'), 10);
      if (start) index = start - (Number.parseInt(attribute(list, 'start'), 10) || 1);
      writer.number(listNumber(list, index++));
    }
    writeNode(writer, child);
  }
}

function writeBlock(writer: FlowWriter, box: Box): void {
  writer.endLine();
  writeChildren(writer, box);
  writer.endLine();
}

function writeChildren(writer: FlowWriter, box: Box): void {
  for (const child of box.children) writeNode(writer, child);
}

function writePreformatted(writer: FlowWriter, box: Box): void {
  writer.endLine();
  for (const line of rawText(box).split(/\r?\n/)) {
    writer.text(line);
    writer.endLine();
  }
}

type Handler = (writer: FlowWriter, box: Box) => void;

const endLine: Handler = (writer) => writer.endLine();

/** What is not simply inline or a block. */
const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['br', endLine],
  ['hr', endLine],
  ['img', (writer) => void writer.images++],
  ['input', (writer, box) => writer.text(checkbox(box))],
  ['table', writeTable],
  ['ol', writeOrderedList],
  ['pre', writePreformatted],
  ['sup', (writer, box) => writer.text(raiseDigits(rawText(box)))],
  ['rt', () => {}],
  ['rp', () => {}],
]);

function writeNode(writer: FlowWriter, node: Box | string): void {
  if (isBox(node)) (HANDLERS.get(node.tag) ?? (isInline(node) ? writeChildren : writeBlock))(writer, node);
  else writer.text(node);
}

/** The blocks of a part of a page, in reading order, and how many pictures stand among them. */
export function readFlow(box: Box): { blocks: readonly Block[]; images: number } {
  const writer = new FlowWriter();
  writeBlock(writer, box);
  return { blocks: writer.blocks, images: writer.images };
}
