import type { Span } from '../../data/types.ts';
import { foldVariants } from '../../data/variants.ts';

/** A text without white space and with one spelling of digits and brackets; `at[i]` is where character i stood. */
export interface Compact {
  readonly text: string;
  readonly at: readonly number[];
}

const FOLD: ReadonlyMap<string, string> = new Map([
  ...[...'０１２３４５６７８９'].map((char, i) => [char, String(i)] as const),
  ...Object.entries({
    '(': '（',
    ')': '）',
    ':': '：',
    ';': '；',
    '[': '〔',
    ']': '〕',
    '﹝': '〔',
    '﹞': '〕',
  }),
  ...[...'—–－~～﹣─━'].map((char) => [char, '-'] as const),
]);

/** Folds a text for matching: 每天上午 10 时前 → 每天上午10时前. Signs keep their number, so spans map back. */
export function compactText(text: string): Compact {
  const folded = foldVariants(text);
  let compact = '';
  const at: number[] = [];
  for (let i = 0; i < folded.length; i++) {
    const char = folded[i] ?? '';
    if (/\s/.test(char) || char === '\u200b') continue;
    const digitsAround = /\d/.test(folded[i - 1] ?? '') && /\d/.test(folded[i + 1] ?? '');
    compact += char === ',' && !digitsAround ? '，' : (FOLD.get(char) ?? char);
    at.push(i);
  }
  at.push(folded.length);
  return { text: compact, at };
}

/** The range of the source that a range of the compact text came from. */
export function sourceSpan(compact: Compact, start: number, end: number): Span {
  const first = compact.at[start] ?? 0;
  return { start: first, end: end > start ? (compact.at[end - 1] ?? first) + 1 : first };
}
