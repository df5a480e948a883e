import { lazily } from './lazily.ts';
import { readLexicon } from './lexicon-file.ts';

/** Words that say nothing of what a question is about, and words that say little of it. */
export const commonWords = lazily(() => {
  const { lines } = readLexicon('common-words');
  return {
    empty: new Set(lines.flatMap(({ same }) => same)),
    weak: new Set(lines.flatMap(({ related }) => related)),
  };
});
