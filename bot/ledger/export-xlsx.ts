/** The ledger as a workbook that people fill in and hand back. */
import exceljs from 'exceljs';
import type { LedgerEntry } from '../../data/ledger.ts';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { COLUMNS, HEADING_ROW } from './sheet.ts';

const GREY = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEFEFEF' } } as const;
const LIGHTS: Readonly<Record<string, string>> = { 绿: 'FFC6EFCE', 黄: 'FFFFEB9C', 红: 'FFFFC7CE' };
const STATES = ['待确认', '已确认', '进行中', '已办结', '不适用'];
/** What a cell holds at most in the xlsx format. */
const CELL_AT_MOST = 32_767;

/**
 * The workbook's bytes. Every text is written as a text cell in text format: what starts with = + - or @
 * is shown as it stands and never computed.
 */
export async function exportXlsx(entries: readonly LedgerEntry[]): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet(words.sheet, { views: [{ state: 'frozen', ySplit: HEADING_ROW }] });
  sheet.columns = COLUMNS.map(({ key, width }) => ({ key, width, style: { numFmt: '@' } }));
  sheet.getRow(1).getCell(1).value = words.hint;
  const headings = sheet.getRow(HEADING_ROW);
  COLUMNS.forEach(({ key }, i) => {
    headings.getCell(i + 1).value = words.columns[key];
  });
  headings.font = { bold: true };
  entries.forEach((entry, n) => {
    const row = sheet.getRow(HEADING_ROW + 1 + n);
    COLUMNS.forEach(({ key, editable, read }, i) => {
      const cell = row.getCell(i + 1);
      const value = read(entry);
      cell.value = typeof value === 'string' ? value.slice(0, CELL_AT_MOST) : value;
      if (typeof value === 'string') cell.numFmt = '@';
      if (!editable) cell.fill = GREY;
      const light = key === 'light' ? LIGHTS[String(value)] : undefined;
      if (light) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: light } };
      if (key === 'state') {
        cell.dataValidation = { type: 'list', allowBlank: false, formulae: [`"${STATES.join(',')}"`] };
      }
    });
  });
  sheet.autoFilter = {
    from: { row: HEADING_ROW, column: 1 },
    to: { row: HEADING_ROW, column: COLUMNS.length },
  };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
