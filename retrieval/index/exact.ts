import type { PassageIndex } from './index.ts';

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Compares with every vector: exact, kept in memory alone. The yardstick for other indexes. */
export function createExactIndex(): PassageIndex {
  const vectors = new Map<number, Float32Array>();
  const ids = new Set<number>();
  return {
    add: (id, vector) => {
      vectors.set(id, vector);
      ids.add(id);
    },
    remove: (id) => {
      vectors.delete(id);
      ids.delete(id);
    },
    ids: () => ids,
    search: (vector, count, allowed = () => true) =>
      [...vectors]
        .filter(([id]) => allowed(id))
        .map(([id, each]) => ({ id, similarity: dot(vector, each) }))
        .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
        .slice(0, count),
    save: async () => {},
  };
}
