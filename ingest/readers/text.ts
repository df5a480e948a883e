import { GongbaoError } from '../../data/errors.ts';
import type { Reader, SourceText } from './reader.ts';

interface Encoding {
  readonly label: string;
  readonly bom: readonly number[];
}

const WITH_BOM: readonly Encoding[] = [
  { label: 'utf-8', bom: [0xef, 0xbb, 0xbf] },
  { label: 'utf-16le', bom: [0xff, 0xfe] },
  { label: 'utf-16be', bom: [0xfe, 0xff] },
];

const startsWith = (bytes: Uint8Array, bom: readonly number[]) => bom.every((byte, i) => bytes[i] === byte);

function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Control characters that no text file holds; a NUL or many of these means a binary file. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  }
  return controls > sample.length / 100;
}

/**
 * Decodes plain text: a byte-order mark decides, else strict UTF-8, else strict GB18030 (a superset of
 * GBK and GB2312). Nothing is guessed beyond that, since a wrong guess would print wrong characters.
 */
export function decodeText(bytes: Uint8Array, fileName: string): SourceText {
  const marked = WITH_BOM.find(({ bom }) => startsWith(bytes, bom));
  if (!marked && looksBinary(bytes)) {
    throw new GongbaoError(
      'FILE_BINARY',
      `${fileName} 不是文本文件。请先另存为文本（.txt，UTF-8 或 GB18030）再导入。`,
    );
  }
  for (const label of marked ? [marked.label] : ['utf-8', 'gb18030']) {
    const text = tryDecode(bytes, label);
    if (text !== null) return requireText({ text, format: label, warnings: [] }, fileName);
  }
  throw new GongbaoError(
    'FILE_ENCODING',
    `${fileName} 的编码无法识别（既不是 UTF-8 也不是 GB18030）。请用记事本等另存为 UTF-8 后再导入。`,
  );
}

function requireText(source: SourceText, fileName: string): SourceText {
  if (source.text.trim() === '') {
    throw new GongbaoError('FILE_EMPTY', `${fileName} 是空文件。请检查是否导出成功。`);
  }
  return source;
}

/** Plain text in any of the encodings above: the reader of last resort, it takes every file. */
export const textReader: Reader = {
  name: 'text',
  accepts: () => true,
  read: async (bytes, fileName) => decodeText(bytes, fileName),
};
