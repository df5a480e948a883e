/** Finds where on a picture lines of text stand (differentiable binarisation, arXiv 1911.08947). */
import type { Canvas } from '@napi-rs/canvas';
import type { Models } from './models.ts';
import { type Normalisation, type PixelBox, toPlanes } from './tensor.ts';

/** Longest side the picture is shown to the model with, in pixels: small print of A4 is still told apart. */
const SIDE = 1_600;
/** Probability above which a pixel belongs to a text, and that a text must have on average. */
const PIXEL = 0.3;
const TEXT = 0.5;
/** The model marks the core of a line; its box grows by this share of area over girth. */
const GROWTH = 1.6;

const NORMAL: Normalisation = { mean: [0.406, 0.456, 0.485], deviation: [0.225, 0.224, 0.229] };

interface Blob extends PixelBox {
  readonly pixels: number;
  readonly mean: number;
}

/** Sets of marked pixels that touch. */
function blobsOf(map: Float32Array, width: number, height: number): Blob[] {
  const seen = new Uint8Array(width * height);
  const blobs: Blob[] = [];
  const work: number[] = [];
  const visit = (at: number) => {
    if (seen[at] === 0 && (map[at] ?? 0) >= PIXEL) {
      seen[at] = 1;
      work.push(at);
    }
  };
  for (let seed = 0; seed < width * height; seed++) {
    visit(seed);
    let [x0, y0, x1, y1, pixels, sum] = [width, height, 0, 0, 0, 0];
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      const x = at % width;
      const y = Math.floor(at / width);
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x + 1);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y + 1);
      pixels++;
      sum += map[at] ?? 0;
      if (x > 0) visit(at - 1);
      if (x + 1 < width) visit(at + 1);
      if (y > 0) visit(at - width);
      if (y + 1 < height) visit(at + width);
    }
    if (pixels > 0) blobs.push({ x0, y0, x1, y1, pixels, mean: sum / pixels });
  }
  return blobs;
}

const multipleOf32 = (length: number) => Math.max(32, Math.round(length / 32) * 32);

/** Boxes of the lines of text, in pixels of the picture. */
export async function detectText(canvas: Canvas, models: Models): Promise<PixelBox[]> {
  const scale = Math.min(1, SIDE / Math.max(canvas.width, canvas.height));
  const width = multipleOf32(canvas.width * scale);
  const height = multipleOf32(canvas.height * scale);
  const whole = { x0: 0, y0: 0, x1: canvas.width, y1: canvas.height };
  const { data } = await models.detect(toPlanes(canvas, whole, width, height, NORMAL), width, height);
  const [sx, sy] = [canvas.width / width, canvas.height / height];
  return blobsOf(data, width, height)
    .filter((blob) => blob.pixels > 12 && blob.mean > TEXT)
    .map(({ x0, y0, x1, y1 }) => {
      const grow = ((x1 - x0) * (y1 - y0) * GROWTH) / (2 * (x1 - x0 + y1 - y0));
      return {
        x0: Math.max(0, (x0 - grow) * sx),
        y0: Math.max(0, (y0 - grow) * sy),
        x1: Math.min(canvas.width, (x1 + grow) * sx),
        y1: Math.min(canvas.height, (y1 + grow) * sy),
      };
    });
}
