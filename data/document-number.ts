import { foldDigits, readNumeral } from './numerals.ts';
import { foldVariants } from './variants.ts';

/**
 * 发文字号 (GB/T 9704—2012, 7.2.5): agency code, year in hexagonal brackets, serial number; orders and
 * announcements are numbered 令第N号 and 公告N年第N号 instead. Real texts spell them with any bracket, with
 * spaces, full-width digits, the year in front, or the word 令 behind.
 */

/**
 * A document number taken apart. `agency` is the code before the brackets (泾政办发), or for orders and
 * announcements the body with the word itself (国务院令, 财政部公告); `year` is null where none is printed.
 */
export interface DocumentNumber {
  readonly agency: string;
  readonly year: number | null;
  readonly serial: number;
}

/** A document number and where it stands in the text it was found in. */
export interface FoundNumber extends DocumentNumber {
  readonly index: number;
  readonly length: number;
}

const OPEN = '[〔﹝\\[［(（【〈<「{]';
const CLOSE = '[〕﹞\\]］)）】〉>」}]';
const DIGIT = '[0-9０-９]';
const HAN = '[\\u4e00-\\u9fff]';
const YEAR = `(?<year>${DIGIT}\\s?${DIGIT}(?:\\s?${DIGIT}\\s?${DIGIT})?)`;
const SERIAL = `第?\\s*(?<serial>${DIGIT}{1,5})\\s*[号號]`;
const ORDINAL = `第\\s*(?<serial>${DIGIT}{1,5}|[〇零一二三四五六七八九十百]{1,5})\\s*[号號]`;
const WORD = '(?<word>命令|令|公告|通告)';
const BODY = `(?:主席|国务院|军委|政府|人民法院|检察院|[部委局厅署院会行府团])`;

/** An agency code at the end of what stands before the brackets: 泾政办发, 宁农（计）发. */
const CODE_BEFORE = new RegExp(`(${HAN}{1,14}(?:[（(]${HAN}{1,3}[）)]${HAN}{0,4})?)\\s*$`);
/** A body's name there; bodies that issue jointly stand side by side: 财政部 税务总局公告. */
const BODY_BEFORE = new RegExp(`((?:${HAN}{2,14}[部局署委会院行][\\s、]{1,2}){0,6}${HAN}{0,24}${BODY})\\s*$`);
/** How far before its year a number may begin. */
const FARTHEST = 100;

/** Agencies of orders and announcements, which are numbered 第N号. */
const WORDED = new RegExp(`(?:${BODY}|^)(?:命?令|公告|通告)$`);

interface Rule {
  /** From the year or the word on, with the named groups year, serial, word and code. */
  readonly core: RegExp;
  /** What must stand before the core; null where the core holds the code. */
  readonly before: RegExp | null;
  /** The word the core says in its own way (708号令). */
  readonly word?: string;
  /** True where the body may be named elsewhere, if no other word runs into the core. */
  readonly bare?: boolean;
}

const core = (source: string) => new RegExp(source, 'g');

/** Every official spelling, the surest first; where two overlap, the earlier row wins. */
const RULES: readonly Rule[] = [
  // 泾政办发〔2023〕48号, 宁农（计）发〔2021〕57号, 财税字[1999]第290号
  { core: core(`${OPEN}\\s*${YEAR}\\s*年?\\s*${CLOSE}\\s*${SERIAL}`), before: CODE_BEFORE },
  // 财政部公告2020年第6号, 上海市人民政府令2018年第8号, 公告（2020年第6号）
  { core: core(`${WORD}\\s*${YEAR}\\s*年\\s*${ORDINAL}`), before: BODY_BEFORE, bare: true },
  { core: core(`${WORD}\\s*[（(]\\s*${YEAR}\\s*年\\s*${ORDINAL}\\s*[）)]`), before: BODY_BEFORE, bare: true },
  // 国务院令第708号, 主席令（第十二号）, 省政府令 第84号
  { core: core(`${WORD}\\s*${ORDINAL}`), before: BODY_BEFORE, bare: true },
  { core: core(`${WORD}\\s*[（(]\\s*${ORDINAL}\\s*[）)]`), before: BODY_BEFORE },
  // 省政府令84号
  { core: core(`(?<word>令)\\s*(?<serial>${DIGIT}{1,5})\\s*[号號]`), before: BODY_BEFORE },
  // 财政部 税务总局2020年第8号公告
  { core: core(`${YEAR}\\s*年\\s*${ORDINAL}\\s*${WORD}`), before: BODY_BEFORE },
  // 国务院第412号令
  { core: core(`${SERIAL}\\s*令`), before: BODY_BEFORE, word: '令' },
  // (85)国发12号, 〔1985〕国函字12号
  {
    core: core(`${OPEN}\\s*${YEAR}\\s*${CLOSE}\\s*(?<code>${HAN}{1,7}[发函字办令])\\s*${SERIAL}`),
    before: null,
  },
];

