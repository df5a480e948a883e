import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit, exportAudit } from '../../data/audit.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { countDeadlines, listDeadlines } from '../../data/deadlines.ts';
import type { DeadlineFilter } from '../../data/ledger.ts';
import { occurrencesBetween } from '../../data/recurrence.ts';
import { mondayToFriday } from '../../data/working-days.ts';
import { at, day, deadline, document, publish, reading } from '../support/deadlines.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
  publish(database, [
    deadline({ task: '甲', responsible: [{ name: '县发展和改革局', role: '牵头' }] }),
    deadline({ task: '乙', locator: '四、', due: day('2023-12-15'), confidence: 0.5 }),
    deadline({
      task: '丙',
      locator: '五、',
      due: null,
      kind: 'recurring',
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=15',
    }),
    deadline({ task: '丁', locator: '六、', due: null, kind: 'relative', unresolved: '锚点未知' }),
  ]);
  const internal = document({ id: 'doc-9', documentNumber: '泾政发〔2023〕9号', visibility: 'internal' });
  publish(database, [deadline({ task: '内' })], '2023-07-01 10:00', internal);
});
afterEach(() => database.close());

const same = (left: string, right: string) =>
  left === right || (left === '县发展和改革局' && right === '发改局');
const tasks = async (filter: DeadlineFilter, now = '2023-07-25 09:00') =>
  (await listDeadlines(database, ['public'], filter, reading(now), same)).map((entry) => entry.task);

describe('the ledger as a list', () => {
  test.each<[DeadlineFilter, string[]]>([
    [{}, ['丙', '甲', '乙', '丁']],
    [{ documentNumber: '泾政办发[2023] 48 号' }, ['丙', '甲', '乙', '丁']],
    [{ documentNumber: '泾政发〔2023〕9号' }, []],
    [{ department: '发改局' }, ['甲']],
    [{ from: day('2023-07-30'), to: day('2023-07-30') }, ['甲']],
    [{ month: '2023-12' }, ['丙', '乙']],
    [{ month: '2023-13' }, ['丙', '甲', '乙', '丁']],
    [{ states: ['待确认'] }, ['乙', '丁']],
    [{ keyword: '乙' }, ['乙']],
    [{ overdue: true }, ['丙']],
  ])('filter %j keeps %j', async (filter, expected) => {
    expect(await tasks(filter)).toEqual(expected);
  });

  test('internal deadlines are filtered before anything else, by id too', async () => {
    const all = await listDeadlines(database, ['public', 'internal'], {}, reading('2023-07-25 09:00'), same);
    const hidden = all.find((entry) => entry.task === '内');
    expect(hidden).toBeDefined();
    expect(await tasks({ id: hidden?.id ?? '' })).toEqual([]);
    expect([...(await countDeadlines(database, ['public'])).keys()]).toEqual(['doc-48']);
  });

  test.each([
    ['2023-07-10 09:00', { overdue: false, light: '绿', workingDaysLeft: 14 }],
    ['2023-07-24 09:00', { overdue: false, light: '黄', workingDaysLeft: 4 }],
    ['2023-07-30 23:59', { overdue: false, light: '黄', workingDaysLeft: 0 }],
    ['2023-07-31 00:01', { overdue: true, light: '红', workingDaysLeft: -1 }],
  ])('at %s a task due on Sunday 30 July stands as %j', async (now, expected) => {
    const [entry] = await listDeadlines(database, ['public'], { keyword: '甲' }, reading(now), same);
    expect(entry).toMatchObject({ ...expected, nextWorkingDay: '2023-07-31' });
  });

  test('where the office counts a day off to the next working day, it is overdue after that', async () => {
    const monday = { ...reading('2023-07-31 10:00'), dayOff: 'next' as const };
    const [entry] = await listDeadlines(database, ['public'], { keyword: '甲' }, monday, same);
    expect(entry).toMatchObject({ overdue: false, workingDaysLeft: 0 });
  });

  test('a limit before the document’s own date of issue is never overdue', async () => {
    publish(
      database,
      [deadline({ past: true, due: day('2023-06-30') })],
      '2023-07-01 10:00',
      document({ id: 'p' }),
    );
    const [entry] = await listDeadlines(
      database,
      ['public'],
      { documentId: 'p' },
      reading('2023-07-25 09:00'),
      same,
    );
    expect(entry).toMatchObject({ overdue: false, light: null, past: true });
  });
});

describe('recurrence', () => {
  const between = (rule: string, from: string, to: string) =>
    occurrencesBetween({ rule, first: day('2023-01-01'), last: day('2025-12-31') }, day(from), day(to));

  test.each([
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2024-01-15', '2024-03-31', ['2024-01-31', '2024-02-29', '2024-03-31']],
    ['FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=10', '2023-05-01', '2023-09-10', ['2023-06-10', '2023-09-10']],
    ['FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1', '2025-01-01', '2027-12-31', ['2025-10-01']],
    ['FREQ=DAILY', '2023-07-01', '2023-07-03', ['2023-07-01', '2023-07-02', '2023-07-03']],
    ['FREQ=HOURLY', '2023-07-01', '2023-07-03', []],
    ['FREQ=MONTHLY;BYMONTHDAY=32', '2023-07-01', '2023-08-03', []],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2023-07-01', '2023-08-03', []],
    ['DROP TABLE', '2023-07-01', '2023-07-03', []],
  ])('%s from %s to %s', (rule, from, to, expected) => {
    expect(between(rule, from, to)).toEqual(expected);
  });
});

test('Monday to Friday counts as the port says: start excluded, end included', () => {
  expect(mondayToFriday.workingDaysBetween(day('2023-07-28'), day('2023-07-31'))).toBe(1);
  expect(mondayToFriday.addWorkingDays(day('2023-07-28'), 1)).toBe('2023-07-31');
  expect(mondayToFriday.addWorkingDays(day('2023-07-31'), -1)).toBe('2023-07-28');
  expect(mondayToFriday.nextWorkingDay(day('2023-07-29'))).toBe('2023-07-31');
});

test('the audit trail only grows', async () => {
  await audit(database, {
    at: at('2023-07-01 09:00'),
    who: '张三',
    act: 'feed revoke',
    object: '=1+1',
    result: 'done',
  });
  expect(await exportAudit(database)).toContain('"张三","feed revoke","\'=1+1","done"');
  expect(() => database.raw.exec('DELETE FROM audit')).toThrow(/append-only/);
});
