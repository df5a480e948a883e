/** Brings documents into the library: settled, embedded where they are new, published in one transaction. */
import type { Database } from '../data/database.ts';
import { isSameDocument, leavingDocuments } from '../data/earlier-file.ts';
import { type Draft, type Incoming, toIncoming } from '../data/editions.ts';
import { isHeld, settleId } from '../data/identity.ts';
import { shortId } from '../data/ids.ts';
import {
  type Arrival,
  type Fate,
  type FileNote,
  forgetFile,
  type IndexedPassage,
  type Plan,
  type Published,
  planFile,
  publishFile,
} from '../data/publish.ts';
import { titleKey, titleLikeness } from '../data/title-key.ts';
import type { Embedder } from '../retrieval/embed/embedder.ts';
import { type LibraryIndexes, removePassages } from '../retrieval/index/indexes.ts';
import { embeddingText, searchableText } from '../retrieval/searchable.ts';
import type { Tokenizer } from '../retrieval/tokenize.ts';
import { extractDeadlines } from './deadlines/extract.ts';
import { derive } from './derive.ts';
import { fileAway, type PageFacts } from './filing.ts';

/** What publishing works with. */
export interface PublishParts {
  readonly database: Database;
  readonly indexes: LibraryIndexes;
  readonly embedder: Embedder;
  readonly tokenizer: Tokenizer;
  readonly now: () => Date;
}

const ALIKE = 0.5;

/** Each draft with the id it has in the library; two of one file never share one. */
function settle(database: Database, drafts: readonly Draft[], source: string): Draft[] {
  const taken = new Map<string, string>();
  return drafts.map((draft) => {
    const { record } = draft;
    const base = settleId(database, record, source);
    const first = taken.get(base);
    const other = first !== undefined && record.documentNumber && titleLikeness(first, record.title) < ALIKE;
    const own = other ? shortId(record.documentNumber ?? '', titleKey(record.title)) : base;
    let id = own;
    for (let n = 2; taken.has(id); n++) id = `${own}-${n}`;
    taken.set(id, record.title);
    return { ...draft, record: { ...record, id } };
  });
}

/** A document that is printed anew under another title or number keeps its id, so that it has a history. */
function withHistory(database: Database, drafts: readonly Draft[], source: string): Draft[] {
  const ids = new Set(drafts.map(({ record }) => record.id));
  const leaving = [...leavingDocuments(database, source, ids)];
  return drafts.map((draft) => {
    const { record } = draft;
    if (leaving.length === 0 || isHeld(database, record.id)) return draft;
    const at = leaving.findIndex((each) => isSameDocument(each, record));
    const [before] = at < 0 ? [] : leaving.splice(at, 1);
    return before ? { ...draft, record: { ...record, id: before.id } } : draft;
  });
}

async function indexPassages(incoming: Incoming, parts: PublishParts): Promise<IndexedPassage[]> {
  const { record, passages } = incoming;
  const vectors = await parts.embedder.embedDocuments(passages.map((each) => embeddingText(record, each)));
  return passages.map((passage, i) => {
    const { head, body } = searchableText(record, passage);
    return {
      passage,
      head: parts.tokenizer.tokens(head),
      body: parts.tokenizer.tokens(body),
      vector: Float32Array.from(vectors[i] ?? []),
    };
  });
}

const isWritten = (fate: Fate) => fate !== 'kept' && fate !== 'shared';

async function arrive(
  incoming: readonly Incoming[],
  fates: readonly Fate[],
  parts: PublishParts,
  onDone: (passages: number) => void,
): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  for (const [i, each] of incoming.entries()) {
    const fate = fates[i] ?? 'new';
    arrivals.push({
      incoming: each,
      fate,
      passages: isWritten(fate) ? await indexPassages(each, parts) : [],
    });
    onDone(each.passages.length);
  }
  return arrivals;
}

/** The content of the documents that a publication changed. */
function changedContent(changes: Published, arrivals: readonly Arrival[]): Incoming[] {
  const changed = new Set(changes.changed);
  return arrivals.flatMap(({ incoming }) => (changed.has(incoming.record.id) ? [incoming] : []));
}

/** Editions that become current again; their deadlines are read again too. */
function restore(plan: Plan, parts: PublishParts): Promise<Arrival[]> {
  const restored = plan.restores.map((incoming): Incoming => {
    const { record: metadata, passages } = incoming;
    return { ...incoming, deadlines: extractDeadlines({ metadata, passages, text: metadata.text }) };
  });
  return arrive(
    restored,
    restored.map((): Fate => 'revised'),
    parts,
    () => {},
  );
}

/** Makes the indexes follow the database. */
function follow({ added, removed }: Published, parts: PublishParts): void {
  removePassages(parts.indexes, removed);
  for (const { id, visibility, vector, head, body } of added) {
    const { words, vectors } = parts.indexes[visibility];
    vectors.add(id, vector);
    words.add(id, head, body);
  }
}

/** Publishes a file's documents. What the library holds already is neither embedded nor written again. */
export async function publishDrafts(
  drafts: readonly Draft[],
  file: FileNote,
  page: PageFacts,
  parts: PublishParts,
  onDone: (passages: number) => void = () => {},
): Promise<Published> {
  for (;;) {
    const settled = settle(parts.database, drafts, file.source);
    const incoming = withHistory(parts.database, settled, file.source).map((draft) => {
      const filed = fileAway(draft.record, page);
      return toIncoming({ ...draft, record: filed.record }, filed.keys);
    });
    const plan = planFile(parts.database, file.source, incoming);
    const arrivals = await arrive(incoming, plan.fates, parts, onDone);
    const restored = await restore(plan, parts);
    const published = publishFile(parts.database, file, arrivals, restored, (changes) =>
      derive(parts.database, changes, changedContent(changes, [...arrivals, ...restored])),
    );
    if (!published) continue;
    follow(published, parts);
    return published;
  }
}

/** Takes a file out of the library with what only it holds; nothing happens where no such file was read. */
export async function forgetSource(source: string, parts: PublishParts): Promise<Published> {
  for (;;) {
    const plan = planFile(parts.database, source, []);
    const restored = await restore(plan, parts);
    const published = forgetFile(parts.database, source, parts.now(), restored, (changes) =>
      derive(parts.database, changes, changedContent(changes, restored)),
    );
    if (!published) continue;
    follow(published, parts);
    return published;
  }
}
