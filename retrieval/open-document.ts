/** Opens a document for a page that shows it, within a reader's scope. */
import { readConflicts } from '../data/conflicts.ts';
import type { Database } from '../data/database.ts';
import { dayAt } from '../data/day.ts';
import { listRecords } from '../data/deadlines.ts';
import { readDocument, readSources, validityOn } from '../data/documents.ts';
import { listEditions, readEdition } from '../data/editions.ts';
import { readPassages } from '../data/passages.ts';
import { readRelations } from '../data/relations.ts';
import { predecessorIn, readSeries, seriesOf, successorIn } from '../data/standing.ts';
import type { Scope } from './access.ts';
import type { OpenDocument, OpenOptions } from './assistant.ts';

/** An earlier edition; its passages are numbered by their place, since they are in no index any more. */
function openEdition(
  database: Database,
  id: string,
  number: number,
  scope: Scope,
  now: Date,
): OpenDocument | null {
  const edition = readEdition(database, id, number, scope.visibilities);
  if (!edition) return null;
  const passages = edition.passages.map((passage, ordinal) => ({
    ...passage,
    id: ordinal + 1,
    documentId: id,
    ordinal,
  }));
  const validity = validityOn(edition.record, dayAt(now));
  return { document: edition.record, validity, passages, edition: number };
}

/** The time limits a document sets; a withdrawn one stands in no text any more. */
async function deadlinesOf(database: Database, documentId: string, scope: Scope) {
  const records = await listRecords(database, scope.visibilities, { documentId }, () => false);
  return records.filter(({ state }) => state !== '已撤销');
}

/** A document with its passages and what is known about it; null where it is not there, or not for this reader. */
export async function openDocument(
  database: Database,
  id: string,
  scope: Scope,
  now: Date,
  options: OpenOptions = {},
): Promise<OpenDocument | null> {
  const document = await readDocument(database, id, scope.visibilities);
  if (!document) return null;
  if (options.edition !== undefined) return openEdition(database, id, options.edition, scope, now);
  const series = readSeries(database, seriesOf(database, id), scope.visibilities);
  return {
    document,
    validity: validityOn(document, dayAt(now)),
    passages: await readPassages(database, id),
    relations: readRelations(database, id, scope.visibilities),
    conflicts: readConflicts(database, [id], scope.visibilities),
    deadlines: await deadlinesOf(database, id, scope),
    sources: readSources(database, [id]).get(id) ?? [],
    predecessor: predecessorIn(series, id),
    successor: successorIn(series, id),
    editions: listEditions(database, id, scope.visibilities),
  };
}
