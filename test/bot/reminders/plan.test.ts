import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeButton, parseButton } from '../../../bot/reminders/buttons.ts';
import { shortQuote } from '../../../bot/reminders/message.ts';
import { type PlanRules, planDeadlines, usefulLeads } from '../../../bot/reminders/plan.ts';
import { afterQuiet } from '../../../bot/reminders/quiet.ts';
import { runTick } from '../../../bot/reminders/run.ts';
import { scopeOfRecipient } from '../../../bot/reminders/services.ts';
import { openDatabase } from '../../../data/database.ts';
import { addDays } from '../../../data/day.ts';
import { owedBetween } from '../../../data/plan-queue.ts';
import {
  listSubscriptions,
  type SubscriptionInput,
  subscriptionSchema,
} from '../../../data/subscriptions.ts';
import type { Deadline } from '../../../data/types.ts';
import { type DayOffRule, hourAt, mondayToFriday } from '../../../data/working-days.ts';
import { at, day, deadline, publish } from '../../support/deadlines.ts';
import { addSubscription, makeServices } from '../../support/reminders.ts';

/** The rows of one deadline and one subscription, as `lead send-time`. */
async function planned(
  fields: Partial<Deadline>,
  subscription: Partial<SubscriptionInput> = {},
  dayOff: DayOffRule = 'itself',
) {
  const database = openDatabase(':memory:');
  publish(database, [deadline(fields)]);
  addSubscription(database, subscription);
  const rules: PlanRules = {
    calendar: mondayToFriday,
    dayOff,
    sameDepartment: (a, b) => a === b,
    scopeOf: scopeOfRecipient,
  };
  const input = {
    records: owedBetween(database, day('2023-01-01'), day('2024-12-31')),
    subscriptions: listSubscriptions(database),
    finished: new Map(),
    window: { from: at('2023-07-01 00:00'), to: at('2023-08-31 00:00') },
    now: at('2023-07-02 08:00'),
  };
  const rows = [...planDeadlines(input, rules)];
  await database.close();
  return rows
    .toSorted((a, b) => a.sendAt - b.sendAt)
    .map(({ lead, sendAt }) => `${lead} ${new Date(sendAt + 8 * 3_600_000).toISOString().slice(5, 13)}`);
}

describe('when reminders are sent', () => {
  test('a due day on Sunday counts on itself, the next or the previous working day, as the office sets', async () => {
    const leads = { leads: [1, 0] };
    expect(await planned({}, leads)).toEqual(['1d 07-29T09', '0d 07-30T09']);
    expect(await planned({}, leads, 'next')).toEqual(['1d 07-30T09', '0d 07-31T09']);
    expect(await planned({}, leads, 'previous')).toEqual(['1d 07-27T09', '0d 07-28T09']);
  });

  test('leads in working days step over weekends', async () => {
    expect(
      await planned({ due: day('2023-07-31') }, { leads: [3, 1], leadUnit: 'working day', hour: 8 }),
    ).toEqual(['3w 07-26T08', '1w 07-28T08']);
  });

  test('a monthly duty is reminded of for each occurrence', async () => {
    const monthly = { due: null, rrule: 'FREQ=MONTHLY;BYMONTHDAY=15', kind: 'recurring' } as const;
    expect(await planned(monthly, { leads: [3, 0] })).toEqual([
      '3d 07-12T09',
      '0d 07-15T09',
      '3d 08-12T09',
      '0d 08-15T09',
    ]);
  });

  test('a daily duty is not announced seven days ahead every day', async () => {
    const rows = await planned({ due: null, rrule: 'FREQ=DAILY', kind: 'recurring' });
    expect(new Set(rows.map((row) => row.slice(0, 2)))).toEqual(new Set(['0d']));
    expect(usefulLeads([7, 3, 1, 0], 7)).toEqual([3, 1, 0]);
    expect(usefulLeads([7, 3], 1)).toEqual([3]);
  });

  test('a limit before the document’s date of issue is not reminded of', async () => {
    expect(await planned({ past: true })).toEqual([]);
  });

  test.each([
    [{ from: 22, to: 7 }, '2023-07-01 23:30', '2023-07-02 07:00'],
    [{ from: 22, to: 7 }, '2023-07-01 06:59', '2023-07-01 07:00'],
    [{ from: 22, to: 7 }, '2023-07-01 07:00', '2023-07-01 07:00'],
    [{ from: 12, to: 14 }, '2023-07-01 13:10', '2023-07-01 14:00'],
    [null, '2023-07-01 03:00', '2023-07-01 03:00'],
  ])('quiet hours %j move %s to %s', (quiet, when, expected) => {
    expect(afterQuiet(quiet, at(when))).toEqual(at(expected));
  });

  test('after quiet hours there is no quiet, whatever they are', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(hour, hour, fc.integer({ min: 0, max: 10_000_000 }), (from, to, minutes) => {
        fc.pre(from !== to);
        const instant = new Date(Date.UTC(2023, 0, 1) + minutes * 60_000);
        const after = afterQuiet({ from, to }, instant);
        expect(afterQuiet({ from, to }, after)).toEqual(after);
        expect(after.getTime() - instant.getTime()).toBeLessThan(24 * 3_600_000);
        expect(hourAt(after)).not.toBe(from);
      }),
    );
  });
});

