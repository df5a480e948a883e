import type { ReadPage } from './page.ts';

/** Digits read less surely than this are shown to a person, 0 to 1. */
export const SURE = 0.9;

/** More than this many are summed up in one line. */
const MOST = 200;

const FIGURE = /[\d.,，%％:：/-]*\d[\d.,，%％:：/-]*/g;

/** What could not be read, and figures that were not read surely, each with its page, its surroundings and the confidence. */
export function doubtfulFigures(pages: readonly ReadPage[]): string[] {
  const found: string[] = [];
  for (const { layout, lines, unreadable } of pages) {
    if (unreadable > 0)
      found.push(`第 ${layout.page} 页有 ${unreadable} 处文字（印章、手写或污损）无法识别，请核对原件。`);
    for (const { characters } of lines) {
      const text = characters.map((each) => each.char).join('');
      if (text.length !== characters.length) continue;
      for (const match of text.matchAll(FIGURE)) {
        const own = characters.slice(match.index, match.index + match[0].length);
        const least = Math.min(...own.map((each) => each.confidence));
        if (least >= SURE) continue;
        const around = text.slice(Math.max(0, match.index - 10), match.index + match[0].length + 10);
        found.push(
          `第 ${layout.page} 页“${around}”中的数字 ${match[0]} 识别把握较低（${Math.round(least * 100)}%），请核对原件。`,
        );
      }
    }
  }
  const more = found.length - MOST;
  return more > 0 ? [...found.slice(0, MOST), `另有 ${more} 处数字识别把握较低，请核对原件。`] : found;
}
