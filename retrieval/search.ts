/** Finds passages: words (BM25) and vectors side by side, neither gating the other, then reranked. */
import type { Database } from '../data/database.ts';
import { passagesOf } from '../data/passage-ranges.ts';
import { deadlinePassageIds, documentsOf, readCandidates, titleIds } from '../data/passages.ts';
import type { Scope } from './access.ts';
import type { Embedder } from './embed/embedder.ts';
import { fuse, type Scored } from './fusion.ts';
import type { LibraryIndexes } from './index/indexes.ts';
import { joinWords, type WeightedToken, type Words } from './index/word-index.ts';
import type { Query } from './query.ts';
import { type Ranked, rerank } from './rerank.ts';
import type { Tokenizer } from './tokenize.ts';

/** What a search works with. */
export interface SearchParts {
  readonly database: Database;
  readonly indexes: LibraryIndexes;
  readonly embedder: Embedder;
  readonly tokenizer: Tokenizer;
}

const WORD_CANDIDATES = 150;
const VECTOR_CANDIDATES = 60;
const RERANKED = 80;
/** The documents of this many of the best passages are asked for their time limits. */
const LIMITS_FROM = 8;
/** Of more documents than this only those that were found are asked for their heads. */
const MOST_HEADS = 60;
/** Entries of the word index read for one question; commoner words say little and cost most. */
const READING_BUDGET = 300_000;

/** Other wordings of a concept widen the search, but a concept with many of them must not drown the others. */
const MOST_WORDINGS = 6;
const OTHER_WORDING = 0.25;

/** The words of what a reader may see, counted as if there were nothing else. */
export function wordsWithin(scope: Scope, indexes: LibraryIndexes): Words {
  return joinWords(scope.visibilities.map((visibility) => indexes[visibility].words));
}

/** The question's tokens with their weights, rarest first, as many as the reading budget allows. */
function searchTokens(query: Query, words: Words, parts: SearchParts): WeightedToken[] {
  const weights = new Map<string, number>();
  const put = (text: string, weight: number, shortest: number) => {
    for (const token of parts.tokenizer.tokens(text)) {
      if (token.length >= shortest) weights.set(token, Math.max(weight, weights.get(token) ?? 0));
    }
  };
  for (const { wordings } of query.concepts) {
    const [own, ...others] = wordings;
    if (own) put(own.text, 1, 1);
    for (const { text, weight } of others.slice(0, MOST_WORDINGS)) put(text, OTHER_WORDING * weight, 2);
  }
  const counted = [...weights]
    .map(([token, weight]) => ({ token, weight, count: words.frequency(token) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count);
  const chosen: WeightedToken[] = [];
  let read = 0;
  for (const { token, weight, count } of counted) {
    read += count;
    if (read > READING_BUDGET && chosen.length >= 3) break;
    chosen.push({ token, weight });
  }
  return chosen;
}

async function searchVectors(
  query: Query,
  scope: Scope,
  parts: SearchParts,
  allowed?: (id: number) => boolean,
): Promise<Scored[]> {
  const wordings = query.concepts.flatMap((concept) => concept.wordings.slice(1, 3).map((each) => each.text));
  const vector = Float32Array.from(await parts.embedder.embedQuery([query.text, ...wordings].join(' ')));
  if (vector.length === 0) return [];
  return scope.visibilities
    .flatMap((visibility) => parts.indexes[visibility].vectors.search(vector, VECTOR_CANDIDATES, allowed))
    .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
    .slice(0, VECTOR_CANDIDATES)
    .map(({ id, similarity }) => ({ id, score: similarity }));
}

/** What may be found: all, or the passages of the documents that are named. */
function allowedIds(database: Database, within: readonly string[]): ((id: number) => boolean) | undefined {
  if (within.length === 0) return undefined;
  const named = passagesOf(database, within);
  return (id) => named.has(id);
}

/** A question of when is answered by the time limits of the documents found, in whatever words they stand. */
function limitIds(query: Query, found: readonly number[], database: Database): readonly number[] {
  if (query.asks !== 'when') return [];
  return deadlinePassageIds(database, documentsOf(database, found.slice(0, LIMITS_FROM)));
}

/** The heads of the documents that are named; of very many only those in which something was found. */
function headIds(database: Database, within: readonly string[], found: readonly number[]): readonly number[] {
  if (within.length <= MOST_HEADS) return titleIds(database, within);
  return titleIds(database, documentsOf(database, found));
}

/**
 * Passages for a question, best first. What the reader may not see is left out before anything is scored.
 * @param within ids of the only documents to look in; all where it is empty
 */
export async function search(
  query: Query,
  scope: Scope,
  parts: SearchParts,
  within: readonly string[] = [],
): Promise<readonly Ranked[]> {
  const allowed = allowedIds(parts.database, within);
  const visible = wordsWithin(scope, parts.indexes);
  const words = visible.search(searchTokens(query, visible, parts), WORD_CANDIDATES, allowed);
  const vectors = await searchVectors(query, scope, parts, allowed);
  const fused = fuse(words, vectors, parts.embedder.weights).slice(0, RERANKED);
  const found = fused.map((each) => each.id);
  const ids = [
    ...new Set([
      ...found,
      ...headIds(parts.database, within, found),
      ...limitIds(query, found, parts.database),
    ]),
  ];
  const scores = new Map(fused.map((each) => [each.id, each]));
  return rerank(query, readCandidates(parts.database, ids, scope.visibilities), scores);
}
