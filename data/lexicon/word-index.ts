import type { Span } from '../types.ts';

/** A word found in a text. */
export interface WordMatch extends Span {
  readonly word: string;
}

/** Words laid out for finding them in texts. */
export interface WordIndex {
  /** The indexed words that begin at a position, longest first. */
  at(text: string, position: number): readonly string[];
  /** Words from left to right without overlap, the longest at each place that `accept` lets pass. */
  find(text: string, accept?: (match: WordMatch) => boolean): WordMatch[];
}

const KEY_LENGTH = 2;

/** Lays out words of at least two characters by their first two; shorter ones are left out. */
export function createWordIndex(words: Iterable<string>): WordIndex {
  const shelves = new Map<string, string[]>();
  for (const word of new Set(words)) {
    if (word.length < KEY_LENGTH) continue;
    const key = word.slice(0, KEY_LENGTH);
    const shelf = shelves.get(key);
    if (shelf) shelf.push(word);
    else shelves.set(key, [word]);
  }
  for (const shelf of shelves.values()) shelf.sort((a, b) => b.length - a.length);

  const at = (text: string, position: number): string[] =>
    shelves
      .get(text.slice(position, position + KEY_LENGTH))
      ?.filter((word) => text.startsWith(word, position)) ?? [];

  return {
    at,
    find: (text, accept = () => true) => {
      const found: WordMatch[] = [];
      for (let start = 0; start < text.length; ) {
        const match = at(text, start)
          .map((word): WordMatch => ({ word, start, end: start + word.length }))
          .find(accept);
        if (match) found.push(match);
        start = match?.end ?? start + 1;
      }
      return found;
    },
  };
}
