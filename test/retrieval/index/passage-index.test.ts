import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createExactIndex } from '../../../retrieval/index/exact.ts';
import { openHnswIndex } from '../../../retrieval/index/hnsw.ts';
import { describePassageIndex } from '../../contracts/passage-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongbao-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let places = 0;
const newPlace = () => join(folder, String(places++));

// An exact index keeps nothing on disk, so what is said of saving does not apply to it.
describePassageIndex({ name: 'exact', lasts: false, recall: 1, open: () => createExactIndex() }, newPlace);
describePassageIndex(
  { name: 'hnsw', lasts: true, recall: 0.97, open: (place) => openHnswIndex(place, 'made-up', 16) },
  newPlace,
);
