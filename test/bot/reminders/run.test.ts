import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTick } from '../../../bot/reminders/run.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { actOnDeadline } from '../../../data/deadline-actions.ts';
import type { DeadlineAction } from '../../../data/ledger.ts';
import { listDeliveries, listReminders, requeueDead } from '../../../data/reminders.ts';
import { muteDeadline, muteSubscription, unsubscribe } from '../../../data/subscriptions.ts';
import { at, day, deadline, document, publish } from '../../support/deadlines.ts';
import { addSubscription, makeServices } from '../../support/reminders.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => database.close());

const act = (id: string, action: DeadlineAction, when: string) =>
  actOnDeadline(database, id, action, { actor: '张三', at: at(when), visibilities: ['public', 'internal'] });

/** Ticks at nine every morning from one day of July 2023 to another. */
async function everyMorning(world: ReturnType<typeof makeServices>, from: number, to: number) {
  for (let date = from; date <= to; date++) {
    world.set(`2023-07-${String(date).padStart(2, '0')} 09:00`);
    await runTick(world.services);
  }
}

describe('a reminder’s way', () => {
  test('leads 7, 3, 1 and 0 go out once each, at nine', async () => {
    publish(database, [deadline()]);
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await everyMorning(world, 2, 31);
    expect(
      listReminders(database, { state: 'sent' }).map(({ lead, sendAt }) => [lead, new Date(sendAt)]),
    ).toEqual([
      ['0d', at('2023-07-30 09:00')],
      ['1d', at('2023-07-29 09:00')],
      ['3d', at('2023-07-27 09:00')],
      ['7d', at('2023-07-23 09:00')],
    ]);
    expect(world.sent).toHaveLength(4);
    expect(listDeliveries(database, { channel: 'log' })).toHaveLength(4);
  });

  test('the message says what, when, how long, who, on what ground and in which words', async () => {
    publish(database, [deadline()]);
    addSubscription(database);
    const world = makeServices(database, '2023-07-27 09:00');
    await runTick(world.services);
    expect(world.sent[0]?.text).toBe(
      [
        '【到期提醒】完成防汛物资储备',
        '到期：2023年7月30日（星期日），当天休息，其后首个工作日为2023年7月31日（星期一）',
        '剩余：还有 3 天，其中 1 个工作日',
        '责任单位：县应急管理局（牵头）',
        '依据：泾政办发〔2023〕48号《泾源县防汛抗旱工作方案》 三、（二）2.',
        '原文：“7月30日前完成防汛物资储备。”',
        '推算：成文年份 2023 + 7月30日前 = 2023-07-30',
      ].join('\n'),
    );
    expect(world.sent[0]?.message.buttons.map(({ label }) => label)).toEqual([
      '已办结',
      '推迟',
      '查看原文',
      '静音',
    ]);
  });

  test('two leads missed while the process was down are one message, true on the day it is sent', async () => {
    publish(database, [deadline()]);
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    world.set('2023-07-28 15:00');
    await runTick(world.services);
    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]?.text).toContain('还有 2 天');
    expect(listReminders(database, { state: 'sent' })).toHaveLength(2);
  });

  test('reminders missed for several tasks are merged into one list', async () => {
    publish(
      database,
      ['甲', '乙', '丙'].map((task, i) => deadline({ task, locator: `${i}`, due: day(`2023-07-1${i}`) })),
    );
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    world.set('2023-07-14 15:00');
    await runTick(world.services);
    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]?.text).toMatch(/3 项任务[\s\S]*1\. 2023年7月10日（逾期4天）甲/);
  });

  test('a task published five days before it is due is told at once, not at its missed leads', async () => {
    publish(database, [deadline({ due: day('2023-07-06') })]);
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    expect(world.sent).toHaveLength(1);
    expect(listReminders(database).map(({ lead, state }) => [lead, state])).toEqual([
      ['0d', 'planned'],
      ['1d', 'planned'],
      ['3d', 'planned'],
      ['7d', 'sent'],
    ]);
  });

  test.each<[string, (id: string) => unknown, string]>([
    ['done', (id) => act(id, { kind: 'finish', note: '完' }, '2023-07-20 09:00'), 'finish'],
    ['rejected', (id) => act(id, { kind: 'reject', reason: '无关' }, '2023-07-20 09:00'), 'reject'],
    ['withdrawn', () => publish(database, [], '2023-07-20 09:00'), 'withdraw'],
    [
      'changed by a correction of the file',
      () => publish(database, [deadline({ quote: '7月30日前完成防汛物资盘点。' })], '2023-07-20 09:00'),
      'reconfirm',
    ],
    [
      'muted in this chat',
      (id) =>
        muteDeadline(database, { channel: 'log', chat: 'office' }, id, {
          actor: 'u1',
          at: at('2023-07-20 09:00'),
        }),
      'mute',
    ],
  ])('nothing is sent for a deadline that is %s', async (_name, change) => {
    const id = publish(database, [deadline()]).ids[0] ?? '';
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await everyMorning(world, 2, 10);
    change(id);
    await everyMorning(world, 20, 31);
    expect(world.sent).toEqual([]);
  });

  test('nothing is sent for an unconfirmed deadline; once confirmed it is', async () => {
    const id = publish(database, [deadline({ confidence: 0.5 })]).ids[0] ?? '';
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await everyMorning(world, 2, 24);
    expect(world.sent).toEqual([]);
    act(id, { kind: 'confirm' }, '2023-07-24 10:00');
    await everyMorning(world, 25, 31);
    expect(world.sent).toHaveLength(4);
  });

  test('an extension moves what is still to come', async () => {
    const id = publish(database, [deadline()]).ids[0] ?? '';
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await everyMorning(world, 2, 24);
    act(id, { kind: 'extend', due: day('2023-08-10'), reason: '汛情' }, '2023-07-24 10:00');
    await everyMorning(world, 25, 31);
    expect(listReminders(database, { state: 'sent' }).map(({ lead }) => lead)).toEqual(['7d']);
    const planned = listReminders(database, { state: 'planned' });
    expect(planned.map(({ occurrence }) => occurrence)).toEqual(Array(4).fill('2023-08-10'));
  });

  test('a row claimed before the task was done is not sent after', async () => {
    const id = publish(database, [deadline()]).ids[0] ?? '';
    addSubscription(database, { chat: 'a' });
    addSubscription(database, { chat: 'b' });
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    world.set('2023-07-23 09:00');
    let first = true;
    const services = {
      ...world.services,
      sender: {
        send: async () => {
          if (first) act(id, { kind: 'finish', note: '完' }, '2023-07-23 09:00');
          first = false;
          return { kind: 'sent' as const, messageId: 'x' };
        },
      },
    };
    await runTick(services);
    const tried = listReminders(database).filter(({ lead }) => lead === '7d');
    expect(tried.map(({ state, reason }) => [state, reason]).toSorted()).toEqual([
      ['sent', null],
      ['skipped', 'state 已办结'],
    ]);
  });
});

