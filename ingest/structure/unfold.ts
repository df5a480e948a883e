/** Finds the lines of a text whose line breaks were lost: a web page saved as one line. */
import { isNumberLine } from '../../data/document-number.ts';
import { isNumbered, isTitleLine, opensAttachment } from './line-kinds.ts';
import { readNumbering } from './numbering.ts';
import { isOrganisation } from './organisations.ts';
import type { PrintedLine } from './printed-lines.ts';

const LONG = 150;
/** How much of a line before a gap is looked at: a title or a name is never longer. */
const LOOK_BACK = 200;
const DATE = '[12０-９0-9〇二一][0-9０-９〇○一二三四五六七八九零]{3}\\s?年\\s?.{1,3}\\s?月\\s?.{1,3}\\s?日';
const OPENS_WITH_DATE = new RegExp(`^${DATE}(?:\\s|$)`);
const ENDS_WITH_DATE = new RegExp(`(?:^|\\s)${DATE}$`);
const SIGNATURE = new RegExp(`^(\\S{3,40}(?:\\s\\S{3,30}){0,6}?)\\s+${DATE}`);
const FORMAL_END =
  /(?:通知|意见|公告|通告|函|决定|批复|方案|办法|规定|细则|措施|要点|指南|规划)(?:[（(].{1,10}[）)])?$/;
const WIDE_GAP = /[\u3000\u00a0\u2002\u2003]{2}|[ \u3000\u00a0\u2002\u2003]{3}/;
const UNFINISHED = /[的和及与、，（《“]$/;

/** True for a file of very few and very long lines, in which white space stands for the lost breaks. */
function isFolded(lines: readonly PrintedLine[]): boolean {
  const size = lines.reduce((sum, line) => sum + line.text.length, 0);
  return lines.length <= 5 && lines.every((line) => line.kind === 'text') && size / lines.length > LONG;
}

/** The body that issues stands before a title: no break between 某省财政厅 and 某省税务局关于…的通知. */
const isBeforeTitle = (left: string, right: string) =>
  isOrganisation(left) && /^[^。；：]{0,70}关于/.test(right) && !right.startsWith(left.slice(0, 8));

/** Words of a headline that go on after a space and are no sentence (上车不带病 中途不感染). */
function isHeadlineHalf(left: string, right: string): boolean {
  const [word = ''] = right.split(/\s/);
  if (left.includes(word) || left.length > 40 || word.length === right.length) return false;
  return word.length <= 16 && !/[，。、；：:（(]|电$|讯|记者|来源|作者|日报|网/.test(word);
}

/** A number of several bodies holds spaces itself: 财政部 税务总局公告2020年第8号. */
function opensWithNumber(right: string): boolean {
  const words = right.split(/\s/);
  return words.slice(0, 5).some((_, i) => isNumberLine(words.slice(0, i + 1).join(' ')));
}

const endsWithNumber = (left: string) =>
  isNumberLine(left) || isNumberLine(/\S+$/.exec(left)?.[0] ?? '') || /[〕﹞\]）)】]\s?第?\d+号$/.test(left);

/** The bodies that sign stand before their date: 某市财政局 某市税务局 2020年2月5日. */
function opensSignature(left: string, right: string): boolean {
  const names = SIGNATURE.exec(right)?.[1];
  return names !== undefined && isOrganisation(names) && !isOrganisation(`${left} ${names}`);
}

/** 一、支持企业稳定岗位 and （一）总体要求, with white space before their text. */
function isNumberedHeading(left: string): boolean {
  const numbering = readNumbering(left);
  if (!numbering || numbering.level > 5 || left.length < numbering.length + 2) return false;
  return left.length <= 40 && !/[，。；：]/.test(left);
}

/** Whether a line of the original ended between `left` and `right`. */
function breaksBetween(
  left: string,
  gap: string,
  right: string,
  isFirst: boolean,
  mayBeTitle: boolean,
): boolean {
  if (isFirst && isBeforeTitle(left, right)) return false;
  if (isOrganisation(left) && opensWithNumber(`${left} ${right}`)) return false;
  if (WIDE_GAP.test(gap) || /[。！？；：][”’）)》】]?$/.test(left)) return true;
  if (isNumbered(right) || opensAttachment(right) || /^【[一-鿿]{2,6}】/.test(right)) return true;
  if (OPENS_WITH_DATE.test(right) || opensSignature(left, right)) return true;
  if (ENDS_WITH_DATE.test(left) || endsWithNumber(left) || opensWithNumber(right)) return true;
  if (isTitleLine(left) || isNumberedHeading(left)) return true;
  if (mayBeTitle && FORMAL_END.test(left) && left.length <= 80 && !/[，。；：]/.test(left)) {
    return !/^[（(]?第/.test(right);
  }
  return isFirst && left.length >= 10 && !UNFINISHED.test(left) && !isHeadlineHalf(left, right);
}

function unfoldLine(line: PrintedLine, isFirstLine: boolean): PrintedLine[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of line.text.matchAll(/\s+/g)) {
    const left = line.text.slice(Math.max(start, match.index - LOOK_BACK), match.index);
    const right = line.text.slice(match.index + match[0].length, match.index + match[0].length + 120);
    const isFirst = isFirstLine && pieces.length === 0;
    const mayBeTitle = (isFirstLine && pieces.length <= 2) || ENDS_WITH_DATE.test(pieces.at(-1) ?? '');
    if (!breaksBetween(left, match[0], right, isFirst, mayBeTitle)) continue;
    pieces.push(line.text.slice(start, match.index));
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