/** Words that run into an agency code in running text: 按照国办发〔2018〕15号. */
const LEAD =
  /^.*(?:按照|依照|遵照|比照|参照|对照|根据|依据|依托|执行|落实|贯彻|转发|印发|下发|颁发|发布|公布|废止|修订|修改|代替|替代|通过|符合|违反|文号|字号|编号|文件|通知|意见|规定|办法|方案|决定|批复|公告|通告|详见|参见|分别|以及|并以|号文?[和与及、]|的|《)(?=..)/;
const LEAD_CHAR = /^(?:[及与或以按据依见即由为如将对在从附原和]+)(?![政党府办县市区])(?=..)/;
/** A body's full name before its code: 天津市卫健委津卫医政. */
const FULL_NAME = /^.*(?:[省市县区州]|国家|总)[一-鿿]{1,12}(?:委员会|人民政府|办公室|[委局厅院])(?=.{3})/;
/** Runs that stand before a bracketed year and are no agency; the last are courts' case numbers. */
const NO_AGENCY =
  /第|[批期届次年月日条款章]$|^(?:附[件表图]|合同|项目|地块|宗地|标段|年度|试行|暂行|草案|楼)$|[民刑行知执][初终再监申辖]字?$/;
const NO_SERIAL = /^\s*(?:楼|院|线|机|地块|车|桥|门|井|店|厅|病|桌|坑|煤|窗|仓|路|街|区|公交|航站|柜)/;

function agencyOf(run: string, word: string): string | null {
  let agency = foldVariants(run)
    .replace(/[\s、]/g, '')
    .replace(LEAD, '');
  if (FULL_NAME.test(agency) && !WORDED.test(agency)) agency = agency.replace(FULL_NAME, '');
  agency = agency.replace(LEAD_CHAR, '');
  agency = `${agency.replace(/^中华人民共和国(?=.)/, '')}${word}`;
  return agency === '' || NO_AGENCY.test(agency) ? null : agency;
}

function yearOf(text: string): number | null {
  const digits = foldDigits(text).replace(/\s/g, '');
  const year = Number(digits);
  if (digits.length === 2) return year > 48 ? 1900 + year : 2000 + year;
  return year >= 1949 && year < 2100 ? year : null;
}

