/** The strongest directions of a sparse matrix: randomised singular value decomposition (Halko 2011). */
import { gaussian, type Random } from './random.ts';
import { type Dense, multiply, type Sparse } from './sparse-matrix.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Directions tried beyond those wanted, and rounds of refinement: both make the result more exact. */
const OVERSAMPLE = 10;
const ROUNDS = 3;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Makes a direction perpendicular to those before it and of unit length (Gram and Schmidt, twice). */
function straighten(direction: Float64Array, before: readonly Float64Array[]): void {
  const whole = Math.sqrt(dot(direction, direction));
  for (let round = 0; round < 2; round++) {
    for (const other of before) {
      const share = dot(direction, other);
      for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) - share * (other[i] ?? 0);
    }
  }
  const length = Math.sqrt(dot(direction, direction));
  // What is left of a direction that the others hold already is noise, and no direction of its own.
  const scale = length > 1e-10 * whole ? 1 / length : 0;
  for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) * scale;
}

/** Makes the columns of unit length and perpendicular, in place. */
function orthonormalise({ rows, columns, values }: Dense): void {
  const done: Float64Array[] = [];
  for (let c = 0; c < columns; c++) {
    const direction = Float64Array.from({ length: rows }, (_, r) => values[r * columns + c] ?? 0);
    straighten(direction, done);
    done.push(direction);
    for (let r = 0; r < rows; r++) values[r * columns + c] = direction[r] ?? 0;
  }
}

/** Columns times columns: how much each direction of a matrix says of each other. */
function gram({ rows, columns, values }: Dense): Float64Array {
  const product = new Float64Array(columns * columns);
  for (let r = 0; r < rows; r++) {
    for (let a = 0; a < columns; a++) {
      const value = values[r * columns + a] ?? 0;
      for (let b = 0; b < columns; b++) {
        const at = a * columns + b;
        product[at] = (product[at] ?? 0) + value * (values[r * columns + b] ?? 0);
      }
    }
  }
  return product;
}

function findRange(matrix: Sparse, width: number, random: Random): Dense {
  const values = Float64Array.from({ length: matrix.size * width }, () => gaussian(random));
  let range = multiply(matrix, { rows: matrix.size, columns: width, values });
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(range);
    const back = multiply(matrix, range, true);
    orthonormalise(back);
    range = multiply(matrix, back);
  }
  orthonormalise(range);
  return range;
}

/**
 * For each row of a matrix its coordinates along the strongest directions, each scaled by the square root of
 * its singular value. Fewer than `wanted` columns where the matrix has no more directions.
 */
export function embedRows(matrix: Sparse, wanted: number, random: Random): Dense {
  const width = Math.min(matrix.size, wanted + OVERSAMPLE);
  const range = findRange(matrix, width, random);
  const { values: strengths, vectors } = symmetricEigen(gram(multiply(matrix, range, true)), width);
  const strongest = strengths[0] ?? 0;
  const columns = strengths.slice(0, wanted).filter((strength) => strength > 1e-9 * strongest).length;
  const rows = new Float64Array(matrix.size * columns);
  for (let r = 0; r < matrix.size; r++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let i = 0; i < width; i++)
        sum += (range.values[r * width + i] ?? 0) * (vectors[i * width + c] ?? 0);
      // A strength is a squared singular value; its fourth root is the square root of that value.
      rows[r * columns + c] = sum * (strengths[c] ?? 0) ** 0.25;
    }
  }
  return { rows: matrix.size, columns, values: rows };
}
