/** Finds where on a picture lines of text stand (differentiable binarisation, arXiv 1911.08947). */
import type { Grey } from './bitmap.ts';
import type { Models } from './models.ts';
import { type Normalisation, type PixelBox, resample, toPlanes } from './tensor.ts';

/** Longest side the picture is shown to the model with, in pixels: small print of A4 is still told apart. */
const SIDE = 1_600;
/** Probability above which a pixel belongs to a text, and that a text must have on average. */
const PIXEL = 0.3;
const TEXT = 0.5;
/** The model marks the core of a line; its box grows by this share of area over girth. */
const GROWTH = 1.6;
/** Darker than this is ink. */
const DARK = 150;

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

const multipleOf32 = (length: number) => Math.max(32, Math.ceil(length / 32) * 32);

/** The page is shown in strips of at most this height, since memory grows with the area, in pixels. */
const STRIP = 512;

/** Ink in each row of a picture. */
function inkByRow({ width, height, data }: Grey): number[] {
  return Array.from({ length: height }, (_, y) => {
    let ink = 0;
    for (let x = 0; x < width; x++) if ((data[y * width + x] ?? 255) < DARK) ink++;
    return ink;
  });
}

/** Where strips begin and end: between lines of text, in the rows with the least ink. */
function stripsOf(grey: Grey): [from: number, to: number][] {
  const ink = inkByRow(grey);
  const strips: [number, number][] = [];
  for (let from = 0; from < grey.height; ) {
    let to = Math.min(grey.height, from + STRIP);
    if (to < grey.height) {
      let least = Number.POSITIVE_INFINITY;
      for (let y = from + Math.floor(STRIP * 0.7); y <= from + STRIP; y++) {
        // Of a white gap the middle is best: a row counts with its neighbours.
        const around = [-3, -2, -1, 0, 1, 2, 3].reduce((sum, d) => sum + (ink[y + d] ?? 0), 0);
        if (around <= least) [least, to] = [around, y];
      }
    }
    strips.push([from, to]);
    from = to;
  }
  return strips;
}

async function detectStrip(strip: Grey, from: number, to: number, models: Models): Promise<PixelBox[]> {
  const [width, height] = [strip.width, to - from];
  const size = { width, height, paddedWidth: multipleOf32(width), paddedHeight: multipleOf32(height) };
  const planes = toPlanes(strip, { x0: 0, y0: from, x1: width, y1: to }, size, NORMAL);
  const { data } = await models.detect(planes, size.paddedWidth, size.paddedHeight);
  return blobsOf(data, size.paddedWidth, size.paddedHeight)
    .filter((blob) => blob.pixels > 12 && blob.mean > TEXT)
    .map(({ x0, y0, x1, y1 }) => ({ x0, y0: y0 + from, x1, y1: y1 + from }));
}

/** Boxes of the lines of text, in pixels of the picture. */
export async function detectText(grey: Grey, models: Models): Promise<PixelBox[]> {
  const scale = Math.min(1, SIDE / Math.max(grey.width, grey.height));
  const whole = { x0: 0, y0: 0, x1: grey.width, y1: grey.height };
  const [width, height] = [grey.width, grey.height].map((side) => Math.max(1, Math.round(side * scale)));
  const small = scale < 1 ? resample(grey, whole, width ?? 1, height ?? 1) : grey;
  const cores: PixelBox[] = [];
  for (const [from, to] of stripsOf(small)) cores.push(...(await detectStrip(small, from, to, models)));
  const [sx, sy] = [grey.width / small.width, grey.height / small.height];
  return cores.map(({ x0, y0, x1, y1 }) => {
    const grow = ((x1 - x0) * (y1 - y0) * GROWTH) / (2 * (x1 - x0 + y1 - y0));
    return {
      x0: Math.max(0, (x0 - grow) * sx),
      y0: Math.max(0, (y0 - grow) * sy),
      x1: Math.min(grey.width, (x1 + grow) * sx),
      y1: Math.min(grey.height, (y1 + grow) * sy),
    };
  });
}
