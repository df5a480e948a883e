import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../../../bot/library.ts';
import { passageIds } from '../../../data/passages.ts';
import { publicScope } from '../../../retrieval/access.ts';
import { openHnswIndex } from '../../../retrieval/index/hnsw.ts';
import { WordIndex } from '../../../retrieval/index/word-index.ts';
import { copySampleFolder } from '../../support/sample-folder.ts';

const QUESTION = '盈德A区由哪个单位包抓？';
const FILES = ['public.words', 'public.words.json', 'public.hnsw', 'public.hnsw.json'] as const;

let folder: string;
let whole: Record<(typeof FILES)[number], Buffer>;
beforeAll(() => {
  folder = copySampleFolder();
  const read = (name: string) => readFileSync(join(folder, name));
  whole = Object.fromEntries(FILES.map((name) => [name, read(name)])) as typeof whole;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of FILES) writeFileSync(join(folder, name), whole[name]);
});

const place = (name: string) => join(folder, name);

/** Opens the library, and holds both indexes against the database. */
async function answers(): Promise<void> {
  const library: Library = openLibrary(folder);
  try {
    const kept = passageIds(library.database, 'public');
    expect(library.indexes.public.words.ids()).toEqual(kept);
    expect(new Set(library.indexes.public.vectors.ids())).toEqual(kept);
    const [first] = await library.assistant.search(QUESTION, publicScope(), 1);
    expect(first?.text).toContain('盈德');
    await library.save();
  } finally {
    await library.close();
  }
}

const flip = (at: (size: number) => number) => (name: string) => {
  const bytes = readFileSync(place(name));
  const i = at(bytes.length);
  bytes[i] = (bytes[i] ?? 0) ^ 0xff;
  writeFileSync(place(name), bytes);
};

const DAMAGE: readonly (readonly [string, (name: string) => void])[] = [
  ['gone', (name) => rmSync(place(name))],
  ['empty', (name) => writeFileSync(place(name), '')],
  ['cut short', (name) => truncateSync(place(name), Math.floor(statSync(place(name)).size / 2))],
  ['changed in its head', flip(() => 2)],
  ['changed in the middle', flip((size) => Math.floor(size / 2))],
  ['something else', (name) => writeFileSync(place(name), '{"maker":1}')],
];

describe.each(FILES)('%s', (name) => {
  it.each(DAMAGE)('%s costs nothing but time', async (_how, damage) => {
    damage(name);
    await answers();
    const again = new WordIndex(place('public.words'));
    expect(again.size).toBeGreaterThan(1000);
  });
});

describe('index files', () => {
  it('are taken as they are when they are whole', () => {
    expect(new WordIndex(place('public.words')).size).toBe(
      openHnswIndex(place('public.hnsw'), 'static-zh-law-256', 256).ids().size,
    );
  });

  it('of another embedder, or of other dimensions, are not believed', () => {
    expect(openHnswIndex(place('public.hnsw'), 'bge-m3', 256).ids().size).toBe(0);
    expect(openHnswIndex(place('public.hnsw'), 'static-zh-law-256', 128).ids().size).toBe(0);
  });

  it('of one kind put in the place of the other are not believed', async () => {
    for (const end of ['', '.json']) {
      writeFileSync(place(`public.words${end}`), whole[`public.hnsw${end}` as 'public.hnsw']);
      writeFileSync(place(`public.hnsw${end}`), whole[`public.words${end}` as 'public.words']);
    }
    await answers();
  });

  it('leave no drafts behind', async () => {
    rmSync(place('public.words'));
    await answers();
    expect(existsSync(place('public.words'))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
