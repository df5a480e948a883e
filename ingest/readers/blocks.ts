/** What readers of laid-out formats give: paragraphs and tables, and how they are written as source text. */
import { foldRadicals } from './radicals.ts';
import type { PageStart } from './reader.ts';

/** A paragraph; `text` may hold line breaks, each of which starts a new line. */
export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly page?: number;
}

/** A row of a table, one string a column; blank ones belong to the merged cell above or on the left. */
export interface TableLine {
  readonly cells: readonly string[];
  readonly page?: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly rows: readonly TableLine[];
}

export type Block = ParagraphBlock | TableBlock;

const HAN = '\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef';
const BROKEN_HAN = new RegExp(`(?<=[${HAN}])[ \\t\\r\\n\\f]*[\\r\\n][ \\t\\r\\n\\f]*(?=[${HAN}])`, 'g');

/**
 * One line of text as a person reads it: a line break inside a Chinese sentence is none, any other white
 * space is one space, invisible characters go.
 */
export function squeezeSpace(text: string): string {
  return foldRadicals(text)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g, '')
    .replace(BROKEN_HAN, '')
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim();
}

/** A cell on one line: its paragraphs are parted by a space. */
export function cellText(text: string): string {
  return text
    .split('\n')
    .map(squeezeSpace)
    .filter((line) => line !== '')
    .join(' ');
}

function tableLines(table: TableBlock): { line: string; page: number | undefined }[] {
  const rows = table.rows.map((row) => ({ cells: row.cells.map(cellText), page: row.page }));
  return rows
    .filter((row) => row.cells.some((cell) => cell !== ''))
    .map((row) => ({ line: row.cells.join('\t'), page: row.page }));
}

function blockLines(block: Block): { line: string; page: number | undefined }[] {
  switch (block.kind) {
    case 'paragraph':
      return block.text
        .split('\n')
        .map(squeezeSpace)
        .filter((line) => line !== '')
        .map((line) => ({ line, page: block.page }));
    case 'table':
      return tableLines(block);
    default:
      return block satisfies never;
  }
}

/** Writes blocks as source text, an empty line between them, and notes where each page starts. */
export function writeBlocks(blocks: readonly Block[]): { text: string; pages: readonly PageStart[] } {
  const pages: PageStart[] = [];
  const parts: string[] = [];
  let length = 0;
  const put = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  for (const block of blocks) {
    const lines = blockLines(block);
    if (lines.length === 0) continue;
    if (length > 0) put('\n');
    for (const { line, page } of lines) {
      if (page !== undefined && page !== pages.at(-1)?.page) pages.push({ page, start: length });
      put(`${line}\n`);
    }
  }
  return { text: parts.join(''), pages };
}
