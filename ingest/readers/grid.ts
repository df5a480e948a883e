/** Lays cells that span rows and columns out on a grid of plain rows. */
import { GongbaoError } from '../../data/errors.ts';
import { LIMITS } from './limits.ts';

/** A cell as a format states it: its text and how many columns and rows it covers. */
export interface SpanningCell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

const within = (value: number, most: number) => Math.max(1, Math.min(most, Math.trunc(value) || 1));

/**
 * Expands merged cells: the text of a spanning cell stands at its first row and column, the rest of its
 * area is blank. All rows get the same number of columns.
 *
 * @throws GongbaoError FILE_HOSTILE when the table would have more cells than any real one.
 */
export function expandSpans(rows: readonly (readonly SpanningCell[])[]): string[][] {
  const grid: string[][] = [];
  const covered: number[] = [];
  let total = 0;
  for (const [r, row] of rows.entries()) {
    const line: string[] = [];
    let column = 0;
    for (const cell of row) {
      while ((covered[column] ?? 0) > r) column++;
      const columns = within(cell.columns, LIMITS.tableColumns);
      const last = r + within(cell.rows, rows.length - r);
      line[column] = cell.text;
      for (let i = 0; i < columns; i++) covered[column + i] = last;
      column += columns;
      total += columns;
      if (column > LIMITS.tableColumns || total > LIMITS.tableCells) {
        throw new GongbaoError(
          'FILE_HOSTILE',
          `表格过大（超过 ${LIMITS.tableColumns} 列或 ${LIMITS.tableCells} 格），未读入。请拆分后再导入。`,
        );
      }
    }
    grid.push(line);
  }
  const width = Math.max(0, covered.length, ...grid.map((line) => line.length));
  return grid.map((line) => Array.from({ length: width }, (_, i) => line[i] ?? ''));
}

/** Drops columns that are blank in every row, as layout leaves them. */
export function dropBlankColumns(grid: readonly (readonly string[])[]): string[][] {
  const width = grid[0]?.length ?? 0;
  const used = Array.from({ length: width }, (_, i) => grid.some((row) => row[i]?.trim()));
  return grid.map((row) => row.filter((_, i) => used[i]));
}
