/** Cuts a source text into its printed lines and takes away what printing and file formats added to them. */

/** A line of the source: a table row with its tabs, or text; `indented` where white space opens it. */
export interface PrintedLine {
  readonly kind: 'text' | 'table';
  readonly text: string;
  readonly indented: boolean;
}

const LINE_END = /\r\n|\n|\r|\f|\u2028|\u2029/;
const TAG =
  /<\/?(?:p|br|b|i|u|em|strong|span|font|div|sub|sup|td|tr|th|tbody|table|img|a|o:p)(?:\s[^<>]*)?\/?>/gi;
const BREAK = /<br\s*\/?>/gi;
const CHECKBOX = /<input[^<>]*checkbox[^<>]*>/gi;
const ENTITY = /&(?:nbsp|ensp|emsp|#160);/gi;
/** Marks of emphasis around words; `177****2977` is a masked number and stays. */
const EMPHASIS = /(?<!\*)\*\*(?!\*)/g;
/** Invisible characters, private-use ones and the replacement marks of a bad conversion; tabs stay. */
const INVISIBLE = /(?!\t)[\p{Cc}\p{Cf}\p{Co}]|\ufffe|\uffff/gu;
const BULLET = /^[ \u3000]*[-*•·●◆■▪]\s+(?=\S)/;
const PAGE_NUMBER =
  /^(?:[-—–－]{1,2}\s*\d{1,4}\s*[-—–－]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)$/;

/** Takes away the tags that a conversion left in a line; a check box becomes □. Text and figures stay. */
export function stripMarkup(line: string): string {
  return line.includes('<') || line.includes('&')
    ? line.replace(CHECKBOX, '□').replace(BREAK, ' ').replace(TAG, '').replace(ENTITY, ' ')
    : line;
}

/** True for the number at the foot of a printed page: — 12 —. */
export const isPageNumber = (line: string): boolean => PAGE_NUMBER.test(line.trim());

/** An outline number parted from its text by a tab, as word processors write it, is no table. */
const NUMBER_THEN_TAB =
  /^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、]|[①-⑳]|第[一二三四五六七八九十百\d]{1,5}[条章节])\t+[^\t]+$/;

const looksTabular = (line: string) =>
  line.includes('\t') && line.trim() !== '' && !NUMBER_THEN_TAB.test(line);
const isTabIndented = (line: string) => /^\t[^\t]+$/.test(line);

/**
 * Which lines of a source are table rows: those with tabs between or beside words. A single tab before a
 * line that has no table next to it is an indent.
 */
export function findTableLines(lines: readonly string[]): boolean[] {
  const tabular = lines.map(looksTabular);
  const blank = lines.map((line) => line.trim() === '');
  const neighbour = (i: number, step: number) => {
    let at = i + step;
    while (blank[at]) at += step;
    return tabular[at] === true && !isTabIndented(lines[at] ?? '');
  };
  const isIndent = (line: string, i: number) =>
    isTabIndented(line) && (/[。；：]\s*$/.test(line) || (!neighbour(i, -1) && !neighbour(i, 1)));
  return lines.map((line, i) => Boolean(tabular[i] && !isIndent(line, i)));
}

/** Without marks of emphasis and invisible characters, which carry no meaning. */
const plain = (line: string): string => stripMarkup(line).replace(INVISIBLE, '').replace(EMPHASIS, '');

/** The lines of a source without markup, page numbers and empty lines: what every count starts from. */
export function sourceLines(source: string): { text: string; table: boolean }[] {
  const lines = source.split(LINE_END).map(plain);
  const tables = findTableLines(lines);
  return lines.flatMap((text, i) =>
    text.trim() === '' || isPageNumber(text) ? [] : [{ text, table: tables[i] ?? false }],
  );
}

/** Without the spaces at the end; tabs stay, since they part cells. */
function trimSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && /[ \u3000]/.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** The printed lines of a source, cleaned; table rows keep their tabs. */
export function printedLines(source: string): PrintedLine[] {
  return sourceLines(source).map(({ text, table }): PrintedLine => {
    if (table) return { kind: 'table', text: trimSpaces(text), indented: false };
    const line = text.replace(BULLET, '').replace(/\t+/g, ' ').trim();
    return { kind: 'text', text: line, indented: /^(?:\s{2,}|[\u3000\t])/.test(text) };
  });
}
