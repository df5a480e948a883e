/** Reads web pages as saved from government sites: the document without what stands around it. */
import { GongbaoError } from '../../data/errors.ts';
import { isHandlingMark } from '../disclosure.ts';
import { type Block, squeezeSpace, writeBlocks } from './blocks.ts';
import { contentKind } from './content-kind.ts';
import {
  dropFurnitureLines,
  dropHeadTable,
  dropTail,
  folded,
  HEAD_LINES,
  linesOf,
  siteless,
  withHead,
} from './html/around.ts';
import { attachmentNames } from './html/attachments.ts';
import { decodeHtml } from './html/charset.ts';
import { findContent, measureProse, pruneFurniture } from './html/content.ts';
import { type Box, type Page, parsePage, walk } from './html/dom.ts';
import { readFlow } from './html/flow.ts';
import { disclosureLabels, type LabelledValue, readFileMetadata, readLabels } from './html/head-table.ts';
import { pageOfArchive } from './html/mhtml.ts';
import type { FileMetadata, Reader, SourceText } from './reader.ts';

function titleOf(page: Page, metadata: FileMetadata, body: Box): string {
  if (metadata.title) return metadata.title;
  for (const box of walk(body)) {
    if (box.tag !== 'h1') continue;
    const text = squeezeSpace(
      readFlow(box)
        .blocks.map((block) => (block.kind === 'paragraph' ? block.text : ''))
        .join(''),
    );
    if (text.length >= 6) return text;
  }
  return siteless(page.meta.get('title') ?? '');
}

function withAttachments(blocks: readonly Block[], names: readonly string[]): readonly Block[] {
  const text = folded(linesOf(blocks).join(''));
  const missing = names.filter((name) => !text.includes(folded(name)));
  if (missing.length === 0) return blocks;
  return [...blocks, { kind: 'paragraph', text: `附件：${missing.join('\n')}` }];
}

/** Labels of the page around the document come first; inside it only the beginning is looked at. */
function labelsOf(root: Box, content: readonly Block[]): LabelledValue[] {
  const whole = linesOf(readFlow(root).blocks).filter((line) => line !== '');
  const first = folded(linesOf(content).find((line) => line.length > 30) ?? '');
  const at = first === '' ? -1 : whole.findIndex((line) => folded(line) === first);
  return readLabels(at < 0 ? whole.slice(0, HEAD_LINES * 5) : whole.slice(0, at));
}

/** Reads a page that is already text. `html` may be any HTML a browser would show. */
export function readHtml(html: string, encoding: string, fileName: string): SourceText {
  const page = parsePage(html);
  const whole = { ...page.root, children: [...page.root.children] };
  const prose = measureProse(page.root);
  const allLines = linesOf(readFlow(whole).blocks);
  const allLabels = readLabels(allLines.slice(0, 400));
  pruneFurniture(page.root, prose);
  const parts = findContent(page.root, prose).map(readFlow);
  const found = parts.flatMap((part) => part.blocks);
  const labels = labelsOf(page.root, found);
  const ownLabels = labels.length > 0 ? labels : allLabels;
  const metadata = readFileMetadata(ownLabels, page.meta);
  const cleaned = dropFurnitureLines(dropTail(dropHeadTable(found)));
  const titled = withHead(cleaned, titleOf(page, metadata, page.root), metadata.documentNumber ?? '');
  const { text } = writeBlocks(withAttachments(titled, attachmentNames(page.root)));
  if (cleaned.length === 0) {
    throw new GongbaoError(
      'FILE_EMPTY',
      `${fileName} 中没有找到正文（可能由脚本生成）。请在浏览器中打开后全选复制，另存为文本再导入。`,
    );
  }
  const images = parts.reduce((sum, part) => sum + part.images, 0);
  return {
    text,
    format: `html (${encoding})`,
    metadata,
    // Menus name 依申请公开 on every site: outside the document only marks and its own labels count.
    disclosure: [...allLines.filter(isHandlingMark), ...disclosureLabels(ownLabels)],
    paragraphs: 'whole',
    warnings: images > 0 ? [`正文中有 ${images} 张图片，图片中的文字没有读入，请人工核对。`] : [],
  };
}

async function read(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  const archived = contentKind(bytes) === 'mhtml' ? pageOfArchive(bytes) : null;
  const { text, encoding } = decodeHtml(archived?.bytes ?? bytes, fileName, archived?.charset);
  return readHtml(text, encoding, fileName);
}

/** Web pages in any encoding they declare, alone or in a web archive (.mhtml). */
export const htmlReader: Reader = {
  name: 'html',
  accepts: (bytes) => ['html', 'mhtml'].includes(contentKind(bytes)),
  read,
};
