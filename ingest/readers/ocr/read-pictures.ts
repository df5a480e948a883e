/** Recognises several pages, on as many threads as the machine has cores. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { LIMITS } from '../limits.ts';
import { startThread } from '../thread.ts';
import type { Grey } from './bitmap.ts';
import { type ReadPage, readPicture } from './page.ts';
import type { PictureAnswer, PictureMessage } from './worker.ts';

/** A page to recognise; it is drawn when its turn comes, since a drawn page takes megabytes. */
export interface Picture {
  readonly page: number;
  draw(): Promise<Grey>;
}

/** Each thread holds the models and their working memory, some hundred megabytes. */
const MOST_THREADS = 4;
/** Fewer pages than this are not worth starting threads for. */
const FEW = 3;

async function readOn(thread: Worker, { page, draw }: Picture): Promise<ReadPage> {
  const message: PictureMessage = { page, picture: await draw() };
  thread.postMessage(message);
  const [answer]: PictureAnswer[] = await once(thread, 'message');
  if (!answer || 'failed' in answer) throw new Error(answer ? answer.failed : 'no answer');
  return answer.read;
}

async function inTurn(pictures: readonly Picture[], onRead: (page: ReadPage) => void): Promise<void> {
  for (const { page, draw } of pictures) onRead(await readPicture(await draw(), page));
}

/** Reads pages in any order of completion; the result is in the order given. */
export async function readPictures(
  pictures: readonly Picture[],
  onRead: () => void,
): Promise<readonly ReadPage[]> {
  const pages = new Map<number, ReadPage>();
  const done = (page: ReadPage) => {
    pages.set(page.layout.page, page);
    onRead();
  };
  const count = Math.min(pictures.length, availableParallelism(), MOST_THREADS);
  if (count < 2 || pictures.length < FEW) await inTurn(pictures, done);
  else {
    const threads = Array.from({ length: count }, () =>
      startThread('./ocr/worker', { maxOldGenerationSizeMb: LIMITS.heapMb }),
    );
    const waiting = [...pictures];
    try {
      await Promise.all(
        threads.map(async (thread) => {
          for (let next = waiting.shift(); next; next = waiting.shift()) done(await readOn(thread, next));
        }),
      );
    } finally {
      await Promise.all(threads.map((thread) => thread.terminate()));
    }
  }
  return pictures.map(({ page }) => pages.get(page)).filter((page) => page !== undefined);
}