describe('recipients', () => {
  test('two subscriptions of one chat that both concern a task make one row', async () => {
    publish(database, [deadline()]);
    addSubscription(database);
    addSubscription(database, { filter: { kind: 'department', department: '县应急管理局' } });
    addSubscription(database, { filter: { kind: 'keyword', keyword: '防汛' } });
    addSubscription(database, { filter: { kind: 'document', document: '泾政办发[2023]48号' } });
    const world = makeServices(database, '2023-07-23 09:00');
    await runTick(world.services);
    expect(world.sent).toHaveLength(1);
  });

  test('when one of two such subscriptions ends, the other still reminds', async () => {
    publish(database, [deadline()]);
    const first = addSubscription(database);
    addSubscription(database, { filter: { kind: 'keyword', keyword: '防汛' }, owner: 'u2' });
    const world = makeServices(database, '2023-07-02 09:00');
    await runTick(world.services);
    expect(unsubscribe(database, first.id, 'u2')).toBe(false);
    expect(unsubscribe(database, first.id, 'u1')).toBe(true);
    await everyMorning(world, 3, 31);
    expect(world.sent).toHaveLength(4);
  });

  test('internal documents never reach a chat that is public', async () => {
    publish(database, [deadline()], '2023-07-01 10:00', document({ visibility: 'internal' }));
    addSubscription(database, { chat: 'group', escalation: { channel: 'log', chat: '督查', afterDays: 2 } });
    addSubscription(database, { chat: 'clerk', publicOnly: false });
    const world = makeServices(database, '2023-07-01 12:00');
    await everyMorning(world, 2, 31);
    expect(new Set(world.sent.map(({ chat }) => chat))).toEqual(new Set(['clerk']));
  });

  test('a document that becomes internal after planning is not told to a public chat', async () => {
    publish(database, [deadline()]);
    addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    database.raw.exec("UPDATE deadlines SET visibility = 'internal'; DELETE FROM plan_queue;");
    await everyMorning(world, 2, 31);
    expect(world.sent).toEqual([]);
    expect(listReminders(database, { state: 'skipped' })).toHaveLength(4);
  });

  test('督办 goes to the second recipient when a task is not 已办结 in time, and only then', async () => {
    const ids = publish(database, [
      deadline({ due: day('2023-07-10') }),
      deadline({ due: day('2023-07-11'), locator: '四、', task: '乙' }),
    ]).ids;
    addSubscription(database, {
      escalation: { channel: 'log', chat: '督查', afterDays: 3, publicOnly: false },
    });
    const world = makeServices(database, '2023-07-01 12:00');
    await everyMorning(world, 2, 12);
    act(ids[1] ?? '', { kind: 'finish', note: '完' }, '2023-07-12 10:00');
    await everyMorning(world, 13, 20);
    const above = world.sent.filter(({ chat }) => chat === '督查');
    expect(above).toHaveLength(1);
    expect(above[0]?.text).toMatch(/【督办】完成防汛物资储备[\s\S]*已逾期 3 天/);
  });

  test('muting holds reminders back, and unmuting brings no flood', async () => {
    publish(database, [
      deadline({ due: day('2023-07-12') }),
      deadline({ due: day('2023-07-30'), locator: '四、' }),
    ]);
    const { id } = addSubscription(database);
    const world = makeServices(database, '2023-07-01 12:00');
    muteSubscription(database, id, 'u1', at('2023-07-20 00:00'), at('2023-07-01 12:00'));
    await everyMorning(world, 2, 15);
    expect(world.sent).toEqual([]);
    muteSubscription(database, id, 'u1', null, at('2023-07-15 12:00'));
    await everyMorning(world, 16, 31);
    expect(world.sent).toHaveLength(4);
  });

  test('in quiet hours nothing is sent; it goes out when they end', async () => {
    publish(database, [deadline()]);
    addSubscription(database, { hour: 23, quiet: { from: 22, to: 7 }, leads: [1] });
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    expect(listReminders(database)[0]?.sendAt).toBe(at('2023-07-30 07:00').getTime());
  });

  test('what was missed is not made up for in the middle of the night', async () => {
    publish(database, [deadline()]);
    addSubscription(database, { quiet: { from: 22, to: 7 }, leads: [1] });
    const world = makeServices(database, '2023-07-01 12:00');
    await runTick(world.services);
    world.set('2023-07-30 02:00');
    await runTick(world.services);
    expect(world.sent).toEqual([]);
    world.set('2023-07-30 07:00');
    await runTick(world.services);
    expect(world.sent).toHaveLength(1);
  });

  test('the Monday digest lists what is overdue, due this week and next, and nothing where there is nothing', async () => {
    publish(database, [
      deadline({ due: day('2023-07-07'), task: '甲' }),
      deadline({ due: day('2023-07-14'), task: '乙', locator: '四、' }),
      deadline({ due: day('2023-07-18'), task: '丙', locator: '五、' }),
    ]);
    addSubscription(database, { weeklyDigest: true, leads: [0] });
    addSubscription(database, {
      weeklyDigest: true,
      chat: 'other',
      filter: { kind: 'keyword', keyword: '没有' },
    });
    const world = makeServices(database, '2023-07-02 12:00');
    await runTick(world.services);
    database.raw.exec("DELETE FROM reminders WHERE occurrence < '2023-07-10' AND lead = 'digest'");
    world.set('2023-07-10 09:00');
    await runTick(world.services);
    const digests = world.sent.filter(({ message }) => message.kind === 'digest');
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toMatch(/逾期未办结 1 项\n.*甲.*\n本周到期 1 项\n.*乙.*\n下周到期 1 项\n.*丙/);
  });
});

