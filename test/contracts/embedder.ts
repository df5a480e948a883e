import { expect, it } from 'vitest';
import type { Embedder } from '../../retrieval/embed/embedder.ts';

/** What every embedder promises, run against each of them. */
export function embedderContract(open: () => Promise<Embedder> | Embedder): void {
  const TEXTS = ['燃气安全排查在7月30日前完成', '住房补贴按年核定', '燃气安全排查在7月30日前完成'];
  const length = (vector: readonly number[]) =>
    Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

  it('has a name, dimensions and shares that make a whole', async () => {
    const { name, dimensions, weights } = await open();
    expect(name).not.toBe('');
    expect(dimensions).toBeGreaterThan(0);
    expect(weights.words + weights.vectors).toBeCloseTo(1);
  });

  it('gives every text a vector of unit length and of its dimensions, in order', async () => {
    const embedder = await open();
    const vectors = await embedder.embedDocuments(TEXTS);
    expect(vectors).toHaveLength(TEXTS.length);
    for (const vector of vectors) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(length(vector)).toBeCloseTo(1, 4);
    }
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
  });

  it('embeds a question so that it can be compared', async () => {
    const embedder = await open();
    const vector = await embedder.embedQuery('燃气排查哪天截止？');
    expect(vector).toHaveLength(embedder.dimensions);
    expect(length(vector)).toBeCloseTo(1, 4);
  });

  it('embeds nothing for nothing', async () => {
    expect(await (await open()).embedDocuments([])).toEqual([]);
  });
}
