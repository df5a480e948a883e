/** Reads Word 97–2003 documents; their list numbers are not stored as text and cannot be had. */
import { GongbaoError } from '../../data/errors.ts';
import { isHandlingMark } from '../disclosure.ts';
import { type Block, writeBlocks } from './blocks.ts';
import { contentKind } from './content-kind.ts';
import { checkSectorChains } from './office/compound.ts';
import type { Reader, SourceText } from './reader.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text: text.replace(/\p{Cc}/gu, ' ') });

/** Paragraphs that a cell may hold before its row's end is looked for in vain. */
const CELL_LINES = 40;

/** Where a row that begins on a line ends: each cell ends with a tab, the last one's tab ends its line. */
function rowEnd(lines: readonly string[], start: number): number {
  for (let i = start; i < Math.min(lines.length, start + CELL_LINES); i++) {
    if (/\t$/.test(lines[i] ?? '')) return i;
  }
  return -1;
}

/** Splits the text of a .doc body, as word-extractor gives it, into paragraphs and rows of tables. */
export function docBlocks(body: string): Block[] {
  const lines = body.split(/[\n\v\f]/);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const end = line.includes('\t') ? rowEnd(lines, i) : -1;
    const cells = lines
      .slice(i, end + 1)
      .join('\n')
      .split('\t')
      .slice(0, -1);
    const last = blocks.at(-1);
    if (
      end < 0 ||
      (end > i && !(last?.kind === 'table' && last.rows.at(-1)?.cells.length === cells.length))
    ) {
      blocks.push(paragraph(line));
    } else {
      const rows = last?.kind === 'table' ? last.rows : [];
      if (rows.length > 0) blocks.pop();
      blocks.push({ kind: 'table', rows: [...rows, { cells }] });
      i = end;
    }
  }
  return blocks;
}

/** The document stream begins with a mark at the start of a sector; a bit of its flags says that it is encrypted. */
function isEncrypted(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 512; at + 12 <= view.byteLength; at += 512) {
    if (view.getUint16(at, true) === 0xa5ec) return (view.getUint16(at + 10, true) & 0x0100) !== 0;
  }
  return false;
}

/** Time for the library, which on some broken files never answers, in milliseconds. */
const ANSWER_MS = 10_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readDoc(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  if (isEncrypted(bytes)) {
    throw new GongbaoError('FILE_ENCRYPTED', `${fileName} 设有打开密码，没有读入。请去掉密码后再导入。`);
  }
  checkSectorChains(bytes);
  const { default: WordExtractor } = await import('word-extractor');
  const document = await inTime(new WordExtractor().extract(Buffer.from(bytes)));
  const raw = { filterUnicode: false };
  const boxes = document.getTextboxes({ ...raw, includeHeadersAndFooters: false });
  const notes = document.getFootnotes(raw) + document.getEndnotes(raw);
  const { text } = writeBlocks(docBlocks([document.getBody(raw), boxes, notes].join('\n')));
  if (text === '') {
    throw new GongbaoError('FILE_EMPTY', `${fileName} 中没有文字。请用 Word 或 WPS 另存为 DOCX 再导入。`);
  }
  const warnings = [
    '旧版 .doc 不保存自动编号，条款编号可能缺失。请用 Word 或 WPS 另存为 DOCX 后重新导入以补全。',
  ];
  const around = [document.getHeaders(raw), document.getFooters(raw)].join('\n').split(/[\n\r\t\v\f]/);
  return { text, format: 'doc', disclosure: around.filter(isHandlingMark), paragraphs: 'whole', warnings };
}

export const docReader: Reader = {
  name: 'doc',
  accepts: (bytes) => contentKind(bytes) === 'doc',
  read: readDoc,
};
