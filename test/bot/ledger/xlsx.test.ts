import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportXlsx } from '../../../bot/ledger/export-xlsx.ts';
import { importXlsx } from '../../../bot/ledger/import-xlsx.ts';
import { COLUMNS, type ColumnKey, HEADING_ROW } from '../../../bot/ledger/sheet.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { listDeadlines, listHistory } from '../../../data/deadlines.ts';
import { publicScope, scopeOfRole } from '../../../retrieval/access.ts';
import { at, day, deadline, document, publish, reading } from '../../support/deadlines.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
  publish(database, [
    deadline({ task: '甲', due: day('2023-07-28') }),
    deadline({ task: '乙', locator: '四、', confidence: 0.5, due: day('2023-07-29') }),
    deadline({
      task: '=HYPERLINK("http://evil","x")',
      locator: '五、',
      quote: '@SUM(A1)',
      trace: '+1',
      due: day('2023-07-30'),
    }),
  ]);
  publish(
    database,
    [deadline({ task: '内' })],
    '2023-07-01 10:00',
    document({ id: 'i', visibility: 'internal' }),
  );
});
afterEach(() => database.close());

const list = (scope = publicScope()) =>
  listDeadlines(database, scope.visibilities, {}, reading('2023-07-10 09:00'), () => true);
const column = (key: ColumnKey) => COLUMNS.findIndex((one) => one.key === key) + 1;

/** Exports, lets `change` edit the sheet as a person would, and imports what it gives. */
async function roundTrip(
  change: (sheet: exceljs.Worksheet, workbook: exceljs.Workbook) => void,
  scope = publicScope(),
) {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await exportXlsx(await list(scope))).buffer as ArrayBuffer);
  const sheet = workbook.getWorksheet('任务台账');
  if (!sheet) throw new Error('no sheet');
  change(sheet, workbook);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  const importer = { actor: '张三', scope: publicScope(), now: at('2023-07-11 09:00') };
  return importXlsx(database, bytes, importer);
}

const set = (sheet: exceljs.Worksheet, row: number, key: ColumnKey, value: exceljs.CellValue) => {
  sheet.getRow(HEADING_ROW + row).getCell(column(key)).value = value;
};

describe('the ledger as a workbook', () => {
  test('comes back unchanged when nothing was filled in', async () => {
    const before = await list();
    const result = await roundTrip(() => {});
    expect(result).toMatchObject({
      kind: 'read',
      rows: [1, 2, 3].map(() => ({ result: 'unchanged', reasons: [] })),
    });
    expect(await list()).toEqual(before);
  });

  test('states, notes, evidence and extensions round-trip by id, with the importer in the history', async () => {
    const result = await roundTrip((sheet) => {
      set(sheet, 1, 'state', '已办结');
      set(sheet, 1, 'note', '已入库');
      set(sheet, 1, 'evidence', '验收单12号');
      set(sheet, 2, 'state', '进行中');
      set(sheet, 3, 'extendTo', new Date(Date.UTC(2023, 7, 30)));
      set(sheet, 3, 'extendReason', '汛情');
    });
    expect(result).toMatchObject({
      rows: [{ result: 'changed' }, { result: 'changed' }, { result: 'changed' }],
    });
    const entries = await list();
    expect(entries.map(({ state, note, evidence, due }) => [state, note, evidence, due])).toEqual([
      ['已办结', '已入库', '验收单12号', '2023-07-28'],
      ['进行中', null, null, '2023-07-29'],
      ['已确认', null, null, '2023-08-30'],
    ]);
    const history = await listHistory(database, entries[1]?.id ?? '', ['public']);
    expect(history.map(({ actor, to }) => [actor, to])).toEqual([
      ['系统', '待确认'],
      ['张三', '已确认'],
      ['张三', '进行中'],
    ]);
    expect(await roundTrip(() => {})).toMatchObject({
      rows: [{ result: 'unchanged' }, { result: 'unchanged' }, { result: 'unchanged' }],
    });
  });

  test('a row order changed by sorting does no harm', async () => {
    const result = await roundTrip((sheet) => {
      const [first, third] = [sheet.getRow(HEADING_ROW + 1).values, sheet.getRow(HEADING_ROW + 3).values];
      sheet.getRow(HEADING_ROW + 1).values = third;
      sheet.getRow(HEADING_ROW + 3).values = first;
      set(sheet, 3, 'note', '甲的备注');
    });
    expect(result).toMatchObject({
      rows: [{ result: 'unchanged' }, { result: 'unchanged' }, { result: 'changed' }],
    });
    expect((await list())[0]).toMatchObject({ task: '甲', note: '甲的备注' });
  });

  test('nothing that starts with = + - @ is written as a formula', async () => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await exportXlsx(await list())).buffer as ArrayBuffer);
    workbook.getWorksheet('任务台账')?.eachRow((row) => {
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(exceljs.ValueType.Formula);
        if (typeof cell.value === 'string' && /^[=+\-@]/.test(cell.value)) expect(cell.numFmt).toBe('@');
      });
    });
  });
});

