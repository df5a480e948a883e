/** Shows what contradicts an answer: the other figure for the same subject, with its own citation. */
import { type ConflictSide, readConflicts, type ShownConflict } from '../data/conflicts.ts';
import type { Database } from '../data/database.ts';
import type { Day } from '../data/day.ts';
import { readTexts, validityOn } from '../data/documents.ts';
import { readCandidates, readPassageAt } from '../data/passages.ts';
import type { Candidate, Citation, Conflict, Span } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Draft, Statement } from './compose.ts';
import { coverage } from './match.ts';
import type { Query } from './query.ts';
import { wordStatement } from './statement.ts';
import { fold } from './tokenize.ts';
import { type Unit, unitsOf } from './units.ts';
import type { AnswerWords } from './words.ts';

/** A conflict in a draft, by the passages on its two sides; numbers are settled after verification. */
export interface PendingConflict {
  readonly conflict: ShownConflict;
  readonly passages: readonly [number, number];
}

/** A draft with what contradicts it. */
export interface TouchedDraft {
  readonly draft: Draft;
  readonly pending: readonly PendingConflict[];
}

/** As many as a reader can take in beside an answer. */
const MOST = 3;

const holdsSpan = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;

/** Whether a statement's words give the figure of a conflict's side. */
function gives(unit: Unit, text: string, side: ConflictSide): boolean {
  const figure = /[\d.,]*\d/.exec(side.shown)?.[0] ?? side.shown;
  return (
    unit.candidate.documentId === side.documentId && holdsSpan(unit.span, side.span) && text.includes(figure)
  );
}

/** A conflict with the side that the answer gives first. */
interface Touched {
  readonly conflict: ShownConflict;
  readonly own: Unit;
  readonly other: ConflictSide;
}

function findTouched(units: readonly Unit[], draft: Draft, conflicts: readonly ShownConflict[]): Touched[] {
  return conflicts.flatMap((conflict): Touched[] => {
    if (conflict.kind === 'change') return [];
    const giving = (side: ConflictSide) =>
      units.find((unit, i) => gives(unit, draft.statements[i]?.text ?? '', side));
    const left = giving(conflict.left);
    const own = left ?? giving(conflict.right);
    return own ? [{ conflict, own, other: left ? conflict.right : conflict.left }] : [];
  });
}

/** Those that the question asks about; where it asks about none of them, all that the answer gives. */
function relevant(query: Query, touched: readonly Touched[]): readonly Touched[] {
  const about = touched.map(({ conflict }) => coverage(query.concepts, fold(conflict.subject)));
  const best = Math.max(0, ...about);
  return best === 0 ? touched : touched.filter((_, i) => (about[i] ?? 0) >= 0.8 * best);
}

function unitAt(database: Database, side: ConflictSide, scope: Scope): Unit | null {
  const passage = readPassageAt(database, side.documentId, side.span);
  const [candidate] = passage ? readCandidates(database, [passage.id], scope.visibilities) : [];
  return candidate ? (unitsOf(candidate).find((unit) => holdsSpan(unit.span, side.span)) ?? null) : null;
}

function cite(candidate: Candidate, n: number, database: Database, today: Day): Citation {
  const { documentId, documentNumber, title, locator, span, source, id: passageId } = candidate;
  const quote = readTexts(database, [documentId]).get(documentId)?.slice(span.start, span.end) ?? '';
  const validity = validityOn(candidate, today);
  return { n, documentId, documentNumber, title, locator, quote, span, passageId, validity, source };
}

/**
 * Adds to a draft what other places say of the figures that it gives. `units` are the chosen statements, in
 * the order of the draft's.
 */
export function touchConflicts(
  query: Query,
  units: readonly Unit[],
  draft: Draft,
  parts: { readonly database: Database },
  scope: Scope,
  today: Day,
): TouchedDraft {
  const documents = [...new Set(draft.citations.map(({ documentId }) => documentId))];
  const conflicts = readConflicts(parts.database, documents, scope.visibilities);
  const statements: Statement[] = [...draft.statements];
  const citations: Citation[] = [...draft.citations];
  const pending: PendingConflict[] = [];
  for (const { conflict, own, other } of relevant(query, findTouched(units, draft, conflicts)).slice(
    0,
    MOST,
  )) {
    const unit = unitAt(parts.database, other, scope);
    if (!unit) continue;
    const known = citations.find(({ passageId }) => passageId === unit.candidate.id);
    const citation = known ?? cite(unit.candidate, citations.length + 1, parts.database, today);
    if (!known) {
      citations.push(citation);
      statements.push({ text: wordStatement(query, unit), citations: [citation.n] });
    }
    pending.push({ conflict, passages: [own.candidate.id, unit.candidate.id] });
  }
  return { draft: { statements, citations }, pending };
}

/** The conflicts of a verified answer, each with the numbers of its two citations. */
export function settleConflicts(
  pending: readonly PendingConflict[],
  citations: readonly Citation[],
  words: AnswerWords,
): readonly Conflict[] {
  return pending.flatMap(({ conflict, passages }) => {
    const numbers = passages.flatMap((id) => citations.find(({ passageId }) => passageId === id)?.n ?? []);
    if (numbers.length < 2) return [];
    const { subject, left, right, leftTitle, rightTitle, kind } = conflict;
    const place = (side: ConflictSide, title: string) => (kind === 'parts' ? side.part : title);
    const note = words.conflict(
      { place: place(left, leftTitle), shown: left.shown, isTitle: kind !== 'parts' },
      { place: place(right, rightTitle), shown: right.shown, isTitle: kind !== 'parts' },
    );
    return [{ subject, citations: numbers, note }];
  });
}
