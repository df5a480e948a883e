import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Library } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import { checkStatement, quoteStands, verify } from '../../retrieval/verify.ts';
import {
  type Claim,
  isTrueAfterAll,
  MUTATIONS,
  mutate,
  numbersFrom,
  trueClaims,
} from '../support/mutants.ts';
import { type Corpus, openSampleLibrary, readCorpus } from '../support/sample-library.ts';

let library: Library;
let corpus: Corpus;
let claims: Claim[];

beforeAll(async () => {
  library = await openSampleLibrary();
  corpus = readCorpus(library);
  claims = trueClaims(corpus.passages);
});
afterAll(() => library.close());

function accepts({ text, passages }: Claim): boolean {
  const citations = passages.map((passage, i) => corpus.cite(passage, i + 1));
  const statement = { text, citations: citations.map(({ n }) => n) };
  return !('refused' in checkStatement(statement, citations, corpus.textOf, passages));
}

describe('true statements of the sample', () => {
  it('refuses at most 2 % of them', () => {
    expect(claims.length).toBeGreaterThan(500);
    const refused = claims.filter((claim) => !accepts(claim)).map(({ text }) => text);
    expect(refused.length / claims.length, refused.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.02);
  });
});

describe('false statements made from them', () => {
  it.each(MUTATIONS)('catches 99 of 100 mutants by %s', (kind) => {
    const pick = numbersFrom(20_230_901);
    const some = ['person', 'date', 'measure'].includes(kind) ? claims : claims.filter((_, i) => i % 3 === 0);
    const mutants = some.flatMap((claim) => {
      const mutant = mutate(kind, claim, claims, pick);
      return mutant && !isTrueAfterAll(mutant, claim) ? [mutant] : [];
    });
    expect(mutants.length).toBeGreaterThan(20);
    const missed = mutants.filter(accepts).map(({ text }) => text);
    expect(missed.length / mutants.length, missed.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.01);
  });
});

describe('statements worded freely', () => {
  const Line = z.object({
    passage: z.string(),
    alternatives: z.array(z.string()).optional(),
    text: z.string(),
    stands: z.boolean(),
  });
  const path = join(packageRoot(), 'test/eval/statements.jsonl');
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)));
  const bare = (text: string) => text.replace(/[\s*]/g, '');
  const judged = () =>
    lines.map(({ passage: words, alternatives = [], text, stands }) => {
      const passage = corpus.passages.find(
        (each) =>
          each.kind !== 'title' &&
          [words, ...alternatives].some((one) => bare(each.text).includes(bare(one))),
      );
      if (!passage) throw new Error(`no passage says ${words}`);
      return { text, stands, accepted: accepts({ text, passages: [passage] }) };
    });

  it('accepts 95 of 100 true ones', () => {
    const trues = judged().filter((each) => each.stands);
    const refused = trues.filter((each) => !each.accepted).map(({ text }) => text);
    expect(refused.length / trues.length, refused.join('\n')).toBeLessThanOrEqual(0.05);
  });

  it('refuses 99 of 100 false ones', () => {
    const falses = judged().filter((each) => !each.stands);
    const accepted = falses.filter((each) => each.accepted).map(({ text }) => text);
    expect(accepted.length / falses.length, accepted.join('\n')).toBeLessThanOrEqual(0.01);
  });
});

/** Judges a statement against one passage that says `quote`. */
function judgeAgainst(quote: string, text: string): boolean {
  const citation = {
    ...{
      n: 1,
      documentId: 'd',
      documentNumber: '泾政办发〔2023〕48号',
      title: '关于印发《燃气排查方案》的通知',
    },
    ...{ locator: '三、', quote, span: { start: 0, end: quote.length }, passageId: 1 },
    ...{ validity: 'unstated' as const, source: 'x.txt' },
  };
  return !('refused' in checkStatement({ text, citations: [1] }, [citation], () => quote));
}

