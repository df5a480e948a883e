/** Splits an issue of a gazette into its documents, by the contents list and by document numbers. */
import { isHandlingMark } from '../disclosure.ts';
import { type ContentsEntry, contentsEnd, foldTitle, numberOfLine, readContents } from './contents.ts';
import { particularsEnd } from './labels.ts';
import { isAttachmentHead, TITLE_END } from './line-kinds.ts';
import type { Line } from './repair.ts';
import { couldBeTitle, titleAbove, titleAtTop } from './title.ts';

/** A run of lines that is one document; `contentsTitle` is how the contents list prints its title. */
export interface DocumentLines {
  readonly kind: 'document' | 'front matter';
  readonly lines: readonly Line[];
  /** Where the title ends; it begins at `titleAt`, or at the first line. */
  readonly titleLines: number;
  readonly titleAt?: number;
  readonly contentsTitle: string | null;
}

/** Where a document begins: its title lines, and its number. */
interface Start {
  readonly at: number;
  readonly titleLines: number;
  readonly number: string | null;
}

/** How far down a number may stand for it to be the document's own. */
const HEAD_LINES = 14;

/** A title of the contents list, printed on one line or over up to three. */
function listedTitleAt(lines: readonly Line[], at: number, titles: ReadonlySet<string>): number {
  let joined = '';
  for (let count = 1; count <= 3; count++) {
    const line = lines[at + count - 1];
    if (!couldBeTitle(line)) return 0;
    joined += foldTitle(line.text);
    if (titles.has(joined)) return count;
  }
  return 0;
}

function findStarts(lines: readonly Line[], from: number, contents: readonly ContentsEntry[]): Start[] {
  const starts: Start[] = [];
  const titles = new Set(contents.filter((entry) => !entry.number).map((entry) => foldTitle(entry.title)));
  for (let i = from; i < lines.length; i++) {
    const number = numberOfLine(lines[i]);
    const floor = Math.max(from, (starts.at(-1)?.at ?? -1) + 1);
    const listed = titles.size > 0 ? listedTitleAt(lines, i, titles) : 0;
    const open = starts.at(-1);
    if (number && open?.number === null && open.at + open.titleLines === i) {
      starts[starts.length - 1] = { ...open, number };
    } else if (number) {
      const { at } = titleAbove(lines, i, floor);
      starts.push({ at, titleLines: i - at, number });
    } else if (listed > 0) {
      starts.push({ at: i, titleLines: listed, number: null });
      i += listed - 1;
    }
  }
  return starts.filter((start, i) => start.titleLines > 0 || i === 0);
}

/**
 * Whether a number with a title above it begins a document of its own and is no quotation: the title is whole
 * and not in 《》, sentences follow before the next one, and no attachment's head stands above it.
 */
function beginsDocument(lines: readonly Line[], start: Start, next: Start | undefined): boolean {
  const title = lines
    .slice(start.at, start.at + start.titleLines)
    .map((line) => line.text)
    .join('');
  const body = lines.slice(start.at + start.titleLines + 1, next?.at);
  const above = lines.slice(Math.max(0, start.at - 3), start.at);
  return (
    TITLE_END.test(title) &&
    !/^《|：/.test(title) &&
    body.some((line) => line.text.length > 40 && /。/.test(line.text)) &&
    !above.some((line) => isAttachmentHead(line.text))
  );
}

/** Starts that hold: those the contents list names, and those that are documents by their own looks. */
function trustedStarts(
  lines: readonly Line[],
  starts: readonly Start[],
  contents: readonly ContentsEntry[],
): Start[] {
  const numbers = new Set(contents.map((entry) => entry.number).filter(Boolean));
  return starts.filter(
    (start, i) =>
      start.number === null || numbers.has(start.number) || beginsDocument(lines, start, starts[i + 1]),
  );
}

function contentsTitleOf(
  start: Start,
  lines: readonly Line[],
  contents: readonly ContentsEntry[],
): string | null {
  const title = lines.slice(start.at, start.at + start.titleLines).map((line) => line.text);
  const folded = foldTitle(title.join(''));
  const entry =
    contents.find((candidate) => candidate.number !== null && candidate.number === start.number) ??
    contents.find((candidate) => foldTitle(candidate.title) === folded);
  return entry && foldTitle(entry.title) !== folded ? entry.title : null;
}

/** A file that is one document: its title stands above its number, or below it, or at the top. */
function singleDocument(lines: readonly Line[]): DocumentLines {
  const from = particularsEnd(lines);
  const sentence = lines.findIndex((line, i) => i >= from && line.text.length > 60 && /。/.test(line.text));
  const limit = Math.min(from + HEAD_LINES, sentence < 0 ? lines.length : sentence);
  const number = lines.findIndex((line, i) => i >= from && i < limit && numberOfLine(line) !== null);
  const above = number > from ? titleAbove(lines, number, from) : null;
  let first = from;
  while (isHandlingMark(lines[first]?.text ?? '')) first++;
  const isLetterhead = above?.end === first + 1 && /文件$/.test(lines[first]?.text ?? '');
  const title =
    above && above.at < above.end && !isLetterhead ? above : titleAtTop(lines, Math.max(from, number + 1));
  const found = title.at < title.end || from === 0 ? title : titleAtTop(lines, 0);
  return { kind: 'document', lines, titleAt: found.at, titleLines: found.end, contentsTitle: null };
}

/** How many marks (份号, 密级, 紧急程度) may stand above a document's title. */
const MARKS = 4;

/** Where a document's marks begin: those above its title are its own, not the last words of the one before. */
function marksAt(lines: readonly Line[], start: Start, before: Start | undefined): number {
  const floor = Math.max(0, start.at - MARKS, before ? before.at + before.titleLines : 0);
  let at = start.at;
  while (at > floor && isHandlingMark(lines[at - 1]?.text ?? '')) at--;
  return at;
}

/**
 * The documents of a file, in order. A file without a contents list and with at most one document number
 * is one document; what stands before the first document of an issue is its front matter.
 */
export function splitDocuments(lines: readonly Line[]): DocumentLines[] {
  const end = contentsEnd(lines);
  const contents = end === 0 ? [] : readContents(lines, end);
  const starts = trustedStarts(lines, findStarts(lines, end, contents), contents);
  if (starts.length === 0 || (end === 0 && starts.length === 1)) return [singleDocument(lines)];
  const heads = starts.map((start, i) => marksAt(lines, start, starts[i - 1]));
  const parts: DocumentLines[] = starts.map((start, i) => ({
    kind: 'document',
    lines: lines.slice(heads[i], heads[i + 1]),
    titleAt: start.at - (heads[i] ?? start.at),
    titleLines: start.at - (heads[i] ?? start.at) + start.titleLines,
    contentsTitle: contentsTitleOf(start, lines, contents),
  }));
  const front = lines.slice(0, heads[0]);
  if (front.length > 0)
    parts.unshift({ kind: 'front matter', lines: front, titleLines: 1, contentsTitle: null });
  return parts;
}
