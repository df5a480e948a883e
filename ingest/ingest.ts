/** THE flow of a file into the library: read → repair → split → structure → extract → check → embed → publish. */
import { createHash } from 'node:crypto';
import { countConflicts } from '../data/conflicts.ts';
import type { StayedDocument } from '../data/earlier-file.ts';
import type { Draft } from '../data/editions.ts';
import { documentId } from '../data/ids.ts';
import { findFile, noteFolder, quarantineFile } from '../data/publish.ts';
import type { DocumentRecord, Passage, Span } from '../data/types.ts';
import type { Tokenizer } from '../retrieval/tokenize.ts';
import { extractDeadlines } from './deadlines/extract.ts';
import { type Disclosure, edgeNoteOf, markOf, markOfName, noteOf, strictest } from './disclosure.ts';
import { checkFidelity, type Fidelity } from './fidelity.ts';
import { pageFacts } from './filing.ts';
import { type PublishParts, publishDrafts } from './publish.ts';
import type { FileMetadata, SourceText } from './readers/reader.ts';
import { type DocumentLines, splitDocuments } from './structure/gazette.ts';
import { frameOf, publicationOf, readMetadata } from './structure/metadata.ts';
import { readStructure } from './structure/outline.ts';
import { followPages, type PageAt } from './structure/pages.ts';
import { type Line, type Repaired, repairText } from './structure/repair.ts';

/** What the flow works with; all of it is passed in. */
export interface IngestParts extends PublishParts {
  /** Turns a file's bytes into text; the kind of file is told by its content. */
  readonly read: (bytes: Uint8Array, source: string) => Promise<SourceText>;
  /** Called as a file moves on; `done` and `total` count passages while they are embedded. */
  readonly onStage?: (
    source: string,
    stage: 'read' | 'structure' | 'embed' | 'publish',
    done: number,
    total: number,
  ) => void;
}

/** What became of one file. `problems` are for a person to read. */
export interface IngestResult {
  readonly source: string;
  readonly status: 'published' | 'unchanged' | 'quarantined';
  readonly documents: number;
  readonly passages: number;
  readonly deadlines: number;
  /** Figures in its documents that differ within them or from other documents of the same place and year. */
  readonly conflicts: number;
  readonly problems: readonly string[];
  readonly ms: number;
}

const shift = (span: Span, by: number): Span => ({ start: span.start - by, end: span.end - by });

/** Spans in the file's text become spans in the document's own text; the page is noted where there are any. */
function rebase(passage: Passage, by: number, pageAt: PageAt): Passage {
  const page = pageAt(passage.span.start);
  const cells = passage.cells.map((cell) => ({ ...cell, span: shift(cell.span, by) }));
  return { ...passage, span: shift(passage.span, by), cells, ...(page !== null && { page }) };
}

function structureDocument(
  part: DocumentLines,
  mended: Repaired,
  publication: string | null,
  source: string,
  published: FileMetadata | undefined,
  ofFile: { readonly disclosure: Disclosure | null; readonly pageAt: PageAt },
): { draft: Draft; whole: readonly Passage[]; layout: readonly Line[] } {
  const frame = frameOf(part);
  const metadata = readMetadata(
    part,
    frame,
    publication,
    source.replace(/\.[^.]+$/, ''),
    published,
    ofFile.disclosure,
  );
  const announced = metadata.attachments.map(({ number, name }) => ({ name: `附件${number}`, title: name }));
  const { outline, passages, layout } = readStructure(part, frame, announced);
  const start = part.lines[0]?.start ?? 0;
  const record: DocumentRecord = {
    ...metadata,
    id: documentId(metadata, source),
    source,
    text: mended.text.slice(start, part.lines.at(-1)?.end ?? start),
    outline: outline.map((entry) => ({ ...entry, span: shift(entry.span, start) })),
  };
  const own = passages.map((each) => rebase(each, start, ofFile.pageAt));
  const deadlines = extractDeadlines({ metadata, passages: own, text: record.text });
  return { draft: { record, passages: own, deadlines }, whole: passages, layout };
}

/** Two documents of a file never share an id: a later twin is numbered. */
function distinctIds(drafts: readonly Draft[]): Draft[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const count = (seen.get(draft.record.id) ?? 0) + 1;
    seen.set(draft.record.id, count);
    return count === 1 ? draft : { ...draft, record: { ...draft.record, id: `${draft.record.id}-${count}` } };
  });
}

/** What holds for all of a file: marks on its cover, in its running heads, in its name, in a page's head table. */
function disclosureOfFile(
  front: DocumentLines | undefined,
  notes: readonly string[],
  source: string,
): Disclosure | null {
  const cover = front?.lines.flatMap(({ text }) => [markOf(text), noteOf(text)]) ?? [];
  return strictest([...cover, ...notes.map(edgeNoteOf), markOfName(source)]);
}

