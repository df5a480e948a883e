/**
 * Mends what printing and scanning broke: emphasis marks, paragraphs cut by page ends. Only white space,
 * bullets, markup and page numbers are removed, so every other character stands in the mended text.
 */
import { isNumberLine } from '../../data/document-number.ts';
import type { Span } from '../../data/types.ts';
import { isHandlingLine } from '../disclosure.ts';
import {
  beginsForSure,
  endsSentence,
  isAttachmentHead,
  isDateLine,
  isHeading,
  isLabelled,
  isOrderNumber,
  opensAttachment,
  TITLE_END,
} from './line-kinds.ts';
import { readNumbering } from './numbering.ts';
import { type PrintedLine, printedLines } from './printed-lines.ts';
import { unfoldLines } from './unfold.ts';

/** A mended line: a whole paragraph, or one row of a table (cells separated by tabs). */
export interface Line extends Span {
  readonly kind: 'text' | 'table';
  readonly text: string;
}

/** The mended text and its lines; line spans are offsets in `text`. */
export interface Repaired {
  readonly text: string;
  readonly lines: readonly Line[];
}

/** Whether the line break between two lines cuts a word in two (政|府). */
export type SplitsWord = (before: string, after: string) => boolean;

/**
 * Whether a reader gives whole paragraphs as lines, or lines as printed, which page and column ends cut.
 */
export type Paragraphs = 'whole' | 'printed';

const CLOSED_END = /[）)”】》〕]$/;
const RESPONSIBILITY = /^[（(]\s*(?:责任|牵头|配合|主管|完成时限|落实)/;
/** A line of a roster: a name, white space, a post. */
const ROSTER = /^(?:[一-鿿]\s?[一-鿿]\s?[一-鿿]?\s?[:：]\s*)?[一-鿿]\s?[一-鿿]{1,3}\s+[一-鿿（）()、\s]+$/;
const POST_END = /(?:长|主任|书记|主席|委员|理事|干事|秘书|经理|员)$/;

/** How the lines of a file are set: with indented paragraphs, and to what width. */
interface Setting {
  readonly indented: boolean;
  readonly width: number;
}

function settingOf(lines: readonly PrintedLine[]): Setting {
  const texts = lines.filter((line) => line.kind === 'text');
  const indents = texts.filter((line) => line.indented).length / Math.max(1, texts.length);
  const lengths = texts.map((line) => line.text.length).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const full = lengths.filter((length) => length >= width - 3 && length <= width + 3).length;
  const wrapped = texts.length >= 10 && full / texts.length > 0.3;
  return { indented: wrapped && indents > 0.1 && indents < 0.9, width };
}

interface Draft {
  readonly kind: Line['kind'];
  /** True for the first line of a file and for the line below the bare head of an attachment (附件 2). */
  readonly isTitle: boolean;
  text: string;
  last: string;
}

/** Nothing is joined to more than this: no paragraph is so long, and looking at it again and again is slow. */
const LONGEST_PARAGRAPH = 8000;

/** Levels above the items that are whole sentences: 一、 and chapters. */
const CHAPTER_LEVEL = 4;

/** What the items of one outline level looked like so far in their chapter: whole sentences, or headings. */
class Siblings {
  readonly #sentences = new Map<number, boolean[]>();

  add(paragraph: string): void {
    const level = readNumbering(paragraph)?.level;
    if (opensAttachment(paragraph) || (level !== undefined && level <= CHAPTER_LEVEL))
      this.#sentences.clear();
    if (level === undefined || level <= CHAPTER_LEVEL) return;
    const seen = this.#sentences.get(level) ?? [];
    this.#sentences.set(level, [...seen, endsSentence(paragraph) || CLOSED_END.test(paragraph)].slice(-3));
  }

  /** True where the items before this one all were sentences, so that an open end means a cut. */
  areSentences(paragraph: string): boolean {
    const seen = this.#sentences.get(readNumbering(paragraph)?.level ?? -1) ?? [];
    return seen.length >= 2 && seen.every(Boolean);
  }
}

function isOpen(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (count(/《/g) > count(/》/g) || count(/“/g) > count(/”/g)) return !/。$/.test(text);
  return count(/[（(]/g) > count(/[）)]/g) && !/[。！？；）)]$/.test(text);
}

