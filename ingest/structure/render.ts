/** How a table row is shown and searched. */
import type { Cell } from '../../data/types.ts';

/** Characters set apart to fill a line (建 筑 施 工, 赵 军) are written together; a blank date is none. */
function closeUp(text: string): string {
  if (/年\s+月/.test(text)) return text;
  return text
    .replace(/(?<=(?:^|\s)[一-鿿]) (?=[一-鿿](?:\s|$))/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `包抓单位: 县人社局 | 小区: 盈德 A 区`; cells under one name stand together, one without a name alone. */
export function renderCells(cells: readonly Cell[]): string {
  const parts: string[] = [];
  let last = '';
  for (const { header, text } of cells) {
    const shown = closeUp(text);
    if (header && header === last) parts[parts.length - 1] += ` ${shown}`;
    else parts.push(header ? `${header}: ${shown}` : shown);
    last = header;
  }
  return parts.join(' | ');
}

/** A row's text: caption and section, then its cells by name. */
export function renderRow(captions: readonly string[], cells: readonly Cell[]): string {
  const caption = captions.filter(Boolean).join('｜');
  return caption ? `${caption}｜${renderCells(cells)}` : renderCells(cells);
}
