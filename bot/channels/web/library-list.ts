import { z } from 'zod';
import type { DocumentSummary } from '../../../data/types.ts';
import {
  type Choices,
  choicesOf,
  type DocumentFilter,
  filterDocuments,
} from '../../../retrieval/document-filter.ts';

/** What part of the library to show: words and kinds to filter by, and which page of it, from 1. */
export interface LibraryQuery {
  readonly filter: string;
  readonly page: number;
  readonly kinds?: DocumentFilter;
}

/** A page of the library, newest documents first. */
export interface LibraryPart extends LibraryQuery {
  readonly documents: readonly DocumentSummary[];
  /** Documents that the filter lets through, on all pages. */
  readonly count: number;
  readonly pages: number;
  /** What the whole library can be browsed by. */
  readonly choices: Choices;
}

/** Whether a part is less than the whole library. */
export const isNarrowed = ({ filter, kinds = {} }: LibraryPart): boolean =>
  filter !== '' || Object.values(kinds).some((kind) => kind !== undefined);

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

const Kinds = z.object({
  year: z.coerce.number().int().min(1900).max(2999).optional().catch(undefined),
  issuer: z.string().min(1).max(100).optional().catch(undefined),
  theme: z.string().min(1).max(20).optional().catch(undefined),
  validity: z.enum(['in force', 'expired', 'repealed', 'unstated']).optional().catch(undefined),
});

/** Reads `?year=`, `?issuer=`, `?theme=` and `?validity=`; what makes no sense is taken as left out. */
export function readKinds(query: Readonly<Record<string, string>>): DocumentFilter {
  const chosen = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
  return Kinds.parse(chosen);
}

/** The documents on a page of the filtered library; a page beyond the last gives the last. */
export function selectDocuments(documents: readonly DocumentSummary[], query: LibraryQuery): LibraryPart {
  const words = query.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = filterDocuments(documents, query.kinds ?? {})
    .filter((document) => words.every((word) => filterText(document).includes(word)))
    .sort((a, b) => (b.issuedOn ?? '').localeCompare(a.issuedOn ?? ''));
  const pages = Math.max(1, Math.ceil(fitting.length / PER_PAGE));
  const page = Math.min(query.page, pages);
  const shown = fitting.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const { filter, kinds = {} } = query;
  const choices = choicesOf(documents);
  return { filter, kinds, page, documents: shown, count: fitting.length, pages, choices };
}
