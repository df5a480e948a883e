/** Invented notices as an office would print them, for tests of the library. No real place, body or number. */
import { type Library, openLibrary } from '../../bot/library.ts';
import { type IngestResult, ingestFile } from '../../ingest/ingest.ts';

/** What a notice says; the rest is printed around it. */
export interface Notice {
  readonly county?: string;
  readonly number: string | null;
  readonly title: string;
  readonly body: readonly string[];
  /** As printed: 2023年3月1日. */
  readonly date: string;
  readonly note?: string;
  readonly annex?: readonly string[];
}

/** The text of a notice, laid out as GB/T 9704 has it. */
export function printNotice(notice: Notice): string {
  const { county = '清河县', number, title, body, date, note = '此件公开发布', annex = [] } = notice;
  return [
    title,
    ...(number ? [number] : []),
    '各乡镇人民政府，县政府各部门、各直属机构：',
    ...body,
    `${county}人民政府办公室`,
    date,
    `（${note}）`,
    ...annex,
  ].join('\n\n');
}

/** A library in memory with a way to put texts in. */
export interface TestLibrary extends Library {
  put(source: string, text: string, at?: Date): Promise<IngestResult>;
}

/** The clock of tests of the library. */
export const LIBRARY_NOW = new Date('2023-07-20T09:00:00+08:00');

/** An empty library in memory. */
export function emptyLibrary(now: Date = LIBRARY_NOW): TestLibrary {
  const library = openLibrary(':memory:');
  return {
    ...library,
    put: (source, text, at = now) =>
      ingestFile(
        Buffer.from(text),
        source,
        library.ingestParts(() => at),
      ),
  };
}
