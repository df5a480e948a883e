import type { Visibility } from '../../data/types.ts';
import type { PassageIndex } from './index.ts';
import type { WordIndex } from './word-index.ts';

/** The indexes of the passages that share a visibility. */
export interface Indexes {
  readonly words: WordIndex;
  readonly vectors: PassageIndex;
}

/**
 * Indexes by who may read what is in them. They are kept apart, so that what a reader may not see changes
 * no count, no score and no order of what he may (law 4).
 */
export type LibraryIndexes = Readonly<Record<Visibility, Indexes>>;

/** Takes passages out of whichever index holds them. */
export function removePassages(indexes: LibraryIndexes, ids: readonly number[]): void {
  for (const { words, vectors } of Object.values(indexes)) {
    for (const id of ids) {
      words.remove(id);
      vectors.remove(id);
    }
  }
}
