import { describe, expect, it } from 'vitest';
import { showNumber } from '../../../ingest/readers/xlsx/number-format.ts';
import { readXlsx, xlsxReader } from '../../../ingest/readers/xlsx.ts';
import { describeReader } from '../../contracts/reader.ts';
import { xlsxOf } from '../../support/office.ts';

const text = (t: string) => `<c t="inlineStr"><is><t>${t}</t></is></c>`;
const row = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`;
const lines = (...args: Parameters<typeof xlsxOf>) =>
  readXlsx(xlsxOf(...args), '表.xlsx')
    .text.split('\n')
    .filter(Boolean);

describeReader(xlsxReader, [
  {
    what: 'a sheet with caption, merged cells, dates and formulas',
    fileName: '表.xlsx',
    bytes: () =>
      xlsxOf(
        [
          {
            name: 'Sheet1',
            rows:
              row(text('供暖任务表')) +
              row(text('序号'), '<c r="B2" t="s"><v>0</v></c>', text('完成时限'), text('进度')) +
              row('<c><v>1</v></c>', text('东苑'), '<c s="1"><v>45000</v></c>', '<c s="2"><v>0.855</v></c>') +
              row(
                '<c r="A4"><v>2</v></c>',
                '<c r="C4" s="1"><v>45001</v></c>',
                '<c r="D4"><f>1+1</f><v>2</v></c>',
              ) +
              row(text('注：不含西苑')),
          },
        ],
        ['小区'],
        ['yyyy/m/d', '0.0%'],
      ),
    lines: [
      '供暖任务表',
      '序号\t小区\t完成时限\t进度',
      '1\t东苑\t2023年3月15日\t85.5%',
      '2\t\t2023年3月16日\t2',
      '注：不含西苑',
    ],
  },
]);

describe('a workbook', () => {
  it('names its sheets, leaves hidden ones out and says so', () => {
    const sheets = [
      { name: '一季度', rows: row(text('甲'), text('乙')) },
      { name: '底稿', rows: row(text('丙'), text('丁')), state: 'hidden' },
      { name: '二季度', rows: row(text('戊'), text('己')) },
    ];
    expect(lines(sheets)).toEqual(['一季度', '甲\t乙', '二季度', '戊\t己']);
    expect(readXlsx(xlsxOf(sheets), '表.xlsx').warnings).toEqual(['有 1 个隐藏的工作表没有读入。']);
  });

  it('parts tables at blank rows, drops blank columns, and warns of formulas without a result', () => {
    const rows =
      row(
        '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>',
        '<c r="XFD1" t="inlineStr"><is><t>乙</t></is></c>',
      ) +
      row() +
      row(text('丙'), '<c r="XFD3"><f>SUM(A1)</f></c>');
    const source = readXlsx(xlsxOf([{ name: 'Sheet1', rows }]), '表.xlsx');
    expect(source.text).toBe('甲\t乙\n\n丙\n');
    expect(source.warnings).toEqual([expect.stringContaining('有 1 个公式没有保存计算结果')]);
  });

  it.each([
    [0.1 + 0.2, undefined, '0.3'],
    [1234.5, '#,##0.00', '1,234.50'],
    [45000, 'yyyy"年"m"月"', '2023年3月'],
    [45000, 'm"月"d"日"', '2023年3月15日'],
    [45000.4375, 'yyyy/m/d h:mm', '2023年3月15日 10:30'],
    [0.4375, 'h:mm', '10:30'],
    [12, '0"户"', '12户'],
    [-Math.PI, '0.00_);[Red]\\(0.00\\)', '(3.14)'],
    [7, 'no such [format', '7'],
  ])('shows %d in the format %s as %s', (value, code, shown) =>
    expect(showNumber(value, code, false)).toBe(shown),
  );

  it('counts days from 1904 where the file says so', () =>
    expect(showNumber(43538, 'yyyy/m/d', true)).toBe('2023年3月15日'));
});
