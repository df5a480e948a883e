/** A neighbour of a vector; `similarity` is the cosine, 1 for the same direction. */
export interface Neighbour {
  readonly id: number;
  readonly similarity: number;
}

/**
 * Finds the passages whose vectors lie nearest. Ids are passage ids; they are never used twice, so an index
 * agrees with the database when it holds the same ids. Vectors are of unit length.
 */
export interface PassageIndex {
  add(id: number, vector: Float32Array): void;
  remove(id: number): void;
  /** Ids held, in no order. */
  ids(): ReadonlySet<number>;
  /** At most `count` neighbours, best first; `allowed` is applied before anything is ranked. */
  search(vector: Float32Array, count: number, allowed?: (id: number) => boolean): Neighbour[];
  /** Makes what was added and removed last across a restart, all of it or nothing. */
  save(): Promise<void>;
}
