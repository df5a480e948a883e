/** Turns parts of a picture into the numbers a model takes. */
import type { Grey } from './bitmap.ts';

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

/** What a part is drawn as: its size, and that of the numbers around it. */
export interface PlaneSize {
  readonly width: number;
  readonly height: number;
  /** The drawing stands at the upper left of this; the rest is nought. Few sizes keep memory small. */
  readonly paddedWidth: number;
  readonly paddedHeight: number;
}

/** For each pixel along one side of the drawing: the two pixels it lies between, and how near the second is. */
function positions(from: number, to: number, count: number, most: number) {
  const step = (to - from) / count;
  return Array.from({ length: count }, (_, i) => {
    const at = Math.max(0, Math.min(most - 1, from + (i + 0.5) * step - 0.5));
    const first = Math.floor(at);
    return { first, second: Math.min(most - 1, first + 1), share: at - first };
  });
}

/** A part of a picture at another size (bilinear); what lies outside the picture is as its edge. */
export function resample(grey: Grey, box: PixelBox, width: number, height: number): Grey {
  const columns = positions(box.x0, box.x1, width, grey.width);
  const rows = positions(box.y0, box.y1, height, grey.height);
  const data = new Uint8Array(width * height);
  for (const [y, row] of rows.entries()) {
    const upper = row.first * grey.width;
    const lower = row.second * grey.width;
    for (const [x, { first, second, share }] of columns.entries()) {
      const a = (grey.data[upper + first] ?? 255) * (1 - share) + (grey.data[upper + second] ?? 255) * share;
      const b = (grey.data[lower + first] ?? 255) * (1 - share) + (grey.data[lower + second] ?? 255) * share;
      data[y * width + x] = a * (1 - row.share) + b * row.share;
    }
  }
  return { width, height, data };
}

/** A part of a picture, drawn at the size a model takes, as three planes (blue, green, red) of numbers. */
export function toPlanes(grey: Grey, box: PixelBox, size: PlaneSize, normal: Normalisation): Float32Array {
  const { width, height, paddedWidth, paddedHeight } = size;
  const { data } = resample(grey, box, width, height);
  const planes = new Float32Array(3 * paddedWidth * paddedHeight);
  for (let plane = 0; plane < 3; plane++) {
    const mean = normal.mean[plane] ?? 0;
    const deviation = normal.deviation[plane] ?? 1;
    for (let y = 0; y < height; y++) {
      const to = (plane * paddedHeight + y) * paddedWidth;
      for (let x = 0; x < width; x++)
        planes[to + x] = ((data[y * width + x] ?? 255) / 255 - mean) / deviation;
    }
  }
  return planes;
}
