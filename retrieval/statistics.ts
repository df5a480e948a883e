import type { Database } from '../data/database.ts';
import { readTitles } from '../data/documents.ts';
import type { Scope } from './access.ts';
import type { LibraryIndexes } from './index/indexes.ts';
import { wordsWithin } from './search.ts';
import { fold } from './tokenize.ts';

/** How many passages and documents a reader may see, and how many hold a word: what makes a word telling. */
export interface Statistics {
  readonly size: number;
  readonly documents: number;
  /** Passages that hold a token. */
  frequency(token: string): number;
  /** Documents whose title holds a word: what a document is about, however often its clauses say it. */
  titleFrequency(word: string): number;
}

interface Titles {
  readonly version: number;
  readonly titles: readonly string[];
  readonly counts: Map<string, number>;
}

/** The counts of a library within a scope, made anew when it changes. */
export function openStatistics(indexes: LibraryIndexes, database: Database): (scope: Scope) => Statistics {
  const known = new Map<string, Titles>();
  const titlesWithin = ({ visibilities }: Scope): Titles => {
    const key = visibilities.join();
    const version = visibilities.reduce((sum, visibility) => sum + indexes[visibility].words.version, 0);
    const kept = known.get(key);
    if (kept?.version === version) return kept;
    const fresh = { version, titles: readTitles(database, visibilities).map(fold), counts: new Map() };
    known.set(key, fresh);
    return fresh;
  };
  return (scope) => {
    const words = wordsWithin(scope, indexes);
    const { titles, counts } = titlesWithin(scope);
    const count = (word: string) => {
      const found = titles.filter((title) => title.includes(word)).length;
      counts.set(word, found);
      return found;
    };
    return {
      size: words.size,
      documents: titles.length,
      frequency: (token) => words.frequency(token),
      titleFrequency: (word) => counts.get(word) ?? count(word),
    };
  };
}
