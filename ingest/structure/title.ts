/** Finds the title lines of a document: above its number, or at its top. */
import { isNumberLine } from '../../data/document-number.ts';
import { isHandlingMark } from '../disclosure.ts';
import { isAddressees } from './frame.ts';
import { isParticular } from './labels.ts';
import { isDateLine, isNote, isNumbered, opensAttachment, TITLE_END } from './line-kinds.ts';
import { isOrganisation } from './organisations.ts';
import type { Line } from './repair.ts';

/** A run of title lines: `[at, end)`. */
export interface TitleLines {
  readonly at: number;
  readonly end: number;
}

const LONGEST = 110;
const UNFINISHED = /(?:的|关于|和|及|与|、|印发|转发|（|《[^》]*)$/;

/** True for a line that may be (a part of) the title of a document. */
export function couldBeTitle(line: Line | undefined): line is Line {
  if (line?.kind !== 'text' || line.text.length > LONGEST) return false;
  const { text } = line;
  if (/[。；：:，]$|^\d+$|[。；].{3}/.test(text) || isNumberLine(text) || isDateLine(text)) return false;
  return !isNumbered(text) && !isNote(text) && !opensAttachment(text) && !isParticular(line);
}

/** True for title words that need nothing above them. */
const isComplete = (text: string) => /关于|公告|通告|令$|条例|办法|细则|规定/.test(text);

/** The title that stands above a number line and its marks (密级), at most four lines up; empty where none does. */
export function titleAbove(lines: readonly Line[], numberAt: number, floor: number): TitleLines {
  let end = numberAt;
  while (end > floor && isHandlingMark(lines[end - 1]?.text ?? '')) end--;
  let at = end;
  while (at > floor && end - at < 4 && couldBeTitle(lines[at - 1])) {
    at--;
    const above = lines[at - 1];
    if (isComplete(lines[at]?.text ?? '') && !(couldBeTitle(above) && isOrganisation(above.text))) break;
  }
  return { at, end };
}

/** Whether the title in `text` goes on in the next line. */
function goesOn(text: string, next: Line | undefined): boolean {
  if (!couldBeTitle(next) || isAddressees(next)) return false;
  if (isOrganisation(text) || UNFINISHED.test(text)) return true;
  return (
    !TITLE_END.test(text) && TITLE_END.test(next.text) && !/，/.test(next.text) && next.text.length <= 60
  );
}

/** A web page prints its title above the document's own, in full or cut short. */
const repeats = (title: string, next: Line | undefined) =>
  couldBeTitle(next) && next.text.replace(/\s/g, '').startsWith(title.replace(/\s/g, '').slice(0, 10));

/** The title at the top of a text, from line `from` on, below the particulars of a page. */
export function titleAtTop(lines: readonly Line[], from: number): TitleLines {
  let at = from;
  while (isParticular(lines[at]) && at < from + 20) at++;
  if (isAddressees(lines[at]) || (!couldBeTitle(lines[at]) && !isHeadline(lines[at])))
    return { at: from, end: from };
  let end = at + 1;
  const first = lines[at]?.text ?? '';
  while (end - at < 4 && goesOn(lines[end - 1]?.text ?? '', lines[end])) end++;
  if (end === at + 1 && repeats(first, lines[end])) {
    at = end++;
    while (end - at < 4 && goesOn(lines[end - 1]?.text ?? '', lines[end])) end++;
  }
  return { at, end };
}

/** A news headline may be a sentence or a question. */
const isHeadline = (line: Line | undefined) =>
  line?.kind === 'text' &&
  line.text.length <= 60 &&
  !/。./.test(line.text) &&
  !isNumbered(line.text) &&
  !isDateLine(line.text);
