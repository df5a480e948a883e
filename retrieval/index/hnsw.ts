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

function emptyGraph(dimensions: number, size: number): Graph {
  const graph = new HierarchicalNSW('ip', dimensions);
  graph.initIndex({ maxElements: size, m: M, efConstruction: EF_CONSTRUCTION });
  graph.setEf(EF_SEARCH);
  return graph;
}

/** The graph in a file, or null where there is none that can be believed. */
function readGraph(path: string, maker: string, dimensions: number): Graph | null {
  if (!readCacheFile(path, maker)) return null;
  const graph = new HierarchicalNSW('ip', dimensions);
  graph.readIndexSync(path);
  graph.setEf(EF_SEARCH);
  return graph;
}

class HnswIndex implements PassageIndex {
  readonly #path: string;
  readonly #maker: string;
  readonly #dimensions: number;
  readonly #live: Set<number>;
  #graph: Graph;
  #changed = false;

  constructor(path: string, embedder: string, dimensions: number) {
    this.#path = path;
    this.#maker = `hnsw-1 ${embedder} ${dimensions}`;
    this.#dimensions = dimensions;
    const graph = readGraph(path, this.#maker, dimensions);
    this.#graph = graph ?? emptyGraph(dimensions, SMALLEST);
    this.#live = new Set(graph?.getIdsList() ?? []);
  }

  add(id: number, vector: Float32Array): void {
    const size = this.#graph.getMaxElements();
    if (this.#graph.getCurrentCount() >= size) this.#graph.resizeIndex(size * 2);
    this.#graph.addPoint(Array.from(vector), id);
    this.#live.add(id);
    this.#changed = true;
  }

  remove(id: number): void {
    if (!this.#live.delete(id)) return;
    // A graph read from its file lists removed labels too; hnswlib tells them by refusing.
    try {
      this.#graph.markDelete(id);
    } catch {
      return;
    }
    this.#changed = true;
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

  #compact(): void {
    if (this.#graph.getCurrentCount() - this.#live.size <= STALE * this.#graph.getCurrentCount()) return;
    const fresh = emptyGraph(this.#dimensions, Math.max(SMALLEST, this.#live.size));
    for (const id of this.#live) fresh.addPoint(this.#graph.getPoint(id), id);
    this.#graph = fresh;
  }

  async save(): Promise<void> {
    if (!this.#changed) return;
    this.#compact();
    const graph = this.#graph;
    await replaceCacheFile(this.#path, this.#maker, this.#live.size, async (draft) => {
      await graph.writeIndex(draft);
    });
    this.#changed = false;
  }
}

/**
 * A graph of near neighbours (hnswlib), read from `path` when the file there is whole and of this embedder,
 * else empty: the vectors themselves are kept in the database, so a lost file costs time alone.
 */
export function openHnswIndex(path: string, embedder: string, dimensions: number): PassageIndex {
  return new HnswIndex(path, embedder, dimensions);
}
