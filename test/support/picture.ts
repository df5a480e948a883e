/** Makes picture files for tests. */
import { createCanvas, ImageData } from '@napi-rs/canvas';
import type { Grey } from '../../ingest/readers/ocr/bitmap.ts';

/** Four bytes a pixel, as encoders want them. */
export function rgbaOf({ width, height, data }: Grey): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  data.forEach((value, i) => {
    rgba.fill(value, i * 4, i * 4 + 3);
  });
  return rgba;
}

/** A picture as a file. */
export function encode(grey: Grey, kind: 'image/png' | 'image/jpeg'): Uint8Array {
  const canvas = createCanvas(grey.width, grey.height);
  canvas.getContext('2d').putImageData(new ImageData(rgbaOf(grey), grey.width, grey.height), 0, 0);
  return kind === 'image/png' ? canvas.toBuffer('image/png') : canvas.toBuffer('image/jpeg');
}

/** A white picture, with a black bar if one is wanted. */
export function blank(width: number, height: number, bar = false): Grey {
  const data = new Uint8Array(width * height).fill(255);
  if (bar) for (let y = 8; y < 11; y++) data.fill(0, y * width + 8, y * width + 28);
  return { width, height, data };
}
