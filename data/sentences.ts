import type { Span } from './types.ts';

const CLOSERS = /[”’」』）)】》]/;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['（', '）'],
  ['(', ')'],
  ['“', '”'],
  ['《', '》'],
  ['【', '】'],
]);
/** A bracket that is not closed within this many characters was never meant to be. */
const FARTHEST = 150;

/** Where the bracket opened at `at` closes on the same line, or -1. */
function closingOf(text: string, at: number): number {
  const closer = PAIRS.get(text[at] ?? '');
  if (!closer) return -1;
  for (let i = at + 1; i < text.length && i <= at + FARTHEST && text[i] !== '\n'; i++) {
    if (text[i] === closer || (closer === '）' && text[i] === ')') || (closer === ')' && text[i] === '）'))
      return i;
  }
  return -1;
}

/**
 * Cuts a text into sentences at 。！？； and line ends, keeping the closing marks; brackets and quotation
 * marks that are open at a full stop keep the sentence open. Spans cover every character that is not
 * white space.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let closes = -1;
  const close = (end: number) => {
    const piece = text.slice(start, end);
    const lead = piece.length - piece.trimStart().length;
    if (piece.trim() !== '') spans.push({ start: start + lead, end: start + piece.trimEnd().length });
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (PAIRS.has(char)) closes = Math.max(closes, closingOf(text, i));
    if (char === '\n') close(i + 1);
    else if (/[。！？；]/.test(char) && i + 1 >= closes) {
      while (CLOSERS.test(text[i + 1] ?? '')) i++;
      close(i + 1);
    }
  }
  close(text.length);
  return spans;
}
