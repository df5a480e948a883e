import type { Database } from '../../data/database.ts';
import { passageIds, readCandidates, readVector } from '../../data/passages.ts';
import { searchableText } from '../searchable.ts';
import type { Tokenizer } from '../tokenize.ts';
import type { PassageIndex } from './index.ts';
import type { WordIndex } from './word-index.ts';

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

/**
 * Makes both indexes hold exactly the passages of the database: after a start, after a kill between the
 * two, or when another process published. Ids are never used twice, so equal ids are equal passages. The
 * index of vectors is null while those kept are of another model.
 */
export function agreeWithDatabase(
  indexes: { readonly words: WordIndex; readonly index: PassageIndex | null },
  database: Database,
  tokenizer: Tokenizer,
): void {
  const kept = passageIds(database);
  for (const id of indexes.index ? missingFrom(indexes.index, kept) : []) {
    const vector = readVector(database, id);
    if (vector) indexes.index?.add(id, vector);
  }
  for (const id of missingFrom(indexes.words, kept)) {
    const [candidate] = readCandidates(database, [id], ['public', 'internal']);
    if (!candidate) continue;
    const { head, body } = searchableText(candidate, candidate);
    indexes.words.add(id, tokenizer.tokens(head), tokenizer.tokens(body));
  }
}
