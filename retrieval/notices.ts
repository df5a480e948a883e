/** Warnings beside an answer: a cited document has lapsed, is repealed, replaced, amended, or not yet in force. */
import type { Database } from '../data/database.ts';
import type { Day } from '../data/day.ts';
import { validityOn } from '../data/documents.ts';
import { readRelations, type ShownRelation } from '../data/relations.ts';
import { readSeries, type SeriesMember, successorIn } from '../data/standing.ts';
import type { Candidate, Citation, Conflict } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Ranked } from './rerank.ts';
import type { AnswerWords, NamedDocument } from './words.ts';

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

/** The warnings for an answer, each once; successors are named only where the reader may see them. */
export function noticesFor(
  citations: readonly Citation[],
  ranked: readonly Ranked[],
  conflicts: readonly Conflict[],
  parts: { readonly database: Database; readonly answerWords: AnswerWords },
  scope: Scope,
  today: Day,
): readonly string[] {
  const cited = new Map<string, Candidate>();
  for (const { documentId } of citations) {
    const found = ranked.find(({ candidate }) => candidate.documentId === documentId);
    if (found) cited.set(documentId, found.candidate);
  }
  const standing = [...cited.values()].flatMap(
    (candidate) => noticeFor(candidate, parts.database, scope, today, parts.answerWords) ?? [],
  );
  return conflicts.length > 0 ? [...standing, parts.answerWords.differ()] : standing;
}
