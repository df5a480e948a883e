import type { Candidate } from '../data/types.ts';
import { fold } from './tokenize.ts';

/** What the candidates of each document say together, folded, behind what `headOf` takes from the first of them. */
export function gatherTexts(
  candidates: readonly Candidate[],
  headOf: (candidate: Candidate) => readonly string[],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const candidate of candidates) {
    const { documentId, text } = candidate;
    const before = texts.get(documentId) ?? fold(headOf(candidate).join('\n'));
    texts.set(documentId, `${before}\n${fold(text)}`);
  }
  return texts;
}
