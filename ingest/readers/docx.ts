/** Reads Word documents (ISO/IEC 29500) as they would be printed with all changes accepted. */
import { GongbaoError } from '../../data/errors.ts';
import { isHandlingMark } from '../disclosure.ts';
import { writeBlocks } from './blocks.ts';
import { contentKind } from './content-kind.ts';
import { BodyReader } from './docx/body.ts';
import { Numbering } from './docx/numbering.ts';
import { Styles } from './docx/styles.ts';
import { mainPart, readPart, relationsOf } from './office/package.ts';
import { child, descendants, type Element, elements, isElement } from './office/xml.ts';
import { openZip, type Zip } from './office/zip.ts';
import type { Reader, SourceText } from './reader.ts';

function notesOf(root: Element | undefined, kind: 'footnote' | 'endnote'): [string, Element][] {
  return elements(root, `w:${kind}`)
    .filter((note) => !/separator/i.test(note.attributes['w:type'] ?? ''))
    .map((note) => [`${kind} ${note.attributes['w:id']}`, note]);
}

/** Lines of headers and footers, and watermarks: they leave the text, but may say who may read it. */
function aroundPages(zip: Zip, main: string, fileName: string): string[] {
  const parts = relationsOf(zip, main, fileName).filter(({ type }) => /^(?:header|footer)$/.test(type));
  return parts.flatMap(({ target }) => {
    const root = readPart(zip, target, fileName);
    if (!root) return [];
    const lines = [...descendants(root, 'w:p')].map((line) =>
      [...descendants(line, 'w:t')]
        .map(({ children }) => children.filter((each) => !isElement(each)).join(''))
        .join(''),
    );
    const watermarks = [...descendants(root, 'v:textpath')].map(({ attributes }) => attributes.string ?? '');
    return [...lines, ...watermarks].filter(isHandlingMark);
  });
}

function warningsOf(zip: Zip, body: BodyReader): string[] {
  const has = (pattern: RegExp) => zip.entries.some((entry) => pattern.test(entry.name));
  const found: [boolean, string][] = [
    [body.images > 0, `文中有 ${body.images} 张图片，图片中的文字没有读入，请人工核对。`],
    [body.hidden > 0, `文中有 ${body.hidden} 处隐藏文字，没有读入。`],
    [body.objects > 0 || has(/\/embeddings\//), '文中嵌有其他文件或对象，其内容没有读入，请单独导入。'],
    [has(/\/diagrams\/data/) || has(/\/charts\/chart/), '文中有图示或图表，其中的文字没有读入，请人工核对。'],
    [has(/vbaProject\.bin$/i), '文件含有宏，宏没有运行，也没有读入。'],
  ];
  return found.filter(([is]) => is).map(([, warning]) => warning);
}

/** Reads the document part of a package. @throws GongbaoError FILE_DAMAGED, FILE_ENCRYPTED, FILE_HOSTILE, FILE_EMPTY. */
export function readDocx(bytes: Uint8Array, fileName: string): SourceText {
  const zip = openZip(bytes, fileName);
  const main = mainPart(zip, fileName, 'word/document.xml');
  const relations = relationsOf(zip, main, fileName);
  const part = (type: string) =>
    readPart(zip, relations.find((each) => each.type === type)?.target ?? `word/${type}.xml`, fileName);
  const body = child(readPart(zip, main, fileName), 'w:body');
  if (!body) throw new Error('no document body');
  const styles = new Styles(part('styles'));
  const reader = new BodyReader({
    styles,
    numbering: new Numbering(part('numbering'), styles),
    notes: new Map([...notesOf(part('footnotes'), 'footnote'), ...notesOf(part('endnotes'), 'endnote')]),
  });
  const { text } = writeBlocks(reader.blocks(body));
  if (text === '') {
    throw new GongbaoError(
      'FILE_EMPTY',
      `${fileName} 中没有文字（可能只有图片）。请另存为 PDF 或图片再导入，以便识别文字。`,
    );
  }
  const disclosure = aroundPages(zip, main, fileName);
  return { text, format: 'docx', disclosure, paragraphs: 'whole', warnings: warningsOf(zip, reader) };
}

/** Word documents, also those with macros (.docm) and templates. */
export const docxReader: Reader = {
  name: 'docx',
  accepts: (bytes) => contentKind(bytes) === 'docx',
  read: async (bytes, fileName) => readDocx(bytes, fileName),
};
