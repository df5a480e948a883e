import type { LexiconLine } from './lexicon-file.ts';
import { plain } from './plain.ts';
import { createWordIndex, type WordMatch } from './word-index.ts';

/** A wording to look for besides what was written: `from` is the word in the text that led to it. */
export interface Expansion {
  readonly term: string;
  readonly from: string;
  /** 1: the same thing said otherwise; less: related. */
  readonly weight: number;
}

/** Gives each wording once, strongest first; wordings that the text already says are left out. */
export type Expand = (text: string) => readonly Expansion[];

/** Which wordings a word leads to, with their weights. A word never leads to itself. */
export type ExpansionTable = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Puts lines together: every word of a head leads to the `same` and the `related` wordings of its lines. */
export function tableOf(
  lines: readonly LexiconLine[],
  weights: { readonly same: number; readonly related: number },
): ExpansionTable {
  const table = new Map<string, Map<string, number>>();
  for (const line of lines) {
    for (const word of line.head.map(plain)) {
      const terms = table.get(word) ?? new Map<string, number>();
      table.set(word, terms);
      const add = (term: string, weight: number) => {
        if (plain(term) !== word) terms.set(term, Math.max(weight, terms.get(term) ?? 0));
      };
      for (const term of line.same) add(term, weights.same);
      for (const term of line.related) add(term, weights.related);
    }
  }
  return table;
}

/** Whether a match lies inside a shield, or cuts into it at an edge. A match around a shield is free. */
function isShielded(match: WordMatch, shield: WordMatch): boolean {
  const overlaps = match.start < shield.end && shield.start < match.end;
  const around = match.start <= shield.start && shield.end <= match.end;
  return overlaps && !around;
}

/** Whether a match lies in a term without touching its ends (房补 in 住房补贴), or bites one character off it. */
function isBuried(match: WordMatch, term: WordMatch): boolean {
  const inside = term.start < match.start && match.end < term.end;
  const bitesTail = term.start < match.start && match.start === term.end - 1 && match.end > term.end;
  const bitesHead = match.start < term.start && match.end === term.start + 1 && match.end < term.end;
  return inside || bitesTail || bitesHead;
}

/**
 * Makes the function that finds a table's words in texts. No word is taken from inside or across the edge
 * of a shield, nor from the middle of one of the table's own wordings.
 */
export function createExpander(table: ExpansionTable, shields: readonly string[] = []): Expand {
  const index = createWordIndex(table.keys());
  const shieldIndex = createWordIndex(shields.map(plain));
  const termIndex = createWordIndex([...table.values()].flatMap((terms) => [...terms.keys()].map(plain)));
  return (text) => {
    const searched = plain(text);
    const shielded = shieldIndex.find(searched);
    const terms = termIndex.find(searched);
    const matches = index.find(
      searched,
      (match) =>
        !shielded.some((shield) => isShielded(match, shield)) && !terms.some((term) => isBuried(match, term)),
    );
    const best = new Map<string, Expansion>();
    for (const { word, start, end } of matches) {
      for (const [term, weight] of table.get(word) ?? []) {
        if (searched.includes(plain(term)) || (best.get(term)?.weight ?? 0) >= weight) continue;
        best.set(term, { term, from: text.slice(start, end), weight });
      }
    }
    return [...best.values()].sort((a, b) => b.weight - a.weight);
  };
}
