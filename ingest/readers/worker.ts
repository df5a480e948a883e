/** The reading thread: takes files from `run.ts` one at a time and answers with text or with an error. */
import { parentPort } from 'node:worker_threads';
import { GongbaoError } from '../../data/errors.ts';
import type { ReaderAnswer, ReaderRequest } from './messages.ts';
import { readFileBytes } from './readers.ts';

const port = parentPort;

async function answer({ id, bytes, fileName }: ReaderRequest): Promise<ReaderAnswer> {
  try {
    const source = await readFileBytes(bytes, fileName, {
      onProgress: (done, total) => port?.postMessage({ kind: 'progress', id, done, total }),
      onRecognition: () => port?.postMessage({ kind: 'recognition', id }),
    });
    return { kind: 'read', id, source };
  } catch (error) {
    if (!(error instanceof GongbaoError)) throw error;
    return { kind: 'failed', id, code: error.code, message: error.message };
  }
}

// pdf.js leaves promises of a broken file behind that nobody waits for; the file's own error is told already.
process.on('unhandledRejection', () => {});

port?.on('message', async (request: ReaderRequest) => port.postMessage(await answer(request)));
