import { describe, expect, it } from 'vitest';
import { readLexicon } from '../../../data/lexicon/lexicon-file.ts';
import { expandSynonyms, synonymTable } from '../../../data/lexicon/synonyms.ts';

describe('expandSynonyms', () => {
  it.each([
    ['户数', '住户数'],
    ['截止时间', '完成时限'],
    ['责任部门', '责任单位'],
    ['牵头单位', '责任单位'],
    ['办公地点', '地址'],
    ['系数', '比例'],
    ['补贴', '奖补'],
    ['核查', '排查'],
    ['联系人', '联系电话'],
    ['牵头', '负责'],
    ['负责人', '组长'],
  ])('takes %s to %s', (text, term) => {
    expect(expandSynonyms(text).map((expansion) => expansion.term)).toContain(term);
  });

  it('stays weak', () => {
    for (const wordings of synonymTable().values()) {
      for (const weight of wordings.values()) expect([0.3, 0.5]).toContain(weight);
    }
  });

  it('has groups of two and more, no word twice in one', () => {
    const wrong = readLexicon('synonyms').lines.filter(({ head, same, related }) => {
      const group = [...head, ...same, ...related];
      return head.length > 0 || group.length < 2 || new Set(group).size < group.length;
    });
    expect(wrong).toEqual([]);
  });
});
