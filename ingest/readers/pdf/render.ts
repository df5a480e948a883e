import { createCanvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from 'pdfjs-dist';
import { LIMITS } from '../limits.ts';
import { type Grey, toGrey } from '../ocr/bitmap.ts';
import type { PdfJs } from './open.ts';
import { composePage } from './page-images.ts';

/** Dots per inch that scanned pages are drawn with for recognition. */
const DPI = 200;
/** Pixels of one drawn page: an A3 page at 200 dpi, far below what a picture may have. */
const MOST_PIXELS = Math.min(12_000_000, LIMITS.imagePixels);

type RenderTarget = NonNullable<Parameters<PDFPageProxy['render']>[0]['canvas']>;

async function drawPage(page: PDFPageProxy, scale: number): Promise<Grey> {
  const viewport = page.getViewport({ scale });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const canvas = createCanvas(width, height);
  // pdf.js draws on any canvas with the API of a browser's; its types know only the browser's own.
  const target: unknown = canvas;
  await page.render({ canvas: target as RenderTarget, viewport, intent: 'print' }).promise;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  return toGrey({ width, height, rgba: new Uint8ClampedArray(data) });
}

/**
 * A page of a PDF as a picture. A page that is only pictures is put together from them; a page whose text has
 * no usable codes is drawn.
 */
export async function renderPage(page: PDFPageProxy, pdfjs: PdfJs, mustDraw: boolean): Promise<Grey> {
  const plain = page.getViewport({ scale: 1 });
  const scale = Math.min(DPI / 72, Math.sqrt(MOST_PIXELS / (plain.width * plain.height)));
  const composed = mustDraw ? null : await composePage(page, pdfjs, scale);
  return composed ?? drawPage(page, scale);
}
