/** Which passages belong to documents, told by their numbers: a document's passages are numbered in one run. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';

/** Numbers in sorted runs without overlaps; `has` takes some ten steps however many there are. */
export class PassageRanges {
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;

  constructor(runs: readonly { readonly first: number; readonly count: number }[]) {
    const sorted = runs.filter(({ count }) => count > 0).sort((a, b) => a.first - b.first);
    this.#starts = Float64Array.from(sorted, ({ first }) => first);
    this.#ends = Float64Array.from(sorted, ({ first, count }) => first + count);
  }

  has(id: number): boolean {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (id < (this.#starts[middle] ?? 0)) high = middle - 1;
      else if (id >= (this.#ends[middle] ?? 0)) low = middle + 1;
      else return true;
    }
    return false;
  }
}

type Run = { first: number; count: number };

const RUN = 'f.first_passage AS first, f.passage_count AS count';

/** The passages of some documents. */
export function passagesOf(database: Database, documentIds: readonly string[]): PassageRanges {
  const sql = `SELECT ${RUN} FROM filings f WHERE f.document_id IN (SELECT value FROM json_each(?))`;
  return new PassageRanges(statement<[string], Run>(database.raw, sql).all(JSON.stringify(documentIds)));
}
