import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../../../bot/library.ts';
import { ingestFile } from '../../../ingest/ingest.ts';
import { publicScope } from '../../../retrieval/access.ts';
import { loadWordTable } from '../../../retrieval/embed/static.ts';
import { CorpusBuilder } from '../../../retrieval/embed/train/corpus.ts';
import { PairCounts } from '../../../retrieval/embed/train/pair-counts.ts';
import { makeRandom } from '../../../retrieval/embed/train/random.ts';
import { symmetricEigen } from '../../../retrieval/embed/train/symmetric-eigen.ts';
import { type TrainedTable, trainTable } from '../../../retrieval/embed/train/train-table.ts';
import { gongbao } from '../../support/command-line.ts';
import { PUBLIC_NOTICE } from '../../support/notices.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Two matters whose words keep to themselves, and words that both share. */
const MATTERS = ['暖', '保'].map((matter) => Array.from({ length: 40 }, (_, i) => `${matter}${i}`));
const SHARED = Array.from({ length: 40 }, (_, i) => `共${i}`);

function makeCorpus(sentences = 6_000): CorpusBuilder {
  const random = makeRandom(7);
  const corpus = new CorpusBuilder();
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  for (let i = 0; i < sentences; i++) {
    const matter = MATTERS[i % 2] ?? [];
    corpus.add(Array.from({ length: 12 }, (_, at) => pick(at % 3 === 0 ? SHARED : matter)));
  }
  return corpus;
}

function similarity({ words, dimensions, rows }: TrainedTable, a: string, b: string): number {
  const row = (word: string) => {
    const at = words.indexOf(word) * dimensions;
    return Array.from(rows.subarray(at, at + dimensions));
  };
  const [left, right] = [row(a), row(b)];
  const dot = left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right));
}

describe('a trained table', () => {
  const table = trainTable(makeCorpus(), { dimensions: 4, least: 5 });

  it('holds every word that is common enough, and a row for each', () => {
    expect(new Set(table.words)).toEqual(new Set([...MATTERS.flat(), ...SHARED]));
    expect(table.rows).toHaveLength(table.words.length * table.dimensions);
  });

  it('puts words of one matter nearer to each other than to those of another', () => {
    for (const matter of MATTERS) {
      const others = MATTERS.find((each) => each !== matter) ?? [];
      for (const word of matter) {
        const mean = (words: readonly string[]) =>
          words.reduce((sum, each) => sum + similarity(table, word, each), 0) / words.length;
        const near = mean(matter.filter((each) => each !== word));
        expect(near - mean(others), word).toBeGreaterThan(0.3);
      }
    }
  });

  it('is the same for the same texts, to the byte', () => {
    expect(trainTable(makeCorpus(), { dimensions: 4, least: 5 })).toEqual(table);
  });

  it('leaves out what is rare', () => {
    const corpus = makeCorpus(2_000);
    corpus.add(['生僻', '暖1', '生僻']);
    expect(trainTable(corpus, { dimensions: 4, least: 5 }).words).not.toContain('生僻');
  });

  it('has fewer dimensions where the texts do not hold more', () => {
    const small = trainTable(makeCorpus(2_000), { dimensions: 256, least: 5 });
    expect(small.dimensions).toBeLessThanOrEqual(small.words.length);
    expect(small.rows).toHaveLength(small.words.length * small.dimensions);
  });
});

