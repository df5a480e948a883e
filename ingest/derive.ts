/** What is worked out again when documents come or go, in the same transaction: relations, figures. */
import type { Database } from '../data/database.ts';
import type { Published } from '../data/publish.ts';

/** Works out what follows from a change of the library. */
export function derive(_database: Database, _changes: Published): void {}
