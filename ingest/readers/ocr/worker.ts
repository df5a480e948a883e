/** A recognising thread: takes pictures of pages one at a time and answers with what was read. */
import { parentPort } from 'node:worker_threads';
import type { Grey } from './bitmap.ts';
import { type ReadPage, readPicture } from './page.ts';

/** A picture as it crosses between threads. */
export interface PictureMessage {
  readonly page: number;
  readonly picture: Grey;
}

/** What was read, or why nothing was. */
export type PictureAnswer = { readonly read: ReadPage } | { readonly failed: string };

const port = parentPort;

async function answer({ page, picture }: PictureMessage): Promise<PictureAnswer> {
  try {
    return { read: await readPicture(picture, page) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

port?.on('message', async (message: PictureMessage) => port.postMessage(await answer(message)));
