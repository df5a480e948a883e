/** The readers there are. A new format is a new file and one row here. */
import { GongbaoError } from '../../data/errors.ts';
import { docReader } from './doc.ts';
import { docxReader } from './docx.ts';
import { htmlReader } from './html.ts';
import { imageReader } from './image.ts';
import { LIMITS } from './limits.ts';
import { markdownReader } from './markdown.ts';
import { pdfReader } from './pdf.ts';
import type { Reader, ReadOptions, SourceText } from './reader.ts';
import { textReader } from './text.ts';
import { unsupportedReader } from './unsupported.ts';
import { xlsxReader } from './xlsx.ts';

/** In the order they are asked; the text reader takes whatever is left. */
export const READERS: readonly Reader[] = [
  htmlReader,
  docxReader,
  xlsxReader,
  pdfReader,
  docReader,
  imageReader,
  unsupportedReader,
  markdownReader,
  textReader,
];

/**
 * Reads one file with the reader its content calls for. Runs in the calling thread: files from outside go
 * through `run.ts`, which adds a deadline and a memory limit.
 *
 * @throws GongbaoError with a FILE_… code.
 */
export async function readFileBytes(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<SourceText> {
  if (bytes.length === 0) {
    throw new GongbaoError('FILE_EMPTY', `${fileName} 是空文件。请检查是否导出成功。`);
  }
  if (bytes.length > LIMITS.fileBytes) {
    throw new GongbaoError(
      'FILE_TOO_LARGE',
      `${fileName} 超过 ${LIMITS.fileBytes / 1024 / 1024} MB，没有读入。请拆分成较小的文件再导入。`,
    );
  }
  const reader = READERS.find((each) => each.accepts(bytes, fileName)) ?? textReader;
  try {
    return await reader.read(bytes, fileName, options);
  } catch (error) {
    throw error instanceof GongbaoError ? error : damaged(fileName, error);
  }
}

/** Whatever a parser throws on a broken file is told as damage. */
function damaged(fileName: string, cause: unknown): GongbaoError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new GongbaoError(
    'FILE_DAMAGED',
    `${fileName} 已损坏或不完整，没有读入。请重新导出或下载后再导入。（${detail.slice(0, 200)}）`,
    { cause },
  );
}
