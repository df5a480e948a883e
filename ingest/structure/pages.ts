/** Keeps track of the printed pages of a source through the mending of its text. */
import type { PageStart } from '../readers/reader.ts';

/** Tells on which page of the original an offset of the mended text stands; null where there are no pages. */
export type PageAt = (offset: number) => number | null;

const isBlank = (char: string) => /\s/.test(char);

/**
 * Where each page starts in the mended text. Mending only leaves characters out, so that every character of
 * the mended text is met again, in order, in the source. Pages from a place where that fails are left out.
 */
function startsInMended(source: string, pages: readonly PageStart[], mended: string): PageStart[] {
  const starts: PageStart[] = [];
  let from = 0;
  let next = 0;
  for (let at = 0; at < mended.length && next < pages.length; at++) {
    const char = mended[at] ?? '';
    if (isBlank(char)) continue;
    const found = source.indexOf(char, from);
    if (found < 0) break;
    while (next < pages.length && (pages[next]?.start ?? 0) <= found) {
      starts.push({ page: pages[next]?.page ?? 0, start: at });
      next++;
    }
    from = found + 1;
  }
  return starts;
}

/** Follows the pages of a source into its mended text. */
export function followPages(source: string, pages: readonly PageStart[] | undefined, mended: string): PageAt {
  if (!pages || pages.length === 0) return () => null;
  const starts = startsInMended(source, pages, mended);
  return (offset) => starts.findLast(({ start }) => start <= offset)?.page ?? null;
}
