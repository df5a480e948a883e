import type { Tokenizer } from '../tokenize.ts';
import type { WordTable } from './static.ts';

/** Texts whose words are kept: good passages are weighed again by the next question. */
const KEPT = 1_024;

const cosine = (a: Float32Array, b: Float32Array) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** Says how near in meaning the nearest word of a text is to a word, by a table of word vectors. */
export function createNearest(table: WordTable, tokenizer: Tokenizer) {
  const kept = new Map<string, readonly Float32Array[]>();
  // No single characters: 下 of 下雨 is near to every 下.
  const read = (text: string) =>
    [...new Set(tokenizer.words(text))].flatMap((word) => (word.length > 1 && table.row(word)) || []);
  const rowsOf = (text: string): readonly Float32Array[] => {
    const known = kept.get(text);
    if (known) return known;
    if (kept.size >= KEPT) kept.clear();
    const rows = read(text);
    kept.set(text, rows);
    return rows;
  };
  return (word: string, text: string): number => {
    const rows = rowsOf(text);
    return Math.max(0, ...rowsOf(word).map((own) => Math.max(0, ...rows.map((row) => cosine(own, row)))));
  };
}
