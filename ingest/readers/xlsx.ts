/** Reads Excel workbooks (ISO/IEC 29500): each sheet is a table, values are shown as Excel shows them. */
import { GongbaoError } from '../../data/errors.ts';
import { isHandlingMark } from '../disclosure.ts';
import { type Block, writeBlocks } from './blocks.ts';
import { contentKind } from './content-kind.ts';
import { mainPart, readPart, relationsOf } from './office/package.ts';
import { child, descendants, type Element, elements, isElement } from './office/xml.ts';
import { openZip, type Zip } from './office/zip.ts';
import type { Reader, SourceText } from './reader.ts';
import { formatById } from './xlsx/number-format.ts';
import { readSheet, type SheetCells, type Workbook } from './xlsx/sheet.ts';

/** Text of a shared string; readings printed above the characters (rPh) are no part of it. */
function richText(node: Element): string {
  return elements(node)
    .map((each) => {
      if (each.name === 't') return each.children.filter((part) => !isElement(part)).join('');
      return each.name === 'r' ? richText(each) : '';
    })
    .join('');
}

function formatsOf(styles: Element | undefined): (string | undefined)[] {
  const own = new Map(
    elements(child(styles, 'numFmts'), 'numFmt').map(({ attributes }): [number, string] => [
      Number(attributes.numFmtId),
      attributes.formatCode ?? '',
    ]),
  );
  return elements(child(styles, 'cellXfs'), 'xf').map((xf) =>
    formatById(Number(xf.attributes.numFmtId ?? 0), own),
  );
}

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

function sheetsOf(workbook: Element, zip: Zip, main: string, fileName: string): Sheet[] {
  const targets = new Map(relationsOf(zip, main, fileName).map((each) => [each.id, each.target]));
  return [...descendants(workbook, 'sheet')].map(({ attributes }, i) => ({
    name: attributes.name ?? '',
    part: targets.get(attributes['r:id'] ?? '') ?? `xl/worksheets/sheet${i + 1}.xml`,
    hidden: /hidden/i.test(attributes.state ?? ''),
  }));
}

/** Rows as tables: blank rows part them, and lines of one cell before and after a table are its caption and notes. */
export function sheetBlocks({ rows }: SheetCells): Block[] {
  const used = [...new Set(rows.flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
  const blocks: Block[] = [];
  let open: string[][] = [];
  const close = () => {
    const isLine = (row: readonly string[]) => row.filter((cell) => cell !== '').length <= 1;
    const first = open.findIndex((row) => !isLine(row));
    const last = open.findLastIndex((row) => !isLine(row));
    const lines = (part: readonly (readonly string[])[]) =>
      part.map((row): Block => ({ kind: 'paragraph', text: row.join('') }));
    if (first < 0) blocks.push(...lines(open));
    else {
      const table = open.slice(first, last + 1).map((cells) => ({ cells }));
      blocks.push(
        ...lines(open.slice(0, first)),
        { kind: 'table', rows: table },
        ...lines(open.slice(last + 1)),
      );
    }
    open = [];
  };
  for (const row of rows) {
    if (row.size === 0) close();
    else open.push(used.map((column) => row.get(column) ?? ''));
  }
  close();
  return blocks;
}

const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*$/i;

/** Reads a workbook. @throws GongbaoError FILE_EMPTY, FILE_DAMAGED, FILE_ENCRYPTED, FILE_HOSTILE, FILE_TOO_LARGE. */
export function readXlsx(bytes: Uint8Array, fileName: string): SourceText {
  const zip = openZip(bytes, fileName);
  const main = mainPart(zip, fileName, 'xl/workbook.xml');
  const root = readPart(zip, main, fileName);
  if (!root) throw new Error(/\.bin$/.test(main) ? 'binary workbook (xlsb)' : 'no workbook');
  const part = (type: string) =>
    readPart(
      zip,
      relationsOf(zip, main, fileName).find((each) => each.type === type)?.target ?? `xl/${type}.xml`,
      fileName,
    );
  const workbook: Workbook = {
    texts: elements(part('sharedStrings'), 'si').map(richText),
    formats: formatsOf(part('styles')),
    is1904: /^(?:1|true)$/.test(child(root, 'workbookPr')?.attributes.date1904 ?? ''),
  };
  const sheets = sheetsOf(root, zip, main, fileName);
  const shown = sheets.filter((sheet) => !sheet.hidden);
  let uncomputed = 0;
  const disclosure: string[] = [];
  const blocks = shown.flatMap((sheet): Block[] => {
    const content = zip.read(sheet.part);
    if (!content) return [];
    const cells = readSheet(content, workbook, fileName);
    uncomputed += cells.uncomputed;
    disclosure.push(...cells.headers.filter(isHandlingMark));
    const table = sheetBlocks(cells);
    const named = table.length > 0 && (shown.length > 1 || !DEFAULT_NAME.test(sheet.name));
    return named ? [{ kind: 'paragraph', text: sheet.name }, ...table] : table;
  });
  const { text } = writeBlocks(blocks);
  if (text === '') throw new GongbaoError('FILE_EMPTY', `${fileName} 的工作表中没有内容。`);
  const found: [boolean, string][] = [
    [shown.length < sheets.length, `有 ${sheets.length - shown.length} 个隐藏的工作表没有读入。`],
    [uncomputed > 0, `有 ${uncomputed} 个公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后重新导入。`],
    [
      zip.entries.some((entry) => /vbaProject\.bin$/i.test(entry.name)),
      '文件含有宏，宏没有运行，也没有读入。',
    ],
  ];
  const warnings = found.filter(([is]) => is).map(([, warning]) => warning);
  return { text, format: 'xlsx', disclosure, paragraphs: 'whole', warnings };
}

/** Excel workbooks, also those with macros (.xlsm). */
export const xlsxReader: Reader = {
  name: 'xlsx',
  accepts: (bytes) => contentKind(bytes) === 'xlsx',
  read: async (bytes, fileName) => readXlsx(bytes, fileName),
};
