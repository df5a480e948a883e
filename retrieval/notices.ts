/** Warnings beside an answer: a cited document has lapsed, is repealed, replaced, amended, or not yet in force. */
import type { Database } from '../data/database.ts';
import type { Day } from '../data/day.ts';
import { validityOn } from '../data/documents.ts';
import { readRelations, type ShownRelation } from '../data/relations.ts';
import { readSeries, type SeriesMember, successorIn } from '../data/standing.ts';
import type { Candidate, Citation, Conflict } from '../data/types.ts';
import type { Scope } from './access.ts';
import { yearsOf } from './edition-fit.ts';
import type { Ranked } from './rerank.ts';
import type { Found } from './settle.ts';
import type { AnswerWords, NamedDocument } from './words.ts';

type Editions = Found['editions'];

const nameOther = ({ otherTitle, otherNumber }: ShownRelation): NamedDocument => ({
  title: otherTitle,
  documentNumber: otherNumber,
});

const nameMember = (member: SeriesMember | null): NamedDocument | null =>
  member && { title: member.title, documentNumber: member.documentNumber };

function doneTo(
  relations: readonly ShownRelation[],
  kinds: readonly string[],
  today: Day,
): NamedDocument | null {
  const found = relations.find(
    ({ kind, direction, day }) => direction === 'by' && kinds.includes(kind) && (!day || day <= today),
  );
  return found ? nameOther(found) : null;
}

/** What a reader should know of one cited document, as of a day; the gravest alone. */
function noticeFor(
  candidate: Candidate,
  database: Database,
  scope: Scope,
  today: Day,
  words: AnswerWords,
): string | null {
  const { title, documentId, validUntil, validFrom, supersededOn, extendedUntil, series = '' } = candidate;
  const validity = validityOn(candidate, today);
  const successor = nameMember(successorIn(readSeries(database, series, scope.visibilities), documentId));
  const relations = readRelations(database, documentId, scope.visibilities);
  if (validity === 'repealed') {
    return words.repealed(title, doneTo(relations, ['repeals', 'ends'], today) ?? successor);
  }
  if (validity === 'expired' && validUntil && (extendedUntil ?? validUntil) < today) {
    return words.expired(title, extendedUntil ?? validUntil, successor);
  }
  if (supersededOn && supersededOn <= today && successor) return words.superseded(title, successor);
  if (validFrom && validFrom > today) return words.notYet(title, validFrom);
  const amended = doneTo(relations, ['amends'], today);
  return amended ? words.amended(title, amended) : null;
}

const placeOf = ({ region }: Candidate) => region ?? null;

/** Which edition an answer uses, where the question leaves it open, or names a year that is not the document's. */
function editionNotice(candidate: Candidate, { ask, aside }: Editions, words: AnswerWords): string | null {
  const others = aside.get(candidate.documentId) ?? [];
  const own = yearsOf(candidate);
  const distinct = <T>(values: readonly (T | null)[], used: T | null) =>
    [...new Set(values)].filter((each): each is T => each !== null && each !== used).sort();
  const otherYears = distinct(
    others.map((each) => yearsOf(each)?.to ?? null),
    own?.to ?? null,
  );
  const years = ask.years.length > 0 ? [] : otherYears;
  const places = ask.places.length > 0 ? [] : distinct(others.map(placeOf), placeOf(candidate));
  const isOfNamed = ask.years.some((year) => own && own.from <= year && year <= own.to);
  const isForeign = own !== null && ask.years.length > 0 && !isOfNamed;
  if (years.length === 0 && places.length === 0 && !isForeign) return null;
  const used = {
    title: candidate.title,
    year: years.length > 0 || isForeign ? (own?.to ?? null) : null,
    place: places.length > 0 ? placeOf(candidate) : null,
  };
  return words.editionUsed(used, { years, places });
}

/** What the library knows of a document's term, where that is the question and it has not lapsed. */
function termNotice(candidate: Candidate, today: Day, words: AnswerWords): string | null {
  const validity = validityOn(candidate, today);
  if (validity === 'in force') return words.inForce(candidate.title, today);
  return validity === 'unstated' ? words.noTerm(candidate.title) : null;
}

/** What the warnings of an answer are about. */
export interface NoticeTask {
  readonly citations: readonly Citation[];
  readonly ranked: readonly Ranked[];
  readonly conflicts: readonly Conflict[];
  readonly editions: Editions;
  /** Whether the question is if a document is in force. */
  readonly term: boolean;
  /** Entries of a list that the answer leaves out. */
  readonly more: number;
}

/** The warnings for an answer, each once; successors are named only where the reader may see them. */
export function noticesFor(
  { citations, ranked, conflicts, editions, term, more }: NoticeTask,
  parts: { readonly database: Database; readonly answerWords: AnswerWords },
  scope: Scope,
  today: Day,
): readonly string[] {
  const words = parts.answerWords;
  const cited = new Map<string, Candidate>();
  for (const { documentId } of citations) {
    const found = ranked.find(({ candidate }) => candidate.documentId === documentId);
    if (found) cited.set(documentId, found.candidate);
  }
  const notices = [...cited.values()].flatMap((candidate) => [
    editionNotice(candidate, editions, words),
    noticeFor(candidate, parts.database, scope, today, words),
    term ? termNotice(candidate, today, words) : null,
  ]);
  const all = [
    ...notices,
    conflicts.length > 0 ? words.differ() : null,
    more > 0 ? words.listContinues(more) : null,
  ];
  return [...new Set(all.filter((notice) => notice !== null))];
}
