/** Eigenvalues, the largest first, and their vectors as columns. */
export interface Eigen {
  readonly values: number[];
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/** Where two lines of a square matrix begin and how far their entries are apart: columns, or rows. */
interface Lines {
  readonly p: number;
  readonly q: number;
  readonly step: number;
}

/** Turns two lines of a matrix against each other. */
function rotate(matrix: Float64Array, size: number, { p, q, step }: Lines, c: number, s: number): void {
  for (let k = 0; k < size; k++) {
    const [i, j] = [p + k * step, q + k * step];
    const [a, b] = [matrix[i] ?? 0, matrix[j] ?? 0];
    matrix[i] = c * a - s * b;
    matrix[j] = s * a + c * b;
  }
}

/** One round over all pairs; returns the largest entry beside the diagonal that it met. */
function sweep(matrix: Float64Array, vectors: Float64Array, size: number, least: number): number {
  let largest = 0;
  for (let p = 0; p < size - 1; p++) {
    for (let q = p + 1; q < size; q++) {
      const shared = matrix[p * size + q] ?? 0;
      largest = Math.max(largest, Math.abs(shared));
      if (Math.abs(shared) <= least) continue;
      const theta = ((matrix[q * size + q] ?? 0) - (matrix[p * size + p] ?? 0)) / (2 * shared);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      rotate(matrix, size, { p, q, step: size }, c, t * c);
      rotate(matrix, size, { p: p * size, q: q * size, step: 1 }, c, t * c);
      rotate(vectors, size, { p, q, step: size }, c, t * c);
    }
  }
  return largest;
}

/** Decomposes a symmetric matrix by turning pairs of its axes until only the diagonal is left (Jacobi). */
export function symmetricEigen(symmetric: Float64Array, size: number): Eigen {
  const matrix = symmetric.slice();
  const vectors = new Float64Array(size * size);
  let scale = 0;
  for (const entry of matrix) scale = Math.max(scale, Math.abs(entry));
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const least = scale * 1e-13;
  for (let i = 0; i < MOST_SWEEPS; i++) if (sweep(matrix, vectors, size, least) <= least) break;
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => (matrix[b * size + b] ?? 0) - (matrix[a * size + a] ?? 0),
  );
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let k = 0; k < size; k++) sorted[k * size + to] = vectors[k * size + from] ?? 0;
  });
  return { values: order.map((i) => matrix[i * size + i] ?? 0), vectors: sorted };
}
