import { describe, expect, it } from 'vitest';
import { structureText } from '../../ingest/ingest.ts';
import { findMentions } from '../../ingest/mentions.ts';
import { readValidityRelations } from '../../ingest/validity.ts';
import { createTokenizer } from '../../retrieval/tokenize.ts';
import { type Notice, printNotice } from '../support/printed-notices.ts';

const tokenizer = createTokenizer([]);

function relationsOf(notice: Partial<Notice> & { body: readonly string[] }) {
  const whole: Notice = {
    number: '清政办发〔2023〕9号',
    title: '清河县人民政府办公室关于印发《清河县供水管理办法》的通知',
    date: '2023年5月1日',
    ...notice,
  };
  const [draft] = structureText(
    { text: printNotice(whole), format: 'utf-8', warnings: [] },
    'a.txt',
    tokenizer,
  ).drafts;
  if (!draft) throw new Error('no document');
  return readValidityRelations(draft.record, draft.passages).map((relation) => {
    expect(draft.record.text.slice(relation.span.start, relation.span.end)).toBe(relation.quote);
    const { kind, targetNumber, targetTitle, until, fromDay } = relation;
    return [kind, targetTitle, targetNumber, ...(until || fromDay ? [until ?? fromDay] : [])];
  });
}

describe('findMentions', () => {
  it('joins a title with the number beside it', () => {
    const text = '按照《关于印发〈清河县供水办法〉的通知》（清政发〔2018〕3号）和清政办发〔2019〕7号文件';
    expect(findMentions(text).map(({ title, number }) => [title, number])).toEqual([
      ['关于印发〈清河县供水办法〉的通知', '清政发〔2018〕3号'],
      [null, '清政办发〔2019〕7号'],
    ]);
  });
});

describe('readValidityRelations', () => {
  it.each([
    [
      '本办法自2023年6月1日起施行，《清河县供水管理暂行办法》（清政发〔2018〕3号）同时废止。',
      [['repeals', '清河县供水管理暂行办法', '清政发〔2018〕3号']],
    ],
    [
      '本办法自印发之日起施行。原《清河县供水管理暂行办法》同时废止。',
      [['repeals', '清河县供水管理暂行办法', null]],
    ],
    [
      '本办法自2023年6月1日起施行，清政发〔2018〕3号、清政办发〔2019〕12号文件同时废止。',
      [
        ['repeals', null, '清政发〔2018〕3号'],
        ['repeals', null, '清政办发〔2019〕12号'],
      ],
    ],
    [
      '自本办法施行之日起，《清河县供水收费办法》《清河县节水办法》停止执行。',
      [
        ['repeals', '清河县节水办法', null],
        ['repeals', '清河县供水收费办法', null],
      ],
    ],
    [
      '经县政府同意，决定废止《清河县供水收费办法》（清政发〔2016〕2号）和《清河县节水办法》。',
      [
        ['repeals', '清河县供水收费办法', '清政发〔2016〕2号'],
        ['repeals', '清河县节水办法', null],
      ],
    ],
    ['本办法自印发之日起施行，《清河县供水实施细则》同时失效。', [['ends', '清河县供水实施细则', null]]],
    [
      '《清河县节水办法》（清政发〔2020〕6号）有效期延长至2025年12月31日。',
      [['extends', '清河县节水办法', '清政发〔2020〕6号', '2025-12-31']],
    ],
    [
      '《清河县节水办法》（清政发〔2020〕6号）有效期延长2年。',
      [['extends', '清河县节水办法', '清政发〔2020〕6号', '+24']],
    ],
    ['《清河县节水办法》自2023年7月1日起停止执行。', [['repeals', '清河县节水办法', null, '2023-07-01']]],
    [
      '对《清河县节水办法》（清政发〔2020〕6号）作如下修改：',
      [['amends', '清河县节水办法', '清政发〔2020〕6号']],
    ],
    ['将《清河县节水办法》第三条修改为：“用水应当计量。”', [['amends', '清河县节水办法', null]]],
  ])('reads %s', (sentence, relations) => {
    expect(relationsOf({ body: ['办法如下。', sentence] }).sort()).toEqual([...relations].sort());
  });

  it.each([
    '根据《清河县供水条例》制定本办法，有效期五年，有效期满自动失效。',
    '加快修改、废止与《优化营商环境条例》不一致的规定。',
    '《清河县供水管理暂行办法》废止前已经受理的，按原办法办理。',
    '按照《清河县节水办法》有关规定执行，未废止的文件继续有效。',
    '依据《清河县节水办法》，过期药品停止使用。',
    '《清河县节水办法》尚未失效。',
    '有效期内的许可证继续有效，与本办法不一致的规定同时废止。',
  ])('reads nothing into %s', (sentence) => {
    expect(relationsOf({ body: ['办法如下。', sentence] })).toEqual([]);
  });

  it('reads titles that repeal and amend', () => {
    const body = ['各有关单位要抓好落实。'];
    expect(relationsOf({ title: '清河县人民政府关于废止《清河县节水办法》的决定', body })).toEqual([
      ['repeals', '清河县节水办法', null],
    ]);
    expect(relationsOf({ title: '清河县人民政府关于修改《清河县节水办法》部分条款的决定', body })).toEqual([
      ['amends', '清河县节水办法', null],
    ]);
  });

  it('reads lists of repealed documents, section by section', () => {
    const found = relationsOf({
      title: '清河县人民政府关于公布规范性文件清理结果的通知',
      body: ['现将清理结果公布如下。'],
      annex: [
        '附件1',
        '废止的规范性文件目录',
        '1. 《清河县节水办法》（清政发〔2016〕2号）',
        '2. 《清河县供热办法》（清政办发〔2017〕8号）',
        '附件2',
        '宣布失效的规范性文件目录',
        '1. 《清河县绿化办法》（清政发〔2015〕1号）',
        '附件3',
        '继续有效的规范性文件目录',
        '1. 《清河县养犬办法》（清政发〔2019〕1号）',
      ],
    });
    expect(found).toEqual([
      ['repeals', '清河县节水办法', '清政发〔2016〕2号'],
      ['repeals', '清河县供热办法', '清政办发〔2017〕8号'],
      ['ends', '清河县绿化办法', '清政发〔2015〕1号'],
    ]);
  });

  it('reads tables whose rows say what is done', () => {
    const found = relationsOf({
      title: '清河县人民政府关于公布规范性文件清理结果的通知',
      body: ['现将清理结果公布如下。'],
      annex: [
        '附件',
        '规范性文件清理结果表',
        '序号\t文件名称\t文号\t清理结果',
        '1\t清河县节水办法\t清政发〔2016〕2号\t废止',
        '2\t清河县养犬办法\t清政发〔2019〕1号\t继续有效',
        '3\t清河县绿化办法\t清政发〔2015〕1号\t失效',
      ],
    });
    expect(found).toEqual([
      ['repeals', '清河县节水办法', '清政发〔2016〕2号'],
      ['ends', '清河县绿化办法', '清政发〔2015〕1号'],
    ]);
  });
});
