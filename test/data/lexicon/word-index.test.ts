import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordIndex } from '../../../data/lexicon/word-index.ts';

describe('createWordIndex', () => {
  it('takes the longest word at each place, from left to right', () => {
    const index = createWordIndex(['财政', '财政局', '政局', '局长']);
    expect(index.find('县财政局长').map(({ word }) => word)).toEqual(['财政局']);
    expect(index.at('财政局', 0)).toEqual(['财政局', '财政']);
  });

  it('takes the next shorter word where the longest is not accepted', () => {
    const index = createWordIndex(['财政', '财政局']);
    expect(index.find('财政局', ({ word }) => word !== '财政局').map(({ word }) => word)).toEqual(['财政']);
  });

  it('finds what a plain search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), minLength: 2, maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '丁') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), text, (words, searched) => {
        const expected: { word: string; start: number; end: number }[] = [];
        for (let start = 0; start < searched.length; ) {
          const longest = words
            .filter((each) => searched.startsWith(each, start))
            .sort((a, b) => b.length - a.length)[0];
          if (longest) expected.push({ word: longest, start, end: start + longest.length });
          start += longest?.length ?? 1;
        }
        expect(createWordIndex(words).find(searched)).toEqual(expected);
      }),
    );
  });
});
