/** Puts a scanned page together from the pictures it consists of, without drawing. */
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Grey } from '../ocr/bitmap.ts';
import { resample } from '../ocr/tensor.ts';
import { isMatrix, type Matrix, times } from './matrix.ts';
import type { PdfJs } from './open.ts';

/** A decoded picture as pdf.js keeps it; `kind` 1 is one bit a pixel, 2 is RGB, 3 is RGBA. */
interface PdfImage {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

function isPdfImage(value: unknown): value is PdfImage {
  if (typeof value !== 'object' || value === null || !('data' in value) || !('width' in value)) return false;
  return value.data instanceof Uint8Array || value.data instanceof Uint8ClampedArray;
}

/** Rows of one bit a pixel are filled up to whole bytes; a bit of 0 is ink. */
function fromBits({ width, height, data }: PdfImage): Grey {
  const rowBytes = (width + 7) >> 3;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      grey[y * width + x] = ((data[y * rowBytes + (x >> 3)] ?? 255) >> (7 - (x & 7))) & 1 ? 255 : 0;
    }
  }
  return { width, height, data: grey };
}

function greyOfImage(image: PdfImage): Grey {
  const { width, height, data } = image;
  if (image.kind !== 2 && image.kind !== 3) return fromBits(image);
  const bytes = image.kind === 2 ? 3 : 4;
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const at = i * bytes;
    grey[i] = ((data[at] ?? 255) * 299 + (data[at + 1] ?? 255) * 587 + (data[at + 2] ?? 255) * 114) / 1_000;
  }
  return { width, height, data: grey };
}

/** A picture with the map of the unit square to pixels of the page. */
interface Placed {
  readonly image: PdfImage;
  readonly map: Matrix;
}

/** Waits for a picture that the operations name; those used on several pages are kept with the document. */
function imageNamed(page: PDFPageProxy, id: string): Promise<unknown> {
  const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => objects.get(id, resolve));
}

async function placedImages(page: PDFPageProxy, pdfjs: PdfJs, start: Matrix): Promise<Placed[]> {
  const { OPS } = pdfjs;
  const { fnArray, argsArray } = await page.getOperatorList();
  const placed: Placed[] = [];
  const saved: Matrix[] = [];
  let map = start;
  for (const [i, op] of fnArray.entries()) {
    const args: unknown[] = argsArray[i] ?? [];
    if (op === OPS.save) saved.push(map);
    else if (op === OPS.restore || op === OPS.paintFormXObjectEnd) map = saved.pop() ?? map;
    else if (op === OPS.transform && isMatrix(args)) map = times(map, args);
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push(map);
      if (isMatrix(args[0])) map = times(map, args[0]);
    } else if (
      op === OPS.paintImageXObject ||
      op === OPS.paintInlineImageXObject ||
      op === OPS.paintImageMaskXObject
    ) {
      const image = typeof args[0] === 'string' ? await imageNamed(page, args[0]) : args[0];
      if (isPdfImage(image)) placed.push({ image, map });
    }
  }
  return placed;
}

/** Puts a picture on the page where its map is upright; returns whether it was. */
function paint(target: Grey, { image, map }: Placed): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = map;
  // The unit square's y axis points up: an upright picture has its upper left corner at (0, 1).
  if (Math.abs(b) > Math.abs(a) * 0.01 || Math.abs(c) > Math.abs(d) * 0.01 || a <= 0 || d >= 0) return false;
  const [x0, y0] = [Math.round(e), Math.round(f + d)];
  const [width, height] = [Math.max(1, Math.round(a)), Math.max(1, Math.round(-d))];
  if (width > target.width * 2 || height > target.height * 2) return false;
  const grey = greyOfImage(image);
  const drawn = resample(grey, { x0: 0, y0: 0, x1: grey.width, y1: grey.height }, width, height);
  for (let y = Math.max(0, -y0); y < Math.min(height, target.height - y0); y++) {
    for (let x = Math.max(0, -x0); x < Math.min(width, target.width - x0); x++) {
      const at = (y0 + y) * target.width + x0 + x;
      target.data[at] = Math.min(target.data[at] ?? 255, drawn.data[y * width + x] ?? 255);
    }
  }
  return true;
}

/** The page at so many pixels a point; null where its pictures do not stand upright, which needs real drawing. */
export async function composePage(page: PDFPageProxy, pdfjs: PdfJs, scale: number): Promise<Grey | null> {
  const viewport = page.getViewport({ scale });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const target: Grey = { width, height, data: new Uint8Array(width * height).fill(255) };
  const images = await placedImages(page, pdfjs, viewport.transform);
  return images.length > 0 && images.every((image) => paint(target, image)) ? target : null;
}
