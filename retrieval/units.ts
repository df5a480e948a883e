/** What an answer is put together from: sentences of clauses, rows of tables. */

import { splitSentences } from '../data/sentences.ts';
import type { Candidate, Span } from '../data/types.ts';

/** A statement that can be cited: its words for the reader, and where they stand. */
export interface Unit {
  readonly candidate: Candidate;
  /** The words of the statement: verbatim for a clause, `header: value` for a row. */
  readonly text: string;
  /** Where it stands in the document's text. */
  readonly span: Span;
}

/** Words after which a clause limits what was said before it. */
const EXCEPTION = /^(?:但|除外|除|另行|不包括|不含|其中|如有|确不|未|特殊情况|不再|不得|（以上|（夫妻)/;

function clauseUnits(candidate: Candidate): Unit[] {
  return splitSentences(candidate.text).map((sentence) => ({
    candidate,
    text: candidate.text.slice(sentence.start, sentence.end),
    span: { start: candidate.span.start + sentence.start, end: candidate.span.start + sentence.end },
  }));
}

/** The statements of a passage, in order. */
export function unitsOf(candidate: Candidate): readonly Unit[] {
  if (candidate.kind !== 'row') return clauseUnits(candidate);
  return [{ candidate, text: candidate.text, span: candidate.span }];
}

/** Whether a statement limits the one before it (但…除外, 另行…), so that the two belong together. */
export function limits(unit: Unit): boolean {
  return EXCEPTION.test(unit.text);
}
