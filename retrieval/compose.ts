/** Puts chosen statements into an answer: each marked with its citations, quotes verbatim from the source. */
import type { Database } from '../data/database.ts';
import type { Day } from '../data/day.ts';
import { readTexts, validityOn } from '../data/documents.ts';
import { readPassageAt } from '../data/passages.ts';
import type { Candidate, Citation } from '../data/types.ts';
import type { Query } from './query.ts';
import { tellingCells, wordStatement } from './statement.ts';
import type { Unit } from './units.ts';

/** A sentence of an answer with the numbers of the citations it rests on. */
export interface Statement {
  readonly text: string;
  readonly citations: readonly number[];
}

/** Statements with their citations, before they are verified. */
export interface Draft {
  readonly statements: readonly Statement[];
  readonly citations: readonly Citation[];
  /** The passages cited, for the columns of table rows. */
  readonly passages?: readonly Candidate[];
}

/** The citations of one answer, numbered as they are first needed. */
export class Citations {
  readonly list: Citation[] = [];
  readonly passages: Candidate[] = [];
  readonly #texts: ReadonlyMap<string, string>;
  readonly #today: Day;

  constructor(texts: ReadonlyMap<string, string>, today: Day) {
    this.#texts = texts;
    this.#today = today;
  }

  /** The number of the citation of a passage, made when it is first needed. */
  cite(candidate: Candidate): number {
    const known = this.list.find((each) => each.passageId === candidate.id);
    if (known) return known.n;
    const { documentId, documentNumber, title, locator, span, source } = candidate;
    const quote = this.#texts.get(documentId)?.slice(span.start, span.end) ?? '';
    const n = this.list.length + 1;
    const validity = validityOn(candidate, this.#today);
    this.passages.push(candidate);
    this.list.push({
      n,
      documentId,
      documentNumber,
      title,
      locator,
      quote,
      span,
      passageId: candidate.id,
      validity,
      source,
      ...(candidate.page !== undefined && { page: candidate.page }),
    });
    return n;
  }
}

/** Rows above that supply the merged cells a statement shows. */
function supplyingRows(query: Query, unit: Unit, database: Database): Candidate[] {
  if (unit.candidate.kind !== 'row') return [];
  return tellingCells(query, unit.candidate.cells).flatMap((cell) => {
    if (!cell.inherited) return [];
    const passage = readPassageAt(database, unit.candidate.documentId, cell.span);
    return passage ? [{ ...unit.candidate, ...passage }] : [];
  });
}

/** Words the chosen statements and cites them; `today` decides what is still in force. */
export function compose(query: Query, chosen: readonly Unit[], database: Database, today: Day): Draft {
  const documents = new Set(chosen.map((unit) => unit.candidate.documentId));
  const citations = new Citations(readTexts(database, [...documents]), today);
  const statements = chosen.map((unit): Statement => {
    const numbers = [unit.candidate, ...supplyingRows(query, unit, database)].map((each) =>
      citations.cite(each),
    );
    return { text: wordStatement(query, unit), citations: [...new Set(numbers)] };
  });
  return { statements, citations: citations.list, passages: citations.passages };
}
