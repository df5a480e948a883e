/** Cuts long paragraphs into passages, and takes a clause's heading from its text. */

import { splitSentences } from '../../data/sentences.ts';
import type { Span } from '../../data/types.ts';

/** Passages longer than this are cut at sentence ends. */
export const LONGEST = 420;
/** A remainder shorter than this stays with what stands before it (a 责任单位 in brackets alone says nothing). */
const SHORTEST = 90;

/** A sentence too long to be a passage is cut at its commas. */
const ENDLESS = 600;

function cutEndless(text: string, { start, end }: Span): Span[] {
  if (end - start <= ENDLESS) return [{ start, end }];
  const window = text.slice(start + LONGEST / 2, start + LONGEST);
  const comma = Math.max(...['，', '、', '；', ' '].map((mark) => window.lastIndexOf(mark)));
  const cut = start + (comma < 0 ? LONGEST : LONGEST / 2 + comma + 1);
  const lead = text.slice(cut, end).length - text.slice(cut, end).trimStart().length;
  const trail = text.slice(start, cut).length - text.slice(start, cut).trimEnd().length;
  return [{ start, end: cut - trail }, ...cutEndless(text, { start: cut + lead, end })];
}

/** Cuts a text of more than LONGEST characters at sentence ends into pieces of about equal length. */
export function cutLong(text: string): Span[] {
  if (text.length <= LONGEST) return [{ start: 0, end: text.length }];
  const target = (text.length / Math.ceil(text.length / LONGEST)) * 1.1;
  const pieces: { start: number; end: number }[] = [];
  for (const sentence of splitSentences(text).flatMap((each) => cutEndless(text, each))) {
    const open = pieces.at(-1);
    const isTail = sentence.end - sentence.start < SHORTEST && text.length - sentence.end < 2;
    if (open && (sentence.end - open.start <= Math.min(target, LONGEST) || isTail)) open.end = sentence.end;
    else pieces.push({ start: sentence.start, end: sentence.end });
  }
  return pieces;
}

const UNIT_OPENS =
  /^((?:各|县|市|区|省)?[一-鿿]{2,14}?(?:[局办部厅委院会社]|乡镇|镇|中心|公司|大队|分局|办公室))(?:负责|牵头|配合|会同|承担|建立|统筹|要|做好|指导|组织)/;

/** A piece of a paragraph that sets one unit's duty. */
export interface UnitPiece extends Span {
  readonly unit: string;
}

/**
 * The duties of several units in one long paragraph (发改局负责…；财政局负责…。), unit by unit; null where the
 * paragraph is no such list of at least three.
 */
export function cutAtUnits(text: string): UnitPiece[] | null {
  const pieces: { start: number; end: number; unit: string }[] = [];
  for (const { start, end } of splitSentences(text)) {
    const unit = UNIT_OPENS.exec(text.slice(start, end))?.[1];
    const open = pieces.at(-1);
    if (unit || !open) pieces.push({ start, end, unit: unit ?? '' });
    else open.end = end;
  }
  return pieces.filter((piece) => piece.unit !== '').length >= 3 ? pieces : null;
}

const HEADING_MOST = 60;

/** The first of these marks that stands outside brackets and quotation marks, or -1. */
function findOutside(text: string, marks: RegExp): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (/[（(【《“]/.test(char)) depth++;
    else if (/[）)】》”]/.test(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && marks.test(char)) return i;
  }
  return -1;
}

const DUTY_IN_BRACKETS = /[（(]\s*(?:责任|牵头|配合|主管|完成)[一-鿿]{0,4}[:：].*$/;

/** True for a numbered line that is one phrase: a heading, or an item of a list. */
export function isOnePhrase(text: string): boolean {
  return text.length <= HEADING_MOST + 15 && !/[。；！？].*\S$/.test(text.replace(/[。：:]$/, ''));
}

/** A clause's heading: its one phrase, or what stands before the first full stop or colon. */
export function headingOf(text: string): string {
  const plain = text.replace(DUTY_IN_BRACKETS, '').trim();
  const stop = isOnePhrase(plain) ? -1 : findOutside(plain, /[。；：:]/);
  const heading = (stop > 1 ? plain.slice(0, stop) : plain).replace(/[。：:]$/, '');
  if (heading.length <= 40 || (stop < 0 && heading.length <= HEADING_MOST)) return heading;
  const comma = heading.indexOf('，', 8);
  return comma > 0 && comma <= 40 ? heading.slice(0, comma) : `${heading.slice(0, 40)}…`;
}
