import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeLogSender } from '../../../bot/channels/log-channel.ts';
import { actOnReminder, parseExtension } from '../../../bot/reminders/act.ts';
import { startReminders } from '../../../bot/reminders/loop.ts';
import { ensureLogSubscription, previewTick } from '../../../bot/reminders/preview.ts';
import { runTick } from '../../../bot/reminders/run.ts';
import { exportAudit } from '../../../data/audit.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { listReminders } from '../../../data/reminders.ts';
import { publicScope, scopeOfRole } from '../../../retrieval/access.ts';
import { at, day, deadline, document, publish } from '../../support/deadlines.ts';
import { addSubscription, makeServices } from '../../support/reminders.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => database.close());

const clerk = {
  actor: '张三',
  channel: 'log',
  chat: 'office',
  scope: publicScope(),
  now: at('2023-07-27 10:00'),
};
const occurrence = day('2023-07-30');

describe('buttons pressed', () => {
  test('已办结 with a note ends the reminders, and is audited', async () => {
    const [id = ''] = publish(database, [deadline()]).ids;
    addSubscription(database);
    const world = makeServices(database, '2023-07-02 09:00');
    await runTick(world.services);
    const button = { action: 'done', deadlineId: id, occurrence } as const;
    const outcome = await actOnReminder(database, button, { action: 'done', note: '已入库' }, clerk);
    expect(outcome).toMatchObject({ kind: 'done', record: { state: '已办结', note: '已入库' } });
    world.set('2023-07-30 09:00');
    await runTick(world.services);
    expect(world.sent).toEqual([]);
    expect(await exportAudit(database)).toContain(`"张三","deadline done","${id}","done"`);
  });

  test('推迟 moves the due day; the old message’s buttons are then stale', async () => {
    const [id = ''] = publish(database, [deadline()]).ids;
    const button = { action: 'extend', deadlineId: id, occurrence } as const;
    const input = { action: 'extend', due: day('2023-08-30'), reason: '汛情' } as const;
    expect(await actOnReminder(database, button, input, clerk)).toMatchObject({ kind: 'done' });
    const old = await actOnReminder(
      database,
      { ...button, action: 'done' },
      { action: 'done', note: '完' },
      clerk,
    );
    expect(old).toMatchObject({ kind: 'refused', reason: 'stale' });
  });

  test('a button on an internal deadline pressed by someone without access finds nothing', async () => {
    const [id = ''] = publish(
      database,
      [deadline()],
      '2023-07-01 10:00',
      document({ visibility: 'internal' }),
    ).ids;
    const button = { action: 'mute', deadlineId: id, occurrence } as const;
    expect(await actOnReminder(database, button, { action: 'mute' }, clerk)).toMatchObject({
      reason: 'missing',
    });
    const staff = { ...clerk, scope: scopeOfRole('staff') };
    expect(await actOnReminder(database, button, { action: 'mute' }, staff)).toMatchObject({ kind: 'done' });
  });

  test.each([
    ['2023-08-30 因汛情推迟', { due: '2023-08-30', reason: '因汛情推迟' }],
    ['2023年8月30日，因汛情', { due: '2023-08-30', reason: '因汛情' }],
    ['2023-02-30 因汛情', null],
    ['2023-08-30', null],
    ['因汛情推迟', null],
  ])('an extension typed as %j reads as %j', (text, expected) => {
    expect(parseExtension(text)).toEqual(expected);
  });
});

describe('a preview', () => {
  test('shows what a tick would send and keeps nothing', async () => {
    publish(database, [deadline(), deadline({ locator: '四、', confidence: 0.3 })], '2026-11-01 09:00');
    const world = makeServices(database, '2026-11-01 10:00');
    ensureLogSubscription(world.services);
    ensureLogSubscription(world.services);
    await runTick(world.services);
    const before = database.raw.serialize();
    world.set('2023-07-27 09:00');
    const messages = previewTick(world.services);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ channel: 'log', deadlines: [{ occurrence, lead: '3d' }] });
    expect(messages[0]?.text).toContain('还有 3 天');
    expect(database.raw.serialize().equals(before)).toBe(true);
    expect(world.sent).toEqual([]);
  });
});

test('the loop ticks, and stopping it waits for what is being sent', async () => {
  publish(database, [deadline()]);
  addSubscription(database, { leads: [3] });
  const lines: string[] = [];
  const { services } = makeServices(database, '2023-07-27 09:00');
  const sender = makeLogSender((line) => lines.push(line));
  const errors: unknown[] = [];
  const loop = startReminders(
    { ...services, sender },
    { everyMs: 1000, onError: (error) => errors.push(error) },
  );
  await loop.stop();
  expect(errors).toEqual([]);
  const states = listReminders(database).map(({ state }) => state);
  expect([['sent'], ['planned']]).toContainEqual(states);
  expect(lines).toHaveLength(states[0] === 'sent' ? 1 : 0);
});
