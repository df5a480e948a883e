import type { Grey } from './bitmap.ts';
import type { PixelBox } from './tensor.ts';

/** Darker than this is ink; less ink than this share of a square of the box's lesser side is dirt. */
const DARK = 140;
const DIRT = 0.004;
/** Remains of the border around the box are left out, in pixels. */
const BORDER = 4;
/** What a line's box has around its ink, as a share of the ink's height. */
const MARGIN = 0.25;

/** The box of the ink within a part of a page, with the margin of a line; null where there is none. */
export function inkBox({ width, data }: Grey, box: PixelBox): PixelBox | null {
  const [left, top] = [Math.ceil(box.x0) + BORDER, Math.ceil(box.y0) + BORDER];
  const [right, bottom] = [Math.floor(box.x1) - BORDER, Math.floor(box.y1) - BORDER];
  let [x0, y0, x1, y1, count] = [right, bottom, left, top, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if ((data[y * width + x] ?? 255) > DARK) continue;
      count++;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x + 1);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y + 1);
    }
  }
  const side = Math.min(right - left, bottom - top);
  if (side <= 0 || count < Math.max(6, side * side * DIRT)) return null;
  const margin = Math.max(4, (y1 - y0) * MARGIN);
  return { x0: Math.max(0, x0 - margin), y0: Math.max(0, y0 - margin), x1: x1 + margin, y1: y1 + margin };
}
