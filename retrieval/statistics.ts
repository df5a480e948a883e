import type { Database } from '../data/database.ts';
import { readTitles } from '../data/documents.ts';
import type { Scope } from './access.ts';
import type { LibraryIndexes } from './index/indexes.ts';
import { joinWords } from './index/word-index.ts';
import { fold } from './tokenize.ts';

/** How many passages and documents a library has, and how many hold a word: what makes a word telling. */
export interface Statistics {
  readonly size: number;
  readonly documents: number;
  /** Passages that hold a token. */
  frequency(token: string): number;
  /** Documents whose title holds a word: what a document is about, however often its clauses say it. */
  titleFrequency(word: string): number;
}

/** The counts of what a reader may see: they know of nothing else (law 4). */
export type StatisticsWithin = (scope: Scope) => Statistics;

/** The counts of a library, read anew when it changes. */
export function openStatistics(indexes: LibraryIndexes, database: Database): StatisticsWithin {
  const made = new Map<string, Statistics>();
  return (scope) => {
    const name = scope.visibilities.join();
    const known = made.get(name) ?? countWithin(scope, indexes, database);
    made.set(name, known);
    return known;
  };
}

function countWithin({ visibilities }: Scope, indexes: LibraryIndexes, database: Database): Statistics {
  const words = joinWords(visibilities.map((visibility) => indexes[visibility].words));
  let titles: readonly string[] = [];
  let known = new Map<string, number>();
  let seen = -1;
  const refresh = () => {
    if (seen === words.version) return;
    seen = words.version;
    titles = readTitles(database, visibilities).map(fold);
    known = new Map();
  };
  return {
    get size() {
      return words.size;
    },
    get documents() {
      refresh();
      return titles.length;
    },
    frequency: (token) => words.frequency(token),
    titleFrequency: (word) => {
      refresh();
      const kept = known.get(word) ?? titles.filter((title) => title.includes(word)).length;
      known.set(word, kept);
      return kept;
    },
  };
}
