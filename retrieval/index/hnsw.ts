import hnswlib from 'hnswlib-node';
import { readCacheFile, replaceCacheFile } from './cache-file.ts';
import type { Neighbour, PassageIndex } from './index.ts';

const { HierarchicalNSW } = hnswlib;
type Graph = InstanceType<typeof HierarchicalNSW>;

const M = 16;
const EF_CONSTRUCTION = 100;
/** Candidates looked at in a search: more is more exact and slower. */
const EF_SEARCH = 96;
const SMALLEST = 1024;
/** Share of removed vectors past which the graph is made anew at the next save. */
const STALE = 0.3;
/** Vectors put into the new graph between two breaths, in which searches and changes go on. */
const BATCH = 32;

function emptyGraph(dimensions: number, size: number): Graph {
  const graph = new HierarchicalNSW('ip', dimensions);
  graph.initIndex({ maxElements: size, m: M, efConstruction: EF_CONSTRUCTION });
  graph.setEf(EF_SEARCH);
  return graph;
}

interface Kept {
  readonly graph: Graph;
  readonly live: Set<number>;
}

/** The graph in a file with the ids that live in it, or null where there is none that can be believed. */
function readGraph(path: string, maker: string, dimensions: number): Kept | null {
  const file = readCacheFile(path, maker);
  if (!file) return null;
  const graph = new HierarchicalNSW('ip', dimensions);
  try {
    graph.readIndexSync(path);
  } catch {
    // A disk that was full cuts the graph short without an error; its digest is then that of the stump.
    return null;
  }
  graph.setEf(EF_SEARCH);
  const removed = new Set(file.removed);
  return { graph, live: new Set(graph.getIdsList().filter((id) => !removed.has(id))) };
}

const breathe = () => new Promise((resolve) => setImmediate(resolve));

class HnswIndex implements PassageIndex {
  readonly #path: string;
  readonly #maker: string;
  readonly #dimensions: number;
  readonly #live: Set<number>;
  #graph: Graph;
  #changed = false;
  #saving: Promise<void> = Promise.resolve();
  /** hnswlib writes a graph in a thread of its own: what changes meanwhile is put off until it is done. */
  #writing = false;
  readonly #late: (() => void)[] = [];

  constructor(path: string, embedder: string, dimensions: number) {
    this.#path = path;
    this.#maker = `hnsw-2 ${embedder} ${dimensions}`;
    this.#dimensions = dimensions;
    const kept = readGraph(path, this.#maker, dimensions);
    this.#graph = kept?.graph ?? emptyGraph(dimensions, SMALLEST);
    this.#live = kept?.live ?? new Set();
  }

  add(id: number, vector: Float32Array): void {
    this.#live.add(id);
    this.#changed = true;
    if (this.#writing) this.#late.push(() => this.#insert(id, vector));
    else this.#insert(id, vector);
  }

  #insert(id: number, vector: Float32Array): void {
    const size = this.#graph.getMaxElements();
    if (this.#graph.getCurrentCount() >= size) this.#graph.resizeIndex(size * 2);
    this.#graph.addPoint(Array.from(vector), id);
  }

  remove(id: number): void {
    if (!this.#live.delete(id)) return;
    this.#changed = true;
    if (this.#writing) this.#late.push(() => this.#markRemoved(id));
    else this.#markRemoved(id);
  }

  #markRemoved(id: number): void {
    // A graph read from its file lists removed labels too; hnswlib tells them by refusing.
    try {
      this.#graph.markDelete(id);
    } catch {}
  }

  ids(): ReadonlySet<number> {
    return this.#live;
  }

  search(vector: Float32Array, count: number, allowed?: (id: number) => boolean): Neighbour[] {
    const most = Math.min(count, this.#live.size);
    if (most === 0) return [];
    const found = this.#graph.searchKnn(Array.from(vector), most, allowed);
    return found.neighbors.map((id, i) => ({ id, similarity: 1 - (found.distances[i] ?? 1) }));
  }

  /**
   * Makes the graph anew without the removed vectors, a few at a time; until it is whole, the old one answers
   * and takes what comes and goes.
   */
  async #compact(): Promise<void> {
    if (this.#graph.getCurrentCount() - this.#live.size <= STALE * this.#graph.getCurrentCount()) return;
    const fresh = emptyGraph(this.#dimensions, Math.max(SMALLEST, this.#live.size));
    const taken = new Set<number>();
    for (;;) {
      const missing = [...this.#live].filter((id) => !taken.has(id));
      if (missing.length === 0) break;
      for (const [i, id] of missing.entries()) {
        if (i % BATCH === BATCH - 1) await breathe();
        if (!this.#live.has(id)) continue;
        if (fresh.getCurrentCount() >= fresh.getMaxElements()) fresh.resizeIndex(2 * fresh.getMaxElements());
        fresh.addPoint(this.#graph.getPoint(id), id);
        taken.add(id);
      }
    }
    for (const id of taken) if (!this.#live.has(id)) fresh.markDelete(id);
    this.#graph = fresh;
  }

  /** Saves follow one another: a second one would write over the first one's draft. */
  save(): Promise<void> {
    this.#saving = this.#saving.catch(() => {}).then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    if (!this.#changed) return;
    await this.#compact();
    this.#changed = false;
    const graph = this.#graph;
    const removed = graph.getIdsList().filter((id) => !this.#live.has(id));
    const note = { maker: this.#maker, count: this.#live.size, removed };
    this.#writing = true;
    try {
      await replaceCacheFile(this.#path, note, async (draft) => {
        await graph.writeIndex(draft);
      });
    } catch (error) {
      this.#changed = true;
      throw error;
    } finally {
      this.#writing = false;
      for (const change of this.#late.splice(0)) change();
    }
  }
}

/**
 * A graph of near neighbours (hnswlib), read from `path` when the file there is whole and of this embedder,
 * else empty: the vectors themselves are kept in the database, so a lost file costs time alone.
 */
export function openHnswIndex(path: string, embedder: string, dimensions: number): PassageIndex {
  return new HnswIndex(path, embedder, dimensions);
}
