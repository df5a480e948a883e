/** Which document of the library some words name: its number, its title, or enough of its title. */
import {
  findDocumentNumber,
  matchesDocumentNumber,
  parseDocumentNumberQuery,
} from '../../data/document-number.ts';
import { seriesTitle, titleKey, titleLikeness, yearsOfTitle } from '../../data/title-key.ts';
import type { DocumentSummary } from '../../data/types.ts';

/** One document, several that may be meant, or none. */
export type NamedDocument =
  | { readonly kind: 'one'; readonly document: DocumentSummary }
  | { readonly kind: 'several'; readonly documents: readonly DocumentSummary[] }
  | { readonly kind: 'none' };

/** Words shorter than this, or less alike, name nothing. */
const SHORTEST_NAME = 4;
const ALIKE = 0.85;
/** What kind of document a name says it is; people mistake 通知 for 方案. */
const KIND = /的?(?:工作|实施|管理)?(?:方案|通知|办法|意见|规定|文件|政策|要点|计划|细则)$/;
const GENERIC = /^(?:工作|实施|管理)?(?:方案|通知|办法|意见|规定|文件|政策|要点)+$/;

const isOf = (year: number) => (document: DocumentSummary) => {
  const named = yearsOfTitle(document.title);
  const from = document.yearFrom ?? named?.from ?? Number(document.issuedOn?.slice(0, 4));
  const to = document.yearTo ?? named?.to ?? from;
  return from <= year && year <= to;
};

const ageOf = ({ yearFrom, issuedOn, title }: DocumentSummary) =>
  `${yearFrom ?? yearsOfTitle(title)?.from ?? issuedOn?.slice(0, 4) ?? ''} ${issuedOn ?? ''}`;

/** The latest of one plan's years; several where they are of different plans. */
function pick(documents: readonly DocumentSummary[]): NamedDocument {
  const [latest, second] = [...documents].sort((a, b) => ageOf(b).localeCompare(ageOf(a)));
  if (!latest) return { kind: 'none' };
  const isOnePlan = new Set(documents.map(({ title }) => seriesTitle(title))).size === 1;
  return !second || isOnePlan ? { kind: 'one', document: latest } : { kind: 'several', documents };
}

/** Whether the characters of a name stand in a title in their order: 燃气排查 in 燃气领域安全风险隐患排查整治. */
function runsThrough(name: string, title: string): boolean {
  let at = -1;
  return [...name].every((char) => {
    at = title.indexOf(char, at + 1);
    return at >= 0;
  });
}

/** How surely a name means a title: its words stand there, all but the kind of document, in their order, or nearly. */
function surenessOf(name: string, title: string): number {
  const [key, held] = [titleKey(name), titleKey(title)];
  const stem = key.replace(KIND, '');
  if (held.includes(key)) return 4;
  if (stem.length >= SHORTEST_NAME && held.includes(stem)) return 3;
  if (stem.length >= SHORTEST_NAME && runsThrough(stem, held)) return 2;
  const like = titleLikeness(name, title);
  return like >= ALIKE ? like : 0;
}

/**
 * The document that some words name.
 * @param year the year it must be of; null where any will do
 */
export function nameDocument(
  name: string,
  year: number | null,
  documents: readonly DocumentSummary[],
): NamedDocument {
  const number = parseDocumentNumberQuery(name);
  if (number) {
    const own = documents.filter(({ documentNumber }) => {
      const held = documentNumber === null ? null : findDocumentNumber(documentNumber);
      return held !== null && matchesDocumentNumber(number, held);
    });
    const [only, second] = own;
    if (!only) return { kind: 'none' };
    return second ? { kind: 'several', documents: own } : { kind: 'one', document: only };
  }
  const key = titleKey(name);
  if (key.length < SHORTEST_NAME || GENERIC.test(key)) return { kind: 'none' };
  const ofYear = year === null ? documents : documents.filter(isOf(year));
  const found = ofYear.map((document) => {
    const titles = [document.title, document.contentsTitle ?? ''].filter(Boolean);
    return { document, sureness: Math.max(...titles.map((title) => surenessOf(name, title))) };
  });
  const surest = Math.max(0, ...found.map(({ sureness }) => sureness));
  return pick(
    found.flatMap(({ document, sureness }) => (surest > 0 && sureness === surest ? [document] : [])),
  );
}
