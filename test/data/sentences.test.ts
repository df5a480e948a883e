import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../data/sentences.ts';
import { cutLong } from '../../ingest/structure/passage-cut.ts';

const cut = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it('end at full stops, semicolons and lines, with the marks that close them', () => {
    expect(cut('按月报送；每季通报。“一户一表。”\n责任单位：住建局')).toEqual([
      '按月报送；',
      '每季通报。',
      '“一户一表。”',
      '责任单位：住建局',
    ]);
  });

  it('stay open while a bracket is', () => {
    expect(cut('补贴2000元（含税；不含运费。以发票为准），按季发放。逾期不补。')).toEqual([
      '补贴2000元（含税；不含运费。以发票为准），按季发放。',
      '逾期不补。',
    ]);
  });

  it('do not wait for a bracket that is never closed', () => {
    expect(cut('责任单位（住建局。完成时限6月。')).toEqual(['责任单位（住建局。', '完成时限6月。']);
  });

  const text = fc
    .array(fc.constantFrom('甲', '乙方', '12', '。', '；', '，', '（', '）', '“', '”', '\n', ' '), {
      maxLength: 900,
    })
    .map((parts) => parts.join(''));

  it('and the pieces of long texts cover every character but white space, once and in order', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const pieces of [splitSentences(source), cutLong(source)]) {
          const joined = pieces.map(({ start, end }) => source.slice(start, end)).join('');
          expect(joined.replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
          expect(pieces.every(({ start }, i) => start >= (pieces[i - 1]?.end ?? 0))).toBe(true);
        }
      }),
    );
  });

  it('cut what has no full stop at a comma', () => {
    const endless = '各乡镇、各部门按照职责分工抓好落实，'.repeat(60);
    expect(cutLong(endless).every(({ start, end }) => end - start <= 600)).toBe(true);
  });
});