test('a due day in a year whose holidays are not announced is told as such', async () => {
  const database = openDatabase(':memory:');
  publish(database, [deadline({ due: day('2023-07-28') })]);
  addSubscription(database, { leads: [1] });
  const world = makeServices(database, '2023-07-27 09:00');
  await runTick({ ...world.services, calendar: { ...mondayToFriday, isAnnounced: () => false } });
  expect(world.sent[0]?.text).toContain('（2023年放假安排尚未公布，工作日暂按周一至周五计算）');
  await database.close();
});

describe('buttons and quotes', () => {
  test('a button comes back as it was, in far fewer than 64 bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('done', 'extend', 'open', 'mute'),
        fc.integer({ min: 0, max: 20_000 }),
        (action, days) => {
          const button = {
            action,
            deadlineId: 'dabcdefgh2345',
            occurrence: addDays(day('2000-01-01'), days),
          } as const;
          const data = encodeButton(button);
          expect(Buffer.byteLength(data)).toBeLessThan(33);
          expect(parseButton(data)).toEqual(button);
        },
      ),
    );
  });

  test.each([
    '',
    'r:d:dabcdefgh2345:20230230',
    'r:x:dabcdefgh2345:20230730',
    "r:d:' OR 1=1 --:20230730",
    'r:d:d:2',
  ])('a forged button %j is none', (data) => expect(parseButton(data)).toBeNull());

  test('a long quote is cut to a verbatim piece that holds the words of time', () => {
    const quote = `${'前'.repeat(400)}7月30日前完成${'后'.repeat(400)}`;
    const short = shortQuote(quote, '7月30日前');
    expect(short).toContain('7月30日前完成');
    expect(quote).toContain(short.replaceAll('…', ''));
    expect(short.length).toBeLessThanOrEqual(302);
  });
});

test.each<[string, object]>([
  ['a lead of half a day', { leads: [0.5] }],
  ['no lead', { leads: [] }],
  ['the hour 24', { hour: 24 }],
  ['quiet hours without length', { quiet: { from: 8, to: 8 } }],
  ['an empty keyword', { filter: { kind: 'keyword', keyword: ' ' } }],
  ['an unknown filter', { filter: { kind: 'sql', sql: '1' } }],
  ['an escalation the same day', { escalation: { channel: 'log', chat: 'x', afterDays: 0 } }],
])('a subscription with %s is refused', (_name, fields) => {
  const input = { owner: 'u', channel: 'log', chat: 'c', filter: { kind: 'everything' }, ...fields };
  expect(subscriptionSchema.safeParse(input).success).toBe(false);
});
