/** Recognising deadlines again when a document is read again, with typos mended or rows moved. */
import { foldText, identityKey } from './deadline-id.ts';

/** What two readings of a deadline are compared by. */
export interface Comparable {
  readonly documentId: string;
  readonly kind: string;
  readonly phrase: string;
  readonly locator: string;
  readonly task: string;
  readonly quote: string;
}

/** Pairs of indices: `kept[i]` is the reading `fresh[j]` of the same deadline. */
export interface Matching {
  readonly pairs: ReadonlyMap<number, number>;
  readonly vanished: readonly number[];
  readonly added: readonly number[];
}

/** Two readings at least this much alike are one deadline, whose change a person then confirms. */
const ALIKE = 0.62;
/** Above this many pairs only those at the same place are compared. */
const PAIRS_AT_MOST = 250_000;

interface Prepared {
  readonly kind: string;
  readonly phrase: string;
  readonly locator: string;
  readonly task: ReadonlySet<string>;
  readonly quote: ReadonlySet<string>;
}

function bigrams(text: string): ReadonlySet<string> {
  const folded = [...foldText(text)];
  if (folded.length < 2) return new Set(folded);
  return new Set(folded.slice(1).map((char, i) => `${folded[i]}${char}`));
}

function dice(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size + right.size === 0) return 1;
  let common = 0;
  for (const gram of left) if (right.has(gram)) common++;
  return (2 * common) / (left.size + right.size);
}

const prepare = (item: Comparable): Prepared => ({
  kind: item.kind,
  phrase: foldText(item.phrase),
  locator: foldText(item.locator),
  task: bigrams(item.task),
  quote: bigrams(item.quote),
});

/** 0 to 1: the quote weighs most, then the task, then the words of time and the place. */
function likeness(left: Prepared, right: Prepared): number {
  if (left.kind !== right.kind) return 0;
  const same = (a: string, b: string) => (a === b ? 1 : 0);
  return (
    0.4 * dice(left.quote, right.quote) +
    0.25 * dice(left.task, right.task) +
    0.15 * same(left.phrase, right.phrase) +
    0.2 * same(left.locator, right.locator)
  );
}

/** Joins equal keys one to one, in order; what is joined leaves both sets. */
function joinEqual(
  kept: readonly Comparable[],
  fresh: readonly Comparable[],
  left: { kept: Set<number>; fresh: Set<number> },
  pairs: Map<number, number>,
  keyOf: (item: Comparable) => string,
): void {
  const waiting = new Map<string, number[]>();
  for (const j of left.fresh) {
    const item = fresh[j];
    if (!item) continue;
    const key = keyOf(item);
    const queue = waiting.get(key);
    if (queue) queue.push(j);
    else waiting.set(key, [j]);
  }
  for (const i of [...left.kept]) {
    const item = kept[i];
    const j = item && waiting.get(keyOf(item))?.shift();
    if (j === undefined) continue;
    pairs.set(i, j);
    left.kept.delete(i);
    left.fresh.delete(j);
  }
}

function joinAlike(
  kept: readonly Comparable[],
  fresh: readonly Comparable[],
  left: { kept: Set<number>; fresh: Set<number> },
  pairs: Map<number, number>,
): void {
  const olds = kept.flatMap((item, i) => (left.kept.has(i) ? [{ i, it: prepare(item) }] : []));
  const news = fresh.flatMap((item, j) => (left.fresh.has(j) ? [{ j, it: prepare(item) }] : []));
  const everywhere = olds.length * news.length <= PAIRS_AT_MOST;
  const scored: { i: number; j: number; score: number }[] = [];
  const byPlace = new Map<string, typeof news>();
  for (const item of news) byPlace.set(item.it.locator, [...(byPlace.get(item.it.locator) ?? []), item]);
  for (const { i, it } of olds) {
    for (const other of everywhere ? news : (byPlace.get(it.locator) ?? [])) {
      const score = likeness(it, other.it);
      if (score >= ALIKE) scored.push({ i, j: other.j, score });
    }
  }
  scored.sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
  for (const { i, j } of scored) {
    if (!left.kept.has(i) || !left.fresh.has(j)) continue;
    pairs.set(i, j);
    left.kept.delete(i);
    left.fresh.delete(j);
  }
}

/**
 * Pairs what is kept of a document with a fresh reading of it: first what is equal in words of time, place
 * and task, then what is equal but for its place (a row moved), then what is alike (a typo mended).
 */
export function matchDeadlines(kept: readonly Comparable[], fresh: readonly Comparable[]): Matching {
  const pairs = new Map<number, number>();
  const left = { kept: new Set(kept.keys()), fresh: new Set(fresh.keys()) };
  const quoted = (item: Comparable) => `${identityKey(item)}\u0000${foldText(item.quote)}`;
  joinEqual(kept, fresh, left, pairs, quoted);
  joinEqual(kept, fresh, left, pairs, (item) => quoted({ ...item, locator: '' }));
  joinEqual(kept, fresh, left, pairs, identityKey);
  joinAlike(kept, fresh, left, pairs);
  return { pairs, vanished: [...left.kept], added: [...left.fresh] };
}
