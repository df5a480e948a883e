/** Counts which words stand near each other. */
import type { Corpus } from './corpus.ts';
import { PairCounts } from './pair-counts.ts';
import type { Random } from './random.ts';

/** The words of a corpus that are common enough to learn about. */
export interface Vocabulary {
  /** Commonest first. */
  readonly words: readonly string[];
  readonly counts: readonly number[];
  /** For each word of the corpus its place in `words`; −1 for a rare one. */
  readonly places: Int32Array;
  /** Words of the corpus, rare ones included. */
  readonly total: number;
}

/** Words seen at least `least` times. */
export function countWords({ dictionary, texts }: Corpus, least: number): Vocabulary {
  const seen = new Uint32Array(dictionary.length);
  for (const text of texts) for (const word of text) seen[word] = (seen[word] ?? 0) + 1;
  const kept = dictionary
    .map((word, number) => ({ word, number, count: seen[number] ?? 0 }))
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const places = new Int32Array(dictionary.length).fill(-1);
  kept.forEach(({ number }, place) => {
    places[number] = place;
  });
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  return { words: kept.map(({ word }) => word), counts: kept.map(({ count }) => count), places, total };
}

const WINDOW = 5;
/** Words commoner than this share of all are passed over now and then: the more, the commoner (Mikolov 2013). */
const SUBSAMPLE = 1e-3;

/** A text without its rare words, and without some of its commonest. */
function thin(text: Uint32Array, places: Int32Array, keep: readonly number[], random: Random): number[] {
  const kept: number[] = [];
  for (const word of text) {
    const place = places[word] ?? -1;
    if (place >= 0 && random() < (keep[place] ?? 0)) kept.push(place);
  }
  return kept;
}

function addNeighbours(text: readonly number[], pairs: PairCounts): void {
  text.forEach((word, i) => {
    for (let distance = 1; distance <= WINDOW && i + distance < text.length; distance++) {
      const other = text[i + distance] ?? 0;
      pairs.add(word, other, 1 / distance);
      pairs.add(other, word, 1 / distance);
    }
  });
}

/**
 * Counts pairs of words within five words of each other, the nearer the more (1, ½, ⅓ …). Both orders of a
 * pair are counted, so that the counts are symmetric.
 */
export function countPairs({ texts }: Corpus, vocabulary: Vocabulary, random: Random): PairCounts {
  const { words, counts, places, total } = vocabulary;
  const keep = counts.map((count) => Math.min(1, Math.sqrt((SUBSAMPLE * total) / count)));
  const pairs = new PairCounts(words.length);
  for (const text of texts) addNeighbours(thin(text, places, keep, random), pairs);
  return pairs;
}
