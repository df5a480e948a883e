import type { Database } from '../../data/database.ts';
import { passageIds, readCandidates, readVector } from '../../data/passages.ts';
import type { Visibility } from '../../data/types.ts';
import { searchableText } from '../searchable.ts';
import type { Tokenizer } from '../tokenize.ts';
import type { Indexes, LibraryIndexes } from './indexes.ts';

const VISIBILITIES: readonly Visibility[] = ['public', 'internal'];

/** What the indexes are made from. */
export interface AgreeParts {
  readonly database: Database;
  readonly tokenizer: Tokenizer;
  /** False while the vectors kept are of another model: those then stay out of the index. */
  readonly vectors?: boolean;
}

interface Kept {
  ids(): ReadonlySet<number>;
  remove(id: number): void;
}

/** Removes what the database no longer holds; returns the ids that it holds and the index does not. */
function missingFrom(index: Kept, kept: ReadonlySet<number>): number[] {
  for (const id of [...index.ids()]) if (!kept.has(id)) index.remove(id);
  const held = index.ids();
  return [...kept].filter((id) => !held.has(id));
}

function agree({ words, vectors }: Indexes, kept: ReadonlySet<number>, parts: AgreeParts): void {
  for (const id of parts.vectors === false ? [] : missingFrom(vectors, kept)) {
    const vector = readVector(parts.database, id);
    if (vector) vectors.add(id, vector);
  }
  for (const id of missingFrom(words, kept)) {
    const [candidate] = readCandidates(parts.database, [id], VISIBILITIES);
    if (!candidate) continue;
    const { head, body } = searchableText(candidate, candidate);
    words.add(id, parts.tokenizer.tokens(head), parts.tokenizer.tokens(body));
  }
}

/**
 * Makes the indexes hold exactly the passages of the database: after a start, after a kill between the two,
 * or when another process published. Ids are never used twice, so equal ids are equal passages.
 */
export function agreeWithDatabase(indexes: LibraryIndexes, parts: AgreeParts): void {
  for (const visibility of VISIBILITIES) {
    agree(indexes[visibility], passageIds(parts.database, visibility), parts);
  }
}
