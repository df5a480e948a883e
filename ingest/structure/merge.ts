/** Supplies to a row the cells that are merged over it from above. */
import type { Cell } from '../../data/types.ts';
import { isFigure } from './cells.ts';
import { columnType } from './columns.ts';

/** A row's own cells by column; a column holds more than one where it is printed as two. */
export type OwnCells = ReadonlyMap<number, readonly Cell[]>;

/** Columns where a blank means "none" rather than "as above". */
const NEVER = /备注|进展|情况|时间|时限|日期|得分|完成/;

/** How a column is printed where rows share a value. */
type Habit = 'merged' | 'repeated' | 'neither';

/**
 * How each column is printed: merged over rows, where blanks are commoner than a value printed again below
 * itself; repeated in full, where a blank then is a blank; or neither, where nothing tells.
 */
export function columnHabits(rows: readonly OwnCells[], count: number): readonly Habit[] {
  return Array.from({ length: count }, (_, column): Habit => {
    let blanks = 0;
    let repeats = 0;
    let last: string | null = null;
    for (const row of rows) {
      const value = row
        .get(column)
        ?.map((cell) => cell.text)
        .join(' ');
      if (value === undefined) blanks += last === null ? 0 : 1;
      else {
        if (value === last) repeats++;
        last = value;
      }
    }
    if (blanks > repeats) return 'merged';
    return repeats >= 2 ? 'repeated' : 'neither';
  });
}

/** The state of a table from row to row: what stands above each column. */
export class MergedCells {
  readonly #names: readonly string[];
  readonly #habits: readonly Habit[];
  readonly #above = new Map<number, readonly Cell[]>();

  constructor(names: readonly string[], habits: readonly Habit[]) {
    this.#names = names;
    this.#habits = habits;
  }

  /** Forgets what stands above: a section or a numbered group begins. */
  clear(): void {
    this.#above.clear();
  }

  /** What stands above a column. */
  above(column: number): readonly Cell[] {
    return this.#above.get(column) ?? [];
  }

  /** A row's cells with those supplied from above, in the order of the columns. */
  complete(own: OwnCells): Cell[] {
    this.#forgetPartsOfOtherGroups(own);
    const supplied = this.#supplied(own);
    for (const [column, cells] of own) this.#above.set(column, cells);
    return this.#names.flatMap((_, column) => {
      const cells = own.get(column);
      if (cells) return cells;
      return supplied.has(column) ? this.above(column).map((cell) => ({ ...cell, inherited: true })) : [];
    });
  }

  /** Adds the rest of a cell that a page end cut in two; the row shows both parts. */
  extend(column: number, rest: readonly Cell[]): readonly Cell[] {
    const begun = this.above(column).map((cell) => ({ ...cell, inherited: true }));
    return [...begun, ...rest];
  }

  /** A new value in a merged column begins a group: the words that stood right of the old one end with it. */
  #forgetPartsOfOtherGroups(own: OwnCells): void {
    const begins = [...own.keys()].filter(
      (column) => this.#habits[column] === 'merged' && this.#isWords(column),
    );
    const first = Math.min(...begins);
    for (const column of [...this.#above.keys()]) {
      if (column > first && this.#isWords(column) && this.#habits[column] === 'merged')
        this.#above.delete(column);
    }
  }

  #isWords(column: number): boolean {
    return columnType(this.#names[column] ?? '') === 'text';
  }

  #supplied(own: OwnCells): ReadonlySet<number> {
    const supplied = new Set<number>();
    let run: number[] = [];
    const close = () => {
      if (run.some((column) => this.#habits[column] === 'merged'))
        for (const column of run) supplied.add(column);
      run = [];
    };
    this.#names.forEach((name, column) => {
      if (own.has(column)) close();
      else if (this.#mayInherit(name, column, own)) run.push(column);
    });
    close();
    return supplied;
  }

  #mayInherit(name: string, column: number, own: OwnCells): boolean {
    if (columnType(name) === 'ordinal' || NEVER.test(name) || this.#habits[column] === 'repeated')
      return false;
    // Of a name that stands over two columns, the second is a part of the first: never "as above" beside it.
    if (this.#names[column - 1] === name && own.has(column - 1)) return false;
    const [above] = this.above(column);
    return above !== undefined && (columnType(name) !== 'text' || !isFigure(above.text));
  }
}
