import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatLine, listForCommand, readFilter } from '../../../bot/ledger/deadlines-command.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { publicScope, scopeOfRole } from '../../../retrieval/access.ts';
import { deadline, document, publish, reading } from '../../support/deadlines.ts';

let database: Database;
let folder: string;
beforeEach(() => {
  database = openDatabase(':memory:');
  folder = mkdtempSync(join(tmpdir(), 'gongbao-ledger-'));
  publish(database, [deadline()]);
  publish(
    database,
    [deadline({ task: '内' })],
    '2023-07-01 10:00',
    document({ id: 'i', visibility: 'internal' }),
  );
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const run = (options: object, scope = publicScope()) =>
  listForCommand(database, options, scope, reading('2023-07-25 09:00'), (a, b) => a === b);

test('a line has the fields of the contract first', async () => {
  const [line] = await run({});
  expect(Object.keys(line ?? {}).slice(0, 16)).toEqual(
    'id documentNumber title locator quote task kind start due rrule trigger trace precision responsible confidence state'.split(
      ' ',
    ),
  );
  expect(line).toMatchObject({ due: '2023-07-30', state: '已确认', light: '黄', workingDaysLeft: 3 });
});

test('a citizen sees public deadlines, staff all', async () => {
  expect(await run({})).toHaveLength(1);
  expect(await run({}, scopeOfRole('staff'))).toHaveLength(2);
});

test('files are written next to the lines', async () => {
  const xlsx = join(folder, 'a.xlsx');
  const ics = join(folder, 'a.ics');
  await run({ xlsx, ics });
  expect(readFileSync(ics, 'utf8')).toContain('DTSTART;VALUE=DATE:20230730');
  expect(existsSync(xlsx)).toBe(true);
});

test('a line on a terminal names light, day, state, task, units and source', async () => {
  const [line] = await run({});
  expect(line && formatLine(line)).toBe(
    '黄 2023-07-30 [已确认] 完成防汛物资储备｜县应急管理局（牵头）｜泾政办发〔2023〕48号《泾源县防汛抗旱工作方案》 三、（二）2.',
  );
});

test.each([
  [{ from: '2023-02-30' }, /--from 的日期“2023-02-30”不存在/],
  [{ to: '7月30日' }, /--to 的日期/],
  [{ from: '2023-08-01', to: '2023-07-01' }, /不能晚于/],
])('options %j are wrong usage', (options, message) => {
  expect(() => readFilter(options)).toThrow(message);
});

test('a file that cannot be written is an error that names it', async () => {
  await expect(run({ ics: join(folder, 'no', 'such', 'a.ics') })).rejects.toThrow(/无法写入.*a\.ics/);
});
