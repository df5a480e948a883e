import { foldVariants } from './variants.ts';

/**
 * 发文字号 (GB/T 9704—2012, 7.2.5): agency code, year in hexagonal brackets, serial number.
 * Real texts spell it with any bracket, with spaces, full-width digits, or without brackets.
 */

const OPEN = '[〔﹝\\[［(（【〈<「{]';
const CLOSE = '[〕﹞\\]］)）】〉>」}]';
const DIGIT = '[0-9０-９]';
const AGENCY = '[\\u4e00-\\u9fff]{1,12}(?:[（(][\\u4e00-\\u9fff]{1,3}[）)][\\u4e00-\\u9fff]{0,4})?';

/** A document number in running text: groups are agency code, year, serial. */
const WITH_YEAR = new RegExp(
  `(${AGENCY})\\s*${OPEN}\\s*(${DIGIT}\\s*${DIGIT}(?:\\s*${DIGIT}\\s*${DIGIT})?)\\s*年?\\s*${CLOSE}\\s*第?\\s*(${DIGIT}+)\\s*号`,
);

/** A document number taken apart. `agency` is the code before the brackets: 泾政办发. */
export interface DocumentNumber {
  readonly agency: string;
  readonly year: number;
  readonly serial: number;
}

/** Half-width digits for full-width ones; other characters stay. */
export function foldDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** Finds the first document number in a text, or null: `泾政办发[2023]48号` → `{泾政办发, 2023, 48}`. */
export function findDocumentNumber(
  text: string,
): (DocumentNumber & { index: number; length: number }) | null {
  const match = WITH_YEAR.exec(text);
  if (!match) return null;
  const year = Number(foldDigits(match[2] ?? '').replace(/\s/g, ''));
  return {
    agency: foldVariants(match[1] ?? '').replace(/\s/g, ''),
    year: year < 100 ? (year > 48 ? 1900 + year : 2000 + year) : year,
    serial: Number(foldDigits(match[3] ?? '')),
    index: match.index,
    length: match[0].length,
  };
}

/** The one spelling under which numbers are compared: `泾政办发〔2023〕48号`. */
export function writeDocumentNumber(number: DocumentNumber): string {
  return `${number.agency}〔${number.year}〕${number.serial}号`;
}

/** True for a line that is nothing but a document number (a trailing page reference is ignored). */
export function isNumberLine(line: string): boolean {
  const found = findDocumentNumber(line);
  if (!found) return false;
  const rest = line.slice(0, found.index) + line.slice(found.index + found.length);
  return /^[\s.…·•—_()（）0-9０-９]*$/.test(rest);
}
