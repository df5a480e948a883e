import { describe, expect, it } from 'vitest';
import { listEditions, readEdition } from '../../data/editions.ts';
import { forgetSource } from '../../ingest/publish.ts';
import { publicScope, scopeOfRole } from '../../retrieval/access.ts';
import {
  emptyLibrary,
  LIBRARY_NOW,
  type Notice,
  printNotice,
  type TestLibrary,
} from '../support/printed-notices.ts';

const FIRE: Notice = {
  number: '清政办发〔2023〕5号',
  title: '清河县人民政府办公室关于印发《清河县森林防火工作方案》的通知',
  body: [
    '《清河县森林防火工作方案》已经县人民政府同意，现印发给你们。',
    '一、工作目标',
    '全县森林火灾受害率控制在0.8‰以内，巡护人员达到120人。',
  ],
  date: '2023年3月1日',
};
const WATER: Notice = {
  number: '清政办发〔2023〕6号',
  title: '清河县人民政府办公室关于印发《清河县防汛应急预案》的通知',
  body: [
    '《清河县防汛应急预案》现印发给你们。',
    '一、组织体系',
    '防汛抗旱指挥部设在县水务局，电话0900-1234567。',
  ],
  date: '2023年4月1日',
};
const changed = {
  ...FIRE,
  body: [...FIRE.body.slice(0, 2), '全县森林火灾受害率控制在0.9‰以内，巡护人员达到150人。'],
};

const all = (library: TestLibrary) => library.assistant.documents(scopeOfRole('staff'), LIBRARY_NOW);
const idsOf = (library: TestLibrary) =>
  [...library.indexes.public.words.ids(), ...library.indexes.internal.words.ids()].sort((a, b) => a - b);
const kept = (library: TestLibrary) =>
  library.database.raw.prepare<[], number>('SELECT id FROM passages ORDER BY id').pluck().all();

describe('publishing', () => {
  it('knows a document in two files as one with two sources', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    const before = idsOf(library);
    await library.put('b.txt', printNotice(FIRE).replaceAll('，', ', '));
    expect(await all(library)).toMatchObject([{ sources: ['a.txt', 'b.txt'], editions: 0, source: 'a.txt' }]);
    expect(idsOf(library)).toEqual(before);
  });

  it('knows a copy printed without its number by title and date', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('web.txt', printNotice({ ...FIRE, number: null }));
    expect(await all(library)).toHaveLength(1);
  });

  it('keeps two documents under one bare number apart by their titles', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('b.txt', printNotice({ ...WATER, number: FIRE.number }));
    expect(await all(library)).toHaveLength(2);
    expect((await library.put('b.txt', `${printNotice({ ...WATER, number: FIRE.number })}\n`)).status).toBe(
      'published',
    );
    expect(await all(library)).toHaveLength(2);
  });

  it('replaces a corrected edition and keeps the old one readable', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('a.txt', printNotice(changed));
    const [document] = await all(library);
    expect(document).toMatchObject({ editions: 1, sources: ['a.txt'] });
    const id = document?.id ?? '';
    expect(listEditions(library.database, id, ['public'])).toMatchObject([{ number: 1, source: 'a.txt' }]);
    const old = readEdition(library.database, id, 1, ['public']);
    expect(old?.record.text).toContain('0.8‰');
    expect(old?.passages.some((passage) => passage.text.includes('120人'))).toBe(true);
    const answer = await library.assistant.ask('巡护人员要达到多少人？', publicScope(), LIBRARY_NOW);
    expect(answer.answer).toContain('150');
    expect(idsOf(library)).toEqual(kept(library));
  });

  it('touches only the documents of a file that changed', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('b.txt', printNotice(WATER));
    const before = new Set(idsOf(library));
    await library.put('a.txt', printNotice(changed));
    const water = library.database.raw
      .prepare<[], number>(
        `SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.source = 'b.txt'`,
      )
      .pluck()
      .all();
    expect(water.length).toBeGreaterThan(0);
    expect(water.every((id) => before.has(id))).toBe(true);
  });

  it('forgets a file with what only it holds', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('b.txt', printNotice(WATER));
    const gone = await forgetSource(
      'a.txt',
      library.ingestParts(() => LIBRARY_NOW),
    );
    expect(gone.gone).toHaveLength(1);
    expect((await all(library)).map(({ source }) => source)).toEqual(['b.txt']);
    expect(idsOf(library)).toEqual(kept(library));
    expect((await library.assistant.ask('森林火灾受害率是多少？', publicScope(), LIBRARY_NOW)).status).toBe(
      'declined',
    );
  });

  it('leaves a document to the other file that holds it', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('b.txt', printNotice(FIRE));
    const before = idsOf(library);
    await forgetSource(
      'a.txt',
      library.ingestParts(() => LIBRARY_NOW),
    );
    expect(await all(library)).toMatchObject([{ source: 'b.txt', sources: ['b.txt'] }]);
    expect(idsOf(library)).toEqual(before);
  });

  it('goes back to what another file says when the corrected edition is forgotten', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('b.txt', printNotice(changed));
    expect((await all(library))[0]).toMatchObject({ source: 'b.txt', editions: 1 });
    await forgetSource(
      'b.txt',
      library.ingestParts(() => LIBRARY_NOW),
    );
    expect(await all(library)).toMatchObject([{ source: 'a.txt', sources: ['a.txt'], editions: 0 }]);
    const answer = await library.assistant.ask('巡护人员要达到多少人？', publicScope(), LIBRARY_NOW);
    expect(answer.answer).toContain('120');
    expect(idsOf(library)).toEqual(kept(library));
  });

  it('leaves the corrected edition alone when the file that says the old words is read again', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('b.txt', printNotice(changed));
    await library.put('a.txt', `${printNotice(FIRE)}\n`);
    expect(await all(library)).toMatchObject([{ source: 'b.txt', editions: 1 }]);
  });

  it('hides the earlier public edition of a document that has become internal', async () => {
    const library = emptyLibrary();
    await library.put('a.txt', printNotice(FIRE));
    await library.put('a.txt', printNotice({ ...changed, note: '此件不予公开' }));
    const [document] = await all(library);
    const open = (scope = publicScope()) =>
      library.assistant.document(document?.id ?? '', scope, LIBRARY_NOW, { edition: 1 });
    expect(await open()).toBeNull();
    expect((await open(scopeOfRole('staff')))?.document.text).toContain('0.8‰');
  });
});
