/** Compares strings of a question file with printed text, blind to how both happen to be spelled. */
import { foldVariants } from '../../data/variants.ts';

/**
 * One spelling for all: NFKC, standard characters, no `**` marks and no white space. Space between two
 * digits stays (as one), so that neighbouring table cells never grow into one figure: `258\t894` → `258 894`.
 */
export function fold(text: string): string {
  return foldVariants(text.replaceAll('**', '').normalize('NFKC'))
    .replace(/(?<=\d)\s+(?=\d)/g, '\u0000')
    .replace(/\s/g, '')
    .replaceAll('\u0000', ' ');
}

/**
 * Whether `needle` stands in `text` after folding. A needle that begins or ends with a digit must not cut a
 * longer figure: `41` is not in `41.5%`, nor `6` in `46`.
 */
export function holds(text: string, needle: string): boolean {
  const wanted = fold(needle);
  if (wanted === '') return false;
  const before = /^\d/.test(wanted) ? '(?<!\\d)(?<!\\d\\.)' : '';
  const after = /\d$/.test(wanted) ? '(?!\\d)(?!\\.\\d)' : '';
  const literal = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(before + literal + after, 'u').test(fold(text));
}