describe('the parts', () => {
  it('sum up pairs as a map does', () => {
    const pair = fc.tuple(fc.nat(199), fc.nat(199), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 3_000, maxLength: 6_000 }), (added) => {
        const counts = new PairCounts(200);
        const wanted = new Map<string, number>();
        for (const [row, column, amount] of added) {
          counts.add(row, column, amount);
          wanted.set(`${row} ${column}`, (wanted.get(`${row} ${column}`) ?? 0) + amount);
        }
        const found = new Map<string, number>();
        counts.each((row, column, sum) => found.set(`${row} ${column}`, sum));
        expect(found).toEqual(wanted);
        expect(counts.size).toBe(wanted.size);
      }),
      { numRuns: 10 },
    );
  });

  it('decompose a symmetric matrix so that it can be put together again', () => {
    const entry = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 36, maxLength: 36 }), (entries) => {
        const at = (r: number, c: number) => entries[Math.min(r, c) * 6 + Math.max(r, c)] ?? 0;
        const matrix = Float64Array.from({ length: 36 }, (_, i) => at(Math.floor(i / 6), i % 6));
        const { values, vectors } = symmetricEigen(matrix, 6);
        expect(values).toEqual(values.toSorted((a, b) => b - a));
        matrix.forEach((value, i) => {
          const [r, c] = [Math.floor(i / 6), i % 6];
          const again = values.reduce(
            (sum, each, k) => sum + each * (vectors[r * 6 + k] ?? 0) * (vectors[c * 6 + k] ?? 0),
            0,
          );
          expect(again).toBeCloseTo(value, 6);
        });
      }),
    );
  });
});

describe('gongbao vectors', () => {
  /** A county's archive in small: its words are those the tokenizer cuts. */
  function writeArchive(folder: string): void {
    const heating =
      '集中供暖的热力管网由热力公司负责维护，居民室内温度不得低于规定标准，供暖收费按建筑面积计算。\n';
    const welfare = '最低生活保障对象由民政部门审核，困难家庭可以申请临时救助，补助资金按月发放到户。\n';
    writeFileSync(join(folder, '供暖.txt'), heating.repeat(100));
    writeFileSync(join(folder, '救助.txt'), welfare.repeat(100));
    writeFileSync(join(folder, '空.txt'), '');
  }

  it('makes a table that a library works with, under a name of its own', async () => {
    const [archive, data] = [temporaryFolder(), temporaryFolder()];
    writeArchive(archive);
    const argv = ['vectors', archive, '--least', '5', '--data', data, '--json'];
    const first = await gongbao(...argv);
    expect([first.code, first.lines.length]).toEqual([0, 1]);
    expect(first.err).toContain('空.txt');
    const path = String(first.lines[0]?.path);
    const bytes = readFileSync(`${path}.i8`);
    await gongbao(...argv);
    expect(readFileSync(`${path}.i8`).equals(bytes)).toBe(true);

    const own = loadWordTable(path);
    expect(own.row('供暖')).not.toBeNull();
    expect(own.name).not.toBe(loadWordTable().name);
    const library = openLibrary(':memory:', { vectors: path });
    expect([library.embedder.name, library.embedder.dimensions]).toEqual([own.name, own.dimensions]);
    const parts = library.ingestParts(() => new Date('2024-12-01T02:00:00Z'));
    await ingestFile(Buffer.from(PUBLIC_NOTICE), 'a.txt', parts);
    const [hit] = await library.assistant.search('供暖收费标准', publicScope(), 1);
    expect(hit?.text).toContain('19元');
    await library.close();

    writeFileSync(
      `${path}.i8`,
      bytes.map((byte) => byte ^ 1),
    );
    expect(loadWordTable(path).name).not.toBe(own.name);
  });

  it('says what is wrong: too little text, a table that is not there or does not fit', async () => {
    const [archive, data] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(archive, 'a.txt'), '供暖收费标准。\n');
    const little = await gongbao('vectors', archive, '--data', data);
    expect([little.code, little.out]).toEqual([1, '']);
    expect(little.err).toContain('--least');
    expect(() => loadWordTable(join(data, 'none'))).toThrow(/GONGBAO_VECTORS/);
    writeFileSync(join(data, 'bad.i8'), Buffer.alloc(10));
    writeFileSync(join(data, 'bad.words.txt'), '一\n二\n三\n');
    expect(() => loadWordTable(join(data, 'bad'))).toThrow(/不完整/);
  });
});
