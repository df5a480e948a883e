import { describe, expect, it } from 'vitest';
import { forgetSource } from '../../ingest/publish.ts';
import { publicScope, scopeOfRole } from '../../retrieval/access.ts';
import {
  emptyLibrary,
  LIBRARY_NOW,
  type Notice,
  printNotice,
  type TestLibrary,
} from '../support/printed-notices.ts';

const water = (year: number, note = '此件公开发布', last = ''): Notice => ({
  number: `清政办发〔${year}〕3号`,
  title: '清河县人民政府办公室关于印发《清河县供水收费办法》的通知',
  body: ['《清河县供水收费办法》现印发给你们。', '第一条 居民生活用水每立方米收费2.8元。', last].filter(
    Boolean,
  ),
  date: `${year}年3月1日`,
  note,
});
const repeal: Notice = {
  number: '清政办发〔2022〕9号',
  title: '清河县人民政府办公室关于印发《清河县水价管理规定》的通知',
  body: [
    '《清河县水价管理规定》现印发给你们。',
    '第一条 水价由县发展和改革局核定。',
    '第二条 本规定自2022年7月1日起施行，《清河县供水收费办法》（清政办发〔2020〕3号）同时废止。',
  ],
  date: '2022年5月20日',
};
const plan = (year: number): Notice => ({
  number: `清政办发〔${year}〕20号`,
  title: `清河县人民政府办公室关于印发《清河县${year}年政务公开工作要点》的通知`,
  body: [`《清河县${year}年政务公开工作要点》现印发给你们。`, `一、全年开展政策解读${year - 2000}次。`],
  date: `${year}年4月1日`,
});

async function validities(library: TestLibrary, now = LIBRARY_NOW, role: 'citizen' | 'staff' = 'staff') {
  const documents = await library.assistant.documents(scopeOfRole(role), now);
  return Object.fromEntries(documents.map(({ documentNumber, validity }) => [documentNumber, validity]));
}
const ask = (library: TestLibrary, question: string, now = LIBRARY_NOW) =>
  library.assistant.ask(question, publicScope(), now);
const forget = (library: TestLibrary, source: string) =>
  forgetSource(
    source,
    library.ingestParts(() => LIBRARY_NOW),
  );

