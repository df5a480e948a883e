import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../data/database.ts';
import { actOnDeadline } from '../../data/deadline-actions.ts';
import { listHistory, readDeadline } from '../../data/deadlines.ts';
import type { DeadlineAction } from '../../data/ledger.ts';
import type { Deadline, Visibility } from '../../data/types.ts';
import { at, day, deadline, document, publish, reading } from '../support/deadlines.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => database.close());

const add = (fields: Partial<Deadline> = {}, visibility: Visibility = 'public') =>
  publish(database, [deadline(fields)], '2023-07-01 10:00', document({ visibility })).ids[0] ?? '';
const act = (id: string, action: DeadlineAction, more: { revision?: number } = {}) =>
  actOnDeadline(database, id, action, {
    actor: '张三',
    at: at('2023-07-05 10:00'),
    visibilities: ['public'],
    ...more,
  });

describe('acts and their transitions', () => {
  test('待确认 → 已确认 → 进行中 → 已办结 with who and when', async () => {
    const id = add({ confidence: 0.4 });
    act(id, { kind: 'confirm' });
    act(id, { kind: 'start' });
    act(id, { kind: 'finish', note: '已入库', evidence: '验收单 12 号' });
    const history = await listHistory(database, id, ['public']);
    expect(history.map(({ actor, from, to }) => [actor, from, to])).toEqual([
      ['系统', null, '待确认'],
      ['张三', '待确认', '已确认'],
      ['张三', '已确认', '进行中'],
      ['张三', '进行中', '已办结'],
    ]);
    expect(history[3]?.at).toBe('2023-07-05T02:00:00.000Z');
    expect(history[3]?.detail).toEqual({ note: '已入库', evidence: '验收单 12 号' });
  });

  test.each<[string, DeadlineAction, string]>([
    ['confirming twice', { kind: 'confirm' }, 'transition'],
    ['rejecting without a reason', { kind: 'reject', reason: ' ' }, 'reason required'],
    ['finishing without a note', { kind: 'finish', note: '' }, 'reason required'],
    ['extending without a reason', { kind: 'extend', due: day('2023-08-30'), reason: '' }, 'reason required'],
    [
      'extending to an earlier day',
      { kind: 'extend', due: day('2023-07-30'), reason: '晚' },
      'due not later',
    ],
    ['reopening what is open', { kind: 'reopen', reason: '误报' }, 'transition'],
    ['correcting nothing', { kind: 'correct', correction: {} }, 'nothing to correct'],
    ['a rule by the second', { kind: 'correct', correction: { rrule: 'FREQ=SECONDLY' } }, 'rule invalid'],
    [
      'a range reversed',
      { kind: 'correct', correction: { start: day('2023-09-01'), due: day('2023-08-01') } },
      'due invalid',
    ],
    [
      'finishing a day on which nothing is due',
      { kind: 'finish', note: '完', occurrence: day('2023-07-29') },
      'occurrence unknown',
    ],
  ])('%s is refused and changes nothing', async (_name, action, reason) => {
    const id = add();
    const before = await readDeadline(database, id, ['public'], reading('2023-07-10 09:00'));
    expect(act(id, action)).toMatchObject({ kind: 'refused', reason, state: '已确认' });
    expect(await readDeadline(database, id, ['public'], reading('2023-07-10 09:00'))).toEqual(before);
  });

  test('an internal deadline is missing to a citizen, like one that is not there', () => {
    const hidden = act(add({}, 'internal'), { kind: 'finish', note: '完' });
    expect(hidden).toEqual(act('dnothere', { kind: 'finish', note: '完' }));
  });

  test('of two clerks who saw the same revision, the second is told', () => {
    const id = add();
    expect(act(id, { kind: 'start' }, { revision: 1 }).kind).toBe('done');
    expect(act(id, { kind: 'note', note: '两人同时' }, { revision: 1 })).toMatchObject({ reason: 'stale' });
  });

  test('an extension moves the due day and remembers the first', async () => {
    const id = add();
    act(id, { kind: 'extend', due: day('2023-08-30'), reason: '汛情' });
    act(id, { kind: 'extend', due: day('2023-09-30'), reason: '汛情未退' });
    const entry = await readDeadline(database, id, ['public'], reading('2023-08-01 09:00'));
    expect(entry).toMatchObject({ due: '2023-09-30', extendedFrom: '2023-07-30', overdue: false });
  });

  test('correcting the task of an extended deadline keeps the extension', async () => {
    const id = add();
    act(id, { kind: 'extend', due: day('2023-08-30'), reason: '汛情' });
    act(id, { kind: 'correct', correction: { task: '储备物资' } });
    const entry = await readDeadline(database, id, ['public'], reading('2023-08-01 09:00'));
    expect(entry).toMatchObject({ due: '2023-08-30', task: '储备物资', extendedFrom: '2023-07-30' });
  });

  test('a recurring duty is finished occurrence by occurrence', async () => {
    const id = add({ kind: 'recurring', due: null, rrule: 'FREQ=MONTHLY;BYMONTHDAY=15' });
    const when = reading('2023-07-20 09:00');
    expect(await readDeadline(database, id, ['public'], when)).toMatchObject({
      nextDue: '2023-07-15',
      overdue: true,
      light: '红',
    });
    act(id, { kind: 'finish', note: '7月已报', occurrence: day('2023-07-15') });
    expect(await readDeadline(database, id, ['public'], when)).toMatchObject({
      nextDue: '2023-08-15',
      state: '已确认',
      light: '绿',
    });
    act(id, { kind: 'reopen', reason: '退回', occurrence: day('2023-07-15') });
    expect(await readDeadline(database, id, ['public'], when)).toMatchObject({ nextDue: '2023-07-15' });
  });

  test('whatever is tried in whatever order, the state follows from the history', async () => {
    const anyAction = fc.oneof(
      fc.constant<DeadlineAction>({ kind: 'confirm' }),
      fc.constant<DeadlineAction>({ kind: 'start' }),
      fc.constant<DeadlineAction>({ kind: 'finish', note: '完' }),
      fc.constant<DeadlineAction>({ kind: 'reject', reason: '无关' }),
      fc.constant<DeadlineAction>({ kind: 'reopen', reason: '误' }),
      fc.constant<DeadlineAction>({ kind: 'extend', due: day('2024-01-31'), reason: '延' }),
    );
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { maxLength: 12 }), async (actions) => {
        const of = document({ id: `doc-${n++}` });
        const id = publish(database, [deadline()], '2023-07-01 10:00', of).ids[0] ?? '';
        for (const action of actions) act(id, action);
        const history = await listHistory(database, id, ['public']);
        const entry = await readDeadline(database, id, ['public'], reading('2023-07-10 09:00'));
        expect(history.at(-1)?.to).toBe(entry?.state);
        history.slice(1).forEach((event, i) => {
          expect(event.from).toBe(history[i]?.to);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('history cannot be rewritten', () => {
    add();
    expect(() => database.raw.exec("UPDATE deadline_events SET actor = '李四'")).toThrow(/append-only/);
    expect(() => database.raw.exec('DELETE FROM deadline_events')).toThrow(/append-only/);
  });
});
