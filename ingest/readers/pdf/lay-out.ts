import type { Block } from '../blocks.ts';
import { findGutters, orderPage } from './columns.ts';
import { findTables } from './grid.ts';
import type { PageLayout } from './layout.ts';
import { joinElements } from './paragraphs.ts';
import { dropRunningHeads } from './running-heads.ts';

/** Lays the pages out as blocks of text. */
export function layOut(layouts: readonly PageLayout[]): Block[] {
  const parts = dropRunningHeads(layouts).map((layout) => ({ layout, ...findTables(layout) }));
  const gutters = findGutters(parts);
  const elements = parts.flatMap((part, i) => orderPage(part, gutters[i] ?? null));
  return joinElements(elements, layouts[0]?.width ?? 0);
}
