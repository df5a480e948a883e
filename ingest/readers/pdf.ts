/** Reads PDF files: the text layer in reading order, tables rebuilt, scanned pages recognised, page numbers kept. */
import { GongbaoError } from '../../data/errors.ts';
import { writeBlocks } from './blocks.ts';
import { contentKind } from './content-kind.ts';
import { readPrintedPage } from './html/print.ts';
import { overallConfidence } from './image.ts';
import { doubtfulFigures } from './ocr/doubts.ts';
import type { ReadPage } from './ocr/page.ts';
import { readPictures } from './ocr/read-pictures.ts';
import { layOut } from './pdf/lay-out.ts';
import type { PageLayout } from './pdf/layout.ts';
import { type OpenPdf, openPdf } from './pdf/open.ts';
import { readPage } from './pdf/page.ts';
import { renderPage } from './pdf/render.ts';
import { marksAtEdges } from './pdf/running-heads.ts';
import type { Reader, ReadOptions, SourceText } from './reader.ts';

/** What is taken from an open file: its pages, which of them were recognised, and who made it. */
interface Contents {
  readonly pages: readonly PageLayout[];
  readonly recognised: readonly ReadPage[];
  readonly maker: string;
  readonly title: string;
}

/** Fewer characters than this beside a picture make a scanned page with a stamp or a page number. */
const FEW = 20;

/** Characters that fonts without a proper table give: private use, replacement, control. */
const GARBLED = /[\p{Co}\ufffd\p{Cc}]/gu;

const textOf = ({ runs }: PageLayout) =>
  runs
    .map((run) => run.text)
    .join('')
    .replace(/\s/g, '');

function isGarbled(layout: PageLayout): boolean {
  const text = textOf(layout);
  return (text.match(GARBLED)?.length ?? 0) > text.length * 0.2;
}

/** Whether a page must be recognised: a picture with next to no text, or text that no one can read. */
export function needsRecognition(layout: PageLayout): boolean {
  return (textOf(layout).length < FEW && layout.imageShare > 0.3) || isGarbled(layout);
}

/** What was read from the picture, with the few words that stand on the page as text. */
function withText(read: PageLayout, layout: PageLayout): PageLayout {
  if (isGarbled(layout)) return read;
  const scale = read.width / layout.width;
  const own = layout.runs.map((run) => ({
    ...run,
    x0: run.x0 * scale,
    x1: run.x1 * scale,
    y: run.y * scale,
    size: run.size * scale,
  }));
  return { ...read, runs: [...read.runs, ...own] };
}

async function madeBy({ document }: OpenPdf): Promise<{ maker: string; title: string }> {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const { info } = await document.getMetadata();
  const told = new Map<string, unknown>(Object.entries(info));
  return {
    maker: `${text(told.get('Creator'))} ${text(told.get('Producer'))}`,
    title: text(told.get('Title')),
  };
}

async function readContents(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<Contents> {
  const pdf = await openPdf(bytes, fileName);
  const { document, pdfjs } = pdf;
  try {
    const layouts: PageLayout[] = [];
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n);
      layouts.push(await readPage(page, pdfjs));
      page.cleanup();
      options.onProgress?.(n, document.numPages);
    }
    const pictures = layouts.filter(needsRecognition).map((layout) => ({
      page: layout.page,
      draw: async () => {
        const proxy = await document.getPage(layout.page);
        const picture = await renderPage(proxy, pdfjs, isGarbled(layout));
        proxy.cleanup();
        return picture;
      },
    }));
    if (pictures.length > 0) options.onRecognition?.();
    let done = 0;
    const recognised = await readPictures(pictures, () => options.onProgress?.(++done, pictures.length));
    const byPage = new Map(recognised.map((each) => [each.layout.page, each.layout]));
    const pages = layouts.map((layout) => {
      const read = byPage.get(layout.page);
      return read ? withText(read, layout) : layout;
    });
    return { pages, recognised, ...(await madeBy(pdf)) };
  } finally {
    await pdf.close();
  }
}

/** Pages that are one picture with text laid over it: somebody else's recognition, of unknown quality. */
function scannedPages(pages: readonly PageLayout[]): string[] {
  const numbers = pages
    .filter((page) => page.imageShare > 0.85 && page.runs.length > 0)
    .map((page) => page.page);
  if (numbers.length === 0) return [];
  const shown =
    numbers.length > 10 ? `${numbers.slice(0, 10).join('、')} 等 ${numbers.length}` : numbers.join('、');
  return [`第 ${shown} 页是带文字层的扫描件，文字由扫描软件识别，请核对其中的数字。`];
}

/** Reads a PDF. @throws GongbaoError FILE_ENCRYPTED, FILE_DAMAGED, FILE_TOO_LARGE, FILE_EMPTY. */
export async function readPdf(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Promise<SourceText> {
  const { recognised, ...contents } = await readContents(bytes, fileName, options);
  const printed = readPrintedPage(layOut(contents.pages), contents.maker, contents.title);
  const { blocks, metadata } = printed;
  const { text, pages } = writeBlocks(blocks);
  if (text === '') {
    throw new GongbaoError(
      'FILE_EMPTY',
      `${fileName} 中没有文字，也没有识别出文字。请确认扫描清晰后重新导入。`,
    );
  }
  const recognition = {
    confidence: overallConfidence(recognised),
    pages: recognised.map((page) => page.layout.page),
  };
  return {
    text,
    format: recognised.length > 0 ? 'pdf (ocr)' : 'pdf',
    pages,
    ...(metadata && { metadata }),
    disclosure: [...printed.disclosure, ...marksAtEdges(contents.pages)],
    ...(recognised.length > 0 && { recognition }),
    paragraphs: 'printed',
    warnings: [...scannedPages(contents.pages), ...doubtfulFigures(recognised)],
  };
}

export const pdfReader: Reader = {
  name: 'pdf',
  accepts: (bytes) => contentKind(bytes) === 'pdf',
  read: readPdf,
};
