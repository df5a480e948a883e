import { isHandlingMark } from '../../disclosure.ts';
import type { Block } from '../blocks.ts';
import type { FileMetadata } from '../reader.ts';
import {
  dropFurnitureLines,
  dropHeadTable,
  dropLead,
  dropTail,
  HEAD_LINES,
  linesOf,
  siteless,
  withHead,
} from './around.ts';
import { disclosureLabels, readFileMetadata, readLabels } from './head-table.ts';

/** Programs that print web pages, as PDF files name their maker. */
const BROWSER = /Skia\/PDF|Chrome|Mozilla|Safari|wkhtmltopdf|Qt \d/i;

/** A web page printed as PDF: its head table is read, and menus before and after the document go. */
export function readPrintedPage(
  blocks: readonly Block[],
  maker: string,
  title: string,
): { blocks: readonly Block[]; metadata?: FileMetadata; disclosure: readonly string[] } {
  if (!BROWSER.test(maker)) return { blocks, disclosure: [] };
  const plainTitle = siteless(title);
  const labels = readLabels(linesOf(blocks.slice(0, HEAD_LINES)));
  const metadata = readFileMetadata(labels, new Map([['articletitle', plainTitle]]));
  const body = dropLead(dropTail(dropHeadTable(blocks)), metadata.title ?? plainTitle);
  const head = withHead(
    dropFurnitureLines(body),
    metadata.title ?? plainTitle,
    metadata.documentNumber ?? '',
  );
  const disclosure = [...linesOf(blocks).filter(isHandlingMark), ...disclosureLabels(labels)];
  return { blocks: head, metadata, disclosure };
}
