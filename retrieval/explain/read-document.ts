import type { Database } from '../../data/database.ts';
import { readCandidates, readPassageRecords } from '../../data/passages.ts';
import type { Candidate } from '../../data/types.ts';
import type { Scope } from '../access.ts';

/** The passages of a document in order; none where it is not there, or not for this reader. */
export function readDocumentPassages(
  database: Database,
  documentId: string,
  { visibilities }: Scope,
): readonly Candidate[] {
  const ids = readPassageRecords(database, documentId).map(({ id }) => id);
  return readCandidates(database, ids, visibilities);
}
