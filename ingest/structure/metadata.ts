/** Reads what a document says of itself: number, title, issuers, addressees, dates, disclosure, validity. */
import { readDay } from '../../data/day.ts';
import { findDocumentNumber, isNumberLine, writeDocumentNumber } from '../../data/document-number.ts';
import type { DocumentMetadata } from '../../data/types.ts';
import { type Disclosure, isHandlingMark, readDisclosure, strictest } from '../disclosure.ts';
import { findAttachments } from './attachments.ts';
import { squeeze } from './cells.ts';
import { dayOfLine, type Frame, isAddressees, signatureOnLine } from './frame.ts';
import type { DocumentLines } from './gazette.ts';
import { type DeclaredMetadata, declaredDay, readParticulars } from './labels.ts';
import { isOrderNumber, TITLE_END } from './line-kinds.ts';
import { isOrganisation, organisationsOfTitle, splitOrganisations } from './organisations.ts';
import type { Line } from './repair.ts';
import { termOf } from './term.ts';

export { type Frame, frameOf } from './frame.ts';

/** 各省、自治区、直辖市… and 各市、县（区）… are one addressee each. */
const KEPT_TOGETHER = /(各?省|自治区|各?[市县区州])、(?=自治区|直辖市|[县区市]|计划单列市)/g;

function addresseesOf(line: Line | undefined): string[] {
  if (!line || !isAddressees(line)) return [];
  const text = line.text.slice(0, -1).replace(KEPT_TOGETHER, '$1\u0000');
  const separator = /[，,]/.test(text) ? /[，,](?![^（(]*[）)])/ : /、(?![^（(]*[）)])/;
  return text
    .split(separator)
    .map((name) => name.replaceAll('\u0000', '、').trim())
    .filter(Boolean);
}

/** Orders and announcements have their number for a title: 某省指挥部公告（第6号）. */
const isWorded = (text: string) => isNumberLine(text) && /(?:令|公告|通告)/.test(text);

/** The title's lines; a page's own heading may repeat it, in full or cut short. */
function titleTexts(document: DocumentLines): string[] {
  const from = document.titleAt ?? 0;
  const lines = document.lines
    .slice(from, document.titleLines)
    .filter((line) => !isNumberLine(line.text) && !isHandlingMark(line.text));
  const below = document.lines[document.titleLines]?.text ?? '';
  const whole = lines.some((line) => TITLE_END.test(squeeze(line.text)));
  const texts = lines.map((line) => withoutNumber(line.text));
  const all = isWorded(below) && !whole ? [...texts, below] : texts;
  return all.filter((text, i) => !all.slice(i + 1).some((later) => repeats(text, later)));
}

function repeats(text: string, later: string): boolean {
  const [a, b] = [squeeze(text), squeeze(later)];
  return a.length >= 8 && (b.includes(a) || b.startsWith(a.slice(0, 12)));
}

function titleOf(document: DocumentLines, fallback: string): string {
  return squeeze(titleTexts(document).join('')) || fallback;
}

/** A number that stands at an end of a title's line is no part of the title. */
function withoutNumber(text: string): string {
  const found = findDocumentNumber(text);
  if (!found) return text;
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found.length)];
  if (/^[\s）)]*$/.test(after) && before) return before.replace(/[（(]\s*$/, '');
  return before.trim() === '' ? after.replace(/^[\s）)—–-]+/, '') || text : text;
}

/** 国务院令 as the title with 第708号 below it; else the first line of the head that holds a number. */
function numberOf(head: readonly Line[], declared: DeclaredMetadata): string | null {
  const own = head.map((line) => line.text).find(isNumberLine);
  const order = head.findIndex((line) => /(?:令|公告|通告)$/.test(squeeze(line.text)));
  const below = squeeze(head[order + 1]?.text ?? '').replace(/^[（(]|[）)]$/g, '');
  const composed = order >= 0 && isOrderNumber(below) ? `${squeeze(head[order]?.text ?? '')}${below}` : null;
  const at = head.findIndex((line) => line.text === own);
  const worded = own && isWorded(own) && at > 0 ? `${head[at - 1]?.text ?? ''}${own}` : null;
  const inTitle = head.map((line) => line.text).find((text) => withoutNumber(text) !== text);
  for (const text of [worded, own, composed, declared.documentNumber, inTitle]) {
    const found = text ? findDocumentNumber(text) : null;
    if (found) return writeDocumentNumber(found);
  }
  return null;
}

