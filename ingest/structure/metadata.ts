/** Reads what a document says of itself: number, issuers, addressees, dates, disclosure, validity. */
import { type Day, makeDay, readDay, WRITTEN_DATE } from '../../data/day.ts';
import { findDocumentNumber, isNumberLine, writeDocumentNumber } from '../../data/document-number.ts';
import type { Attachment, DocumentMetadata, Visibility } from '../../data/types.ts';
import type { DocumentLines } from './gazette.ts';
import type { Line } from './repair.ts';

const DISCLOSURE = /^[（(]\s*((?:此件|本件)?.{0,6}(?:公开|不予公开|内部).{0,10})\s*[）)]$/;
const ADDRESSEES = /[：:]$/;
const ORGANISATION =
  /^[一-鿿（）()、\s]{2,40}(?:办公室|人民政府|委员会|政府|党委|[局厅部院会办]|中心|集团|公司|法院|检察院)$/;
const INTERNAL = /不予公开|不公开|依申请公开|内部|秘密|机密/;

/** Where the head (title, number, addressees) and the signature block stand, as indexes into the lines. */
export interface Frame {
  readonly headEnd: number;
  readonly signature: readonly number[];
}

const isDate = (line: Line) =>
  line.kind === 'text' && line.text.replace(WRITTEN_DATE, '').trim() === '' && readDay(line.text) !== null;

/** The signature block: the first date on a line of its own with the organisations above and the note below. */
function findSignature(lines: readonly Line[], from: number): number[] {
  const date = lines.findIndex((line, i) => i >= from && isDate(line));
  if (date < 0) return [];
  const block = [date];
  for (let i = date - 1; i >= from && ORGANISATION.test(lines[i]?.text ?? ''); i--) block.unshift(i);
  if (DISCLOSURE.test(lines[date + 1]?.text ?? '')) block.push(date + 1);
  return block;
}

/** Finds head and signature of one document's lines. */
export function frameOf(document: DocumentLines): Frame {
  const { lines, titleLines } = document;
  let headEnd = titleLines;
  if (lines[headEnd] && isNumberLine(lines[headEnd]?.text ?? '')) headEnd++;
  const next = lines[headEnd];
  if (next && next.kind === 'text' && ADDRESSEES.test(next.text) && next.text.length < 160) headEnd++;
  return { headEnd, signature: findSignature(lines, headEnd) };
}

function attachmentsOf(lines: readonly Line[]): Attachment[] {
  const at = lines.findIndex((line) => line.kind === 'text' && /^附\s*件\s*[:：]\s*\S/.test(line.text));
  const bare = lines.findIndex(
    (line, i) => /^附\s*件\s*[:：]$/.test(line.text) && /^1\s*[.．、]/.test(lines[i + 1]?.text ?? ''),
  );
  const start = at >= 0 && (bare < 0 || at < bare) ? at : bare;
  if (start < 0) return [];
  const found: Attachment[] = [];
  for (let i = start; i < lines.length; i++) {
    const text = (lines[i]?.text ?? '').replace(/^附\s*件\s*[:：]\s*/, '');
    const item = /^(\d{1,2}(?:-\d{1,2})?)\s*[.．、]?\s*(\D.*)$/.exec(text);
    if (item) found.push({ number: item[1] ?? '', name: (item[2] ?? '').replace(/[；。]$/, '') });
    else if (i === start && text) found.push({ number: '', name: text });
    else if (text) break;
  }
  return found.filter((attachment) => attachment.name.length > 1);
}

interface Term {
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
}

const YEARS = '零一二三四五六七八九十';

function addYears(day: Day, years: number): Day | null {
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number);
  return makeDay(y + years, m, d) ?? makeDay(y + years, m, d - 1);
}

/** Only sentences about the document itself set its term (有效期1年 in a checklist is somebody else's). */
function termSentences(lines: readonly Line[]): string {
  const sentences = lines
    .filter((line) => line.kind === 'text')
    .flatMap((line) => line.text.split(/(?<=[。；])/));
  return sentences
    .filter((each) =>
      /本(?:实施|工作|暂行|试行)?(?:方案|办法|通知|意见|规定|细则|条例|决定|措施|规则|制度|文件|公告|预案)|起(?:正式)?(?:施行|实施|执行|生效)/.test(
        each,
      ),
    )
    .join('\n');
}

