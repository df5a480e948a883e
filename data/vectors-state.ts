/** Which model made the vectors that are kept, and how far a change to another one has come. */
import { z } from 'zod';
import type { Database } from './database.ts';
import { toBlob } from './passages.ts';

/** A model of vectors: those of two models can never be compared. */
export interface VectorModel {
  readonly name: string;
  readonly dimensions: number;
}

const Model = z.object({ name: z.string(), dimensions: z.number().int() });

function read(database: Database, key: string): VectorModel | null {
  const value = database.raw
    .prepare<[string], string>('SELECT value FROM meta WHERE key = ?')
    .pluck()
    .get(key);
  return value === undefined ? null : Model.parse(JSON.parse(value));
}

function write(database: Database, key: string, { name, dimensions }: VectorModel): void {
  database.raw
    .prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, JSON.stringify({ name, dimensions }));
}

const isSame = (a: VectorModel | null, b: VectorModel) => a?.name === b.name && a.dimensions === b.dimensions;

/**
 * Whether all vectors kept are of this model. A library that says nothing holds those of `unstated`; an empty
 * one takes on the model.
 */
export function holdsVectorsOf(database: Database, model: VectorModel, unstated: VectorModel): boolean {
  const known = read(database, 'vectors');
  if (known) return isSame(known, model);
  const isEmpty = database.raw.prepare('SELECT 1 FROM passages LIMIT 1').get() === undefined;
  if (isEmpty || isSame(unstated, model)) write(database, 'vectors', model);
  return isEmpty || isSame(unstated, model);
}

/** Begins or resumes a change to a model; vectors made for yet another one are thrown away. */
export function beginVectors(database: Database, model: VectorModel): void {
  if (isSame(read(database, 'vectors.next'), model)) return;
  database.raw.transaction(() => {
    database.raw.prepare('DELETE FROM next_vectors').run();
    write(database, 'vectors.next', model);
  })();
}

/** Passages that the change has not reached yet, at most `count`, and how many those are in all. */
export function waitingForVectors(database: Database, count: number): { ids: number[]; total: number } {
  const waiting =
    'FROM passages p LEFT JOIN next_vectors n ON n.passage_id = p.id WHERE n.passage_id IS NULL';
  const ids = database.raw
    .prepare<[number], number>(`SELECT p.id ${waiting} ORDER BY p.id LIMIT ?`)
    .pluck()
    .all(count);
  const total = database.raw.prepare<[], number>(`SELECT COUNT(*) ${waiting}`).pluck().get() ?? 0;
  return { ids, total };
}

/** Keeps vectors of the coming model beside those in use. */
export function keepNextVectors(database: Database, vectors: ReadonlyMap<number, Float32Array>): void {
  const insert = database.raw.prepare(
    'INSERT OR REPLACE INTO next_vectors (passage_id, vector) VALUES (?, ?)',
  );
  database.raw.transaction(() => {
    for (const [id, vector] of vectors) insert.run(id, toBlob(vector));
  })();
}

/** Puts the coming vectors in use, all at once; false where a passage has come in meanwhile that has none. */
export function switchVectors(database: Database, model: VectorModel): boolean {
  const change = database.raw.transaction(() => {
    if (waitingForVectors(database, 1).total > 0) return false;
    database.raw
      .prepare(
        'UPDATE passages SET vector = (SELECT vector FROM next_vectors WHERE passage_id = passages.id)',
      )
      .run();
    database.raw.prepare('DELETE FROM next_vectors').run();
    database.raw.prepare("DELETE FROM meta WHERE key = 'vectors.next'").run();
    write(database, 'vectors', model);
    return true;
  });
  return change.immediate();
}
