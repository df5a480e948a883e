/** An unchanging part of the word index: for each token the passages that hold it, in typed arrays. */
import type { WeightedToken, WordHit } from './word-index.ts';

/** Counts are kept in quarters: a word in the passage's own text counts 4, one in its place 3, at most twice. */
const OWN = 4;
const PLACE = 3;
const MOST = 255;

/** The arrays of a segment. Entries of token t are `entryOffsets[t] … entryOffsets[t + 1]`. */
export interface SegmentData {
  readonly tokens: readonly string[];
  readonly ids: Float64Array;
  readonly lengths: Uint16Array;
  readonly entryOffsets: Uint32Array;
  readonly entrySlots: Uint32Array;
  readonly entryCounts: Uint8Array;
}

/** BM25's parameters, and the mean length of all passages that are ranked together. */
export interface Tuning {
  readonly k1: number;
  readonly b: number;
  readonly average: number;
}

/** Token counts of passages that are not sealed yet. */
export class SegmentDraft {
  readonly ids: number[] = [];
  readonly lengths: number[] = [];
  readonly entries = new Map<string, { slots: number[]; counts: number[] }>();

  get size(): number {
    return this.ids.length;
  }

  put(token: string, slot: number, count: number): void {
    let entry = this.entries.get(token);
    if (!entry) {
      entry = { slots: [], counts: [] };
      this.entries.set(token, entry);
    }
    entry.slots.push(slot);
    entry.counts.push(Math.min(MOST, count));
  }

  add(id: number, head: readonly string[], body: readonly string[]): void {
    const counts = new Map<string, number>();
    for (const token of new Set(head)) counts.set(token, PLACE);
    for (const token of body) counts.set(token, (counts.get(token) ?? 0) + OWN);
    const slot = this.ids.length;
    this.ids.push(id);
    this.lengths.push(Math.min(65_535, body.length));
    for (const [token, count] of counts) this.put(token, slot, count);
  }

  /** Segments joined, without the passages that were removed. */
  static from(segments: readonly Segment[], removed: ReadonlySet<number>): SegmentDraft {
    const draft = new SegmentDraft();
    for (const segment of segments) {
      const slots = new Int32Array(segment.data.ids.length).fill(-1);
      segment.data.ids.forEach((id, slot) => {
        if (removed.has(id)) return;
        slots[slot] = draft.ids.length;
        draft.ids.push(id);
        draft.lengths.push(segment.data.lengths[slot] ?? 0);
      });
      segment.each((token, slot, count) => {
        const kept = slots[slot] ?? -1;
        if (kept >= 0) draft.put(token, kept, count);
      });
    }
    return draft;
  }
}

/** The best passages seen so far, kept as a small heap whose root is the worst of them. */
function selectBest(scores: Float32Array, touched: Uint32Array, count: number): number[] {
  if (touched.length <= count) return [...touched];
  const heap: number[] = [];
  const score = (slot: number | undefined) => scores[slot ?? 0] ?? 0;
  const sink = (from: number) => {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && score(heap[right]) < score(heap[left]) ? right : left;
      if (score(heap[child]) >= score(heap[at])) return;
      [heap[at], heap[child]] = [heap[child] ?? 0, heap[at] ?? 0];
      at = child;
    }
  };
  for (const slot of touched) {
    if (heap.length < count) {
      heap.push(slot);
      if (heap.length === count) for (let i = count >> 1; i >= 0; i--) sink(i);
    } else if (score(slot) > score(heap[0])) {
      heap[0] = slot;
      sink(0);
    }
  }
  return heap;
}

/** The worst score among the best `count`; 0 while there are fewer. */
function worstOfBest(scores: Float32Array, touched: Uint32Array, count: number): number {
  if (touched.length < count) return 0;
  return selectBest(scores, touched, count).reduce(
    (worst, slot) => Math.min(worst, scores[slot] ?? 0),
    Infinity,
  );
}

/** Lets no passage in that has not been seen. */
const CLOSED = () => false;

/** Entries of a token below which it is cheaper to read them than to ask whether they can matter. */
const SHORT_LIST = 5_000;

/** A sealed part of the index; see `buildSegment`. */
export class Segment {
  readonly data: SegmentData;
  readonly totalLength: number;
  readonly #numbers: Map<string, number>;
  readonly #scores: Float32Array;
  readonly #norms: Float32Array;
  readonly #touched: Uint32Array;
  #normsMade = '';
  /** The best score of the reading under way. */
  #top = 0;

  constructor(data: SegmentData) {
    this.data = data;
    this.totalLength = data.lengths.reduce((sum, length) => sum + length, 0);
    this.#numbers = new Map(data.tokens.map((token, i) => [token, i]));
    this.#scores = new Float32Array(data.ids.length);
    this.#norms = new Float32Array(data.ids.length);
    this.#touched = new Uint32Array(data.ids.length);
  }

