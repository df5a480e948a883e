/** Reads pictures of pages (PNG, JPEG, TIFF) by optical character recognition. */
import { GongbaoError } from '../../data/errors.ts';
import { writeBlocks } from './blocks.ts';
import { type ContentKind, contentKind } from './content-kind.ts';
import { decodeImage } from './ocr/bitmap.ts';
import { doubtfulFigures } from './ocr/doubts.ts';
import type { ReadPage } from './ocr/page.ts';
import { readPictures } from './ocr/read-pictures.ts';
import { layOut } from './pdf/lay-out.ts';
import type { Reader, ReadOptions, SourceText } from './reader.ts';

const PICTURES: ReadonlySet<ContentKind> = new Set<ContentKind>(['png', 'jpeg', 'tiff']);

/** Mean confidence of all characters, 0 to 1. */
export function overallConfidence(pages: readonly ReadPage[]): number {
  const count = (page: ReadPage) => page.lines.reduce((sum, line) => sum + line.characters.length, 0);
  const total = pages.reduce((sum, page) => sum + count(page), 0);
  const weighted = pages.reduce((sum, page) => sum + page.confidence * count(page), 0);
  return total === 0 ? 0 : Math.round((weighted / total) * 1_000) / 1_000;
}

async function readImage(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<SourceText> {
  options.onRecognition?.();
  const decoded = await decodeImage(bytes, fileName);
  const pictures = decoded.map((picture, i) => ({ page: i + 1, draw: async () => picture }));
  let done = 0;
  const pages = await readPictures(pictures, () => options.onProgress?.(++done, pictures.length));
  const { text, pages: starts } = writeBlocks(layOut(pages.map((page) => page.layout)));
  if (text === '') {
    throw new GongbaoError(
      'FILE_EMPTY',
      `${fileName} 中没有识别出文字。请确认图片清晰、方向正确后重新扫描。`,
    );
  }
  const recognition = { confidence: overallConfidence(pages), pages: pages.map((page) => page.layout.page) };
  return {
    text,
    format: 'image (ocr)',
    pages: starts,
    paragraphs: 'printed',
    recognition,
    warnings: doubtfulFigures(pages),
  };
}

export const imageReader: Reader = {
  name: 'image',
  accepts: (bytes) => PICTURES.has(contentKind(bytes)),
  read: readImage,
};
