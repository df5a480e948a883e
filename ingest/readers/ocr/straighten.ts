/** Finds how much a scanned page is tilted: lines of text are sharpest to tell apart when level. */
import { type Grey, turn } from './bitmap.ts';
import { resample } from './tensor.ts';

/** Width the tilt is measured at, the tilt looked for and its step, in pixels and degrees. */
const WIDTH = 700;
const MOST = 3;
const STEP = 0.25;

const DARK = 140;

/** How unevenly dark pixels fall into rows when the page is sheared by an angle. */
function unevenness(grey: Grey, radians: number): number {
  const rows = new Float64Array(grey.height);
  const slope = Math.tan(radians);
  for (let y = 0; y < grey.height; y++) {
    for (let x = 0; x < grey.width; x += 2) {
      if ((grey.data[y * grey.width + x] ?? 255) > DARK) continue;
      const row = Math.round(y - (x - grey.width / 2) * slope);
      if (row >= 0 && row < grey.height) rows[row] = (rows[row] ?? 0) + 1;
    }
  }
  return rows.reduce((sum, count) => sum + count * count, 0);
}

/** The page, turned level where it is tilted by up to three degrees. */
export function straighten(grey: Grey): Grey {
  const scale = Math.min(1, WIDTH / grey.width);
  const whole = { x0: 0, y0: 0, x1: grey.width, y1: grey.height };
  const small = resample(grey, whole, Math.ceil(grey.width * scale), Math.ceil(grey.height * scale));
  let best = { degrees: 0, score: unevenness(small, 0) * 1.02 };
  for (let degrees = -MOST; degrees <= MOST; degrees += STEP) {
    const score = unevenness(small, (degrees * Math.PI) / 180);
    if (score > best.score) best = { degrees, score };
  }
  return best.degrees === 0 ? grey : turn(grey, (-best.degrees * Math.PI) / 180);
}
