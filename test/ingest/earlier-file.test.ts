import { describe, expect, it } from 'vitest';
import { parseDay } from '../../data/day.ts';
import { isSameDocument } from '../../data/earlier-file.ts';
import { forgetSource } from '../../ingest/publish.ts';
import { publicScope, scopeOfRole } from '../../retrieval/access.ts';
import { expectAgreement } from '../support/expect-agreement.ts';
import {
  emptyLibrary,
  LIBRARY_NOW,
  type Notice,
  printNotice,
  type TestLibrary,
} from '../support/printed-notices.ts';

const FIRE: Notice = {
  number: '清政办发〔2022〕5号',
  title: '清河县人民政府办公室关于印发《清河县2022年森林防火工作方案》的通知',
  body: [
    '《清河县2022年森林防火工作方案》已经县人民政府同意，现印发给你们。',
    '一、工作目标',
    '全县森林火灾受害率控制在0.8‰以内，巡护人员达到120人，于2022年9月30日前报送总结。',
  ],
  date: '2022年3月1日',
};
/** Next year's plan: the same words, but for the year and one figure. */
const NEXT_YEAR: Notice = {
  ...FIRE,
  number: '清政办发〔2023〕9号',
  title: FIRE.title.replace('2022', '2023'),
  body: FIRE.body.map((text) => text.replaceAll('2022', '2023').replace('120', '150')),
  date: '2023年3月1日',
};
const WATER: Notice = {
  number: null,
  title: '清河县水务局关于开展节约用水宣传的通知',
  body: ['为普及节水知识，定于2023年3月22日在县城广场开展节约用水宣传活动，请各单位派2人参加。'],
  date: '2023年3月10日',
};

const all = (library: TestLibrary) => library.assistant.documents(scopeOfRole('staff'), LIBRARY_NOW);
const sourcesOf = async (library: TestLibrary) =>
  Object.fromEntries((await all(library)).map((each) => [each.documentNumber ?? each.title, each.sources]));

describe('another file under the name of an earlier one', () => {
  it('takes nothing away: the earlier documents stay, with a source of their own', async () => {
    const library = emptyLibrary();
    await library.put('通知.txt', printNotice(FIRE));
    const result = await library.put('通知.txt', printNotice(WATER));
    const sources = await sourcesOf(library);
    expect(sources[WATER.title]).toEqual(['通知.txt']);
    expect(sources[FIRE.number ?? '']?.[0]).toMatch(/^通知（原文件 [0-9a-f]{8}）\.txt$/);
    expect(result).toMatchObject({ status: 'published', documents: 1 });
    expect(result.problems.join()).toContain('清政办发〔2022〕5号');
    expect(result.problems.join()).toContain(sources[FIRE.number ?? '']?.[0]);
    const answer = await library.assistant.ask(
      '2022年森林火灾受害率控制在多少以内？',
      publicScope(),
      LIBRARY_NOW,
    );
    expect(answer.answer).toContain('0.8');
    expectAgreement(library);
  });

  it("never takes the next year's plan for an edition of this year's", async () => {
    const library = emptyLibrary();
    await library.put('方案.txt', printNotice(FIRE));
    await library.put('方案.txt', printNotice(NEXT_YEAR));
    expect((await all(library)).map((each) => [each.documentNumber, each.editions])).toEqual(
      expect.arrayContaining([
        [FIRE.number, 0],
        [NEXT_YEAR.number, 0],
      ]),
    );
  });

  it('keeps what was done in the ledger for the earlier documents', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    const states = () =>
      library.database.raw
        .prepare('SELECT id, state FROM deadlines WHERE document_id <> ? ORDER BY id')
        .all('');
    const before = states();
    await library.put('a.txt', printNotice(WATER));
    expect(before.length).toBeGreaterThan(0);
    expect(states()).toEqual(expect.arrayContaining(before));
  });

  it('can be forgotten, and so can the earlier one, each by its name', async () => {
    const library = emptyLibrary();
    await library.put('通知.txt', printNotice(FIRE));
    await library.put('通知.txt', printNotice(WATER));
    const parts = library.ingestParts(() => LIBRARY_NOW);
    const earlier = (await sourcesOf(library))[FIRE.number ?? '']?.[0] ?? '';
    await forgetSource('通知.txt', parts);
    expect((await all(library)).map((each) => each.documentNumber)).toEqual([FIRE.number]);
    await forgetSource(earlier, parts);
    expect(await all(library)).toEqual([]);
    expectAgreement(library);
  });

  it('brings the earlier one back under its name: both are there, no document twice', async () => {
    const library = emptyLibrary();
    for (const notice of [FIRE, WATER, FIRE, WATER]) await library.put('通知.txt', printNotice(notice));
    expect((await all(library)).map((each) => each.title).sort()).toEqual([FIRE.title, WATER.title].sort());
    expectAgreement(library);
  });
});

describe('a new edition under the same name', () => {
  it('replaces the document, with the old words kept as an edition, and nothing stays beside it', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    const { problems } = await library.put('a.txt', printNotice(FIRE).replace('120人', '130人'));
    expect(problems).toEqual([]);
    expect(await all(library)).toMatchObject([{ editions: 1, sources: ['a.txt'] }]);
  });

  it('is known under a corrected title where no number is printed', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(WATER));
    const [before] = await all(library);
    await library.put('a.txt', printNotice({ ...WATER, title: WATER.title.replace('宣传', '宣传活动') }));
    expect(await all(library)).toMatchObject([{ id: before?.id, editions: 1, sources: ['a.txt'] }]);
  });

  it('of an issue keeps the documents that the new edition leaves out', async () => {
    const library = emptyLibrary();
    const issue = (...notices: readonly Notice[]) => notices.map(printNotice).join('\n\n');
    const changed = { ...FIRE, body: FIRE.body.map((text) => text.replace('0.8‰', '0.7‰')) };
    await library.put('公报.txt', issue(FIRE, NEXT_YEAR));
    const { problems } = await library.put('公报.txt', issue(changed));
    expect((await all(library)).map((each) => [each.documentNumber, each.editions])).toEqual(
      expect.arrayContaining([
        [FIRE.number, 1],
        [NEXT_YEAR.number, 0],
      ]),
    );
    expect(problems.join()).toContain('清政办发〔2023〕9号');
  });
});

describe('two documents', () => {
  const of = (notice: Notice, issuedOn: string) => ({
    id: '',
    kind: 'document' as const,
    documentNumber: notice.number,
    title: notice.title,
    issuedOn: parseDay(issuedOn),
    text: printNotice(notice),
  });

  it('are one where number and words agree, and two where number, date or year differ', () => {
    expect(isSameDocument(of(FIRE, '2022-03-01'), of({ ...FIRE, date: '2022年3月2日' }, '2022-03-02'))).toBe(
      true,
    );
    expect(isSameDocument(of(FIRE, '2022-03-01'), of(NEXT_YEAR, '2023-03-01'))).toBe(false);
    expect(isSameDocument(of(WATER, '2023-03-10'), of(WATER, '2023-04-10'))).toBe(false);
    const bare = { ...FIRE, number: null };
    expect(isSameDocument(of(bare, '2022-03-01'), of({ ...NEXT_YEAR, number: null }, '2022-03-01'))).toBe(
      false,
    );
  });
});
