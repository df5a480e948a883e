import type { Passage, Span } from '../../../data/types.ts';

/** The page of a document. */
export function documentUrl(id: string): string {
  return `/documents/${encodeURIComponent(id)}`;
}

/** The page on which a document is explained. */
export function explanationUrl(id: string): string {
  return `${documentUrl(id)}/explanation`;
}

/** The page that sets two documents side by side. */
export function comparisonUrl(id: string, other: string): string {
  return `${documentUrl(id)}/comparison/${encodeURIComponent(other)}`;
}

/** The official text of a document, or of an earlier edition, as plain text; `download` offers it as a file. */
export function documentTextUrl(id: string, edition?: number, download = false): string {
  const query = new URLSearchParams();
  if (edition !== undefined) query.set('edition', String(edition));
  if (download) query.set('download', '1');
  return `/api${documentUrl(id)}/text${query.size > 0 ? `?${query}` : ''}`;
}

/** The id of a passage's element on its document's page. */
export function passageAnchor(passageId: number): string {
  return `p-${passageId}`;
}

/** Where a passage stands, for a reader: its locator, and its page in the printed original. */
export function placeOf({ locator, page }: Pick<Passage, 'locator' | 'page'>): string {
  return page === undefined ? locator : `${locator}（第${page}页）`;
}

/** A passage in its context; `mark` is the range of the document's text to mark inside it. */
export function passageUrl(documentId: string, passageId: number, mark?: Span): string {
  const query = mark && mark.end > mark.start ? `?mark=${mark.start}-${mark.end}` : '';
  return `${documentUrl(documentId)}${query}#${passageAnchor(passageId)}`;
}

/** Reads `?mark=120-150`; null for anything else. */
export function readMark(query: string | undefined): Span | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(query ?? '');
  if (!match) return null;
  const [start, end] = [Number(match[1]), Number(match[2])];
  return end > start ? { start, end } : null;
}

/** Reads `?edition=2`; what makes no sense opens the current edition. */
export function readEdition(query: string | undefined): { readonly edition?: number } {
  return /^[1-9]\d{0,3}$/.test(query ?? '') ? { edition: Number(query) } : {};
}

/** The full-text search for a query. */
export function searchUrl(query: string): string {
  return `/search?q=${encodeURIComponent(query)}`;
}

/** The page that asks a question without JavaScript. */
export function askUrl(question: string): string {
  return `/?q=${encodeURIComponent(question)}`;
}
