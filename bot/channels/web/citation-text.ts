import type { Citation } from '../../../data/types.ts';

/** 《…》 around a title; title marks inside it become 〈…〉 (GB/T 15834—2011, 4.15). */
function quoteTitle(title: string): string {
  return `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
}

/** What a citation begins with: 《关于印发〈…方案〉的通知》（泾政办发〔2023〕48号）. */
export function citationPrefix({
  title,
  documentNumber,
}: Pick<Citation, 'title' | 'documentNumber'>): string {
  return quoteTitle(title) + (documentNumber ? `（${documentNumber}）` : '');
}

/** A citation to paste into a document: prefix, locator and the quoted words, cells of a row side by side. */
export function writeCitation(
  citation: Pick<Citation, 'title' | 'documentNumber' | 'locator' | 'quote'>,
): string {
  return `${citationPrefix(citation)}${citation.locator}：“${citation.quote.trim().replace(/\s*\t\s*/g, ' ')}”`;
}
