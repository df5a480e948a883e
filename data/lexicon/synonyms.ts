import { createExpander, type Expansion, tableOf } from './expander.ts';
import { lazily } from './lazily.ts';
import { readLexicon } from './lexicon-file.ts';

/** Official wordings that texts use for one another: weight 0.5 nearly the same, 0.3 related. */
export const synonymTable = lazily(() => {
  const groups = readLexicon('synonyms').lines.map(({ same, related }) => ({
    head: [...same, ...related],
    same,
    related,
  }));
  return tableOf(groups, { same: 0.5, related: 0.3 });
});

const expander = lazily(() => createExpander(synonymTable()));

/** Other official wordings for those in a text, for weak expansion: 户数 gives 住户数, 截止时间 gives 完成时限. */
export function expandSynonyms(text: string): readonly Expansion[] {
  return expander()(text);
}
