import type { Citation, DocumentMetadata } from '../../../data/types.ts';

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

/** A citation to paste into a document: prefix, locator, page where there is one, and the quoted words, cells of a row side by side. */
export function writeCitation(
  citation: Pick<Citation, 'title' | 'documentNumber' | 'locator' | 'quote' | 'page'>,
): string {
  const page = citation.page === undefined ? '' : `（第${citation.page}页）`;
  return `${citationPrefix(citation)}${citation.locator}${page}：“${citation.quote.trim().replace(/\s*\t\s*/g, ' ')}”`;
}

/**
 * An entry of a reference list (GB/T 7714—2015, 8.1 and 4.2): who issued it. title: number[A]. where it was
 * printed, date. Left out is what the document does not say.
 */
export function writeReference(
  document: Pick<DocumentMetadata, 'title' | 'documentNumber' | 'issuers' | 'issuedOn' | 'publication'>,
): string {
  const { title, documentNumber, issuers, issuedOn, publication } = document;
  const who = issuers.length > 0 ? `${issuers.join('，')}. ` : '';
  const printed = [publication, issuedOn].filter(Boolean).join('，');
  return `${who}${title}${documentNumber ? `：${documentNumber}` : ''}[A]${printed ? `. ${printed}` : ''}.`;
}
