/** The cells of a printed table row, with their places in the text. */
import type { Span } from '../../data/types.ts';
import type { Line } from './repair.ts';

/** A cell as printed; blank ones are kept, since their number tells the column of the others. */
export interface RawCell extends Span {
  readonly text: string;
}

/** Cuts a tab-separated line into its cells, each with the span of its text. */
export function splitCells(line: Line): RawCell[] {
  const cells: RawCell[] = [];
  let at = line.start;
  for (const part of line.text.split('\t')) {
    const lead = part.length - part.trimStart().length;
    const text = part.trim();
    cells.push({ text, start: at + lead, end: at + lead + text.length });
    at += part.length + 1;
  }
  return cells;
}

/** A text without its white space. */
export const squeeze = (text: string): string => text.replace(/\s/g, '');

/** The cells that hold something. */
export const filled = (cells: readonly RawCell[]): RawCell[] => cells.filter((cell) => cell.text !== '');

/** Figures and signs alone: 14.75, 3%, —, 1-2. */
export const isFigure = (text: string): boolean => /^[\d０-９.,，%％‰—–\-~～/+±\s]+$/.test(text);
