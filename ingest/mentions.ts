/** Documents named in a text: 《title》 with the number beside it, or the number alone. */
import { findDocumentNumbers, writeDocumentNumber } from '../data/document-number.ts';
import type { Span } from '../data/types.ts';

/** A document named in a text; at least one of title and number is there. */
export interface Mention extends Span {
  readonly title: string | null;
  /** In its one spelling: 清政办发〔2019〕12号. */
  readonly number: string | null;
}

const OPEN = /[《]/;

/** Titles in outermost 《》; marks inside may be nested. */
function findTitles(text: string): Mention[] {
  const found: Mention[] = [];
  for (let i = 0; i < text.length; i++) {
    if (!OPEN.test(text[i] ?? '')) continue;
    let depth = 0;
    let end = i;
    for (; end < text.length; end++) {
      if (text[end] === '《') depth++;
      else if (text[end] === '》' && --depth === 0) break;
    }
    if (depth !== 0) return found;
    const title = text.slice(i + 1, end).replace(/\s+/g, '');
    if (title.length >= 4) found.push({ start: i, end: end + 1, title, number: null });
    i = end;
  }
  return found;
}

/** What may stand between a title and its own number. */
const BESIDE = /^\s*(?:的通知|的决定|的意见)?\s*[（(〔]?\s*$/;

/** The documents named in a text, in order: `《某某办法》（清政发〔2019〕3号）` is one. */
export function findMentions(text: string): readonly Mention[] {
  const titles = findTitles(text);
  const numbers = findDocumentNumbers(text);
  const used = new Set<number>();
  const named = titles.map((mention): Mention => {
    const after = numbers.find(
      (number) => number.index >= mention.end && BESIDE.test(text.slice(mention.end, number.index)),
    );
    const before = numbers.find(
      (number) =>
        number.index + number.length <= mention.start &&
        /^\s*(?:文件)?\s*$/.test(text.slice(number.index + number.length, mention.start)),
    );
    const own = after ?? before;
    if (!own || used.has(own.index)) return mention;
    used.add(own.index);
    const closing = /^\s*[）)]/.exec(text.slice(own.index + own.length))?.[0].length ?? 0;
    return {
      title: mention.title,
      number: writeDocumentNumber(own),
      start: Math.min(mention.start, own.index),
      end: Math.max(mention.end, own.index + own.length + (own === after ? closing : 0)),
    };
  });
  const alone = numbers
    .filter(({ index }) => !used.has(index) && !titles.some(({ start, end }) => start < index && index < end))
    .map(
      (number): Mention => ({
        title: null,
        number: writeDocumentNumber(number),
        start: number.index,
        end: number.index + number.length,
      }),
    );
  return [...named, ...alone].sort((a, b) => a.start - b.start);
}