/** Who signed; else who the title names; else the body whose name ends an undated text. */
function issuersOf(
  signature: readonly string[],
  titles: readonly string[],
  last: string,
  declared: DeclaredMetadata,
): string[] {
  const signed = signature.flatMap((text) => {
    const joined = signatureOnLine(text)?.issuer ?? text;
    return isOrganisation(joined) ? splitOrganisations(joined) : [];
  });
  if (declared.issuer) return splitOrganisations(declared.issuer);
  if (signed.length > 0) return signed;
  const ofTitle = organisationsOfTitle(titles.join(' '));
  return ofTitle.length > 0 || !isOrganisation(last) ? ofTitle : splitOrganisations(last);
}

/** The name of the publication an issue's front matter gives: 泾源县人民政府公报 2023年第04期. */
export function publicationOf(lines: readonly Line[]): string | null {
  const name = lines.find((line) => /^[一-鿿\s]{2,30}(?:公报|政报)$/.test(line.text))?.text;
  const issue = lines.map((line) => /\d{4}\s*年?\s*第\s*\d+\s*[期号]/.exec(line.text)?.[0]).find(Boolean);
  return name ? [name, issue].filter(Boolean).join(' ').trim() : null;
}

function frontMatterMetadata(
  document: DocumentLines,
  publication: string | null,
  fallback: string,
  disclosure: Disclosure | null,
): DocumentMetadata {
  return {
    kind: 'front matter',
    documentNumber: null,
    title: titleOf(document, fallback),
    contentsTitle: null,
    issuers: [],
    addressees: [],
    issuedOn: null,
    disclosure: disclosure?.note ?? null,
    visibility: disclosure?.visibility ?? 'public',
    validFrom: null,
    validUntil: null,
    attachments: [],
    publication,
  };
}

/**
 * Metadata of one document. `fallbackTitle` (the file's name) serves a text without any title; `declared` is
 * what the file's own metadata say, and is given only for a file that is one document; `ofFile` is what the
 * file says of who may read all of it.
 */
export function readMetadata(
  document: DocumentLines,
  frame: Frame,
  publication: string | null,
  fallbackTitle: string,
  declared: DeclaredMetadata = {},
  ofFile: Disclosure | null = null,
): DocumentMetadata {
  const { lines } = document;
  if (document.kind === 'front matter')
    return frontMatterMetadata(document, publication, fallbackTitle, ofFile);
  const head = lines.slice(0, frame.headEnd);
  const said = { ...readParticulars(head), ...declared };
  const signature = frame.signature.map((i) => lines[i]?.text ?? '');
  const headDay = head.map((line) => dayOfLine(line.text, false)).find(Boolean) ?? null;
  const issuedOn =
    declaredDay(said.issuedOn) ??
    readDay(signature.join('\n')) ??
    declaredDay(signature.find((line) => dayOfLine(line, true))) ??
    headDay;
  const disclosure = strictest([readDisclosure(lines, frame.signature), ofFile]);
  const term = termOf(lines, issuedOn);
  return {
    kind: 'document',
    documentNumber: numberOf(head, said),
    title: said.title ?? titleOf(document, fallbackTitle),
    contentsTitle: document.contentsTitle,
    issuers: issuersOf(signature, titleTexts(document), lines.at(-1)?.text ?? '', said),
    addressees: addresseesOf(head.at(-1)),
    issuedOn,
    disclosure: disclosure?.note ?? null,
    visibility: disclosure?.visibility ?? 'public',
    validFrom: declaredDay(said.effectiveOn) ?? term.validFrom,
    validUntil: declaredDay(said.expiresOn) ?? term.validUntil,
    attachments: findAttachments(lines, frame.headEnd).announced,
    publication,
  };
}
