import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../data/database.ts';
import { actOnDeadline } from '../../data/deadline-actions.ts';
import { withdrawVanishedDocuments } from '../../data/deadline-publish.ts';
import { listDeadlines, listHistory } from '../../data/deadlines.ts';
import type { DeadlineAction } from '../../data/ledger.ts';
import { at, day, deadline, document, publish, reading } from '../support/deadlines.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => database.close());

const act = (id: string, action: DeadlineAction) =>
  actOnDeadline(database, id, action, {
    actor: '张三',
    at: at('2023-07-05 10:00'),
    visibilities: ['public'],
  });
const list = () =>
  listDeadlines(database, ['public', 'internal'], {}, reading('2023-07-10 09:00'), (a, b) => a === b);
const states = async () => (await list()).map((entry) => entry.state);

const rows = (names: readonly string[]) =>
  names.map((name, i) =>
    deadline({
      locator: `附件8 第${i + 1}行`,
      task: `${name}项目开工`,
      quote: `${name}项目｜开工时间: 7月30日前 | 责任单位: 县住建局`,
    }),
  );

describe('publishing a reading of a document', () => {
  test('a clear deadline is confirmed by the system, an unclear one waits for a person', async () => {
    const { ids } = publish(database, [
      deadline(),
      deadline({ locator: '四、', confidence: 0.69 }),
      deadline({ locator: '五、', ambiguity: '10月前：9月30日或10月31日' }),
      deadline({ locator: '六、', unresolved: '收到日期未知', due: null, kind: 'relative' }),
      deadline({ locator: '七、', start: day('2023-08-01') }),
    ]);
    const byId = new Map((await list()).map((entry) => [entry.id, entry.state]));
    expect(ids.map((id) => byId.get(id))).toEqual(['已确认', '待确认', '待确认', '待确认', '待确认']);
    const [first] = await listHistory(database, ids[0] ?? '', ['public']);
    expect(first).toMatchObject({ actor: '系统', action: 'publish', to: '已确认' });
  });

  test('the same file read again changes nothing', async () => {
    const first = publish(database, [deadline(), deadline({ locator: '四、', task: '上报' })]);
    const before = await list();
    const second = publish(
      database,
      [deadline(), deadline({ locator: '四、', task: '上报' })],
      '2023-07-02 10:00',
    );
    expect(second).toEqual({ ids: first.ids, added: [], reconfirm: [], withdrawn: [] });
    expect(await list()).toEqual(before);
  });

  test('two deadlines alike in everything get two ids, and keep them', () => {
    const twice = [deadline(), deadline()];
    const first = publish(database, twice);
    expect(new Set(first.ids).size).toBe(2);
    expect(publish(database, twice).ids).toEqual(first.ids);
  });

  test('a mended typo keeps id and state, and asks for confirmation again', async () => {
    const { ids } = publish(database, [
      deadline({ quote: '7月30日前完成防讯物资储备。', task: '完成防讯物资储备' }),
    ]);
    const [id = ''] = ids;
    act(id, { kind: 'finish', note: '已入库' });
    const again = publish(database, [deadline()]);
    expect(again).toMatchObject({ ids: [id], reconfirm: [id], added: [], withdrawn: [] });
    expect((await list())[0]).toMatchObject({ state: '待确认', resumeState: '已办结', note: '已入库' });
    expect(act(id, { kind: 'confirm' })).toMatchObject({ record: { state: '已办结', note: '已入库' } });
  });

  test('other spacing and full-width digits are no change to confirm', async () => {
    const { ids } = publish(database, [deadline()]);
    const again = publish(database, [
      deadline({ quote: '７月 30日前，完成防汛物资储备。', phrase: '７月 30日前' }),
    ]);
    expect(again).toMatchObject({ ids, reconfirm: [] });
    expect(await states()).toEqual(['已确认']);
  });

  test('a figure that changes is a change', () => {
    publish(database, [deadline({ quote: '7月30日前完成1.5万亩。' })]);
    expect(publish(database, [deadline({ quote: '7月30日前完成15万亩。' })]).reconfirm).toHaveLength(1);
  });

  test('rows that move up when one is struck keep their ids; the struck one is kept as 已撤销', async () => {
    const first = publish(database, rows(['甲', '乙', '丙', '丁']));
    act(first.ids[2] ?? '', { kind: 'finish', note: '完工' });
    const second = publish(database, rows(['甲', '丙', '丁']));
    expect(second.ids).toEqual([first.ids[0], first.ids[2], first.ids[3]]);
    expect(second).toMatchObject({ withdrawn: [first.ids[1]], reconfirm: [], added: [] });
    const state = new Map((await list()).map((entry) => [entry.id, entry.state]));
    expect(first.ids.map((id) => state.get(id))).toEqual(['已确认', '已撤销', '已办结', '已确认']);
  });

  test('a clause that returns takes its state back', async () => {
    const { ids } = publish(database, [deadline()]);
    act(ids[0] ?? '', { kind: 'start' });
    publish(database, []);
    expect(await states()).toEqual(['已撤销']);
    expect(publish(database, [deadline()]).ids).toEqual(ids);
    expect(await states()).toEqual(['进行中']);
  });

  test('a person’s correction and an extension survive a fresh reading', async () => {
    const { ids } = publish(database, [deadline(), deadline({ locator: '四、', task: '二' })]);
    act(ids[0] ?? '', { kind: 'correct', correction: { due: day('2023-07-29') } });
    act(ids[1] ?? '', { kind: 'extend', due: day('2023-09-01'), reason: '汛情' });
    publish(database, [deadline(), deadline({ locator: '四、', task: '二', trace: '另一写法' })]);
    expect((await list()).map((entry) => entry.due)).toEqual(['2023-07-29', '2023-09-01']);
  });

  test('a document that becomes internal takes its deadlines with it', async () => {
    publish(database, [deadline()]);
    publish(database, [deadline()], '2023-07-02 10:00', document({ visibility: 'internal' }));
    const seen = await listDeadlines(database, ['public'], {}, reading('2023-07-10 09:00'), () => true);
    expect(seen).toEqual([]);
  });

  test('documents that a file no longer holds have their deadlines withdrawn, not lost', async () => {
    publish(database, [deadline()]);
    expect(
      withdrawVanishedDocuments(database.raw, '公报-2023-04.txt', ['doc-48'], at('2023-07-03 09:00')),
    ).toEqual([]);
    expect(
      withdrawVanishedDocuments(database.raw, '公报-2023-04.txt', [], at('2023-07-03 09:00')),
    ).toHaveLength(1);
    expect(await states()).toEqual(['已撤销']);
  });

  test('a table of 5,000 rows is read again, every row changed, within seconds', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `第${i}号`);
    const first = publish(database, rows(names));
    const started = performance.now();
    const second = publish(database, rows(names.map((name) => `${name}新`)));
    expect(performance.now() - started).toBeLessThan(8000);
    expect(second.ids).toEqual(first.ids);
    expect(second.reconfirm).toHaveLength(5000);
  });

  test('a publication that fails half-way leaves the ledger as it was', async () => {
    publish(database, [deadline()]);
    const broken = { ...deadline({ locator: '九、' }), quote: null as unknown as string };
    expect(() => publish(database, [deadline({ quote: '7月30日前另一件事' }), broken])).toThrow();
    expect(await states()).toEqual(['已确认']);
  });
});
