/** How far a text holds the concepts of a question. Texts and wordings are folded. */
import type { Concept, Pair, Query } from './query.ts';

/** Share of a longer word whose pairs of characters stand in the text, as a weaker sign of the word. */
function partOf(word: string, text: string): number {
  if (word.length < 3) return 0;
  let held = 0;
  for (let i = 0; i + 2 <= word.length; i++) if (text.includes(word.slice(i, i + 2))) held++;
  const share = held / (word.length - 1);
  return share >= 0.5 ? 0.75 * share : 0.3 * share;
}

/** How far a text holds one concept: 1 for its own word, less for a related one or a part, 0 for none. */
export function holds(concept: Concept, text: string): number {
  let best = 0;
  for (const wording of concept.wordings) {
    if (wording.weight <= best) continue;
    const share = text.includes(wording.text) ? 1 : partOf(wording.text, text);
    best = Math.max(best, wording.weight * share);
  }
  return best;
}

/**
 * Share of the question's telling that a text holds: rarer concepts count for more. What the library does
 * not hold at all tells no text from another and is left out.
 */
export function coverage(concepts: readonly Concept[], text: string): number {
  let sum = 0;
  let all = 0;
  for (const concept of concepts) {
    if (concept.unknown) continue;
    all += concept.rarity;
    sum += concept.rarity * holds(concept, text);
  }
  return all === 0 ? 0 : sum / all;
}

/** Share of the question's pairs of characters that stand in a text, rarer ones first. */
export function pairShare(pairs: readonly Pair[], text: string): number {
  let sum = 0;
  let all = 0;
  for (const pair of pairs) {
    all += pair.rarity;
    if (text.includes(pair.text)) sum += pair.rarity;
  }
  return all === 0 ? 0 : sum / all;
}

/** Length of the longest run of characters of `question` that stands in `text`. */
export function longestShared(question: string, text: string): number {
  let longest = 0;
  for (let start = 0; start + longest < question.length; start++) {
    while (start + longest < question.length && text.includes(question.slice(start, start + longest + 1))) {
      longest++;
    }
  }
  return longest;
}

/** How far a text holds the thing asked for, rarer words first; 0 where the question names none. */
export function focusShare(query: Query, text: string): number {
  return coverage(query.focus, text);
}
