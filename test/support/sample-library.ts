/** The sample gazette as a library in memory, read in once a test file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Library, openLibrary } from '../../bot/library.ts';
import { readTexts } from '../../data/documents.ts';
import { packageRoot } from '../../data/package-root.ts';
import { passageIds, readCandidates } from '../../data/passages.ts';
import type { Candidate, Citation } from '../../data/types.ts';
import { ingestFile } from '../../ingest/ingest.ts';

const SOURCE = '泾源县人民政府公报-2023-04.txt';

/** The day on which tests over the sample take place. */
export const SAMPLE_NOW = new Date('2023-09-01T02:00:00Z');

/** Opens a library that holds the sample gazette. */
export async function openSampleLibrary(): Promise<Library> {
  const library = openLibrary(':memory:');
  const bytes = readFileSync(join(packageRoot(), 'data/samples', SOURCE));
  await ingestFile(
    bytes,
    SOURCE,
    library.ingestParts(() => SAMPLE_NOW),
  );
  return library;
}

/** All passages of a library with the texts of their documents, and a maker of citations of them. */
export interface Corpus {
  readonly passages: readonly Candidate[];
  textOf(documentId: string): string;
  cite(passage: Candidate, n: number): Citation;
}

/** Reads everything a library holds. */
export function readCorpus(library: Library): Corpus {
  const passages = readCandidates(
    library.database,
    [...passageIds(library.database)],
    ['public', 'internal'],
  );
  const texts = readTexts(library.database, [...new Set(passages.map((each) => each.documentId))]);
  const textOf = (id: string) => texts.get(id) ?? '';
  const cite = (passage: Candidate, n: number): Citation => {
    const { documentId, documentNumber, title, locator, span, id: passageId, source } = passage;
    const quote = textOf(documentId).slice(span.start, span.end);
    return {
      n,
      documentId,
      documentNumber,
      title,
      locator,
      quote,
      span,
      passageId,
      validity: 'unstated',
      source,
    };
  };
  return { passages, textOf, cite };
}
