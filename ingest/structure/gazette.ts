/** Splits an issue of a gazette into its documents, by the contents list and by document numbers. */
import { findDocumentNumber, isNumberLine, writeDocumentNumber } from '../../data/document-number.ts';
import { foldVariants } from '../../data/variants.ts';
import type { Line } from './repair.ts';

/** A run of lines that is one document; `contentsTitle` is how the contents list prints its title. */
export interface DocumentLines {
  readonly kind: 'document' | 'front matter';
  readonly lines: readonly Line[];
  readonly titleLines: number;
  readonly contentsTitle: string | null;
}

interface ContentsEntry {
  readonly title: string;
  readonly number: string | null;
}

const PAGE_REFERENCE = /[.…·•—_]{2,}\s*[（(]?\s*\d*\s*[）)]?\s*$/;
const CONTENTS_HEAD = /^目\s*[录次]$/;
const ORGANISATION = /^[一-鿿（）()\s]{4,40}(?:办公室|人民政府|委员会|[局厅部院会])$/;

const fold = (text: string) => foldVariants(text).replace(/[\s\p{P}\p{S}]/gu, '');

function numberOf(line: Line): string | null {
  if (line.kind !== 'text' || !isNumberLine(line.text)) return null;
  const found = findDocumentNumber(line.text);
  return found && writeDocumentNumber(found);
}

/** Entries of the contents list: title lines with the number line or page reference that closes them. */
function readContents(lines: readonly Line[]): ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  let title = '';
  for (const line of lines) {
    const number = numberOf(line);
    if (number === null && !PAGE_REFERENCE.test(line.text)) {
      title = /^\d{1,3}\s*[.．、]|^(?:关于|.*关于)/.test(line.text) ? line.text : title;
      continue;
    }
    if (number === null) title = line.text.replace(PAGE_REFERENCE, '');
    if (title) entries.push({ title: title.replace(/^\d{1,3}\s*[.．、]\s*/, '').trim(), number });
    title = '';
  }
  return entries;
}

/** Where the contents list ends: after the last number line that has a twin further on, or a page reference. */
function contentsEnd(lines: readonly Line[]): number {
  const head = lines.findIndex((line) => CONTENTS_HEAD.test(line.text));
  if (head < 0) return 0;
  const numbers = lines.map(numberOf);
  let end = head + 1;
  for (let i = head; i < lines.length; i++) {
    const line = lines[i];
    const number = numbers[i];
    if (!line || line.kind === 'table') break;
    const repeated = number !== null && number !== undefined && numbers.indexOf(number, i + 1) > 0;
    if (PAGE_REFERENCE.test(line.text) || repeated) end = i + 1;
    else if (number) break;
    if (i - end > 40) break;
  }
  return end;
}

function couldBeTitle(line: Line | undefined): line is Line {
  if (!line || line.kind === 'table' || line.text.length > 90) return false;
  return !/[。；！？：:]$|^\d|^（此件|日$/.test(line.text) && !isNumberLine(line.text);
}

/** The first line of the title that stands above a number line, at most four lines up. */
function titleStart(lines: readonly Line[], numberAt: number, floor: number): number {
  let start = numberAt;
  while (start > floor && numberAt - start < 4 && couldBeTitle(lines[start - 1])) {
    start--;
    const text = lines[start]?.text ?? '';
    const above = lines[start - 1];
    const complete = /关于|公告|通告|令$|条例|办法/.test(text);
    if (complete && !(above && couldBeTitle(above) && ORGANISATION.test(above.text))) break;
  }
  return start;
}

interface Start {
  readonly at: number;
  readonly titleLines: number;
  readonly number: string | null;
}

function findStarts(lines: readonly Line[], from: number, contents: readonly ContentsEntry[]): Start[] {
  const starts: Start[] = [];
  const titles = new Set(contents.filter((entry) => !entry.number).map((entry) => fold(entry.title)));
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    const number = numberOf(line);
    const floor = Math.max(from, (starts.at(-1)?.at ?? -1) + 1);
    if (number) {
      const at = titleStart(lines, i, floor);
      starts.push({ at, titleLines: i - at, number });
    } else if (titles.has(fold(line.text)) && line.kind === 'text') {
      starts.push({ at: i, titleLines: 1, number: null });
    }
  }
  return starts.filter((start, i) => start.titleLines > 0 || i === 0);
}

function contentsTitleOf(
  start: Start,
  lines: readonly Line[],
  contents: readonly ContentsEntry[],
): string | null {
  const title = lines.slice(start.at, start.at + start.titleLines).map((line) => line.text);
  const entry =
    contents.find((candidate) => candidate.number !== null && candidate.number === start.number) ??
    contents.find((candidate) => fold(candidate.title) === fold(title.join('')));
  return entry && fold(entry.title) !== fold(title.join('')) ? entry.title : null;
}

/**
 * The documents of a file, in order. A file without a contents list and with at most one document number
 * is one document; what stands before the first document of an issue is its front matter.
 */
export function splitDocuments(lines: readonly Line[]): DocumentLines[] {
  const end = contentsEnd(lines);
  const contents = readContents(lines.slice(0, end));
  const starts = findStarts(lines, end, contents);
  if (starts.length === 0 || (end === 0 && starts.length === 1)) {
    const only = starts[0];
    return [
      { kind: 'document', lines, titleLines: only ? only.at + only.titleLines : 0, contentsTitle: null },
    ];
  }
  const parts: DocumentLines[] = starts.map((start, i) => ({
    kind: 'document',
    lines: lines.slice(start.at, starts[i + 1]?.at),
    titleLines: start.titleLines,
    contentsTitle: contentsTitleOf(start, lines, contents),
  }));
  const front = lines.slice(0, starts[0]?.at);
  if (front.length > 0)
    parts.unshift({ kind: 'front matter', lines: front, titleLines: 1, contentsTitle: null });
  return parts;
}
