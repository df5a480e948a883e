/** What of a passage is searched: words of its place (title, headings, caption) and words of its own. */
import type { DocumentMetadata, Passage } from '../data/types.ts';

/** Texts for the index: `head` places the passage, `body` is what it says. */
export interface Searchable {
  readonly head: string;
  readonly body: string;
}

/** What of a document places its passages. */
export type Placing = Pick<DocumentMetadata, 'title' | 'contentsTitle' | 'documentNumber'>;

/** `关于印发《…实施方案》的通知` says no more than the plan's own name. */
function coreTitle(title: string): string {
  return /《(.{6,})》/.exec(title)?.[1] ?? title;
}

/** The searchable texts of one passage of a document. */
export function searchableText(document: Placing, passage: Passage): Searchable {
  const other = document.contentsTitle ? coreTitle(document.contentsTitle) : '';
  const head = [coreTitle(document.title), other, document.documentNumber ?? '', ...passage.path];
  return { head: head.filter(Boolean).join(' '), body: passage.text };
}

/** What is turned into a vector: the nearest headings, then the passage itself. */
export function embeddingText(document: Placing, passage: Passage): string {
  return [coreTitle(document.title), ...passage.path.slice(-2), passage.text].join(' ');
}
