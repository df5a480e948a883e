import UTIF from 'utif2';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';
import { checkPixels } from './bitmap.ts';
import type { Pixels } from './png.ts';

/** Width, height and compression of a page, known before it is decoded. */
type Tag = 't256' | 't257' | 't259';

function tag(page: UTIF.IFD, name: Tag): number {
  const values: unknown = page[name];
  return Array.isArray(values) ? Number(values[0]) : 0;
}

/** Deflate, which the decoder would unpack without any limit; scanners use other compressions. */
const UNBOUNDED = [8, 32946];

function checkPages(pages: readonly UTIF.IFD[], fileName: string): void {
  if (pages.length === 0) {
    throw new GongbaoError('FILE_DAMAGED', `${fileName} 图片已损坏或不完整，没有读入。请重新扫描或导出。`);
  }
  const total = pages.reduce((sum, page) => sum + tag(page, 't256') * tag(page, 't257'), 0);
  if (pages.length > LIMITS.pages || total > LIMITS.imagePixels * 8) {
    throw new GongbaoError(
      'FILE_TOO_LARGE',
      `${fileName} 页数或各页合计像素过多，没有读入。请拆分后再导入。`,
    );
  }
  for (const page of pages) checkPixels(tag(page, 't256'), tag(page, 't257'), fileName);
  if (pages.some((page) => UNBOUNDED.includes(tag(page, 't259')))) {
    throw new GongbaoError(
      'FILE_UNSUPPORTED',
      `${fileName} 是以 Deflate 压缩的 TIFF，没有读入。请另存为 PDF、PNG，或以 LZW、CCITT 压缩的 TIFF 再导入。`,
    );
  }
}

/** The pages of a TIFF. @throws GongbaoError FILE_TOO_LARGE, FILE_DAMAGED, FILE_UNSUPPORTED. */
export function decodeTiff(bytes: Uint8Array, fileName: string): Pixels[] {
  const buffer = new Uint8Array(bytes).buffer;
  const pages = UTIF.decode(buffer).filter((page) => tag(page, 't256') > 0 && tag(page, 't257') > 0);
  checkPages(pages, fileName);
  return pages.map((page) => {
    UTIF.decodeImage(buffer, page);
    const { width, height } = page;
    const rgba = new Uint8ClampedArray(UTIF.toRGBA8(page));
    page.data = new Uint8Array();
    if (rgba.length < width * height * 4) throw new Error('truncated TIFF');
    return { width, height, rgba };
  });
}