/** Validity clauses: 自印发之日起施行, 自2023年1月1日起施行, 有效期至…, 有效期2年, 试行两年. */
function termOf(text: string, issuedOn: Day | null): Term {
  const fromText =
    /自((?:印发|发布|公布|发文|下发)之日|[^，。；]{4,14}日)起(?:正式)?(?:施行|实施|执行|生效)/.exec(text);
  const validFrom = fromText
    ? /之日/.test(fromText[1] ?? '')
      ? issuedOn
      : readDay(fromText[1] ?? '')
    : null;
  const until = /(?:有效期|试行期)(?:限)?(?:截?至|到)\s*([^，。；]{6,16}日)/.exec(text);
  if (until) return { validFrom, validUntil: readDay(until[1] ?? '') };
  const years = /(?:有效期|试行期?)(?:限)?(?:为)?\s*(\d{1,2}|[一两二三四五六七八九十])\s*年/.exec(text);
  const base = validFrom ?? issuedOn;
  if (!years || !base) return { validFrom, validUntil: null };
  const count = Number(years[1]) || YEARS.indexOf((years[1] ?? '').replace('两', '二'));
  return { validFrom, validUntil: addYears(base, count) };
}

function addresseesOf(line: string): string[] {
  if (!ADDRESSEES.test(line)) return [];
  const separator = /[，,]/.test(line) ? /[，,](?![^（(]*[）)])/ : /、(?![^（(]*[）)])/;
  return line
    .slice(0, -1)
    .split(separator)
    .map((name) => name.trim())
    .filter(Boolean);
}

function visibilityOf(disclosure: string | null): Visibility {
  return disclosure && INTERNAL.test(disclosure) ? 'internal' : 'public';
}

function titleOf(document: DocumentLines, fallback: string): string {
  const numberless = document.lines.slice(0, document.titleLines).filter((line) => !isNumberLine(line.text));
  const printed = numberless
    .map((line) => line.text)
    .join('')
    .replace(/\s+/g, '');
  if (printed) return printed;
  const first = document.lines
    .slice(0, 3)
    .find((line) => line.kind === 'text' && line.text.length <= 80 && !/[。；]/.test(line.text));
  return first?.text.replace(/\s+/g, '') ?? fallback;
}

/** The name of the publication an issue's front matter gives: 泾源县人民政府公报 2023年第04期. */
export function publicationOf(lines: readonly Line[]): string | null {
  const name = lines.find((line) => /^[一-鿿\s]{2,30}(?:公报|政报)$/.test(line.text))?.text;
  const issue = lines.map((line) => /\d{4}\s*年?\s*第\s*\d+\s*[期号]/.exec(line.text)?.[0]).find(Boolean);
  return name ? [name, issue].filter(Boolean).join(' ').trim() : null;
}

/** Metadata of one document. `fallbackTitle` (the file's name) serves a text without any title. */
export function readMetadata(
  document: DocumentLines,
  frame: Frame,
  publication: string | null,
  fallbackTitle: string,
): DocumentMetadata {
  const { lines } = document;
  const head = lines.slice(0, frame.headEnd);
  const signature = frame.signature.map((i) => lines[i]?.text ?? '');
  const isFront = document.kind === 'front matter';
  const numberText = head.map((line) => line.text).find(isNumberLine);
  const number = numberText && !isFront ? findDocumentNumber(numberText) : null;
  const addressee = head.at(-1)?.text ?? '';
  const issuedOn = isFront ? null : readDay(signature.join('\n'));
  const note = lines.map((line) => DISCLOSURE.exec(line.text)?.[1]).find(Boolean) ?? null;
  return {
    kind: document.kind,
    documentNumber: number ? writeDocumentNumber(number) : null,
    title: titleOf(document, fallbackTitle),
    contentsTitle: document.contentsTitle,
    issuers: signature.filter((line) => ORGANISATION.test(line)).map((line) => line.replace(/\s+/g, '')),
    addressees: addresseesOf(addressee),
    issuedOn,
    disclosure: note,
    visibility: visibilityOf(note),
    ...(isFront ? { validFrom: null, validUntil: null } : termOf(termSentences(lines), issuedOn)),
    attachments: isFront ? [] : attachmentsOf(lines),
    publication,
  };
}
