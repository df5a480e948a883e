/** Takes from the blocks of a web page, saved or printed, what stands around the document. */
import { type Block, squeezeSpace } from '../blocks.ts';
import { isFurnitureLine } from './furniture.ts';
import { readLabels } from './head-table.ts';

/** Text without spaces and punctuation, for comparing titles. */
export const folded = (text: string) => text.replace(/[\s\p{P}]/gu, '');

/** Lines of blocks, the cells of tables one by one. */
export const linesOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.rows.flatMap((row) => row.cells.map(squeezeSpace)),
  );

/** Head tables stand before the document: labels further down than this belong to its text. */
export const HEAD_LINES = 60;

/** Drops the head table where it stands inside the content; three labels in a row are one. */
export function dropHeadTable(blocks: readonly Block[]): readonly Block[] {
  const heads = blocks.slice(0, HEAD_LINES).map((block) => {
    const lines = linesOf([block]).filter((line) => line !== '');
    const labels = readLabels(lines);
    return (
      block.kind === 'table' &&
      labels.length >= (block.rows.length > 1 ? 2 : 1) &&
      labels.flatMap((each) => each.lines).length >= lines.length * 0.7
    );
  });
  const kept = blocks.filter((_, i) => !heads[i]);
  // Labels after the first sentence belong to the document: 截止日期：… of an announcement is no head table.
  const sentence = kept.findIndex((block) => block.kind === 'paragraph' && /。/.test(block.text));
  const texts = kept
    .slice(0, sentence < 0 ? HEAD_LINES : Math.min(sentence, HEAD_LINES))
    .map((block) => (block.kind === 'paragraph' ? block.text : ''));
  const labels = readLabels(texts);
  if (labels.length < 3) return kept;
  const lines = new Set(labels.flatMap((each) => each.lines));
  return kept.filter((_, i) => !lines.has(i));
}

export function dropFurnitureLines(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter(
    (block, i) => block.kind === 'table' || !isFurnitureLine(block.text, i, blocks.length - 1 - i),
  );
}

/** Names of sites follow the title in a page's head: 关于…的通知 - 某市人民政府门户网站. */
export function siteless(title: string): string {
  const plain = squeezeSpace(
    title.replace(/\s*[-_|—–]+\s*[^-_|—–]{0,40}(?:网|网站|平台|政府|门户|公开|局|委|办)\s*$/, ''),
  );
  return (plain.match(/[一-鿿]/g)?.length ?? 0) >= 6 ? plain : '';
}

const isProse = (block: Block) => block.kind === 'table' || /[。；]|\d\s*[年月日]|^[（(]此/.test(block.text);

/** Drops what follows the document: once furniture begins and no prose comes after it, nothing does. */
export function dropTail(blocks: readonly Block[]): readonly Block[] {
  let end = blocks.length;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const block = blocks[i];
    if (!block || isProse(block)) break;
    if (block.kind === 'paragraph' && isFurnitureLine(block.text, i, 0)) end = i;
  }
  return blocks.slice(0, end);
}

/** Drops menus before the title, where the title is found near the top and no prose stands before it. */
export function dropLead(blocks: readonly Block[], title: string): readonly Block[] {
  const wanted = folded(title);
  const at = blocks.slice(0, HEAD_LINES).findIndex((block) => {
    const text = block.kind === 'paragraph' ? folded(block.text) : '';
    return text.length >= 6 && wanted.startsWith(text);
  });
  const lead = blocks.slice(0, Math.max(0, at));
  return lead.some((block) => block.kind === 'table' || /。/.test(block.text))
    ? blocks
    : blocks.slice(lead.length);
}

/** How many blocks at the top make up the title; 0 where it does not stand there. */
function titleBlocks(blocks: readonly Block[], title: string): number {
  const wanted = folded(title);
  let seen = '';
  for (const [i, block] of blocks.slice(0, 6).entries()) {
    seen += block.kind === 'paragraph' ? folded(block.text) : '';
    if (seen.includes(wanted)) return i + 1;
  }
  return 0;
}

/** Puts the title in front, and the 文号 under it, where only the page's head table states them. */
export function withHead(blocks: readonly Block[], title: string, number: string): readonly Block[] {
  const start = folded(linesOf(blocks.slice(0, 15)).join(''));
  const known = title.length < 6 || start.includes(folded(title));
  const titled: readonly Block[] = known ? blocks : [{ kind: 'paragraph', text: title }, ...blocks];
  const at = title.length < 6 ? 0 : titleBlocks(titled, title);
  if (at === 0 || number === '' || start.includes(folded(number))) return titled;
  return [...titled.slice(0, at), { kind: 'paragraph', text: number }, ...titled.slice(at)];
}
