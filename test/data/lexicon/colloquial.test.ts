import { describe, expect, it } from 'vitest';
import { colloquialTable, expandWords } from '../../../data/lexicon/colloquial.ts';
import { readLexicon } from '../../../data/lexicon/lexicon-file.ts';

/** The wordings a question leads to with at least a weight. */
function terms(question: string, atLeast = 0): string[] {
  return expandWords(question)
    .filter(({ weight }) => weight >= atLeast)
    .map(({ term }) => term);
}

describe('colloquial.txt', () => {
  it('has entries of two characters and more, many of them', () => {
    expect(colloquialTable().size).toBeGreaterThan(900);
    expect([...colloquialTable().keys()].filter((word) => word.length < 2)).toEqual([]);
  });

  it('leads no word to itself, nor twice to one wording on a line', () => {
    const wrong = readLexicon('colloquial').lines.filter(({ head, same, related }) => {
      const wordings = [...same, ...related];
      return (
        wordings.length === 0 ||
        new Set(wordings).size < wordings.length ||
        head.some((word) => wordings.includes(word))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('uses the weights 1 and 0.5 alone', () => {
    const weights = new Set([...colloquialTable().values()].flatMap((wordings) => [...wordings.values()]));
    expect([...weights].sort()).toEqual([0.5, 1]);
  });
});

describe('expandWords', () => {
  it.each([
    ['低保一个月给多少', '最低生活保障'],
    ['煤气罐怎么查', '液化石油气'],
    ['房补啥时候发', '住房补贴'],
    ['烧玉米秆罚多少', '秸秆禁烧'],
    ['残疾证在哪办', '残疾人证'],
    ['我想开饭馆', '餐饮服务'],
    ['大棚有补贴吗', '设施农业'],
    ['地里的塑料地膜怎么处理', '农用残膜'],
    ['牛羊粪往哪堆', '畜禽粪污'],
    ['这事找谁', '责任单位'],
    ['单位公众号谁管', '政务新媒体'],
    ['只跑一趟行不行', '最多跑一次'],
    ['不用带证能办吗', '免证办'],
    ['手机上办行吗', '掌上办'],
    ['材料最晚几号交', '截止时间'],
    ['要挨家挨户查吗', '入户'],
    ['老板跑路不给工资', '拖欠农民工工资'],
    ['我爸退伍了', '退役军人'],
    ['村里旱厕改造', '厕所革命'],
    ['打官司请不起律师', '法律援助'],
  ])('takes %s to %s', (question, term) => {
    expect(terms(question, 1)).toContain(term);
  });

  it('takes the longest everyday word and says which it was', () => {
    expect(expandWords('我要提公积金').every(({ from }) => from === '提公积金')).toBe(true);
    expect(expandWords('煤气罐').every(({ from }) => from === '煤气罐')).toBe(true);
  });

  it('puts the same before the related and gives each wording once', () => {
    const found = expandWords('煤气罐谁管，天然气谁负责');
    const weights = found.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(new Set(found.map(({ term }) => term)).size).toBe(found.length);
  });

  it('leaves out what the question already says', () => {
    expect(terms('低保就是最低生活保障吧')).not.toContain('最低生活保障');
  });

  it.each([
    ['最低保障标准是多少', '最低生活保障'],
    ['农民工有补助吗', '人民防空'],
    ['加强个人防护', '人民防空'],
    ['住房补贴办法', '住房租赁补贴'],
    ['行政审批事项', '无犯罪记录证明'],
    ['落实习近平总书记讲话', '就业见习'],
  ])('reads no everyday word into %s', (question, term) => {
    expect(terms(question)).not.toContain(term);
  });

  it('does not mind width, case or variant characters', () => {
    expect(terms('手机ＡＰＰ上能辦嗎')).toContain('移动端');
    expect(terms('殘疾证')).toContain('残疾人证');
  });

  it('gives nothing for an official question without everyday words', () => {
    expect(expandWords('水土流失综合治理')).toEqual([]);
    expect(expandWords('')).toEqual([]);
  });
});
