import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLexicon, readLine } from '../../../data/lexicon/lexicon-file.ts';
import { plain } from '../../../data/lexicon/plain.ts';
import { userWords } from '../../../data/lexicon/user-words.ts';

describe('readLine', () => {
  it('takes a line apart', () => {
    expect(readLine('低保 吃低保 = 最低生活保障 ~ 社会救助 困难群众')).toEqual({
      head: ['低保', '吃低保'],
      same: ['最低生活保障'],
      related: ['社会救助', '困难群众'],
    });
    expect(readLine('多少钱 ~ 标准')).toEqual({ head: ['多少钱'], same: [], related: ['标准'] });
    expect(readLine('= 户数 住户数')).toEqual({ head: [], same: ['户数', '住户数'], related: [] });
  });

  it.each(['甲 = 乙 = 丙', '甲 ~ 乙 = 丙', '甲 = #乙'])('refuses %s', (line) => {
    expect(readLine(line)).toBeNull();
  });

  it('reads every file that ships', () => {
    for (const name of ['departments', 'colloquial', 'synonyms', 'user-words'] as const) {
      expect(readLexicon(name).lines.length).toBeGreaterThan(0);
    }
  });
});

describe('plain', () => {
  const texts = fc.string({
    unit: fc.constantFrom('Ａ', '（', '辦', '涇', 'İ', 'ß', '😀', '\ud83d', 'Z', '９', '㎡', '甲'),
  });

  it('keeps every offset', () => {
    fc.assert(fc.property(texts, (text) => plain(text).length === text.length));
    expect(plain('ＡＰＰ辦理（試）')).toHaveLength('ＡＰＰ辦理（試）'.length);
  });

  it('is settled after one step', () => {
    fc.assert(fc.property(texts, (text) => plain(plain(text)) === plain(text)));
  });
});

describe('userWords', () => {
  it('holds departments and policy terms, Chinese alone, each once', () => {
    const words = userWords();
    expect(words.length).toBeGreaterThan(400);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => !/^\p{Script=Han}{2,10}$/u.test(word))).toEqual([]);
    for (const word of ['放管服', '双随机', '一网通办', '包抓', '三同时', '一岗双责', '保交楼', '两癌筛查']) {
      expect(words).toContain(word);
    }
    expect(words).toContain('住建局');
    expect(words).not.toContain('各乡镇');
  });
});
