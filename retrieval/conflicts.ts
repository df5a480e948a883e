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

const figureOf = (side: ConflictSide) => /[\d.,]*\d/.exec(side.shown)?.[0] ?? side.shown;

/** The passage whose citation a statement rests on where it gives the figure of a conflict's side; else null. */
function giving(draft: Draft, side: ConflictSide): number | null {
  const cited = draft.citations.find(
    ({ documentId, span }) => documentId === side.documentId && holdsSpan(span, side.span),
  );
  const figure = new RegExp(`(?<![\\d.])${figureOf(side).replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`);
  const given = draft.statements.some(
    ({ text, citations }) => cited && citations.includes(cited.n) && figure.test(text),
  );
  return given ? (cited?.passageId ?? null) : null;
}

/** A conflict with the passage of the side that the answer gives first. */
interface Touched {
  readonly conflict: ShownConflict;
  readonly own: number;
  readonly other: ConflictSide;
}

function findTouched(draft: Draft, conflicts: readonly ShownConflict[]): Touched[] {
  return conflicts.flatMap((conflict): Touched[] => {
    if (conflict.kind === 'change') return [];
    const left = giving(draft, conflict.left);
    const own = left ?? giving(draft, conflict.right);
    if (own === null) return [];
    return [{ conflict, own, other: left === null ? conflict.left : conflict.right }];
  });
}

/** Below this share of the question's telling, a subject is not what is asked about. */
const ASKED = 0.3;

/** Those that the question asks about; where it asks for no one figure, all that the answer gives. */
function relevant(query: Query, touched: readonly Touched[]): readonly Touched[] {
  const about = touched.map(({ conflict }) => coverage(query.concepts, fold(conflict.subject)));
  const best = Math.max(0, ...about);
  if (best >= ASKED) return touched.filter((_, i) => (about[i] ?? 0) >= 0.8 * best);
  return query.asks === 'how much' ? [] : touched;
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

/** Adds to a draft what other places say of the figures that it gives. */
export function touchConflicts(
  query: Query,
  draft: Draft,
  parts: { readonly database: Database },
  scope: Scope,
  today: Day,
): TouchedDraft {
  const documents = [...new Set(draft.citations.map(({ documentId }) => documentId))];
  const conflicts = readConflicts(parts.database, documents, scope.visibilities);
  if (conflicts.length === 0) return { draft, pending: [] };
  const statements: Statement[] = [...draft.statements];
  const citations: Citation[] = [...draft.citations];
  const passages: Candidate[] = [...(draft.passages ?? [])];
  const pending: PendingConflict[] = [];
  const touched = relevant(query, findTouched(draft, conflicts)).slice(0, MOST);
  for (const { conflict, own, other } of touched) {
    const unit = unitAt(parts.database, other, scope);
    if (!unit) continue;
    const { candidate } = unit;
    if (citations.every(({ passageId }) => passageId !== candidate.id)) {
      const citation = cite(candidate, citations.length + 1, parts.database, today);
      citations.push(citation);
      passages.push(candidate);
      statements.push({ text: wordStatement(query, unit), citations: [citation.n] });
    }
    pending.push({ conflict, passages: [own, candidate.id] });
  }
  return { draft: { statements, citations, passages }, pending };
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
