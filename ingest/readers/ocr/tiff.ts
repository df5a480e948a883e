import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import UTIF from 'utif2';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';
import { checkPixels } from './bitmap.ts';

/** Width and height are in tags 256 and 257 before a page is decoded. */
const tag = (page: UTIF.IFD, name: 't256' | 't257') =>
  Number((page[name] as readonly number[] | undefined)?.[0] ?? 0);

/** The pages of a TIFF. @throws GongbaoError FILE_TOO_LARGE, FILE_DAMAGED. */
export function decodeTiff(bytes: Uint8Array, fileName: string): Canvas[] {
  const buffer = new Uint8Array(bytes).buffer;
  const pages = UTIF.decode(buffer).filter((page) => tag(page, 't256') > 0);
  if (pages.length > LIMITS.pages) {
    throw new GongbaoError(
      'FILE_TOO_LARGE',
      `${fileName} 超过 ${LIMITS.pages} 页，没有读入。请拆分后再导入。`,
    );
  }
  const total = pages.reduce((sum, page) => sum + tag(page, 't256') * tag(page, 't257'), 0);
  for (const page of pages) checkPixels(tag(page, 't256'), tag(page, 't257'), fileName);
  if (pages.length === 0 || total > LIMITS.imagePixels * 8) {
    throw new GongbaoError(
      pages.length === 0 ? 'FILE_DAMAGED' : 'FILE_TOO_LARGE',
      pages.length === 0
        ? `${fileName} 图片已损坏或不完整，没有读入。请重新扫描或导出。`
        : `${fileName} 各页合计像素过多，没有读入。请拆分后再导入。`,
    );
  }
  return pages.map((page) => {
    UTIF.decodeImage(buffer, page);
    const canvas = createCanvas(page.width, page.height);
    const pixels = new Uint8ClampedArray(UTIF.toRGBA8(page));
    canvas.getContext('2d').putImageData(new ImageData(pixels, page.width, page.height), 0, 0);
    page.data = new Uint8Array();
    return canvas;
  });
}
