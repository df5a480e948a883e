/** Finds the head of a document (title, number, addressees) and its signature block. */
import { type Day, makeDay, readDay, WRITTEN_DATE } from '../../data/day.ts';
import { isNumberLine } from '../../data/document-number.ts';
import { noteOf } from '../disclosure.ts';
import type { DocumentLines } from './gazette.ts';
import { isParticular } from './labels.ts';
import { isDateLine, isNote, isOrderNumber } from './line-kinds.ts';
import { isOrganisation } from './organisations.ts';
import type { Line } from './repair.ts';

/** Where the head (title, number, addressees) and the signature block stand, as indexes into the lines. */
export interface Frame {
  readonly headEnd: number;
  readonly signature: readonly number[];
}

const ADDRESSED =
  /(?:各|局|委|政府|单位|部门|办|公司|厅|院|校|行|纳税人|企业|机构|人员|同志|群众|市民|居民|朋友|中心).*[：:]$/;
const NOT_ADDRESSED = /^为|如下|现就|现将|通知|公告|为(?:进一步|切实|贯彻|深入|做好|有效|落实)|[。；]/;
const OFFICER =
  /^(?:主席|总理|省长|市长|县长|区长|部长|局长|主任|署长|行长|会长|检察长|院长)\s*[:：]?\s*[一-鿿]\s?[一-鿿]{1,3}$/;
const SHORT_DATE = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/;

/** The day a line consists of: 2023 年 8 月 2 日, （2023年8月2日）, and 2023-08-02 where `loose`. */
export function dayOfLine(text: string, loose: boolean): Day | null {
  const plain = text.replace(/^[（(]|[）)]$/g, '').trim();
  if (isDateLine(plain)) return readDay(plain);
  const short = loose ? SHORT_DATE.exec(plain) : null;
  return short ? makeDay(Number(short[1]), Number(short[2]), Number(short[3])) : null;
}

/** A signature on one line: the body, then the date (某县人民政府 2023年7月8日); 印发 dates are another thing. */
export function signatureOnLine(text: string): { issuer: string; day: Day } | null {
  const date = [...text.matchAll(WRITTEN_DATE)].at(-1);
  if (!date || text.slice(date.index + date[0].length).trim() !== '') return null;
  const issuer = text.slice(0, date.index).trim();
  const day = readDay(date[0]);
  return day && isOrganisation(issuer) ? { issuer, day } : null;
}

/** True for the line that names whom a document goes to (主送机关). */
export function isAddressees(line: Line | undefined): boolean {
  if (line?.kind !== 'text' || line.text.length > 220) return false;
  return ADDRESSED.test(line.text) && !NOT_ADDRESSED.test(line.text);
}

/** True where the lines above `at` name the issuing bodies; a long name may be broken over two lines. */
function organisationsAbove(lines: readonly Line[], at: number, from: number): number {
  let start = at;
  while (start > from && start > at - 12) {
    const above = lines[start - 1];
    if (above?.kind !== 'text') break;
    if (isOrganisation(above.text) || OFFICER.test(above.text)) start--;
    else break;
  }
  return start;
}

function blockAt(lines: readonly Line[], date: number, from: number): number[] {
  const first = organisationsAbove(lines, date, from);
  const last = isNote(lines[date + 1]?.text ?? '') || noteOf(lines[date + 1]?.text ?? '') ? date + 1 : date;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** What may follow a signature: a note, attachments, the record of printing, or nothing. */
const AFTER = /^(?:[（(]|附|抄送|主办|.{2,30}印发$|责任编辑|扫一扫|相关)/;

/**
 * The signature block: the first date on a line of its own under the name of a body, else a body and a date on
 * one line, else a date near the end. A date that stands alone at the top may be a web page's and is no
 * signature.
 */
function findSignature(lines: readonly Line[], from: number): number[] {
  const dates = lines.flatMap((line, i) =>
    i >= from &&
    line.kind === 'text' &&
    dayOfLine(line.text, i > from && isOrganisation(lines[i - 1]?.text ?? ''))
      ? [i]
      : [],
  );
  const signed = dates.find((i) => organisationsAbove(lines, i, from) < i);
  if (signed !== undefined) return blockAt(lines, signed, from);
  const joined = lines.findIndex(
    (line, i) => i >= from && line.kind === 'text' && signatureOnLine(line.text) !== null,
  );
  if (joined >= 0) return blockAt(lines, joined, joined);
  const closing = dates.find(
    (i) => i > from && (i >= lines.length - 3 || AFTER.test(lines[i + 1]?.text ?? '')),
  );
  return closing === undefined ? [] : blockAt(lines, closing, from);
}

/** 第708号 below 国务院令. */
const isNumberOfOrder = (above: Line | undefined, { text }: Line) =>
  /(?:令|公告|通告)$/.test(above?.text ?? '') && isOrderNumber(text);

/** Lines of particulars that a page may print between the title and the text. */
const PARTICULARS = 12;

/** Finds head and signature of one document's lines. */
export function frameOf(document: DocumentLines): Frame {
  const { lines, titleLines } = document;
  let headEnd = titleLines;
  const takes = (test: (line: Line) => boolean) => {
    const next = lines[headEnd];
    if (next?.kind === 'text' && test(next)) headEnd++;
  };
  takes((line) => isNumberLine(line.text) || isNumberOfOrder(lines[headEnd - 1], line));
  for (let i = 0; i < PARTICULARS; i++) takes((line) => isParticular(line) || isNumberLine(line.text));
  takes(
    (line) =>
      dayOfLine(line.text, false) !== null || /^[（(].*(?:通过|发布|修订|修正|施行).*[）)]$/.test(line.text),
  );
  takes(isAddressees);
  return { headEnd, signature: findSignature(lines, headEnd) };
}
