/** Reads a text the way ingest does, up to its passages: for tests of the structure alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../data/package-root.ts';
import type { DocumentMetadata, OutlineEntry, Passage } from '../../data/types.ts';
import { checkFidelity, type Fidelity } from '../../ingest/fidelity.ts';
import { splitDocuments } from '../../ingest/structure/gazette.ts';
import { frameOf, publicationOf, readMetadata } from '../../ingest/structure/metadata.ts';
import { readStructure } from '../../ingest/structure/outline.ts';
import { type Line, type Repaired, repairText } from '../../ingest/structure/repair.ts';
import { createTokenizer } from '../../retrieval/tokenize.ts';

/** A document as the structure stage leaves it; spans are offsets in the mended text of the file. */
export interface ReadDocument {
  readonly metadata: DocumentMetadata;
  readonly outline: readonly OutlineEntry[];
  readonly passages: readonly Passage[];
}

/** A whole file: its mended text, its documents and what the fidelity gate says of them. */
export interface ReadFile {
  readonly mended: Repaired;
  readonly documents: readonly ReadDocument[];
  readonly layout: readonly Line[];
  readonly fidelity: Fidelity;
}

const { splitsWord } = createTokenizer([]);

/** The sample gazette's text. */
export const sampleText = (): string =>
  readFileSync(join(packageRoot(), 'data/samples/泾源县人民政府公报-2023-04.txt'), 'utf8');

/** Reads a file's text; `paragraphs` as a reader would say it. */
export function readText(source: string, paragraphs: 'whole' | 'printed' = 'printed'): ReadFile {
  const mended = repairText(source, splitsWord, paragraphs);
  const parts = splitDocuments(mended.lines);
  const publication = parts[0]?.kind === 'front matter' ? publicationOf(parts[0].lines) : null;
  const layout: Line[] = [];
  const documents = parts.map((part): ReadDocument => {
    const frame = frameOf(part);
    const metadata = readMetadata(part, frame, publication, '文件');
    const announced = metadata.attachments.map(({ number, name }) => ({
      name: `附件${number}`,
      title: name,
    }));
    const structure = readStructure(part, frame, announced);
    layout.push(...structure.layout);
    return { metadata, outline: structure.outline, passages: structure.passages };
  });
  const passages = documents.flatMap((document) => document.passages);
  return { mended, documents, layout, fidelity: checkFidelity(source, mended, passages, layout) };
}

/** The only document of a text. */
export function readOne(source: string, paragraphs: 'whole' | 'printed' = 'printed'): ReadDocument {
  const [document, ...others] = readText(source, paragraphs).documents;
  if (!document || others.length > 0) throw new Error(`expected one document, found ${others.length + 1}`);
  return document;
}

/** `locator: text` of each passage, line breaks shown as ⏎: what golden tests compare. */
export const written = (passages: readonly Passage[]): string[] =>
  passages.map(({ locator, text }) => `${locator}: ${text.replace(/\n/g, '⏎')}`);
