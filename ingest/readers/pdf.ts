/** Reads PDF files: the text layer in reading order, tables rebuilt, page numbers kept for citations. */
import { GongbaoError } from '../../data/errors.ts';
import { type Block, writeBlocks } from './blocks.ts';
import { contentKind } from './content-kind.ts';
import { readPrintedPage } from './html/print.ts';
import { findGutters, orderPage } from './pdf/columns.ts';
import { findTables } from './pdf/grid.ts';
import type { PageLayout } from './pdf/layout.ts';
import { openPdf } from './pdf/open.ts';
import { readPage } from './pdf/page.ts';
import { joinElements } from './pdf/paragraphs.ts';
import { dropRunningHeads } from './pdf/running-heads.ts';
import type { Reader, ReadOptions, SourceText } from './reader.ts';

/** What is taken from an open file: its pages, and who made it. */
interface Contents {
  readonly pages: readonly PageLayout[];
  readonly maker: string;
  readonly title: string;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

async function readContents(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<Contents> {
  const { document, pdfjs, close } = await openPdf(bytes, fileName);
  try {
    const pages: PageLayout[] = [];
    for (let n = 1; n <= document.numPages; n++) {
      pages.push(await readPage(await document.getPage(n), pdfjs));
      options.onProgress?.(n, document.numPages);
    }
    const { info } = await document.getMetadata();
    const told = new Map<string, unknown>(Object.entries(info));
    return {
      pages,
      maker: `${text(told.get('Creator'))} ${text(told.get('Producer'))}`,
      title: text(told.get('Title')),
    };
  } finally {
    await close();
  }
}

/** Lays the pages out as blocks of text. */
export function layOut(layouts: readonly PageLayout[]): Block[] {
  const parts = dropRunningHeads(layouts).map((layout) => ({ layout, ...findTables(layout) }));
  const gutters = findGutters(parts);
  const elements = parts.flatMap((part, i) => orderPage(part, gutters[i] ?? null));
  return joinElements(elements, layouts[0]?.width ?? 0);
}

/** Reads a PDF. @throws GongbaoError FILE_ENCRYPTED, FILE_DAMAGED, FILE_TOO_LARGE, FILE_EMPTY. */
export async function readPdf(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Promise<SourceText> {
  const contents = await readContents(bytes, fileName, options);
  const { blocks, metadata } = readPrintedPage(layOut(contents.pages), contents.maker, contents.title);
  const { text, pages } = writeBlocks(blocks);
  if (text === '') throw new GongbaoError('FILE_EMPTY', `${fileName} 中没有文字。`);
  return { text, format: 'pdf', pages, ...(metadata && { metadata }), paragraphs: 'printed', warnings: [] };
}

export const pdfReader: Reader = {
  name: 'pdf',
  accepts: (bytes) => contentKind(bytes) === 'pdf',
  read: readPdf,
};
