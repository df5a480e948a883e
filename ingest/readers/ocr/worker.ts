/** A recognising thread: takes pictures of pages one at a time and answers with what was read. */
import { parentPort } from 'node:worker_threads';
import { ImageData } from '@napi-rs/canvas';
import { whiteCanvas } from './bitmap.ts';
import { type ReadPage, readPicture } from './page.ts';

/** A picture as it crosses between threads: four bytes (red, green, blue, alpha) a pixel. */
export interface PictureMessage {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** What was read, or why nothing was. */
export type PictureAnswer = { readonly read: ReadPage } | { readonly failed: string };

const port = parentPort;

async function answer({ page, width, height, pixels }: PictureMessage): Promise<PictureAnswer> {
  try {
    const canvas = whiteCanvas(width, height);
    canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
    return { read: await readPicture(canvas, page) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

port?.on('message', async (message: PictureMessage) => port.postMessage(await answer(message)));
