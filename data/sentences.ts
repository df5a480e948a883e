import type { Span } from './types.ts';

const CLOSERS = /[”’」』）)】》]/;

/**
 * Cuts a text into sentences at 。！？； and line ends, keeping the closing marks; brackets and quotation
 * marks that are open at a full stop keep the sentence open. Spans cover every character that is not
 * white space.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    const piece = text.slice(start, end);
    const lead = piece.length - piece.trimStart().length;
    if (piece.trim() !== '') spans.push({ start: start + lead, end: start + piece.trimEnd().length });
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\n') close(i + 1);
    else if (/[。！？；]/.test(char)) {
      while (CLOSERS.test(text[i + 1] ?? '')) i++;
      close(i + 1);
    }
  }
  close(text.length);
  return spans;
}
