import type { DocumentSummary } from '../../../data/types.ts';

/** What part of the library to show: the words to filter by, and which page of it, from 1. */
export interface LibraryQuery {
  readonly filter: string;
  readonly page: number;
}

/** A page of the library, newest documents first. */
export interface LibraryPart extends LibraryQuery {
  readonly documents: readonly DocumentSummary[];
  /** Documents that the filter lets through, on all pages. */
  readonly count: number;
  readonly pages: number;
}

/** Rows on one page; few libraries have more, and their list is then filtered by the server alone. */
export const PER_PAGE = 500;

/** What a filter looks at, in small letters: number, title, issuers, publication. */
export function filterText({ documentNumber, title, issuers, publication }: DocumentSummary): string {
  return [documentNumber, title, ...issuers, publication].filter(Boolean).join(' ').toLowerCase();
}

/** Reads `?filter=` and `?page=`; what makes no sense is taken as left out. */
export function readLibraryQuery(filter: string | undefined, page: string | undefined): LibraryQuery {
  const number = /^\d{1,6}$/.test(page ?? '') ? Number(page) : 1;
  return { filter: (filter ?? '').trim().slice(0, 200), page: Math.max(1, number) };
}

/** The documents on a page of the filtered library; a page beyond the last gives the last. */
export function selectDocuments(documents: readonly DocumentSummary[], query: LibraryQuery): LibraryPart {
  const words = query.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = documents
    .filter((document) => words.every((word) => filterText(document).includes(word)))
    .sort((a, b) => (b.issuedOn ?? '').localeCompare(a.issuedOn ?? ''));
  const pages = Math.max(1, Math.ceil(fitting.length / PER_PAGE));
  const page = Math.min(query.page, pages);
  const shown = fitting.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  return { filter: query.filter, page, documents: shown, count: fitting.length, pages };
}
