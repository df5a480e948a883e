/** What every index of vectors must do, however it finds its neighbours. */
import { describe, expect, it } from 'vitest';
import type { PassageIndex } from '../../retrieval/index/index.ts';

const DIMENSIONS = 16;

/** A unit vector made from a number: the same number gives the same vector. */
export function makeVector(seed: number): Float32Array {
  let state = (seed + 1) * 2_654_435_761;
  const vector = Float32Array.from({ length: DIMENSIONS }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return (state >>> 8) / 2 ** 24 - 0.5;
  });
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const similarity = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** How to open an index of 16 dimensions; the same place opened again finds what was saved there. */
export interface IndexMaker {
  readonly name: string;
  /** False for an index that lives in memory alone. */
  readonly lasts: boolean;
  /** Share of the true nearest neighbours that must be found. */
  readonly recall: number;
  open(place: string): PassageIndex;
}

/** Runs the contract; `newPlace` gives a path that nothing stands at. */
export function describePassageIndex(maker: IndexMaker, newPlace: () => string): void {
  const filled = (count: number, place = newPlace()) => {
    const index = maker.open(place);
    for (let id = 1; id <= count; id++) index.add(id, makeVector(id));
    return index;
  };

  describe(`the ${maker.name} index`, () => {
    it('is empty at first, and finds nothing', () => {
      const index = maker.open(newPlace());
      expect([index.ids().size, index.search(makeVector(1), 5)]).toEqual([0, []]);
    });

    it('finds a vector itself first, with the cosine 1, and the others in order', () => {
      const index = filled(300);
      for (const id of [1, 77, 300]) {
        const found = index.search(makeVector(id), 10);
        expect(found[0]).toMatchObject({ id });
        expect(found[0]?.similarity).toBeCloseTo(1, 4);
        expect(found).toHaveLength(10);
        for (const each of found)
          expect(each.similarity).toBeCloseTo(similarity(makeVector(id), makeVector(each.id)), 3);
        const scores = found.map((each) => each.similarity);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }
    });

    it('finds the true nearest neighbours', () => {
      const index = filled(2_000);
      const vectors = Array.from({ length: 2_000 }, (_, i) => makeVector(i + 1));
      let hits = 0;
      for (let q = 0; q < 50; q++) {
        const vector = makeVector(10_000 + q);
        const truth = vectors
          .map((each, i) => ({ id: i + 1, near: similarity(vector, each) }))
          .sort((a, b) => b.near - a.near)
          .slice(0, 10)
          .map(({ id }) => id);
        const found = new Set(index.search(vector, 10).map(({ id }) => id));
        hits += truth.filter((id) => found.has(id)).length;
      }
      expect(hits / 500).toBeGreaterThanOrEqual(maker.recall);
    });

    it('looks at allowed ids alone, before it counts', () => {
      const index = filled(500);
      const allowed = (id: number) => id % 50 === 0;
      const found = index.search(makeVector(7), 10, allowed);
      expect(found.map(({ id }) => id).sort((a, b) => a - b)).toEqual([
        50, 100, 150, 200, 250, 300, 350, 400, 450, 500,
      ]);
      expect(index.search(makeVector(7), 10, () => false)).toEqual([]);
    });

    it('forgets what is removed, and takes a removal of what it does not hold', () => {
      const index = filled(50);
      index.remove(7);
      index.remove(7);
      index.remove(9_999);
      expect([index.ids().has(7), index.ids().size]).toEqual([false, 49]);
      expect(index.search(makeVector(7), 50).map(({ id }) => id)).not.toContain(7);
      expect(index.search(makeVector(7), 50)).toHaveLength(49);
    });

    it('gives all it has where more is asked for', () => {
      expect(filled(3).search(makeVector(1), 10)).toHaveLength(3);
    });

    it('holds far more than it was opened for', () => {
      const index = filled(3_000);
      expect(index.ids().size).toBe(3_000);
      expect(index.search(makeVector(3_000), 1)[0]?.id).toBe(3_000);
    });

    it.runIf(maker.lasts)('is the same after it was saved and opened again', async () => {
      const place = newPlace();
      const index = filled(200, place);
      for (let id = 1; id <= 150; id++) index.remove(id);
      await index.save();
      const again = maker.open(place);
      expect([...again.ids()].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 151));
      expect(again.search(makeVector(160), 50).map(({ id }) => id)[0]).toBe(160);
      expect(again.search(makeVector(1), 200)).toHaveLength(50);
    });

    it.runIf(maker.lasts)('gives back nothing removed after a save that kept its graph', async () => {
      const place = newPlace();
      const index = filled(200, place);
      index.remove(5);
      await index.save();
      const again = maker.open(place);
      expect(again.ids().has(5)).toBe(false);
      expect(again.search(makeVector(5), 200).map(({ id }) => id)).not.toContain(5);
    });

    it.runIf(maker.lasts)('shows nothing of what was not saved', async () => {
      const place = newPlace();
      const index = filled(20, place);
      await index.save();
      index.add(21, makeVector(21));
      expect(maker.open(place).ids().size).toBe(20);
    });
  });
}
