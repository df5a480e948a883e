/** Law 1 in code: whoever wrote a statement, its quotes stand in the source and its figures in its quotes. */
import type { Citation } from '../data/types.ts';
import type { Draft, Statement } from './compose.ts';
import { fold } from './tokenize.ts';

const figuresOf = (text: string) =>
  fold(text)
    .replace(/(?<=\d)[\s,](?=\d{3})/g, '')
    .match(/\d+(?:\.\d+)?/g) ?? [];

/** Whether a quote stands verbatim at its span of the document's text. */
export function quoteStands(citation: Citation, text: string): boolean {
  return citation.quote !== '' && text.slice(citation.span.start, citation.span.end) === citation.quote;
}

function figuresStand(statement: Statement, quotes: readonly string[]): boolean {
  const held = new Set(quotes.flatMap((quote) => figuresOf(quote)));
  return figuresOf(statement.text).every((figure) => held.has(figure));
}

/** The draft without statements that do not rest on their quotes, and citations that nothing needs. */
export function verify(draft: Draft, textOf: (documentId: string) => string): Draft {
  const standing = new Map(
    draft.citations
      .filter((citation) => quoteStands(citation, textOf(citation.documentId)))
      .map((citation) => [citation.n, citation]),
  );
  const statements = draft.statements.filter(({ citations, ...statement }) => {
    const quotes = citations.flatMap((n) => standing.get(n)?.quote ?? []);
    return (
      quotes.length === citations.length &&
      citations.length > 0 &&
      figuresStand({ ...statement, citations }, quotes)
    );
  });
  const needed = [...new Set(statements.flatMap((statement) => statement.citations))].sort((a, b) => a - b);
  const renumbered = new Map(needed.map((n, i) => [n, i + 1]));
  return {
    statements: statements.map((statement) => ({
      ...statement,
      citations: statement.citations.map((n) => renumbered.get(n) ?? 0),
    })),
    citations: needed.flatMap((n) => {
      const citation = standing.get(n);
      return citation ? [{ ...citation, n: renumbered.get(n) ?? 0 }] : [];
    }),
  };
}
