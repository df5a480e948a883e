import type { Database } from '../data/database.ts';
import { readTitles } from '../data/documents.ts';
import type { WordIndex } from './index/word-index.ts';
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

/** The counts of a library, read anew when it changes. */
export function openStatistics(words: WordIndex, database: Database): Statistics {
  let titles: readonly string[] = [];
  let known = new Map<string, number>();
  let seen = -1;
  const refresh = () => {
    if (seen === words.version) return;
    seen = words.version;
    titles = readTitles(database).map(fold);
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
