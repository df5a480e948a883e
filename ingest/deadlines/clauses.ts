/** The texts that limits are read from: clauses as printed (pieces of a long one joined again) and table rows. */
import type { DocumentMetadata, Passage, Span } from '../../data/types.ts';
import { readNumbering } from '../structure/numbering.ts';

/** What is read: a document as the structure step leaves it. Passage and cell spans are offsets in `text`. */
export interface DocumentText {
  readonly metadata: DocumentMetadata;
  readonly passages: readonly Passage[];
  readonly text: string;
}

/** A whole clause or a row; `parent` is the clause whose heading stands above it. */
export interface Clause {
  readonly passage: Passage;
  readonly text: string;
  readonly span: Span;
  readonly parent: Clause | null;
}

const sameClause = (a: Passage, b: Passage) =>
  a.kind === 'clause' && b.kind === 'clause' && a.locator === b.locator && b.span.start - a.span.end <= 2;

/** Long clauses are cut into several passages with one locator; limits and their duties need the whole. */
function joinPieces(
  passages: readonly Passage[],
  text: string,
): { passage: Passage; span: Span; text: string }[] {
  const joined: { passage: Passage; span: Span; text: string }[] = [];
  let last: Passage | null = null;
  for (const passage of passages) {
    const open = joined.at(-1);
    if (open && last && sameClause(last, passage)) {
      open.span = { start: open.span.start, end: passage.span.end };
      open.text = text.slice(open.span.start, open.span.end);
    } else {
      joined.push({ passage, span: passage.span, text: text.slice(passage.span.start, passage.span.end) });
    }
    last = passage;
  }
  return joined;
}

const keyOf = (path: readonly string[], label: string) => [...path, label].join('\u0000');

/** The heading a clause stands under, by the path and the label it was printed with: （一）. */
function parentKey(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  return keyOf(path.slice(0, -1), readNumbering(last)?.label ?? last);
}

/** Clauses and rows of a document in order; title blocks and front matter hold no duties and are left out. */
export function readClauses(passages: readonly Passage[], text: string): Clause[] {
  const byHeading = new Map<string, Clause>();
  const clauses: Clause[] = [];
  for (const piece of joinPieces(passages, text)) {
    const { passage } = piece;
    if (passage.kind === 'title' || passage.kind === 'front') continue;
    const parent = passage.path.length > 0 ? (byHeading.get(parentKey(passage.path)) ?? null) : null;
    const clause: Clause = { ...piece, parent };
    const label = passage.kind === 'row' ? undefined : readNumbering(piece.text)?.label;
    if (label) byHeading.set(keyOf(passage.path, label), clause);
    clauses.push(clause);
  }
  return clauses;
}
