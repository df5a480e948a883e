/** Reads Markdown: headings, lists and pipe tables as plain lines and rows. */
import { edgeNoteOf } from '../disclosure.ts';
import type { FileMetadata, Reader, SourceText } from './reader.ts';
import { decodeText } from './text.ts';

/** Marks around and before text that are not part of it. */
const INLINE: readonly (readonly [RegExp, string])[] = [
  [/!\[[^\]]*\]\([^)]*\)/g, ''],
  [/\[([^\]]+)\]\([^)]*\)/g, '$1'],
  [/<(https?:[^>]+)>/g, '$1'],
  [/<br\s*\/?>/gi, ' '],
  [/(?<![*\w])\*{2}(\S(?:.*?\S)?)\*{2}/g, '$1'],
  [/(?<!`)`([^`]+)`/g, '$1'],
  [/\\([\\`*_{}[\]()#+.!|>~-])/g, '$1'],
];

const plain = (text: string) =>
  INLINE.reduce((line, [pattern, by]) => line.replace(pattern, by), text).trim();

const isRow = (line: string) => /^\s*\|.*\|\s*$/.test(line);
const isDivider = (line: string) =>
  /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(line) && line.includes('|');

/** Cells of a pipe row; `\|` is a bar inside a cell. */
function cells(line: string): string {
  const inner = line.trim().replace(/^\||\|$/g, '');
  return inner
    .split(/(?<!\\)\|/)
    .map(plain)
    .join('\t');
}

/** `title` and the like from a front matter of `---`. */
function frontMatter(lines: readonly string[]): { end: number; metadata: FileMetadata } {
  if (lines[0]?.trim() !== '---') return { end: 0, metadata: {} };
  const end = lines.indexOf('---', 1);
  if (end < 0) return { end: 0, metadata: {} };
  const title = lines
    .slice(1, end)
    .map((line) => /^title:\s*["']?(.+?)["']?\s*$/.exec(line)?.[1])
    .find(Boolean);
  return { end: end + 1, metadata: title ? { title } : {} };
}

function readMarkdown(source: SourceText): SourceText {
  const lines = source.text.split(/\r\n|\n|\r/);
  const { end, metadata } = frontMatter(lines);
  let fenced = false;
  const out = lines.slice(end).flatMap((line, i, all): string[] => {
    if (/^\s*(?:```|~~~)/.test(line)) {
      fenced = !fenced;
      return [];
    }
    if (fenced) return [line];
    if (isDivider(line) && isRow(all[i - 1] ?? '')) return [];
    if (isRow(line)) return [cells(line)];
    if (/^\s*(?:[-*_]\s*){3,}$/.test(line) || /^\s*(?:=+|-{2,})\s*$/.test(line)) return [''];
    return [plain(line.replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))/, '').replace(/\s+#+\s*$/, ''))];
  });
  return {
    ...source,
    text: out.join('\n'),
    format: `markdown (${source.format})`,
    metadata,
    disclosure: lines.slice(0, end).filter((line) => edgeNoteOf(line)),
    paragraphs: 'printed',
  };
}

/** Markdown can only be told from other text by its name. */
export const markdownReader: Reader = {
  name: 'markdown',
  accepts: (_, fileName) => /\.(?:md|markdown)$/i.test(fileName),
  read: async (bytes, fileName) => readMarkdown(decodeText(bytes, fileName)),
};
