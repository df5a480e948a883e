import { departmentTable } from './department-names.ts';
import { lazily } from './lazily.ts';
import { readLexicon } from './lexicon-file.ts';

const WORD = /^\p{Script=Han}{2,10}$/u;

/** Names that are words of their own; those with 各 in front or a strict neighbourhood are left to the dictionary. */
function departmentWords(): string[] {
  return [...departmentTable().names.values()]
    .filter((name) => !name.standsAlone && !name.notAfter && !name.text.startsWith('各'))
    .map((name) => name.text);
}

/**
 * Words that a general dictionary lacks, for the tokenizer: names of departments and policy terms, each
 * once, Chinese characters alone.
 */
export const userWords = lazily((): readonly string[] => {
  const terms = readLexicon('user-words').lines.flatMap((line) => line.head);
  return [...new Set([...terms, ...departmentWords()])].filter((word) => WORD.test(word));
});
