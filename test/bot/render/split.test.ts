import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, type TextPart } from '../../../bot/message.ts';
import { clipParts, splitParts } from '../../../bot/render/split.ts';
import { htmlOf, htmlOfPart } from '../../../bot/render/telegram-html.ts';
import { byteLength, markdownOfPart, neutralise } from '../../../bot/render/wecom-text.ts';

const characters = (part: TextPart) => part.text.length;
const html = (part: TextPart) => htmlOfPart(part).length;
const bytes = (part: TextPart) => byteLength(markdownOfPart(part));

describe('splitParts', () => {
  it('cuts after a sentence and keeps its citations with it', () => {
    const pieces = splitParts([{ text: '甲乙丙。[1][2]丁戊己。' }], 11, characters);
    expect(pieces.map(plainText)).toEqual(['甲乙丙。[1][2]', '丁戊己。']);
  });

  it('never cuts inside a citation, a document number or a pair of surrogates', () => {
    expect(splitParts([{ text: '一二三四五[12]' }], 7, characters).map(plainText)).toEqual([
      '一二三四五',
      '[12]',
    ]);
    expect(splitParts([{ text: '见泾政办发〔2023〕48号文' }], 9, characters).map(plainText)[0]).toBe(
      '见泾政办发',
    );
    expect(splitParts([{ text: '一𠀀二' }], 2, characters).map(plainText)).toEqual(['一', '𠀀', '二']);
  });

  it('moves a short run to the next piece whole rather than cutting it', () => {
    const parts = [{ text: '前面的一句话。' }, { text: '整段加粗', style: 'bold' as const }];
    expect(splitParts(parts, 9, characters).map(plainText)).toEqual(['前面的一句话。', '整段加粗']);
  });

  const part = fc.record(
    {
      text: fc.string({
        unit: fc.constantFrom(
          '中',
          '。',
          '；',
          '<',
          '&',
          '"',
          'a',
          ' ',
          '\n',
          '[1]',
          '[23]',
          '，',
          '𠀀',
          '😀',
          '〔2023〕4号',
        ),
        maxLength: 80,
      }),
      style: fc.constantFrom('bold' as const, 'quote' as const, 'code' as const),
      url: fc.constant('https://a.test/x?y=1&z=2'),
    },
    { requiredKeys: ['text'] },
  );

  it.each([
    ['Telegram HTML', html, 120],
    ['WeCom markdown', bytes, 160],
  ])('fits every piece of %s, loses no character and breaks no citation', (_name, measure, limit) => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const pieces = splitParts(parts, limit, measure);
        for (const piece of pieces) {
          expect(piece.reduce((sum, one) => sum + measure(one), 0)).toBeLessThanOrEqual(limit);
          for (const one of piece) {
            expect(one.text).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
            expect(one.text).not.toMatch(/\[\d*$|^\d*\]/);
          }
        }
        const squeeze = (text: string) => text.replace(/\s/g, '');
        expect(squeeze(pieces.map(plainText).join(''))).toBe(squeeze(plainText(parts)));
      }),
      { numRuns: 300 },
    );
  });

  it('clips to one piece with a mark', () => {
    const clipped = clipParts([{ text: '第一句。第二句。第三句。' }], 9, characters, { text: '……' });
    expect(plainText(clipped)).toBe('第一句。……');
    expect(plainText(clipParts([{ text: '第一句。' }], 9, characters, { text: '……' }))).toBe('第一句。');
  });
});

describe('markup', () => {
  it('in a document, a name or a question stays text in Telegram', () => {
    const evil = '<b>粗</b><a href="http://x.test">&amp;</a><script>';
    expect(htmlOf([{ text: evil }])).toBe(
      '&lt;b&gt;粗&lt;/b&gt;&lt;a href=&quot;http://x.test&quot;&gt;&amp;amp;&lt;/a&gt;&lt;script&gt;',
    );
    expect(htmlOf([{ text: 'x', url: 'javascript:alert(1)' }])).toBe('x');
    expect(htmlOf([{ text: 'x', url: 'https://a.test/"><i>' }])).toBe(
      '<a href="https://a.test/&quot;&gt;&lt;i&gt;">x</a>',
    );
  });

  it('in a document stays text in WeCom markdown', () => {
    const evil = '# 标题\n> 引\n**粗** [点此](http://x.test) `码` <font color="warning">红</font> <@all>';
    const safe = neutralise(evil);
    expect(safe).not.toMatch(/^#|^>|\*|\]\(|`|<|@all/m);
    expect(neutralise('依据[1]。')).toBe('依据[1]。');
  });
});
