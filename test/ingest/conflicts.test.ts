import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConflicts, type ShownConflict } from '../../data/conflicts.ts';
import { packageRoot } from '../../data/package-root.ts';
import { indicatorKey, indicatorOf, sameIndicator } from '../../ingest/figures/indicator.ts';
import { findQuantities, readUnit } from '../../ingest/figures/quantity.ts';
import { forgetSource } from '../../ingest/publish.ts';
import { publicScope, scopeOfRole } from '../../retrieval/access.ts';
import { emptyLibrary, LIBRARY_NOW, printNotice, type TestLibrary } from '../support/printed-notices.ts';
import { GOLD_CONFLICTS, GOLD_DOCUMENTS, type GoldConflict } from './conflicts-gold.ts';

describe('findQuantities', () => {
  it.each([
    ['达到41.5%', [[41.5, '%']]],
    ['投入1.8亿元', [[180_000_000, '元']]],
    [
      '完成3.6万亩、新建120公里',
      [
        [36_000, '亩'],
        [120, '公里'],
      ],
    ],
    ['化肥使用强度14.75kg/亩', [[14.75, '千克/亩']]],
    ['14.75千克/亩', [[14.75, '千克/亩']]],
    [
      '达到百分之九十，三成以上',
      [
        [90, '%'],
        [30, '%'],
      ],
    ],
    ['1,200户', [[1200, '户']]],
    ['提高2个百分点', [[2, '百分点']]],
    ['压缩至1-2个工作日', []],
    ['泾政办发〔2023〕48号', []],
    ['2023年12月31日', []],
    ['成立领导小组，三成立两落实', []],
  ])('reads %s', (text, quantities) => {
    expect(findQuantities(text).map(({ value, unit }) => [value, unit])).toEqual(quantities);
  });

  it('brings one number to one value whatever the scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (tenths) => {
        const [small] = findQuantities(`${tenths * 1000}亩`);
        const [large] = findQuantities(`${tenths / 10}万亩`);
        expect(large?.value).toBe(small?.value);
      }),
    );
  });

  it('knows units with their scale', () => {
    expect(readUnit('万亩')).toEqual({ unit: '亩', factor: 10_000 });
    expect(readUnit('千克/亩')).toEqual({ unit: '千克/亩', factor: 1 });
    expect(readUnit('县水务局')).toBeNull();
  });
});

describe('indicators', () => {
  it.each([
    ['到2023年底，全县主要农作物化肥利用率达到', '主要农作物化肥利用率'],
    ['、农用残膜回收率不低于', '农用残膜回收率'],
    ['住房补贴系数（', '住房补贴系数'],
    ['力争普惠贷款增速', '普惠贷款增速'],
  ])('names that of %s', (before, indicator) => {
    expect(indicatorOf(before)).toBe(indicator);
  });

  it.each([
    ['主要农作物化肥利用率', '化肥利用率', true],
    ['高标准农田', '高标准农田总面积', true],
    ['农村居民人均可支配收入', '居民人均可支配收入', false],
    ['新增担保贷款', '担保贷款', false],
    ['城镇自来水普及率', '自来水普及率', false],
    ['秸秆综合利用率', '畜禽粪污综合利用率', false],
  ])('compares %s with %s', (a, b, same) => {
    expect(sameIndicator(indicatorKey(a), indicatorKey(b), true)).toBe(same);
  });
});

const name = ({ kind, subject, left, right }: ShownConflict) =>
  [kind, subject, ...[left.shown, right.shown].sort()].join(' ');
const goldName = ([kind, subject, a, b]: GoldConflict) => [kind, subject, ...[a, b].sort()].join(' ');

async function conflictsOf(library: TestLibrary, visibilities = ['public', 'internal'] as const) {
  const documents = await library.assistant.documents(scopeOfRole('staff'), LIBRARY_NOW);
  return readConflicts(
    library.database,
    documents.map(({ id }) => id),
    visibilities,
  );
}

async function goldLibrary(order: 'first' | 'last' = 'first'): Promise<TestLibrary> {
  const library = emptyLibrary();
  const documents = order === 'first' ? GOLD_DOCUMENTS : [...GOLD_DOCUMENTS].reverse();
  for (const notice of documents) await library.put(`${notice.number}.txt`, printNotice(notice));
  return library;
}

describe('conflicts', () => {
  it.each(['first', 'last'] as const)(
    'are those a careful clerk finds, and hardly any others (%s document first)',
    async (order) => {
      const found = (await conflictsOf(await goldLibrary(order))).map(name).sort();
      const gold = GOLD_CONFLICTS.map(goldName);
      const right = found.filter((each) => gold.includes(each));
      console.log(
        `conflicts: precision ${right.length}/${found.length}, recall ${right.length}/${gold.length}`,
      );
      expect(found).toEqual([...gold].sort());
    },
  );

  it('point at the figures themselves', async () => {
    const library = await goldLibrary();
    for (const { left, right } of await conflictsOf(library)) {
      for (const side of [left, right]) {
        const open = await library.assistant.document(side.documentId, publicScope(), LIBRARY_NOW);
        const printed = open?.document.text.slice(side.span.start, side.span.end) ?? '';
        expect(side.shown.startsWith(printed.trim()), `${side.shown} at ${printed}`).toBe(true);
      }
    }
  });

  it('go when one of their documents goes', async () => {
    const library = await goldLibrary();
    await forgetSource(
      '清政办发〔2023〕3号.txt',
      library.ingestParts(() => LIBRARY_NOW),
    );
    const kinds = (await conflictsOf(library)).map(({ kind }) => kind);
    expect(kinds).not.toContain('documents');
    expect(kinds).toContain('parts');
  });

  it('are shown beside an answer, both sides cited', async () => {
    const library = await goldLibrary();
    const answer = await library.assistant.ask('2023年森林覆盖率要达到多少？', publicScope(), LIBRARY_NOW);
    expect(answer.conflicts).toHaveLength(1);
    const [conflict] = answer.conflicts;
    const quotes = conflict?.citations.map((n) => answer.citations.find((each) => each.n === n)?.quote ?? '');
    expect(quotes?.join()).toContain('35.2%');
    expect(quotes?.join()).toContain('35.8');
    expect(answer.answer).toContain('35.8');
    expect(answer.notices.join()).toContain('不一致');
    const calm = await library.assistant.ask(
      '2023年自来水漏损率控制在多少以内？',
      publicScope(),
      LIBRARY_NOW,
    );
    expect(calm.conflicts).toEqual([]);
  });

  it('are three in the sample gazette: body and annex of one document', async () => {
    const library = emptyLibrary();
    const path = join(packageRoot(), 'data/samples/泾源县人民政府公报-2023-04.txt');
    await library.put('sample.txt', readFileSync(path, 'utf8'));
    expect((await conflictsOf(library)).map(name).sort()).toEqual([
      'parts 农用残膜回收率 88% 90%',
      'parts 化肥利用率 40.5% 41.5%',
      'parts 秸秆综合利用率 89% 98%',
    ]);
    const answer = await library.assistant.ask(
      '60号文件要求秸秆综合利用率达到多少？',
      publicScope(),
      LIBRARY_NOW,
    );
    expect(answer.conflicts).toMatchObject([{ subject: '秸秆综合利用率' }]);
  });
});
