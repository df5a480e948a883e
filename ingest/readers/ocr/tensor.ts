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

/** A part of a picture, drawn at the size a model takes, as three planes (blue, green, red) of numbers. */
export function toPlanes(
  source: Canvas,
  box: PixelBox,
  width: number,
  height: number,
  { mean, deviation }: Normalisation,
): Float32Array {
  const canvas = whiteCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const area = width * height;
  const planes = new Float32Array(3 * area);
  for (let plane = 0; plane < 3; plane++) {
    const m = mean[plane] ?? 0;
    const d = deviation[plane] ?? 1;
    for (let i = 0; i < area; i++)
      planes[plane * area + i] = ((data[i * 4 + 2 - plane] ?? 255) / 255 - m) / d;
  }
  return planes;
}
