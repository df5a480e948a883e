/** Reads files of every kind: text at once, everything else in a thread that a hostile file cannot leave. */
import { contentKind } from './content-kind.ts';
import type { SourceText } from './reader.ts';
import { ReaderThread } from './run.ts';
import { decodeText } from './text.ts';

/** A way to read files, with the thread it holds. */
export interface OpenReader {
  /** @throws GongbaoError with the fix in its message, for a file that cannot be read. */
  read(bytes: Uint8Array, fileName: string): Promise<SourceText>;
  close(): Promise<void>;
}

/** Opens a reader; its thread starts with the first file that needs it. */
export function openReader(): OpenReader {
  const thread = new ReaderThread();
  return {
    read: async (bytes, fileName) =>
      contentKind(bytes) === 'text' && !/\.(?:md|markdown)$/i.test(fileName)
        ? decodeText(bytes, fileName)
        : thread.read(bytes, fileName),
    close: () => thread.close(),
  };
}
