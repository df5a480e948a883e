/** Words for the index and for questions: one tokenizer, so that both sides agree. */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { foldVariants } from '../data/variants.ts';

const HAN = /\p{Script=Han}/u;
const RUN = /\p{Script=Han}+|[a-z0-9]+(?:[.+_][a-z0-9]+)*%?/gu;

/** Cuts texts into words. Built once; loading the dictionary takes about 0.2 s. */
export interface Tokenizer {
  /** Words as a reader would cut them, function words included: for meaning and for questions. */
  words(text: string): string[];
  /** Tokens for the full-text index: words with the words inside them, single characters, bigrams, figures. */
  tokens(text: string): string[];
  /** Place names in a text: 隆德县, 北京. */
  places(text: string): string[];
  /** Whether the seam between two lines cuts a word in two. */
  splitsWord(before: string, after: string): boolean;
}

/** Texts kept folded: a question folds each passage it weighs many times over. */
const KEPT = 4_096;
/** Longer texts, such as whole files at ingest, are folded once and would only take room. */
const LONGEST_KEPT = 2_000;
const folded = new Map<string, string>();

/** One spelling for what reads alike: width and case folded, variant characters made standard. */
export function fold(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const made = foldVariants(text.normalize('NFKC').toLowerCase());
  if (text.length > LONGEST_KEPT) return made;
  if (folded.size >= KEPT) folded.clear();
  folded.set(text, made);
  return made;
}

function hanTokens(run: string, words: readonly string[]): string[] {
  const chars = [...run];
  const bigrams = chars.slice(1).map((char, i) => `${chars[i]}${char}`);
  return [...chars, ...bigrams, ...words.filter((word) => word.length > 1)];
}

/** @param userWords words the dictionary lacks (names of departments and policies), one each */
export function createTokenizer(userWords: readonly string[]): Tokenizer {
  const jieba = Jieba.withDict(dict);
  if (userWords.length > 0) jieba.loadDict(Buffer.from(userWords.map((word) => `${word} 2000 n`).join('\n')));
  return {
    words: (text) =>
      [...fold(text).matchAll(RUN)].flatMap(([run]) => (HAN.test(run) ? jieba.cut(run, false) : [run])),
    tokens: (text) =>
      [...fold(text).matchAll(RUN)].flatMap(([run]) =>
        HAN.test(run) ? hanTokens(run, jieba.cutForSearch(run, true)) : [run],
      ),
    places: (text) =>
      jieba
        .tag(foldVariants(text))
        .flatMap(({ word, tag }) => (tag === 'ns' && word.length > 1 ? [fold(word)] : [])),
    splitsWord: (before, after) => {
      const left = fold(before).slice(-4);
      const right = fold(after).slice(0, 4);
      if (!HAN.test(left.slice(-1)) || !HAN.test(right.slice(0, 1))) return false;
      let at = 0;
      return jieba.cut(left + right, false).some((word) => {
        const start = at;
        at += word.length;
        return start < left.length && at > left.length;
      });
    },
  };
}
