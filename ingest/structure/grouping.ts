/**
 * Joins passages that are too small to be read alone: the paragraphs of a text without numbers, and lists
 * whose items are a line each. A clause of a long section stays a passage of its own.
 */
import type { Passage } from '../../data/types.ts';
import { LONGEST } from './passage-cut.ts';

/** Lists longer than this, or with items longer than that, stay item by item. */
const LONGEST_LIST = 240;
const LONGEST_ITEM = 60;

const PARAGRAPH = /^(.*)第(\d+)(?:—(\d+))?段$/;

const follows = (before: Passage, after: Passage) => after.span.start === before.span.end + 1;

const samePath = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((heading, i) => heading === b[i]);

function joined(passages: readonly Passage[], first: Passage, locator: string): Passage {
  return {
    ...first,
    kind: 'clause',
    locator,
    text: passages.map((passage) => passage.text).join('\n'),
    span: { start: first.span.start, end: passages.at(-1)?.span.end ?? first.span.end },
  };
}

/** 正文第2段 and 正文第3段 → 正文第2—3段, where both are one paragraph under the same headings. */
function joinParagraphs(before: Passage, after: Passage): Passage | null {
  const [a, b] = [PARAGRAPH.exec(before.locator), PARAGRAPH.exec(after.locator)];
  if (!a || !b || a[1] !== b[1] || before.kind !== 'clause' || after.kind !== 'clause') return null;
  const last = Number(a[3] ?? a[2]);
  if (Number(b[2]) !== last + 1 || !follows(before, after) || !samePath(before.path, after.path)) return null;
  if (before.text.length + after.text.length > LONGEST) return null;
  return joined([before, after], before, `${a[1]}第${a[2]}—${b[3] ?? b[2]}段`);
}

function withParagraphsJoined(passages: readonly Passage[]): Passage[] {
  const result: Passage[] = [];
  for (const passage of passages) {
    const before = result.at(-1);
    const both = before ? joinParagraphs(before, passage) : null;
    if (both) result[result.length - 1] = both;
    else result.push(passage);
  }
  return result;
}

/** A numbered line of the list under `parent`: one level deeper, without responsibility lines of its own. */
function isItem(parent: Passage, passage: Passage | undefined): passage is Passage {
  return (
    passage?.kind === 'clause' &&
    passage.locator.length > parent.locator.length &&
    passage.locator.startsWith(parent.locator) &&
    /[）.①-⑳]$/.test(passage.locator) &&
    samePath(passage.path.slice(0, -1), parent.path) &&
    passage.text.length <= LONGEST_ITEM &&
    !passage.text.includes('\n')
  );
}

/** The items below a heading or clause, where they are a whole short list; else none. */
function shortListBelow(passages: readonly Passage[], at: number): Passage[] {
  const parent = passages[at];
  if (!parent || parent.kind === 'row' || !/[、）.条]$/.test(parent.locator)) return [];
  const items: Passage[] = [];
  let last = parent;
  for (let i = at + 1; isItem(parent, passages[i]); i++) {
    const item = passages[i];
    if (!item || !follows(last, item)) return [];
    items.push(item);
    last = item;
  }
  const next = passages[at + 1 + items.length];
  const isWhole = !next?.locator.startsWith(parent.locator) || next.locator === parent.locator;
  const size = items.reduce((sum, item) => sum + item.text.length, parent.text.length);
  return items.length >= 2 && isWhole && size <= LONGEST_LIST ? items : [];
}

/** The passages of a document with its small ones joined, in order and without overlaps. */
export function groupPassages(passages: readonly Passage[]): Passage[] {
  const source = withParagraphsJoined(passages);
  const result: Passage[] = [];
  for (let i = 0; i < source.length; i++) {
    const passage = source[i];
    if (!passage) continue;
    const items = shortListBelow(source, i);
    result.push(items.length > 0 ? joined([passage, ...items], passage, passage.locator) : passage);
    i += items.length;
  }
  return result;
}
