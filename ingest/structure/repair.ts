/**
 * Mends what printing and scanning broke: emphasis marks, paragraphs cut by page ends. Only white space,
 * bullets and the marks `**` are removed, so every other character of the source stands in the mended text.
 */

import { WRITTEN_DATE } from '../../data/day.ts';
import { isNumberLine } from '../../data/document-number.ts';
import type { Span } from '../../data/types.ts';

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

const NUMBERED = [
  /^[一二三四五六七八九十百]{1,4}、/,
  /^[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]/,
  /^\d{1,3}\s*[.．、](?!\d)/,
  /^\d{1,2}-\d{1,2}[.．、]/,
  /^[（(]\s*\d{1,3}\s*[）)]/,
  /^[①-⑳]/,
  /^第[一二三四五六七八九十百零\d]{1,5}[章节条编]/,
  /^第[一二三四五六七八九十]{1,2}(?:阶段|步)/,
];
const SENTENCE_END = /[。！？；：!?;:]$/;
const CLOSED_END = /[）)”】》〕]$/;
const TITLE_END =
  /(?:通知|意见|方案|办法|细则|规定|公告|通告|决定|要点|清单|名单|台账|表|书|计划|预案|小组|流程图|分工|单|函|批复|报告|条例|目录|规划|纲要)(?:[（(].{1,10}[）)])?$/;
const LABELLED = /^[一-鿿（）()、\s]{2,16}[:：]/;
const RESPONSIBILITY = /^[（(]\s*(?:责任|牵头|配合|主管|完成时限|落实)/;
const NOTE = /^[（(]\s*(?:此件|本件|公开|主动公开|依申请|联系)/;

function isDateLine(text: string): boolean {
  return text.replace(WRITTEN_DATE, '').trim() === '' && /\d|[〇一二]/.test(text);
}

/** True where a line opens with an outline number: 一、 （一） 1. (1) ① 第一条. */
export function isNumbered(text: string): boolean {
  return NUMBERED.some((pattern) => pattern.test(text));
}

/** Lines that always begin something new, however the line before them ends. */
function beginsForSure(text: string): boolean {
  return (
    isNumbered(text) ||
    /^附\s*件/.test(text) ||
    isDateLine(text) ||
    isNumberLine(text) ||
    NOTE.test(text) ||
    isTitleLine(text)
  );
}

/** A title that opens a document: `…关于印发《…》的通知`, without a sentence in it. */
function isTitleLine(text: string): boolean {
  return /^(?:[一-鿿]{2,30}\s*)?关于/.test(text) && TITLE_END.test(text) && !/[。；]/.test(text);
}

function isOpen(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/[（(]/g) > count(/[）)]/g) || count(/《/g) > count(/》/g) || count(/“/g) > count(/”/g);
}

/** A heading is numbered, short and no sentence; chapters (一、) may hold a comma. */
function isHeading(text: string): boolean {
  if (/。/.test(text)) return false;
  if (/^[一二三四五六七八九十]{1,3}、/.test(text)) return text.length <= 60;
  return isNumbered(text) && text.length <= 45 && !/，/.test(text);
}

/** A line of a roster: a name, white space, a post. */
const ROSTER = /^(?:[一-鿿]\s?[一-鿿]\s?[一-鿿]?\s?[:：]\s*)?[一-鿿]\s?[一-鿿]{1,3}\s+[一-鿿（）()、\s]+$/;
const POST_END = /(?:长|主任|书记|主席|委员|理事|干事|秘书|经理|员)$/;

/** Whether the line break between two lines cuts a word in two (政|府). */
export type SplitsWord = (before: string, after: string) => boolean;

/** Whether `next` continues the paragraph `paragraph`, whose last printed line is `last`. */
function continues(paragraph: string, last: string, next: string, splitsWord: SplitsWord): boolean {
  if (beginsForSure(next)) return false;
  if (isOpen(paragraph) && !TITLE_END.test(paragraph)) return true;
  if (ROSTER.test(last)) return !POST_END.test(last) && next.length <= 15 && POST_END.test(next);
  if (RESPONSIBILITY.test(next) || LABELLED.test(next)) return false;
  if (/[，、]$/.test(last)) return true;
  if (SENTENCE_END.test(last) || CLOSED_END.test(last)) return false;
  if (isDateLine(last) || isNumberLine(last)) return false;
  if (splitsWord(last, next)) return true;
  if (isHeading(paragraph)) return false;
  if (TITLE_END.test(paragraph) && !/[，。；]/.test(paragraph)) return false;
  const listLike = (line: string) => line.length <= 30 && !/[，。；]/.test(line);
  return !(listLike(last) && listLike(next));
}

/** Drops list bullets, marks of emphasis and invisible characters, which carry no meaning; `177****2977` is a masked number and stays. */
function clean(line: string): string {
  const plain = line.replace(/<input[^>]*checkbox[^>]*>/gi, '□').replace(/^[ \u3000]*[-*•]\s+(?=\S)/, '');
  return plain.replace(/(?<!\*)\*\*(?!\*)|(?!\t)[\p{Cc}\p{Cf}\p{Co}]|\ufffe/gu, '');
}

interface Draft {
  readonly kind: Line['kind'];
  text: string;
  last: string;
}

function appendLine(drafts: Draft[], raw: string, splitsWord: SplitsWord): void {
  const cleaned = clean(raw);
  if (cleaned.includes('\t') && cleaned.trim() !== '') {
    const text = cleaned.replace(/[ \u3000]+$/, '');
    drafts.push({ kind: 'table', text, last: text });
    return;
  }
  const text = cleaned.trim();
  if (text === '') return;
  const open = drafts.at(-1);
  if (open?.kind === 'text' && continues(open.text, open.last, text, splitsWord)) {
    open.text += text;
    open.last = text;
  } else {
    drafts.push({ kind: 'text', text, last: text });
  }
}

/** Mends a whole file's text; `splitsWord` tells a word cut by a page end from two lines of their own. */
export function repairText(source: string, splitsWord: SplitsWord = () => false): Repaired {
  const drafts: Draft[] = [];
  for (const raw of source.split(/\r\n|\n|\r|\f|\u2028/)) appendLine(drafts, raw, splitsWord);
  const lines: Line[] = [];
  let start = 0;
  for (const { kind, text } of drafts) {
    lines.push({ kind, text, start, end: start + text.length });
    start += text.length + 1;
  }
  return { text: drafts.map((draft) => draft.text).join('\n'), lines };
}