describe('what a faithful writer may do', () => {
  it.each([
    ['leave words out', '到2023年底，全县高标准农田达到6.54万亩。', '高标准农田达到6.54万亩。'],
    ['add words that say nothing', '住房补贴按年核定。', '具体来说，住房补贴按年核定。'],
    ['write a share as a word', '入户率达到30%。', '入户率达到三成。'],
    ['write a share in full', '入户率达到30%。', '入户率达到百分之三十。'],
    ['write an amount in 万', '补助3000元。', '补助0.3万元。'],
    ['write a date in Chinese', '2023年8月2日印发。', '二〇二三年八月二日印发。'],
    ['name the document', '每季度检查一次。', '泾政办发〔2023〕48号规定，每季度检查一次。'],
    ['name the document by its title', '每季度检查一次。', '《燃气排查方案》要求每季度检查一次。'],
    [
      'turn a bracket into a sentence',
      '更换胶管。（责任单位：住建局、各乡镇）',
      '更换胶管由住建局、各乡镇负责。',
    ],
    ['name who leads', '更换胶管。（牵头单位：住建局；责任单位：各乡镇）', '更换胶管，牵头单位是住建局。'],
    ['take an item of a list', '化肥利用率达到41.5%、农药利用率达到42%。', '农药利用率达到42%。'],
    ['number its lines', '更换胶管。', '1. 更换胶管。'],
  ])('may %s', (_, quote, text) => expect(judgeAgainst(quote, text)).toBe(true));
});

describe('what no writer may do', () => {
  it.each([
    [
      'join a subject to the figure of another',
      '化肥利用率达到41.5%、农药利用率达到42%。',
      '化肥利用率达到42%。',
    ],
    ['drop a bar before a list', '不得边审批、边设计。', '边审批、边设计。'],
    ['drop a limit', '每户补助不超过1000元。', '每户补助1000元。'],
    ['drop 以上 behind a figure', '建设1个以上攻关区。', '建设1个攻关区。'],
    ['drop an exception', '可以申请补贴的人员除外。', '可以申请补贴的人员。'],
    ['add a bar', '企业应当登记。', '企业不应当登记。'],
    ['make a duty a right', '企业必须登记。', '企业可以登记。'],
    ['exchange who leads and who helps', '（牵头单位：住建局；配合单位：财政局）', '由财政局牵头。'],
    [
      'put one under the label of another',
      '（牵头单位：住建局；配合单位：财政局）',
      '牵头单位：住建局、财政局。',
    ],
    ['cite another document number', '按规定检查。', '根据泾政办发〔2023〕84号，按规定检查。'],
    ['change a deputy into a head', '副组长：李静 副县长', '组长：李静'],
    ['leave out the unit of measure', '15个工作日内办结。', '15日内办结。'],
    ['widen a share', '占比30%。', '占比30‰。'],
    ['speak without content', '企业应当登记。', '根据有关规定，请按要求办理。'],
    ['break a word in two', '组织未成年人活动。', '组织成年人活动。'],
    ['say 或 as 和', '提供身份证或户口簿。', '提供身份证和户口簿。'],
    ['join across full stops', '财政局审核。住建局上报县政府。', '财政局上报县政府。'],
  ])('may not %s', (_, quote, text) => expect(judgeAgainst(quote, text)).toBe(false));
});

describe('verify', () => {
  const quote = '更换胶管。';
  const citation = {
    ...{ n: 3, documentId: 'd', documentNumber: null, title: '通知', locator: '一、', quote },
    ...{ span: { start: 2, end: 7 }, passageId: 1, validity: 'unstated' as const, source: 'x.txt' },
  };
  it('accepts a quote only where it stands', () => {
    expect(quoteStands(citation, `一、${quote}`)).toBe(true);
    expect(quoteStands(citation, `一、 ${quote}`)).toBe(false);
  });

  it('drops statements that do not stand, then citations that nothing needs, and numbers the rest anew', () => {
    const statements = [
      { text: '更换调压器。', citations: [3] },
      { text: '更换胶管。', citations: [3] },
      { text: '更换胶管。', citations: [] },
      { text: '更换胶管。', citations: [9] },
    ];
    const draft = verify({ statements, citations: [citation] }, () => `一、${quote}`);
    expect(draft.statements).toEqual([{ text: '更换胶管。', citations: [1] }]);
    expect(draft.citations.map(({ n }) => n)).toEqual([1]);
  });
});
