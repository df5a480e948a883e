/** Drops what is printed on every page: running heads, feet and page numbers. */
import type { PageElement, TextLine } from './layout.ts';

/** A page as ordered elements, with its height. */
export interface OrderedPage {
  readonly page: number;
  readonly height: number;
  readonly elements: readonly PageElement[];
}

const PAGE_NUMBER =
  /^[-—–－─·.•~～\s]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十百]{1,5}(?=\s*页))(?:\s*页)?\s*(?:[/／,，]?\s*(?:共|总)?\s*\d{1,4}\s*页?)?[-—–－─·.•~～\s]*$/;

/** Head and foot of a page, as shares of its height. */
const EDGE = 0.11;

const isLine = (element: PageElement): element is TextLine => element.kind === 'line';
const atEdge = (line: TextLine, height: number) => line.y < height * EDGE || line.y > height * (1 - EDGE);

/** Lines are compared with their numbers left out, and only with lines at the same height. */
const keyOf = (line: TextLine) =>
  `${line.text.replace(/[\d\s一二三四五六七八九十]+/g, '#')}@${Math.round(line.y / 8)}`;

function repeated(pages: readonly OrderedPage[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { elements, height } of pages) {
    const keys = new Set(
      elements
        .filter(isLine)
        .filter((line) => atEdge(line, height))
        .map(keyOf),
    );
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const enough = pages.length <= 3 ? 2 : Math.max(3, pages.length * 0.25);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([key]) => key));
}

/** The pages without running heads and page numbers; both stand at the upper or lower edge. */
export function dropRunningHeads(pages: readonly OrderedPage[]): readonly OrderedPage[] {
  const heads = repeated(pages);
  return pages.map((page) => ({
    ...page,
    elements: page.elements.filter((element) => {
      if (!isLine(element) || !atEdge(element, page.height)) return true;
      return !PAGE_NUMBER.test(element.text) && !heads.has(keyOf(element));
    }),
  }));
}
