import type { Canvas } from '@napi-rs/canvas';
import { whiteCanvas } from './bitmap.ts';

/** A part of a picture, in pixels. */
export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Mean and deviation of the blue, green and red values that a model was trained with. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** One canvas for all drawing: native memory of many small ones is given back late. */
let scratch: Canvas | null = null;

/** What a picture is drawn as for a model: the size of the drawing, and of the numbers around it. */
export interface PlaneSize {
  readonly width: number;
  readonly height: number;
  /** The drawing stands at the upper left of this; the rest is nought. Few sizes keep memory small. */
  readonly paddedWidth: number;
  readonly paddedHeight: number;
}

/** A part of a picture, drawn at the size a model takes, as three planes (blue, green, red) of numbers. */
export function toPlanes(
  source: Canvas,
  box: PixelBox,
  { width, height, paddedWidth, paddedHeight }: PlaneSize,
  { mean, deviation }: Normalisation,
): Float32Array {
  if (!scratch || scratch.width < width || scratch.height < height) {
    scratch = whiteCanvas(Math.max(width, scratch?.width ?? 0), Math.max(height, scratch?.height ?? 0));
  }
  const context = scratch.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const planes = new Float32Array(3 * paddedWidth * paddedHeight);
  for (let plane = 0; plane < 3; plane++) {
    const m = mean[plane] ?? 0;
    const d = deviation[plane] ?? 1;
    for (let y = 0; y < height; y++) {
      const to = (plane * paddedHeight + y) * paddedWidth;
      const from = y * width;
      for (let x = 0; x < width; x++)
        planes[to + x] = ((data[(from + x) * 4 + 2 - plane] ?? 255) / 255 - m) / d;
    }
  }
  return planes;
}
