/** Ranks passages by their words (BM25), in memory: a question reads 100,000 entries in about a millisecond. */
import { buildSegment, emptySegment, type Segment, SegmentDraft, type Tuning } from './segment.ts';
import { readSegment, writeSegment } from './segment-file.ts';

/** A token of a question with how much it counts. */
export interface WeightedToken {
  readonly token: string;
  readonly weight: number;
}

/** A passage found by its words; scores of two questions cannot be compared. */
export interface WordHit {
  readonly id: number;
  readonly score: number;
}

/** BM25 (Robertson & Zaragoza 2009): saturation of repeated words, and how far length counts. */
const K1 = 1.2;
const B = 0.6;
/** Changes kept beside the big segment before they are merged into it. */
const MOST_PENDING = 4_000;

/** Words of passages with their counts: what is kept is a cache of the database, read at start. */
export class WordIndex {
  readonly #path: string | null;
  readonly #removed = new Set<number>();
  readonly #ids = new Set<number>();
  #segments: Segment[];
  #pending = new SegmentDraft();
  #changed = false;
  #version = 0;

  constructor(path: string | null) {
    this.#path = path;
    const kept = path ? readSegment(path) : null;
    this.#segments = [kept ?? emptySegment()];
    for (const id of kept?.ids ?? []) this.#ids.add(id);
  }

  /** Grows with every change, so that what was counted can be counted anew. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#ids.size;
  }

  ids(): ReadonlySet<number> {
    return this.#ids;
  }

  /** @param head tokens that place the passage @param body tokens of its own text */
  add(id: number, head: readonly string[], body: readonly string[]): void {
    this.#version++;
    this.#pending.add(id, head, body);
    this.#ids.add(id);
    this.#changed = true;
    if (this.#pending.size >= MOST_PENDING) this.#seal();
  }

  remove(id: number): void {
    if (!this.#ids.delete(id)) return;
    this.#version++;
    this.#removed.add(id);
    this.#changed = true;
  }

  #seal(): void {
    if (this.#pending.size === 0) return;
    this.#segments.push(buildSegment(this.#pending));
    this.#pending = new SegmentDraft();
  }

  /** Counted passages that hold a token. */
  frequency(token: string): number {
    this.#seal();
    let count = 0;
    for (const segment of this.#segments) count += segment.count(token);
    return count;
  }

  /** Passages whose words are counted: those held, and those removed since the last save. */
  get counted(): number {
    return this.#ids.size + this.#removed.size;
  }

  /** Tokens of all counted passages together. */
  get totalLength(): number {
    this.#seal();
    return this.#segments.reduce((sum, each) => sum + each.totalLength, 0);
  }

  /** The best `count` passages for tokens whose weights are final; see `joinWords`. */
  rank(
    tokens: readonly WeightedToken[],
    count: number,
    tuning: Tuning,
    allowed?: (id: number) => boolean,
  ): WordHit[] {
    this.#seal();
    const visible = (id: number) => !this.#removed.has(id) && (allowed?.(id) ?? true);
    const check = this.#removed.size > 0 || allowed ? visible : null;
    return this.#segments.flatMap((segment) => segment.best(tokens, count, tuning, check));
  }

  /** Merges what was added and removed into one segment and keeps it on disk, all of it or nothing. */
  async save(): Promise<void> {
    if (!this.#changed) return;
    this.#seal();
    const merged = buildSegment(SegmentDraft.from(this.#segments, this.#removed));
    this.#segments = [merged];
    this.#removed.clear();
    // What changes while this is written is for the next save.
    this.#changed = false;
    if (this.#path) await writeSegment(this.#path, merged);
  }
}

/** Word indexes taken as one: what a reader may see, with counts that know of nothing else. */
export interface Words {
  /** Passages held. */
  readonly size: number;
  /** Grows with every change. */
  readonly version: number;
  /** Passages that hold a token. */
  frequency(token: string): number;
  /** The best `count` passages for these tokens; `allowed` is applied before anything is scored. */
  search(tokens: readonly WeightedToken[], count: number, allowed?: (id: number) => boolean): WordHit[];
}

/** Ranks over several word indexes as if they were one. */
export function joinWords(indexes: readonly WordIndex[]): Words {
  const sum = (count: (index: WordIndex) => number) => indexes.reduce((all, each) => all + count(each), 0);
  const frequency = (token: string) => sum((index) => index.frequency(token));
  return {
    get size() {
      return sum((index) => index.size);
    },
    get version() {
      return sum((index) => index.version);
    },
    frequency,
    search: (tokens, count, allowed) => {
      const total = sum((index) => index.counted);
      const average = sum((index) => index.totalLength) / total || 1;
      const weighted = tokens.map(({ token, weight }) => {
        const found = frequency(token);
        return { token, weight: weight * Math.log(1 + (total - found + 0.5) / (found + 0.5)) };
      });
      return indexes
        .flatMap((index) => index.rank(weighted, count, { k1: K1, b: B, average }, allowed))
        .sort((a, b) => b.score - a.score || a.id - b.id)
        .slice(0, count);
    },
  };
}
