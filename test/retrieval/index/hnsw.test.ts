import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHnswIndex } from '../../../retrieval/index/hnsw.ts';
import { hashedVector } from '../../support/hashed-vector.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DIMENSIONS = 16;
function vectorOf(id: number): Float32Array {
  const vector = hashedVector(`passage ${id}`, DIMENSIONS);
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (each) => each / length);
}

const open = (path: string) => openHnswIndex(path, 'test', DIMENSIONS);

function filled(path: string, count: number) {
  const index = open(path);
  for (let id = 1; id <= count; id++) index.add(id, vectorOf(id));
  return index;
}

describe('a graph of which much was removed', () => {
  it('is made anew in the background: searches, additions and removals go on', async () => {
    const path = join(temporaryFolder(), 'v.hnsw');
    const index = filled(path, 600);
    for (let id = 1; id <= 300; id++) index.remove(id);
    let breaths = 0;
    let saving = true;
    const saved = index.save().finally(() => {
      saving = false;
    });
    for (let id = 601; saving; id++) {
      index.add(id, vectorOf(id));
      index.remove(id - 300);
      expect(index.search(vectorOf(450 + (breaths % 100)), 3).every((each) => each.id > 300)).toBe(true);
      breaths++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await saved;
    expect(breaths).toBeGreaterThan(3);
    for (const id of index.ids()) expect(index.search(vectorOf(id), 1)[0]?.id).toBe(id);
    expect(readdirSync(join(path, '..')).sort()).toEqual(['v.hnsw', 'v.hnsw.json']);
  });

  it('is whole on disk once all saves are done, whichever came first', async () => {
    const path = join(temporaryFolder(), 'v.hnsw');
    const index = filled(path, 200);
    const first = index.save();
    for (let id = 1; id <= 150; id++) index.remove(id);
    index.add(900, vectorOf(900));
    const second = index.save();
    index.remove(160);
    await Promise.all([first, second, index.save()]);
    const again = open(path);
    expect([...again.ids()].sort((a, b) => a - b)).toEqual([...index.ids()].sort((a, b) => a - b));
    expect(again.search(vectorOf(900), 1)).toMatchObject([{ id: 900 }]);
    expect(again.search(vectorOf(160), 1)[0]?.id).not.toBe(160);
  });
});
