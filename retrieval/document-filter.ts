/** Narrows the list of documents: by year of issue, issuer, theme, validity. */
import type { DocumentSummary, Validity } from '../data/types.ts';

/** What a reader browses by; what is left out lets everything through. */
export interface DocumentFilter {
  readonly year?: number | undefined;
  readonly issuer?: string | undefined;
  readonly theme?: string | undefined;
  readonly validity?: Validity | undefined;
}

const yearOf = ({ issuedOn }: DocumentSummary) => (issuedOn ? Number(issuedOn.slice(0, 4)) : null);

/** An issuer by its whole name where one has it, else by a part of it. */
function issuedBy(documents: readonly DocumentSummary[], issuer: string): (one: DocumentSummary) => boolean {
  const isWhole = documents.some(({ issuers }) => issuers.includes(issuer));
  return ({ issuers }) =>
    isWhole ? issuers.includes(issuer) : issuers.some((name) => name.includes(issuer));
}

/** The documents that a filter lets through, in their order. */
export function filterDocuments(
  documents: readonly DocumentSummary[],
  { year, issuer, theme, validity }: DocumentFilter,
): readonly DocumentSummary[] {
  const isTheirs = issuer === undefined ? null : issuedBy(documents, issuer);
  return documents.filter(
    (document) =>
      (year === undefined || yearOf(document) === year) &&
      (isTheirs === null || isTheirs(document)) &&
      (theme === undefined || document.theme === theme) &&
      (validity === undefined || document.validity === validity),
  );
}

/** A value to browse by, with how many documents have it. */
export interface Choice<T> {
  readonly value: T;
  readonly count: number;
}

/** The values that documents can be browsed by: years latest first, the others by how many have them. */
export interface Choices {
  readonly years: readonly Choice<number>[];
  readonly issuers: readonly Choice<string>[];
  readonly themes: readonly Choice<string>[];
  readonly validities: readonly Choice<Validity>[];
}

function countOf<T>(values: readonly (T | null | undefined)[]): Choice<T>[] {
  const counts = new Map<T, number>();
  for (const value of values) {
    if (value !== null && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** What there is to browse by in a list. */
export function choicesOf(documents: readonly DocumentSummary[]): Choices {
  return {
    years: countOf(documents.map(yearOf)).sort((a, b) => b.value - a.value),
    issuers: countOf(documents.flatMap(({ issuers }) => issuers)),
    themes: countOf(documents.map(({ theme }) => theme)),
    validities: countOf(documents.map(({ validity }) => validity)),
  };
}
