/**
 * Law 1 in code, whoever wrote a statement: its quotes stand in their documents, and the statement can be
 * derived from what they say. Figures, dates, shares, amounts, 文号, names of units and people and negations
 * must stand in the quote and belong there to what the statement says of them.
 */
import type { Candidate, Citation } from '../data/types.ts';
import type { Draft, Statement } from './compose.ts';
import { fold } from './tokenize.ts';
import { atomise } from './verify/atoms.ts';
import { derive } from './verify/derive.ts';
import { withoutDuties } from './verify/roles.ts';
import { type Source, sourceOf } from './verify/source.ts';

/** Why a statement is refused: it cites nothing, a quote does not stand, or its words do not follow from one. */
export type Refusal = 'uncited' | 'quote' | 'underived';

/** Whether a quote stands verbatim at its span of the document's text. */
export function quoteStands(citation: Citation, text: string): boolean {
  return citation.quote !== '' && text.slice(citation.span.start, citation.span.end) === citation.quote;
}

/** Marks a writer puts in front of a line: 1. ② - • ## */
const LIST_MARK = /^\s*(?:[-*•·#]+|\d{1,2}[.、)）]|[（(]\d{1,2}[）)]|[①-⑳])\s*/;

/** Sentences of a statement; each must follow from one source. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。！？\n])(?![；，、])/)
    .map((sentence) => sentence.replace(LIST_MARK, '').replaceAll('……', '').trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function follows(sentence: string, source: Source): boolean {
  const whole = atomise(sentence);
  if (whole.texts.length === 0) return true;
  if (derive(whole, source.terrain, source.places)) return true;
  const { rest, found } = withoutDuties(fold(sentence).replace(/[。.]$/, ''), source.duties);
  if (found === 0) return false;
  const left = atomise(rest);
  return left.texts.length === 0 || derive(left, source.terrain, source.places) !== null;
}

/** The sources of which at least one sentence follows, or null where a sentence follows from none. */
function supporting(text: string, sources: readonly Source[]): Set<number> | null {
  const used = new Set<number>();
  for (const sentence of sentencesOf(text)) {
    const source = sources.find((each) => follows(sentence, each));
    if (!source) return null;
    used.add(source.n);
  }
  return used.size > 0 ? used : null;
}

/** Citations worth showing: those a sentence follows from, and rows that print a merged cell of such a row. */
function kept(
  used: ReadonlySet<number>,
  cited: readonly Citation[],
  rows: ReadonlyMap<number, Candidate>,
): number[] {
  const inherited = [...used].flatMap((n) => {
    const row = rows.get(cited.find((each) => each.n === n)?.passageId ?? -1);
    return row?.cells.filter((cell) => cell.inherited).map((cell) => ({ cell, row })) ?? [];
  });
  const supplies = ({ documentId, span }: Citation) =>
    inherited.some(
      ({ cell, row }) =>
        row.documentId === documentId && span.start <= cell.span.start && cell.span.end <= span.end,
    );
  return cited.filter((each) => used.has(each.n) || supplies(each)).map((each) => each.n);
}

/** What became of one statement: the citations it rests on, or why it is refused. */
export type Verdict = { readonly citations: readonly number[] } | { readonly refused: Refusal };

/** Checks one statement against its citations. `passages` are those cited, for the columns of table rows. */
export function checkStatement(
  statement: Statement,
  citations: readonly Citation[],
  textOf: (documentId: string) => string,
  passages: readonly Candidate[] = [],
): Verdict {
  const cited = statement.citations.flatMap((n) => citations.find((each) => each.n === n) ?? []);
  if (statement.citations.length === 0 || cited.length < statement.citations.length)
    return { refused: 'uncited' };
  if (!cited.every((each) => quoteStands(each, textOf(each.documentId)))) return { refused: 'quote' };
  const rows = new Map(passages.map((passage) => [passage.id, passage]));
  const sources = cited.map((each) =>
    sourceOf(each, rows.get(each.passageId), cited, textOf(each.documentId)),
  );
  const used = supporting(statement.text, sources);
  return used ? { citations: kept(used, cited, rows) } : { refused: 'underived' };
}

function renumber(statements: readonly Statement[], citations: readonly Citation[]): Draft {
  const needed = [...new Set(statements.flatMap((statement) => statement.citations))].sort((a, b) => a - b);
  const numbers = new Map(needed.map((n, i) => [n, i + 1]));
  return {
    statements: statements.map((statement) => ({
      ...statement,
      citations: statement.citations.map((n) => numbers.get(n) ?? 0),
    })),
    citations: citations
      .filter(({ n }) => numbers.has(n))
      .map((citation) => ({ ...citation, n: numbers.get(citation.n) ?? 0 }))
      .sort((a, b) => a.n - b.n),
  };
}

/** The draft without statements that do not rest on their quotes, and citations that nothing needs. */
export function verify(draft: Draft, textOf: (documentId: string) => string): Draft {
  const statements = draft.statements.flatMap((statement) => {
    const verdict = checkStatement(statement, draft.citations, textOf, draft.passages);
    return 'refused' in verdict ? [] : [{ ...statement, citations: verdict.citations }];
  });
  return renumber(statements, draft.citations);
}