/** True where a mark that may still be open is closed near the head of a line. */
const closes = (next: string) => /^[^（(《“]{0,30}[）)》”]|^[（(][^）)]{1,20}[）)]》/.test(next);

const UNFINISHED = /[的和及与]$/;
const listLike = (line: string) => line.length <= 30 && !/[，。；]/.test(line);

function continuesRoster(last: string, next: string): boolean {
  return !POST_END.test(last) && next.length <= 15 && POST_END.test(next) && !ROSTER.test(next);
}

/** A line cannot begin with these; a title in 《》 after a closing bracket goes on with an enumeration. */
const goesOnByMark = (last: string, next: string) =>
  /^[、，。；）)】》”]/.test(next) || (/[）》]$/.test(last) && /^《/.test(next));

/** A title goes on only where it is plainly unfinished: it never runs into the text below it. */
function titleGoesOn({ text, last }: Draft, next: string, splitsWord: SplitsWord): boolean {
  return UNFINISHED.test(last) || isOpen(text) || (next.length <= 40 && splitsWord(last, next));
}

/** Whether `next` continues the open paragraph, by the words on both sides of the break. */
function continues(open: Draft, next: string, siblings: Siblings, splitsWord: SplitsWord): boolean {
  const { text: paragraph, last } = open;
  if (beginsForSure(next) || isHandlingLine(last)) return false;
  if (open.isTitle) return titleGoesOn(open, next, splitsWord);
  if (goesOnByMark(last, next)) return true;
  if (isOpen(paragraph) && (!TITLE_END.test(paragraph) || closes(next))) return true;
  if (ROSTER.test(last)) return continuesRoster(last, next);
  if (RESPONSIBILITY.test(next) || isLabelled(next)) return false;
  if (/[，、]$/.test(last)) return true;
  if (endsSentence(last) || CLOSED_END.test(last)) return false;
  if (isDateLine(last) || isNumberLine(last) || isOrderNumber(last)) return false;
  if (splitsWord(last, next) || /^[一-鿿]$/.test(next)) return true;
  if (UNFINISHED.test(last) && next.length <= 40) return true;
  if (isHeading(paragraph)) return siblings.areSentences(paragraph);
  if (TITLE_END.test(paragraph) && !/[，。；]/.test(paragraph)) return false;
  return !(listLike(last) && listLike(next));
}

/** In a file with indented paragraphs the setting decides: a full line goes on unless the next is indented. */
function continuesBySetting(open: Draft, next: PrintedLine, { width }: Setting): boolean {
  if (next.indented || beginsForSure(next.text) || isHandlingLine(open.last)) return false;
  return open.last.length >= width - 3 || isOpen(open.text);
}

function draftLines(lines: readonly PrintedLine[], splitsWord: SplitsWord, whole: boolean): Draft[] {
  const setting = settingOf(lines);
  const siblings = new Siblings();
  const drafts: Draft[] = [];
  for (const line of lines) {
    const open = drafts.at(-1);
    const goesOn =
      !whole &&
      line.kind === 'text' &&
      open?.kind === 'text' &&
      open.text.length < LONGEST_PARAGRAPH &&
      (setting.indented
        ? continuesBySetting(open, line, setting)
        : continues(open, line.text, siblings, splitsWord));
    if (goesOn && open) {
      open.text += line.text;
      open.last = line.text;
    } else {
      if (open?.kind === 'text') siblings.add(open.text);
      const isTitle = open
        ? isAttachmentHead(open.text)
        : line.text.length <= 60 && !/[，。；]/.test(line.text);
      drafts.push({ kind: line.kind, isTitle, text: line.text, last: line.text });
    }
  }
  return drafts;
}

/**
 * Mends a whole file's text; `splitsWord` tells a word cut by a page end from two lines of their own, and
 * `paragraphs` whether there are such cuts at all.
 */
export function repairText(
  source: string,
  splitsWord: SplitsWord = () => false,
  paragraphs: Paragraphs = 'printed',
): Repaired {
  const printed = unfoldLines(printedLines(source));
  const drafts = draftLines(printed.lines, splitsWord, paragraphs === 'whole' || printed.folded);
  const lines: Line[] = [];
  let start = 0;
  for (const { kind, text } of drafts) {
    lines.push({ kind, text, start, end: start + text.length });
    start += text.length + 1;
  }
  return { text: drafts.map((draft) => draft.text).join('\n'), lines };
}
