/** Reads the contents list of a gazette issue. */
import { findDocumentNumber, isNumberLine, writeDocumentNumber } from '../../data/document-number.ts';
import { foldVariants } from '../../data/variants.ts';
import { TITLE_END } from './line-kinds.ts';
import type { Line } from './repair.ts';

/** A document as the contents list announces it. */
export interface ContentsEntry {
  readonly title: string;
  readonly number: string | null;
}

const HEAD = /^(?:本期)?目\s*[录次]$/;
const PAGE_REFERENCE = /[.…·•—_]{2,}\s*[（(]?\s*\d*\s*[）)]?\s*$|\t\s*[（(]?\d{1,4}[）)]?\s*$/;
const ENTRY_NUMBER = /^\d{1,3}\s*[.．、]\s*/;
const FARTHEST = 40;

/** Text by which two printings of a title are compared: without spaces and marks, in standard characters. */
export const foldTitle = (text: string): string => foldVariants(text).replace(/[\s\p{P}\p{S}]/gu, '');

/** The number of a line that is nothing but a document number, in its canonical spelling. */
export function numberOfLine(line: Line | undefined): string | null {
  if (line?.kind !== 'text' || !isNumberLine(line.text)) return null;
  const found = findDocumentNumber(line.text);
  return found && writeDocumentNumber(found);
}

/** Where each folded line, and each pair of lines, is printed last: a listed title is printed again further on. */
function lastPlaces(lines: readonly Line[]): ReadonlyMap<string, number> {
  const folded = lines.map((line) =>
    line.kind === 'text' && line.text.length < 120 ? foldTitle(line.text) : '',
  );
  return new Map(
    folded.flatMap((text, i) => [[text, i] as const, [text + (folded[i + 1] ?? ''), i] as const]),
  );
}

/** True for the line `at` of the list where it is printed again further on, as titles are. */
function isListedTitle(places: ReadonlyMap<string, number>, text: string, at: number): boolean {
  const title = foldTitle(text.replace(ENTRY_NUMBER, ''));
  return title.length >= 8 && TITLE_END.test(text) && (places.get(title) ?? -1) > at;
}

/** Where the contents list ends: after its last page reference, or entry that is printed again further on. */
export function contentsEnd(lines: readonly Line[]): number {
  const head = lines.findIndex((line) => HEAD.test(line.text));
  if (head < 0) return 0;
  const places = lastPlaces(lines);
  const numbers = lines.map(numberOfLine);
  let end = head + 1;
  for (let i = head + 1; i < lines.length && i - end <= FARTHEST; i++) {
    const line = lines[i];
    const number = numbers[i] ?? null;
    if (!line || (line.text.length > 40 && /。/.test(line.text))) break;
    const refers = line.text.length < 300 && PAGE_REFERENCE.test(line.text);
    if (line.kind === 'table' && !refers) break;
    const repeated = number !== null && numbers.indexOf(number, i + 1) > 0;
    if (refers || repeated || (number === null && isListedTitle(places, line.text, i))) end = i + 1;
    else if (number) break;
  }
  return end;
}

/** Entries of the contents list, which ends at line `end`: titles with the number or page that closes them. */
export function readContents(lines: readonly Line[], end: number): ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  const places = lastPlaces(lines);
  let title = '';
  const close = (number: string | null) => {
    if (title) entries.push({ title: title.replace(ENTRY_NUMBER, '').trim(), number });
    title = '';
  };
  const head = lines.findIndex((line) => HEAD.test(line.text));
  for (const line of lines.slice(head + 1, end)) {
    const number = numberOfLine(line);
    const text = line.text.replace(PAGE_REFERENCE, '').trim();
    if (number !== null) close(number);
    else if (text !== line.text.trim()) {
      title = text;
      close(null);
    } else if (isListedTitle(places, text, end - 1)) {
      close(null);
      title = text;
    } else if (ENTRY_NUMBER.test(text) || /关于/.test(text)) title = text;
  }
  close(null);
  return entries;
}
