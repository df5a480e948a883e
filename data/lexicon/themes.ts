import { lazily } from './lazily.ts';
import { readLexicon } from './lexicon-file.ts';
import { plain } from './plain.ts';
import { createWordIndex } from './word-index.ts';

interface Sign {
  readonly theme: string;
  readonly weight: number;
}

/** How much a word of a theme's name counts, and one that often goes with it. */
const NAMES = 2;
const GOES_WITH = 1;

const signs = lazily(() => {
  const byWord = new Map<string, Sign[]>();
  for (const { head, same, related } of readLexicon('themes').lines) {
    const theme = head[0] ?? '';
    const put = (word: string, weight: number) =>
      byWord.set(plain(word), [...(byWord.get(plain(word)) ?? []), { theme, weight }]);
    for (const word of same) put(word, NAMES);
    for (const word of related) put(word, GOES_WITH);
  }
  return { byWord, index: createWordIndex(byWord.keys()) };
});

/** All themes, in the order of the file. */
export const themeNames = lazily((): readonly string[] =>
  readLexicon('themes').lines.flatMap(({ head }) => head.slice(0, 1)),
);

/** How much each theme is spoken of in a text: longer words say more. */
function weigh(text: string): Map<string, number> {
  const { byWord, index } = signs();
  const weights = new Map<string, number>();
  for (const { word } of index.find(plain(text))) {
    for (const { theme, weight } of byWord.get(word) ?? []) {
      weights.set(theme, (weights.get(theme) ?? 0) + weight * word.length);
    }
  }
  return weights;
}

/** Shares of title, issuers and first words in a document's theme. */
const TITLE = 1;
const ISSUER = 0.4;
const LEAD = 0.12;
/** Below this a document shows no theme. */
const LEAST = 1.5;

/** The theme of a document by its title, its issuers and its first words; null where nothing shows one. */
export function themeOf(title: string, issuers: readonly string[], lead: string): string | null {
  const total = new Map<string, number>();
  const parts = [
    [title, TITLE],
    [issuers.join(' '), ISSUER],
    [lead, LEAD],
  ] as const;
  for (const [text, share] of parts) {
    for (const [theme, weight] of weigh(text)) total.set(theme, (total.get(theme) ?? 0) + share * weight);
  }
  const [best] = [...total].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= LEAST ? best[0] : null;
}
