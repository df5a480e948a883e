/** What is worked out again when documents come or go, in the same transaction: relations and standing. */
import type { Database } from '../data/database.ts';
import type { Incoming } from '../data/editions.ts';
import type { Published } from '../data/publish.ts';
import { danglingRelations, relationsAround, resolveRelation, writeRelations } from '../data/relations.ts';
import { documentsWithStanding, seriesOf, updateSeries, updateStanding } from '../data/standing.ts';
import { readValidityRelations } from './validity.ts';

/** Relations of the documents that came, and what they and those that went do to others. */
function deriveStanding(database: Database, changes: Published, content: readonly Incoming[]): void {
  const { changed, gone, removed } = changes;
  const touched = new Set<string>(changed);
  const series = new Set<string>(changed.map((id) => seriesOf(database, id)));
  // Content that was replaced or went may have done something to documents that nothing names any more.
  const undone = removed.length > 0 || gone.length > 0 ? documentsWithStanding(database) : [];
  for (const each of undone) {
    touched.add(each.id);
    series.add(each.series);
  }
  for (const { record, passages } of content) {
    writeRelations(database, record.id, readValidityRelations(record, passages));
  }
  const dangling = gone.length > 0 ? danglingRelations(database) : [];
  for (const relation of [...dangling, ...changed.flatMap((id) => relationsAround(database, id))]) {
    if (relation.targetId) touched.add(relation.targetId);
    const target = resolveRelation(database, relation);
    if (target) touched.add(target);
  }
  for (const id of touched) updateStanding(database, id);
  for (const each of series) updateSeries(database, each);
}

/** Works out what follows from a change of the library; `content` is that of the documents that changed. */
export function derive(database: Database, changes: Published, content: readonly Incoming[]): void {
  deriveStanding(database, changes, content);
}
