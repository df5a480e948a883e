/** Finds the lines of a text whose line breaks were lost: a web page saved as one line. */
import { isNumberLine } from '../../data/document-number.ts';
import { isNumbered, isTitleLine, opensAttachment } from './line-kinds.ts';
import type { PrintedLine } from './printed-lines.ts';

const LONG = 150;
const DATE = '[12０-９0-9〇二一][0-9０-９〇○一二三四五六七八九零]{3}\\s?年\\s?.{1,3}\\s?月\\s?.{1,3}\\s?日';
const OPENS_WITH_DATE = new RegExp(`^${DATE}(?:\\s|$)`);
const ENDS_WITH_DATE = new RegExp(`(?:^|\\s)${DATE}$`);
const ENDS_WITH_NUMBER = /(?:^|\s)(\S+[〕\]）)】]\s?第?\d+号|\S*(?:令|公告)\S*第\S{1,5}号)[）)]?$/;
const WIDE_GAP = /[\u3000\u00a0\u2002\u2003]{2}|[ \u3000\u00a0\u2002\u2003]{3}/;
const UNFINISHED = /[的和及与、，（《“]$/;

/** True for a file of very few and very long lines, in which white space stands for the lost breaks. */
function isFolded(lines: readonly PrintedLine[]): boolean {
  const size = lines.reduce((sum, line) => sum + line.text.length, 0);
  return lines.length <= 5 && lines.every((line) => line.kind === 'text') && size / lines.length > LONG;
}

/** Whether a line of the original ended between `left` and `right`. */
function breaksBetween(left: string, gap: string, right: string, isFirst: boolean): boolean {
  if (WIDE_GAP.test(gap) || /[。！？；：][”’）)》】]?$/.test(left)) return true;
  if (isNumbered(right) || opensAttachment(right) || OPENS_WITH_DATE.test(right)) return true;
  const number = ENDS_WITH_NUMBER.exec(left)?.[1];
  if (ENDS_WITH_DATE.test(left) || (number && isNumberLine(number))) return true;
  if (isNumberLine(right.split(/\s/)[0] ?? '')) return true;
  if (isTitleLine(left)) return true;
  return isFirst && left.length >= 10 && !UNFINISHED.test(left);
}

function unfoldLine(line: PrintedLine, isFirstLine: boolean): PrintedLine[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of line.text.matchAll(/\s+/g)) {
    const left = line.text.slice(start, match.index);
    const right = line.text.slice(match.index + match[0].length);
    if (!breaksBetween(left, match[0], right.slice(0, 80), isFirstLine && pieces.length === 0)) continue;
    pieces.push(left);
    start = match.index + match[0].length;
  }
  pieces.push(line.text.slice(start));
  return pieces.filter((text) => text !== '').map((text) => ({ kind: 'text', text, indented: false }));
}

/** Gives a file of a few endless lines its line breaks back; any other file's lines are returned as they are. */
export function unfoldLines(lines: readonly PrintedLine[]): {
  lines: readonly PrintedLine[];
  folded: boolean;
} {
  if (!isFolded(lines)) return { lines, folded: false };
  return { lines: lines.flatMap((line, i) => unfoldLine(line, i === 0)), folded: true };
}
