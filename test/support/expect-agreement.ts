import { expect } from 'vitest';
import type { Library } from '../../bot/library.ts';
import { passageIds } from '../../data/passages.ts';

/** The promise of ingest: what the database keeps, both indexes of its visibility hold, and nothing else. */
export function expectAgreement({ database, indexes }: Library): void {
  for (const visibility of ['public', 'internal'] as const) {
    const kept = [...passageIds(database, visibility)].sort();
    expect([...indexes[visibility].words.ids()].sort()).toEqual(kept);
    expect([...indexes[visibility].vectors.ids()].sort()).toEqual(kept);
  }
}