  get ids(): Float64Array {
    return this.data.ids;
  }

  #range(token: string): readonly [number, number] {
    const number = this.#numbers.get(token);
    if (number === undefined) return [0, 0];
    return [this.data.entryOffsets[number] ?? 0, this.data.entryOffsets[number + 1] ?? 0];
  }

  count(token: string): number {
    const [from, to] = this.#range(token);
    return to - from;
  }

  each(visit: (token: string, slot: number, count: number) => void): void {
    const { tokens, entryOffsets, entrySlots, entryCounts } = this.data;
    tokens.forEach((token, t) => {
      const to = entryOffsets[t + 1] ?? 0;
      for (let i = entryOffsets[t] ?? 0; i < to; i++) visit(token, entrySlots[i] ?? 0, entryCounts[i] ?? 0);
    });
  }

  /** What a passage's length takes off each of its words; worked out once for a mean length. */
  #normsFor({ k1, b, average }: Tuning): Float32Array {
    const made = `${k1} ${b} ${average}`;
    if (made !== this.#normsMade) {
      const { lengths } = this.data;
      for (let slot = 0; slot < lengths.length; slot++)
        this.#norms[slot] = k1 * (1 - b + (b * (lengths[slot] ?? 0)) / average);
      this.#normsMade = made;
    }
    return this.#norms;
  }

  /**
   * The best passages of this segment by BM25 with weighted tokens. Telling tokens are read first; once those
   * that are left cannot lift a passage that has none of them among the best, only passages seen are counted on
   * (Turtle & Flood 1995, MaxScore): the result is the same.
   */
  best(
    tokens: readonly WeightedToken[],
    count: number,
    tuning: Tuning,
    visible: ((id: number) => boolean) | null,
  ): WordHit[] {
    const scores = this.#scores;
    const norms = this.#normsFor(tuning);
    const { ids } = this.data;
    const sorted = tokens.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
    let left = sorted.reduce((sum, { weight }) => sum + weight * (tuning.k1 + 1), 0);
    let found = 0;
    let closed = false;
    this.#top = 0;
    for (const { token, weight } of sorted) {
      const [from, to] = this.#range(token);
      if (!closed && to - from > SHORT_LIST && this.#top > left)
        closed = worstOfBest(scores, this.#touched.subarray(0, found), count) > left;
      found = this.#read(from, to, weight * (tuning.k1 + 1), norms, closed ? CLOSED : visible, found);
      left -= weight * (tuning.k1 + 1);
    }
    const touched = this.#touched.subarray(0, found);
    const best = selectBest(scores, touched, count).map((slot) => ({
      id: ids[slot] ?? 0,
      score: scores[slot] ?? 0,
    }));
    for (const slot of touched) scores[slot] = 0;
    return best;
  }

  /** Counts one token's entries in; returns how many passages have been seen by then. */
  #read(
    from: number,
    to: number,
    weight: number,
    norms: Float32Array,
    visible: ((id: number) => boolean) | null,
    seen: number,
  ): number {
    const scores = this.#scores;
    const touched = this.#touched;
    const { ids, entrySlots, entryCounts } = this.data;
    let found = seen;
    let top = this.#top;
    for (let i = from; i < to; i++) {
      const slot = entrySlots[i] ?? 0;
      const before = scores[slot] ?? 0;
      if (before === 0) {
        if (visible && (visible === CLOSED || !visible(ids[slot] ?? 0))) continue;
        touched[found++] = slot;
      }
      const times = (entryCounts[i] ?? 0) / OWN;
      const score = before + (weight * times) / (times + (norms[slot] ?? 0));
      scores[slot] = score;
      if (score > top) top = score;
    }
    this.#top = top;
    return found;
  }
}

/** Seals a draft. */
export function buildSegment(draft: SegmentDraft): Segment {
  const tokens = [...draft.entries.keys()];
  const total = [...draft.entries.values()].reduce((sum, entry) => sum + entry.slots.length, 0);
  const entryOffsets = new Uint32Array(tokens.length + 1);
  const entrySlots = new Uint32Array(total);
  const entryCounts = new Uint8Array(total);
  let at = 0;
  tokens.forEach((token, i) => {
    const entry = draft.entries.get(token);
    entryOffsets[i] = at;
    entrySlots.set(entry?.slots ?? [], at);
    entryCounts.set(entry?.counts ?? [], at);
    at += entry?.slots.length ?? 0;
  });
  entryOffsets[tokens.length] = at;
  const ids = Float64Array.from(draft.ids);
  return new Segment({
    tokens,
    ids,
    lengths: Uint16Array.from(draft.lengths),
    entryOffsets,
    entrySlots,
    entryCounts,
  });
}

/** A segment that holds nothing. */
export function emptySegment(): Segment {
  return buildSegment(new SegmentDraft());
}