/** Two-figure years are trusted in the official brackets, and from the years before 2000. */
function isTrustedYear(matched: string, year: string): boolean {
  const digits = foldDigits(year).replace(/\s/g, '');
  return digits.length === 4 || Number(digits) > 48 || /[〔﹝[［]/.test(matched);
}

/** The agency of a match and where it begins, or null where none stands there. */
function readAgency(
  rule: Rule,
  match: RegExpMatchArray,
  text: string,
): { agency: string; start: number } | null {
  const index = match.index ?? 0;
  const word = (match.groups?.word ?? rule.word ?? '').replace('命令', '令');
  if (rule.before === null) {
    const agency = agencyOf(match.groups?.code ?? '', '');
    return agency === null ? null : { agency, start: index };
  }
  const before = text.slice(Math.max(0, index - FARTHEST), index);
  const found = rule.before.exec(before);
  if (!found) return rule.bare && !/[\u4e00-\u9fff]$/.test(before) ? { agency: word, start: index } : null;
  const run = found[1] ?? '';
  const agency = agencyOf(run, word);
  if (agency === null) return null;
  return { agency, start: index - (before.length - found.index) + leadLength(run, agency, word) };
}

function readMatch(rule: Rule, match: RegExpMatchArray, text: string): FoundNumber | null {
  const end = (match.index ?? 0) + match[0].length;
  if (NO_SERIAL.test(text.slice(end, end + 8))) return null;
  const printed = match.groups?.year ?? null;
  const year = printed === null ? null : yearOf(printed);
  const serial = readNumeral(match.groups?.serial ?? '');
  if (Number.isNaN(serial)) return null;
  if (printed !== null && (year === null || !isTrustedYear(match[0], printed))) return null;
  const found = readAgency(rule, match, text);
  return found && { agency: found.agency, year, serial, index: found.start, length: end - found.start };
}

/** How much of the matched run stands before the agency code itself. */
function leadLength(run: string, agency: string, word: string): number {
  const kept = [...agency.slice(0, agency.length - word.length)];
  let at = run.length;
  while (kept.length > 0 && at > 0) {
    at--;
    if (!/[\s、]/.test(run[at] ?? '')) kept.pop();
  }
  return at;
}

/**
 * All document numbers of a running text, in order and without overlaps:
 * `按照国办发〔2018〕15号、国务院令第708号` → 国办发〔2018〕15号 and 国务院令第708号.
 */
export function findDocumentNumbers(text: string): readonly FoundNumber[] {
  if (!/[号號]/.test(text)) return [];
  const found: FoundNumber[] = [];
  for (const each of RULES) {
    for (const match of text.matchAll(each.core)) {
      const number = readMatch(each, match, text);
      if (!number) continue;
      const end = number.index + number.length;
      if (found.every((other) => end <= other.index || other.index + other.length <= number.index)) {
        found.push(number);
      }
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

/** Finds the first document number in a text, or null: `泾政办发[2023]48号` → `{泾政办发, 2023, 48}`. */
export function findDocumentNumber(text: string): FoundNumber | null {
  return findDocumentNumbers(text)[0] ?? null;
}

/**
 * The one spelling under which numbers are compared: `泾政办发〔2023〕48号`, `国务院令第708号`,
 * `财政部公告2020年第6号`.
 */
export function writeDocumentNumber(number: DocumentNumber): string {
  const { agency, year, serial } = number;
  if (year === null) return `${agency}第${serial}号`;
  return WORDED.test(agency) && !/(?<!政)府令$/.test(agency)
    ? `${agency}${year}年第${serial}号`
    : `${agency}〔${year}〕${serial}号`;
}

const LABEL = /^(?:发文字号|发文文号|公文字号|文件编号|文件字号|文号|字号)\s*[:：]?\s*/;

/** True for a line that is nothing but document numbers (a label and a trailing page reference are ignored). */
export function isNumberLine(line: string): boolean {
  if (line.length > 160) return false;
  const text = line.replace(LABEL, '');
  let rest = text;
  for (const found of [...findDocumentNumbers(text)].reverse()) {
    rest = rest.slice(0, found.index) + rest.slice(found.index + found.length);
  }
  return rest !== text && /^[\s.…·•—_()（）〔〕[\]、，\u200b0-9０-９]*$/.test(rest);
}

/** What of a document number a question names; `agency` may be the tail of the code (政办发) or a bare 令. */
export interface DocumentNumberQuery {
  readonly agency?: string;
  readonly year?: number;
  readonly serial: number;
}

/** A number named in a question, with where it stands there. */
export interface NamedNumber extends DocumentNumberQuery {
  readonly index: number;
  readonly length: number;
}

/** Words of a question that run into a code: 请帮我找泾政办发48号. */
const ASKED =
  /^.*(?:请|帮|[你我他]|找|查|看|问|说|讲|给|要|想|了解|知道|一下|[那这][个份]|关于|内容|按照?|根据|的)/;
const SLOPPY_CODE = `((?:${HAN}{1,10})[发函规办字电令委]|公告|通告)`;
const SLOPPY_YEAR = `((?:19|20)${DIGIT}{2})`;
const NAMED = '(?=\\s*(?:文|令|公告|通告|通知|方案|意见|办法|决定|批复|函|规定|要点))';

interface QueryRule {
  readonly pattern: RegExp;
  readonly agency: number | null;
  readonly year: number | null;
  readonly serial: number;
}

const queryRule = (
  source: string,
  agency: number | null,
  year: number | null,
  serial: number,
): QueryRule => ({
  pattern: new RegExp(source),
  agency,
  year,
  serial,
});

/** Sloppy spellings, the most telling first. */
const QUERY_RULES: readonly QueryRule[] = [
  // 泾政办发2023年48号, 泾政办发2023第48号, 泾政办发 2023 48号, 泾政办发〔2023〕48
  queryRule(
    `${SLOPPY_CODE}\\s*${OPEN}?\\s*${SLOPPY_YEAR}\\s*年?\\s*${CLOSE}?\\s*[第\\-－—_ ]?\\s*(${DIGIT}{1,4})(?!${DIGIT})`,
    1,
    2,
    3,
  ),
  // 〔2023〕48号
  queryRule(`${OPEN}\\s*${SLOPPY_YEAR}\\s*年?\\s*${CLOSE}\\s*第?\\s*(${DIGIT}{1,4})(?!${DIGIT})`, null, 1, 2),
  // 2023年48号文
  queryRule(`${SLOPPY_YEAR}\\s*年?\\s*的?第?\\s*(${DIGIT}{1,4})\\s*号${NAMED}`, null, 1, 2),
  // 泾政办发48号
  queryRule(`${SLOPPY_CODE}\\s*第?\\s*(${DIGIT}{1,4})\\s*号`, 1, null, 2),
  // 708号令
  queryRule(`(${DIGIT}{1,4})\\s*号\\s*(令)`, 2, null, 1),
  // 48号文
  queryRule(`(?<!${DIGIT})(${DIGIT}{1,4})\\s*号${NAMED}`, null, null, 1),
];

/**
 * The document number a question names, however sloppily, or null: `泾政办发2023年48号` →
 * `{泾政办发, 2023, 48}`, `48号文` → `{serial: 48}`. A day or a house number (8月15号, 3号楼) is none.
 */
export function parseDocumentNumberQuery(text: string): NamedNumber | null {
  const [exact] = findDocumentNumbers(text);
  if (exact) {
    const agency = exact.agency.replace(ASKED, '') || exact.agency;
    const { serial, year, index, length } = exact;
    return { agency, serial, index, length, ...(year === null ? {} : { year }) };
  }
  const plain = foldVariants(text);
  for (const { pattern, agency, year, serial } of QUERY_RULES) {
    const match = pattern.exec(plain);
    if (!match || /月\s*$/.test(plain.slice(0, match.index))) continue;
    const code = agency === null ? '' : (match[agency] ?? '').replace(ASKED, '');
    return {
      serial: readNumeral(match[serial] ?? ''),
      index: match.index,
      length: match[0].length,
      ...(code ? { agency: code } : {}),
      ...(year === null ? {} : { year: readNumeral(match[year] ?? '') }),
    };
  }
  return null;
}

/** Whether a document's number is one that a question may mean; a code matches by its tail (政办发). */
export function matchesDocumentNumber(query: DocumentNumberQuery, number: DocumentNumber): boolean {
  if (query.serial !== number.serial) return false;
  if (query.year !== undefined && number.year !== null && query.year !== number.year) return false;
  if (query.agency === undefined) return true;
  return number.agency.endsWith(query.agency) || query.agency.endsWith(number.agency);
}
