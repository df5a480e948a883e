/** Files handed in on the page or in a chat: read in one after the other, while it is told how far each is. */
import { GongbaoError } from '../data/errors.ts';
import { type IngestParts, type IngestResult, ingestFile } from '../ingest/ingest.ts';
import { contentKind } from '../ingest/readers/content-kind.ts';
import { archiveFiles } from '../ingest/readers/files.ts';

/** A file as somebody hands it in. */
export interface HandedIn {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How far a file is; `results` has one entry for each file of an archive. */
export interface IntakeEntry {
  readonly name: string;
  readonly by: string;
  readonly stage: 'waiting' | 'read' | 'structure' | 'embed' | 'publish' | 'done';
  readonly done: number;
  readonly total: number;
  readonly results: readonly IngestResult[];
}

/** Where files are handed in. */
export interface Intake {
  /** Settles when the file is read in; what is wrong with it stands in its results. */
  take(file: HandedIn, by: string): Promise<readonly IngestResult[]>;
  /** The files handed in since the start, latest first. */
  list(): readonly IntakeEntry[];
}

/** What taking in works with. */
export interface IntakeParts {
  readonly ingestParts: () => IngestParts;
  /** Keeps the indexes. */
  readonly save: () => Promise<void>;
}

/** How many files are remembered for the list. */
const REMEMBERED = 100;

/** The name alone: no folders, nothing invisible. */
export function plainName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(0, 200) || '未命名文件'
  );
}

const refused = (source: string, error: GongbaoError): IngestResult => ({
  ...{ source, status: 'quarantined', documents: 0, passages: 0, deadlines: 0, conflicts: 0, ms: 0 },
  problems: [error.message],
});

/** Reads one file in; what can be expected to go wrong with it is its result. */
export async function readIn(
  source: string,
  read: () => Promise<Uint8Array>,
  parts: IngestParts,
  folder: string | null = null,
): Promise<IngestResult> {
  const began = performance.now();
  try {
    return await ingestFile(await read(), source, parts, folder);
  } catch (error) {
    const ms = Math.round(performance.now() - began);
    if (error instanceof GongbaoError) return { ...refused(source, error), ms };
    throw error;
  }
}

/** Makes an intake over an open library. */
export function makeIntake({ ingestParts, save }: IntakeParts): Intake {
  const entries: { -readonly [K in keyof IntakeEntry]: IntakeEntry[K] }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  async function work(entry: (typeof entries)[number], bytes: Uint8Array): Promise<readonly IngestResult[]> {
    const results: IngestResult[] = [];
    try {
      const parts: IngestParts = {
        ...ingestParts(),
        onStage: (_source, stage, done, total) => Object.assign(entry, { stage, done, total }),
      };
      const packed = contentKind(bytes) === 'zip';
      const files = packed
        ? archiveFiles(bytes, entry.name)
        : [{ fileName: entry.name, read: async () => bytes }];
      for (const { fileName, read } of files) results.push(await readIn(fileName, read, parts));
    } catch (error) {
      if (!(error instanceof GongbaoError)) throw error;
      results.push(refused(entry.name, error));
    } finally {
      Object.assign(entry, { stage: 'done', results });
    }
    await save();
    return results;
  }

  return {
    take: ({ name, bytes }, by) => {
      const entry = { name: plainName(name), by, stage: 'waiting' as const, done: 0, total: 0, results: [] };
      entries.unshift(entry);
      entries.splice(REMEMBERED);
      const own = last.catch(() => {}).then(() => work(entry, bytes));
      last = own.catch(() => {});
      return own;
    },
    list: () => entries,
  };
}
