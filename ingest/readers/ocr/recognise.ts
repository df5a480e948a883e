/** Reads the characters of one line of text from its picture. */
import type { Grey } from './bitmap.ts';
import type { Models } from './models.ts';
import { type Normalisation, type PixelBox, toPlanes } from './tensor.ts';

/** The height the model takes, and the widest line, in pixels. */
const HEIGHT = 48;
const MAX_WIDTH = 3_200;
/** Long lines (by width over height) are squeezed: it saves a quarter of the time and costs no accuracy. */
const LONG = 8;
const SQUEEZE = 0.75;

const NORMAL: Normalisation = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] };

/** A character with how sure the model was of it, 0 to 1, and where it stands in the line, 0 to 1. */
export interface ReadCharacter {
  readonly char: string;
  readonly confidence: number;
  readonly at: number;
}

/** A line as it was read. */
export interface ReadLine {
  readonly box: PixelBox;
  readonly characters: readonly ReadCharacter[];
}

/** The likeliest character at each step; repeats without a gap between them are one. */
function decode(
  scores: Float32Array,
  steps: number,
  classes: number,
  names: readonly string[],
): ReadCharacter[] {
  const found: ReadCharacter[] = [];
  let last = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    let confidence = -1;
    for (let i = 0; i < classes; i++) {
      const score = scores[step * classes + i] ?? 0;
      if (score > confidence) {
        confidence = score;
        best = i;
      }
    }
    if (best !== 0 && best !== last)
      found.push({ char: names[best] ?? '', confidence, at: (step + 0.5) / steps });
    last = best;
  }
  return found;
}

/** Widths are rounded up to this, so that the model meets few sizes, in pixels. */
const BUCKET = 160;

/** Reads one line. */
export async function readLine(grey: Grey, box: PixelBox, models: Models): Promise<ReadLine> {
  const ratio = (box.x1 - box.x0) / Math.max(1, box.y1 - box.y0);
  const wanted = Math.round(HEIGHT * ratio * (ratio > LONG ? SQUEEZE : 1));
  const width = Math.max(HEIGHT, Math.min(MAX_WIDTH, wanted));
  const paddedWidth = Math.ceil(width / BUCKET) * BUCKET;
  const size = { width, height: HEIGHT, paddedWidth, paddedHeight: HEIGHT };
  const { data, dims } = await models.recognise(toPlanes(grey, box, size, NORMAL), paddedWidth, HEIGHT);
  const [, steps = 0, classes = 0] = dims;
  const characters = decode(data, steps, classes, models.characters);
  const stretch = paddedWidth / width;
  return { box, characters: characters.map((each) => ({ ...each, at: Math.min(1, each.at * stretch) })) };
}
