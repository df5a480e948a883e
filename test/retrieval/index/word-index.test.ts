import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinWords, type WeightedToken, WordIndex } from '../../../retrieval/index/word-index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Entry {
  readonly id: number;
  readonly head: readonly string[];
  readonly body: readonly string[];
}

const [K1, B] = [1.2, 0.6];

/** How often a passage says a token: each word of its text counts 1, a word that places it ¾, once. */
const timesIn = ({ head, body }: Entry, token: string) =>
  (head.includes(token) ? 0.75 : 0) + body.filter((each) => each === token).length;

/** BM25 as it is written down, over a plain list: the yardstick. */
function bm25(entries: readonly Entry[], tokens: readonly WeightedToken[], entry: Entry): number {
  const average = entries.reduce((sum, each) => sum + each.body.length, 0) / entries.length || 1;
  return tokens.reduce((sum, { token, weight }) => {
    const times = timesIn(entry, token);
    const found = entries.filter((each) => timesIn(each, token) > 0).length;
    const rarity = Math.log(1 + (entries.length - found + 0.5) / (found + 0.5));
    const norm = K1 * (1 - B + (B * entry.body.length) / average);
    return sum + (times === 0 ? 0 : (weight * rarity * times * (K1 + 1)) / (times + norm));
  }, 0);
}

function rank(entries: readonly Entry[], tokens: readonly WeightedToken[], visible = entries) {
  return visible
    .map((entry) => ({ id: entry.id, score: bm25(entries, tokens, entry) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.id - b.id);
}

const words = fc.array(fc.constantFrom('补', '贴', '补贴', '县', '2023', '单位', '标准'), { maxLength: 12 });
const library = fc
  .array(fc.record({ head: words, body: words }), { minLength: 1, maxLength: 20 })
  .map((entries) => entries.map((entry, i) => ({ ...entry, id: i + 1 })));
const question = fc.uniqueArray(
  fc.record({
    token: fc.constantFrom('补', '补贴', '县', '2023', '标准', '无'),
    weight: fc.constantFrom(1, 0.25),
  }),
  { selector: ({ token }) => token, minLength: 1, maxLength: 5 },
);

function indexOf(entries: readonly Entry[], path: string | null = null): WordIndex {
  const index = new WordIndex(path);
  for (const { id, head, body } of entries) index.add(id, head, body);
  return index;
}

/** Scores are kept in single precision, so that near-equal ones may change places. */
function expectRanking(found: readonly { id: number; score: number }[], wanted: ReturnType<typeof rank>) {
  expect(found).toHaveLength(wanted.length);
  const scores = new Map(wanted.map(({ id, score }) => [id, score]));
  found.forEach(({ id, score }, i) => {
    expect(score).toBeCloseTo(scores.get(id) ?? Number.NaN, 4);
    expect(score).toBeCloseTo(wanted[i]?.score ?? Number.NaN, 4);
  });
}

describe('the word index', () => {
  it('ranks as BM25 does, and counts what it holds', () => {
    fc.assert(
      fc.property(library, question, (entries, tokens) => {
        const view = joinWords([indexOf(entries)]);
        expectRanking(view.search(tokens, 100), rank(entries, tokens));
        for (const { token } of tokens)
          expect(view.frequency(token)).toBe(entries.filter((each) => timesIn(each, token) > 0).length);
      }),
    );
  });

  it('ranks several indexes as if they were one', () => {
    fc.assert(
      fc.property(library, question, (entries, tokens) => {
        const halves = [entries.filter(({ id }) => id % 2 === 0), entries.filter(({ id }) => id % 2 === 1)];
        const view = joinWords(halves.map((half) => indexOf(half)));
        expect(view.size).toBe(entries.length);
        expectRanking(view.search(tokens, 100), rank(entries, tokens));
      }),
    );
  });

  it('gives the best of the allowed passages alone, however few are asked for', () => {
    fc.assert(
      fc.property(library, question, fc.integer({ min: 1, max: 5 }), (entries, tokens, count) => {
        const allowed = (id: number) => id % 3 !== 0;
        const found = joinWords([indexOf(entries)]).search(tokens, count, allowed);
        const visible = entries.filter(({ id }) => allowed(id));
        expect(found.every(({ id }) => allowed(id))).toBe(true);
        expectRanking(found, rank(entries, tokens, visible).slice(0, count));
      }),
    );
  });

  it('forgets a removed passage at once, and all of it with the next save', async () => {
    await fc.assert(
      fc.asyncProperty(library, question, async (entries, tokens) => {
        const index = indexOf(entries);
        joinWords([index]).search(tokens, 1);
        for (const { id } of entries) if (id % 2 === 0) index.remove(id);
        const kept = entries.filter(({ id }) => id % 2 === 1);
        const found = joinWords([index]).search(tokens, 100);
        expect(found.map(({ id }) => id).sort()).toEqual(
          rank(kept, tokens)
            .map(({ id }) => id)
            .sort(),
        );
        await index.save();
        expectRanking(joinWords([index]).search(tokens, 100), rank(kept, tokens));
      }),
    );
  });

  it('is the same after it was kept and read again', async () => {
    const path = join(temporaryFolder(), 'words');
    await fc.assert(
      fc.asyncProperty(library, question, async (entries, tokens) => {
        const index = indexOf(entries, `${path}${entries.length}`);
        await index.save();
        const again = new WordIndex(`${path}${entries.length}`);
        expect([...again.ids()]).toEqual(entries.map(({ id }) => id));
        expect(joinWords([again]).search(tokens, 100)).toEqual(joinWords([index]).search(tokens, 100));
      }),
      { numRuns: 20 },
    );
  });

  it('keeps counts that a byte cannot hold from wrapping round', () => {
    const many = Array.from({ length: 200 }, () => '补');
    const view = joinWords([
      indexOf([
        { id: 1, head: [], body: many },
        { id: 2, head: [], body: ['补'] },
      ]),
    ]);
    const [first] = view.search([{ token: '补', weight: 1 }], 2);
    expect(first?.score).toBeGreaterThan(0);
    expect(view.search([{ token: '补', weight: 1 }], 2)).toHaveLength(2);
  });
});
