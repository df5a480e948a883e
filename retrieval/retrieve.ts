/** Finds passages for a question, within the document it names where it names one. */
import { findDocumentNumbers, matchesDocumentNumber } from '../data/document-number.ts';
import { findByNumber } from '../data/documents.ts';
import type { Scope } from './access.ts';
import type { Query } from './query.ts';
import type { Ranked } from './rerank.ts';
import { type SearchParts, search } from './search.ts';

/** What was found; `named` tells what became of the document number in the question. */
export interface Retrieved {
  readonly ranked: readonly Ranked[];
  readonly named: 'none' | 'found' | 'cited' | 'missing';
}

/**
 * Passages for a question. A number the library does not hold may still be cited by a document that it does.
 * @param within ids of the documents a conversation is about, where the question names none itself
 */
export async function retrieve(
  query: Query,
  scope: Scope,
  parts: SearchParts,
  within: readonly string[] = [],
): Promise<Retrieved> {
  const { number } = query;
  if (!number) return { ranked: await search(query, scope, parts, within), named: 'none' };
  const documents = findByNumber(parts.database, number, scope.visibilities);
  const asksOfIssue = query.facets.some((facet) => facet.name === '刊头');
  if (documents.length > 0 && !asksOfIssue) {
    const within = documents.map((document) => document.id);
    return { ranked: await search(query, scope, parts, within), named: 'found' };
  }
  const ranked = (await search(query, scope, parts)).filter(({ candidate }) =>
    findDocumentNumbers(candidate.text).some((found) => matchesDocumentNumber(number, found)),
  );
  return { ranked, named: ranked.length > 0 ? 'cited' : 'missing' };
}