describe('when a channel fails', () => {
  const failing = { kind: 'failed', retryable: true, reason: '503' } as const;

  async function oneDue() {
    publish(database, [deadline()]);
    addSubscription(database, { leads: [1] });
    const world = makeServices(database, '2023-07-02 09:00');
    await runTick(world.services);
    world.set('2023-07-29 09:00');
    return world;
  }

  test('a row is tried again with growing pauses, and says how long is left when it arrives', async () => {
    const world = await oneDue();
    world.answers.push(failing, failing);
    for (const time of ['09:00', '09:00', '09:01', '09:02', '09:06']) {
      world.set(`2023-07-29 ${time}`);
      await runTick(world.services);
    }
    expect(world.sent).toHaveLength(1);
    expect(listReminders(database)[0]).toMatchObject({ state: 'sent', attempts: 3 });
  });

  test('retry_after is honoured', async () => {
    const world = await oneDue();
    world.answers.push({ ...failing, retryAfterMs: 600_000 });
    await runTick(world.services);
    expect(listReminders(database)[0]?.readyAt).toBe(at('2023-07-29 09:10').getTime());
  });

  test('a recipient who blocked us is dead at once, shown with the reason, and can be put back', async () => {
    const world = await oneDue();
    world.answers.push({ kind: 'failed', retryable: false, reason: 'bot was blocked' });
    expect(await runTick(world.services)).toMatchObject({ dead: 1 });
    expect(listReminders(database, { state: 'dead' })).toMatchObject([{ reason: 'bot was blocked' }]);
    expect(requeueDead(database, at('2023-07-29 10:00'))).toBe(1);
    world.set('2023-07-29 10:00');
    await runTick(world.services);
    expect(world.sent).toHaveLength(1);
  });

  test('after seven failures a row is dead, not lost', async () => {
    const world = await oneDue();
    for (let i = 0; i < 9; i++) world.answers.push(failing);
    for (let date = 29; date <= 31; date++) {
      for (let hour = 9; hour < 24; hour++) {
        for (const minute of ['00', '02', '30']) {
          world.set(`2023-07-${date} ${String(hour).padStart(2, '0')}:${minute}`);
          await runTick(world.services);
        }
      }
    }
    world.set('2023-08-02 09:00');
    await runTick(world.services);
    expect(listReminders(database)[0]).toMatchObject({ state: 'dead', reason: '503', attempts: 8 });
  });

  test.each([['hang' as const], [new Error('socket closed')]])(
    'a send of unknown outcome (%s) is sent once more, and never a third time',
    async (answer) => {
      const world = await oneDue();
      world.answers.push(answer, answer);
      await runTick(world.services);
      expect(listReminders(database)[0]).toMatchObject({ state: 'retry', uncertain: 1 });
      world.set('2023-07-29 10:00');
      await runTick(world.services);
      expect(listReminders(database)[0]).toMatchObject({ state: 'dead' });
    },
  );
});