describe('the standing of documents', () => {
  it.each([['old first'], ['new first']])(
    'follows a repeal from the day it takes effect, %s',
    async (order) => {
      const library = emptyLibrary();
      const texts = [
        ['old.txt', printNotice(water(2020))],
        ['new.txt', printNotice(repeal)],
      ] as const;
      for (const [source, text] of order === 'old first' ? texts : [...texts].reverse())
        await library.put(source, text);
      expect((await validities(library))['清政办发〔2020〕3号']).toBe('repealed');
      const before = new Date('2022-06-30T12:00:00+08:00');
      expect((await validities(library, before))['清政办发〔2020〕3号']).toBe('unstated');
      const answer = await ask(library, '居民生活用水每立方米收费多少元？');
      expect(answer.citations[0]?.validity).toBe('repealed');
      expect(answer.notices.join()).toContain('清政办发〔2022〕9号');
      expect((await ask(library, '居民生活用水每立方米收费多少元？', before)).notices).toEqual([]);
    },
  );

  it('takes a repeal back when the document that says it goes', async () => {
    const library = emptyLibrary();
    await library.put('old.txt', printNotice(water(2020)));
    await library.put('new.txt', printNotice(repeal));
    await forget(library, 'new.txt');
    expect((await validities(library))['清政办发〔2020〕3号']).toBe('unstated');
    await library.put('new.txt', printNotice(repeal));
    await library.put('new.txt', printNotice({ ...repeal, body: repeal.body.slice(0, 2) }));
    expect((await validities(library))['清政办发〔2020〕3号']).toBe('unstated');
  });

  it('does not take the document of another year for the one that is repealed', async () => {
    const library = emptyLibrary();
    await library.put('other.txt', printNotice(water(2016)));
    await library.put('new.txt', printNotice(repeal));
    expect((await validities(library))['清政办发〔2016〕3号']).toBe('unstated');
  });

  it('lets a plan give way to the same plan of a later year', async () => {
    const library = emptyLibrary();
    for (const year of [2023, 2021, 2022]) await library.put(`${year}.txt`, printNotice(plan(year)));
    expect(await validities(library)).toEqual({
      '清政办发〔2021〕20号': 'expired',
      '清政办发〔2022〕20号': 'expired',
      '清政办发〔2023〕20号': 'unstated',
    });
    const then = new Date('2022-12-01T12:00:00+08:00');
    expect((await validities(library, then))['清政办发〔2022〕20号']).toBe('unstated');
    const documents = await library.assistant.documents(publicScope(), LIBRARY_NOW);
    const middle = documents.find(({ documentNumber }) => documentNumber === '清政办发〔2022〕20号');
    const open = await library.assistant.document(middle?.id ?? '', publicScope(), LIBRARY_NOW);
    expect([open?.predecessor?.documentNumber, open?.successor?.documentNumber]).toEqual([
      '清政办发〔2021〕20号',
      '清政办发〔2023〕20号',
    ]);
    await forget(library, '2023.txt');
    expect((await validities(library))['清政办发〔2022〕20号']).toBe('unstated');
  });

  it('prolongs a term and ends it later', async () => {
    const library = emptyLibrary();
    const last = '第二条 本办法自2020年4月1日起施行，有效期至2022年3月31日。';
    await library.put('old.txt', printNotice(water(2020, '此件公开发布', last)));
    expect((await validities(library))['清政办发〔2020〕3号']).toBe('expired');
    const body = ['《清河县供水收费办法》（清政办发〔2020〕3号）有效期延长至2024年3月31日。'];
    await library.put(
      'more.txt',
      printNotice({ ...repeal, title: '清河县人民政府办公室关于延长文件有效期的通知', body }),
    );
    expect((await validities(library))['清政办发〔2020〕3号']).toBe('in force');
    expect((await validities(library, new Date('2024-06-01T00:00:00Z')))['清政办发〔2020〕3号']).toBe(
      'expired',
    );
  });

  it('does not name an internal document to the public', async () => {
    const library = emptyLibrary();
    await library.put('old.txt', printNotice(water(2020)));
    await library.put('new.txt', printNotice({ ...repeal, note: '此件不予公开' }));
    const answer = await ask(library, '居民生活用水每立方米收费多少元？');
    expect(JSON.stringify(answer)).not.toContain('清政办发〔2022〕9号');
    expect(answer.notices).toHaveLength(1);
    const id = answer.citations[0]?.documentId ?? '';
    expect((await library.assistant.document(id, publicScope(), LIBRARY_NOW))?.relations).toEqual([]);
    expect(
      (await library.assistant.document(id, scopeOfRole('staff'), LIBRARY_NOW))?.relations,
    ).toMatchObject([
      { kind: 'repeals', direction: 'by', otherNumber: '清政办发〔2022〕9号', day: '2022-07-01' },
    ]);
  });

  it('says when a document is amended and when it is not yet in force', async () => {
    const library = emptyLibrary();
    await library.put('old.txt', printNotice(water(2020)));
    const amends = {
      ...repeal,
      title: '清河县人民政府关于修改《清河县供水收费办法》部分条款的决定',
      body: ['居民水价另行公布。'],
    };
    await library.put('new.txt', printNotice(amends));
    const question = '居民生活用水每立方米收费多少元？';
    expect((await ask(library, question)).notices.join()).toContain('清政办发〔2022〕9号');
    const later = emptyLibrary();
    await later.put('a.txt', printNotice(water(2023, '此件公开发布', '第二条 本办法自2023年9月1日起施行。')));
    expect((await ask(later, question)).notices.join()).toContain('2023年9月1日');
  });
});
