/** Finds passages for a question, within the document it names where it names one. */
import type { Day } from '../data/day.ts';
import { findDocumentNumbers, matchesDocumentNumber } from '../data/document-number.ts';
import { findByNumber } from '../data/documents.ts';
import { findFiled } from '../data/regions.ts';
import type { Scope } from './access.ts';
import { barePlace, readEditionAsk, regionsOf } from './edition-ask.ts';
import type { Query } from './query.ts';
import type { Ranked } from './rerank.ts';
import { type SearchParts, search } from './search.ts';

/** What was found; `named` tells what became of the document number in the question. */
export interface Retrieved {
  readonly ranked: readonly Ranked[];
  readonly named: 'none' | 'found' | 'cited' | 'missing';
}

/** So many documents tell a question's edition from too few others to be worth a second search. */
const MOST_DOCUMENTS = 3_000;

/** Documents of the year and place that a question names, where it names any and they are not too many. */
function namedDocuments(
  query: Query,
  scope: Scope,
  parts: SearchParts,
  today: Day | null,
): readonly string[] {
  const regions = regionsOf(parts, scope);
  const { years, places } = readEditionAsk(query, regions, parts.tokenizer, today);
  const own = regions.all.filter((region) => places.includes(barePlace(region)));
  if (years.length === 0 && own.length === 0) return [];
  const filed = findFiled(parts.database, own, years);
  return filed.length > MOST_DOCUMENTS ? [] : filed;
}

/** Both rankings in one; a passage found twice keeps its better score. */
function join(a: readonly Ranked[], b: readonly Ranked[]): readonly Ranked[] {
  const byId = new Map(a.map((each) => [each.candidate.id, each]));
  for (const each of b) {
    const known = byId.get(each.candidate.id);
    if (!known || known.score < each.score) byId.set(each.candidate.id, each);
  }
  return [...byId.values()].sort((x, y) => y.score - x.score || x.candidate.id - y.candidate.id);
}

/** Looks among all documents, and once more among those of the year and place that are named. */
async function searchEditions(
  query: Query,
  scope: Scope,
  parts: SearchParts,
  within: readonly string[],
  today: Day | null,
): Promise<readonly Ranked[]> {
  const ranked = await search(query, scope, parts, within);
  if (within.length > 0) return ranked;
  const named = namedDocuments(query, scope, parts, today);
  return named.length === 0 ? ranked : join(ranked, await search(query, scope, parts, named));
}

/**
 * Passages for a question. A number the library does not hold may still be cited by a document that it does.
 * @param within ids of the documents a conversation is about, where the question names none itself
 * @param today gives 去年 a year; null where only written years count
 */
export async function retrieve(
  query: Query,
  scope: Scope,
  parts: SearchParts,
  within: readonly string[] = [],
  today: Day | null = null,
): Promise<Retrieved> {
  const { number } = query;
  if (!number) return { ranked: await searchEditions(query, scope, parts, within, today), named: 'none' };
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