/** A contents list names every document of its issue: it is kept from the public where one of them is. */
function closeFront(drafts: readonly Draft[]): readonly Draft[] {
  if (!drafts.some(({ record }) => record.visibility === 'internal')) return drafts;
  return drafts.map((draft) =>
    draft.record.kind === 'front matter'
      ? { ...draft, record: { ...draft.record, visibility: 'internal' } }
      : draft,
  );
}

/** Reads a file's text into documents with their passages, and checks that nothing was lost. */
export function structureText(
  { text, paragraphs, metadata, disclosure = [], pages }: SourceText,
  source: string,
  tokenizer: Tokenizer,
): { drafts: readonly Draft[]; fidelity: Fidelity } {
  const mended = repairText(text, tokenizer.splitsWord, paragraphs);
  const parts = splitDocuments(mended.lines);
  const front = parts.find((part) => part.kind === 'front matter');
  const publication = front ? publicationOf(front.lines) : null;
  const own = parts.length === 1 ? metadata : undefined;
  const ofFile = {
    disclosure: disclosureOfFile(front, disclosure, source),
    pageAt: followPages(text, pages, mended.text),
  };
  const read = parts.map((part) => structureDocument(part, mended, publication, source, own, ofFile));
  const passages = read.flatMap((each) => each.whole);
  const layout = read.flatMap((each) => each.layout);
  return {
    drafts: closeFront(distinctIds(read.map((each) => each.draft))),
    fidelity: checkFidelity(text, mended, passages, layout),
  };
}

function counts(drafts: readonly Draft[]): Pick<IngestResult, 'documents' | 'passages' | 'deadlines'> {
  return {
    documents: drafts.filter((draft) => draft.record.kind === 'document').length,
    passages: drafts.reduce((sum, draft) => sum + draft.passages.length, 0),
    deadlines: drafts.reduce((sum, draft) => sum + draft.deadlines.length, 0),
  };
}

/** Says that a file of this name held other documents before, and where these are now. */
function tellStayed(stayed: readonly StayedDocument[]): string[] {
  const [first] = stayed;
  if (!first) return [];
  const named = `《${first.title}》${first.documentNumber ? `（${first.documentNumber}）` : ''}`;
  const which = stayed.length > 1 ? `${named}等 ${stayed.length} 份文件` : named;
  return [
    `同名文件以前的内容与这次不同：${which}没有被覆盖，仍在库中，来源改记为“${first.source}”；确要移出请执行 gongbao forget "${first.source}"。`,
  ];
}

/**
 * Takes one file in. A file that was published before and has not changed is left alone; one that fails the
 * fidelity gate is quarantined with a report, and what it published before stays.
 * @param folder the folder it was found under; a file that vanishes from there can then be forgotten
 * @throws GongbaoError for a file that cannot be read, a full disk or a failed embedding; nothing has changed
 */
export async function ingestFile(
  bytes: Uint8Array,
  source: string,
  parts: IngestParts,
  folder: string | null = null,
): Promise<IngestResult> {
  const began = performance.now();
  const done = (rest: Partial<IngestResult> & Pick<IngestResult, 'status'>): IngestResult => ({
    ...{ source, documents: 0, passages: 0, deadlines: 0, conflicts: 0, problems: [] },
    ...rest,
    ms: Math.round(performance.now() - began),
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = await findFile(parts.database, source);
  if (known?.sha256 === sha256 && known.status === 'published') {
    noteFolder(parts.database, source, folder);
    return done({ status: 'unchanged' });
  }

  parts.onStage?.(source, 'read', 0, 0);
  const file = await parts.read(bytes, source);
  parts.onStage?.(source, 'structure', 0, 0);
  const { drafts, fidelity } = structureText(file, source, parts.tokenizer);
  const problems = fidelity.losses.map((loss) => loss.message);
  const ingestedAt = parts.now().toISOString();
  const kept = { source, sha256, report: JSON.stringify(fidelity), ingestedAt, folder };
  if (problems.length > 0) {
    quarantineFile(parts.database, kept);
    return done({ status: 'quarantined', problems });
  }

  const total = drafts.reduce((sum, draft) => sum + draft.passages.length, 0);
  let embedded = 0;
  const published = await publishDrafts(drafts, kept, pageFacts(file.metadata), parts, (passages) => {
    embedded += passages;
    parts.onStage?.(source, embedded < total ? 'embed' : 'publish', embedded, total);
  });
  return done({
    status: 'published',
    ...counts(drafts),
    conflicts: countConflicts(parts.database, published.changed),
    problems: [...file.warnings, ...tellStayed(published.stayed)],
  });
}
