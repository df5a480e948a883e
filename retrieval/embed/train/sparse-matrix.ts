import type { PairCounts } from './pair-counts.ts';

/** Rows of numbers one after the other. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** A square matrix of which few entries are not zero, by rows (compressed sparse rows). */
export interface Sparse {
  readonly size: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** How much the counts of contexts are levelled, so that rare ones are not overrated (Levy 2015). */
const LEVEL = 0.75;

/** How much oftener two words stand together than chance would have it, as a logarithm. */
function informationOf(
  pairs: PairCounts,
  size: number,
): (row: number, column: number, sum: number) => number {
  const words = new Float64Array(size);
  pairs.each((row, _column, sum) => {
    words[row] = (words[row] ?? 0) + sum;
  });
  const contexts = words.map((sum) => sum ** LEVEL);
  const all = contexts.reduce((sum, each) => sum + each, 0);
  return (row, column, sum) => Math.log((sum * all) / ((words[row] ?? 0) * (contexts[column] ?? 0)));
}

/** Positive pointwise mutual information of words; pairs that are no oftener together than chance are left out. */
export function mutualInformation(pairs: PairCounts, size: number): Sparse {
  const information = informationOf(pairs, size);
  const starts = new Uint32Array(size + 1);
  pairs.each((row, column, sum) => {
    if (information(row, column, sum) > 0) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  });
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const columns = new Uint32Array(starts[size] ?? 0);
  const values = new Float64Array(starts[size] ?? 0);
  pairs.each((row, column, sum) => {
    const value = information(row, column, sum);
    if (value <= 0) return;
    const at = next[row] ?? 0;
    next[row] = at + 1;
    columns[at] = column;
    values[at] = value;
  });
  return { size, starts, columns, values };
}

/** The sparse matrix times a dense one; mirrored at its diagonal first where `mirrored`. */
export function multiply(sparse: Sparse, right: Dense, mirrored = false): Dense {
  const { size, starts, columns, values } = sparse;
  const width = right.columns;
  const product = new Float64Array(size * width);
  for (let row = 0; row < size; row++) {
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      const [value, other] = [values[i] ?? 0, columns[i] ?? 0];
      const [from, to] = mirrored ? [row * width, other * width] : [other * width, row * width];
      for (let c = 0; c < width; c++) {
        product[to + c] = (product[to + c] ?? 0) + value * (right.values[from + c] ?? 0);
      }
    }
  }
  return { rows: size, columns: width, values: product };
}
