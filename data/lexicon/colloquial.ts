import { createExpander, type Expansion, tableOf } from './expander.ts';
import { lazily } from './lazily.ts';
import { readLexicon } from './lexicon-file.ts';

/** Everyday words with the official wordings they lead to: weight 1 the same thing, 0.5 related. */
export const colloquialTable = lazily(() =>
  tableOf(readLexicon('colloquial').lines, { same: 1, related: 0.5 }),
);

const expander = lazily(() => createExpander(colloquialTable(), readLexicon('colloquial').shields));

/**
 * Finds everyday words in a question, longest first, and gives the wordings that official texts use.
 * `expandWords('煤气罐谁管')` gives 燃气 and 责任单位 with weight 1, 燃气安全 and 主管部门 with 0.5.
 */
export function expandWords(text: string): readonly Expansion[] {
  return expander()(text);
}
