import { afterAll, describe, expect, it } from 'vitest';
import { GongbaoError } from '../../../data/errors.ts';
import { contentKind } from '../../../ingest/readers/content-kind.ts';
import { archiveFiles } from '../../../ingest/readers/files.ts';
import { ReaderThread } from '../../../ingest/readers/run.ts';
import { mutate, randomFrom } from '../../support/mutate.ts';
import { readerSeeds } from '../../support/reader-seeds.ts';

/** The long run is test/bench/fuzz-readers.ts; recognition is left to it, since it takes a second a file. */
const FILES = 60;
/** Opening a PDF costs a hundred times what the other kinds cost. */
const PDF_FILES = 20;

const PICTURES = new Set(['png', 'jpeg', 'tiff', 'bmp']);

const thread = new ReaderThread();
afterAll(() => thread.close());

async function read(bytes: Uint8Array, fileName: string): Promise<void> {
  const kind = contentKind(bytes);
  if (PICTURES.has(kind)) return;
  if (kind !== 'zip') await thread.read(bytes, fileName);
  else for (const file of archiveFiles(bytes, fileName)) await read(await file.read(), file.fileName);
}

describe('damaged files', () => {
  it.each(readerSeeds().filter((seed) => !seed.slow))(
    'of the kind of $fileName give text or a clear error, never a crash',
    async ({ bytes, fileName }) => {
      for (let n = 0; n < (fileName.endsWith('.pdf') ? PDF_FILES : FILES); n++) {
        try {
          await read(mutate(bytes, randomFrom(n)), fileName);
        } catch (error) {
          if (!(error instanceof GongbaoError)) throw error;
          expect(error.code).toMatch(/^FILE_/);
          expect(error.message).toMatch(/[一-鿿]/);
          expect(error.code === 'FILE_TIMEOUT' || error.message.includes('读取程序中断')).toBe(false);
        }
      }
    },
  );
});