describe('rows that are refused, each with its reason, while the others are taken', () => {
  test.each<[string, (sheet: exceljs.Worksheet) => void, RegExp]>([
    [
      'a formula',
      (s) => set(s, 1, 'note', { formula: 'HYPERLINK("http://evil","x")', date1904: false }),
      /“办理情况”列是公式/,
    ],
    ['an error value', (s) => set(s, 1, 'note', { error: '#REF!' }), /无法读取/],
    ['no id', (s) => set(s, 1, 'id', ''), /缺少编号/],
    ['an id of nobody', (s) => set(s, 1, 'id', 'dnotthereatal'), /没有这个编号/],
    ['an impossible day', (s) => set(s, 1, 'extendTo', '2023-02-30'), /不是真实的日期/],
    ['an extension without a reason', (s) => set(s, 1, 'extendTo', '2023-09-30'), /延期须填延期理由/],
    [
      'an extension backwards',
      (s) => {
        set(s, 1, 'extendTo', '2023-07-01');
        set(s, 1, 'extendReason', '早');
      },
      /必须晚于/,
    ],
    ['a state that there is not', (s) => set(s, 1, 'state', '搞定'), /“搞定”不在可选范围/],
    ['a state that cannot follow', (s) => set(s, 1, 'state', '待确认'), /不能从“已确认”改为“待确认”/],
    ['已办结 without a note', (s) => set(s, 1, 'state', '已办结'), /须填办理情况/],
    ['a task rewritten', (s) => set(s, 1, 'task', '别的事'), /“任务”列与台账不一致/],
    ['a due day rewritten', (s) => set(s, 1, 'due', '2024-01-01'), /“到期”列与台账不一致/],
    ['an older revision', (s) => set(s, 1, 'revision', 0), /重新导出/],
  ])('%s', async (_name, change, reason) => {
    const before = await list();
    const result = await roundTrip((sheet) => {
      change(sheet);
      set(sheet, 2, 'note', '这一行没有问题');
    });
    if (result.kind !== 'read') throw new Error('refused whole');
    expect(result.rows.map((row) => row.result)).toEqual(['refused', 'changed', 'unchanged']);
    expect(result.rows[0]?.reasons.join()).toMatch(reason);
    expect((await list())[0]).toEqual(before[0]);
  });

  test('an id twice: the second is refused', async () => {
    const result = await roundTrip((sheet) => {
      sheet.getRow(HEADING_ROW + 2).values = sheet.getRow(HEADING_ROW + 1).values;
    });
    expect(result).toMatchObject({ rows: [{ result: 'unchanged' }, { result: 'refused' }, {}] });
  });

  test('an internal task in a sheet handed in by someone without access is not there', async () => {
    const result = await roundTrip(() => {}, scopeOfRole('staff'));
    if (result.kind !== 'read') throw new Error('refused whole');
    expect(result.rows.filter((row) => row.result === 'refused')).toHaveLength(1);
  });
});

describe('files that are refused whole', () => {
  const importer = { actor: '张三', scope: publicScope(), now: at('2023-07-11 09:00') };

  test.each<[string, Uint8Array, RegExp]>([
    ['no bytes', new Uint8Array(), /不是可读的 xlsx/],
    ['a text', new TextEncoder().encode('编号,状态\n'.repeat(20)), /不是可读的 xlsx/],
    ['eleven megabytes', new Uint8Array(11 * 1024 * 1024), /文件过大/],
  ])('%s', async (_name, bytes, reason) => {
    expect(await importXlsx(database, bytes, importer)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    });
  });

  test('a foreign workbook', async () => {
    const result = await roundTrip((sheet) => {
      sheet.name = '别的';
    });
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/没有“任务台账”/) });
  });

  test('a sheet without the columns', async () => {
    const result = await roundTrip((sheet) => {
      sheet.getRow(HEADING_ROW).getCell(column('id')).value = 'ID';
    });
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/缺少列：编号/) });
  });

  test('a zip that says it unpacks to gigabytes', async () => {
    const bytes = await exportXlsx(await list());
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < bytes.length - 4; i++) {
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 2_000_000_000, true);
    }
    expect(await importXlsx(database, bytes, importer)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/过大/),
    });
  });
});
