import type { Canvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from 'pdfjs-dist';
import { LIMITS } from '../limits.ts';
import { whiteCanvas } from '../ocr/bitmap.ts';

/** Dots per inch that scanned pages are drawn with for recognition. */
const DPI = 200;
/** Pixels of one drawn page: an A3 page at 200 dpi, far below what a picture may have. */
const MOST_PIXELS = Math.min(12_000_000, LIMITS.imagePixels);

type RenderTarget = NonNullable<Parameters<PDFPageProxy['render']>[0]['canvas']>;

/** Draws a page of a PDF as a picture. */
export async function renderPage(page: PDFPageProxy): Promise<Canvas> {
  const plain = page.getViewport({ scale: 1 });
  const fitting = Math.sqrt(MOST_PIXELS / (plain.width * plain.height));
  const viewport = page.getViewport({ scale: Math.min(DPI / 72, fitting) });
  const canvas = whiteCanvas(viewport.width, viewport.height);
  // pdf.js draws on any canvas with the API of a browser's; its types know only the browser's own.
  const target: unknown = canvas;
  await page.render({ canvas: target as RenderTarget, viewport, intent: 'print' }).promise;
  return canvas;
}
