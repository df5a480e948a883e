/** What is worked out again when documents come or go, in the same transaction: relations and standing. */
import { writeConflicts } from '../data/conflicts.ts';
import type { Database } from '../data/database.ts';
import type { Incoming } from '../data/editions.ts';
import { figuresOf, figuresOfKin, writeFigures } from '../data/figures.ts';
import type { Published } from '../data/publish.ts';
import { danglingRelations, relationsAround, resolveRelation, writeRelations } from '../data/relations.ts';
import {
  documentsWithStanding,
  predecessorIn,
  readSeries,
  seriesOf,
  successorIn,
  updateSeries,
  updateStanding,
} from '../data/standing.ts';
import { statement } from '../data/statements.ts';
import { conflictsBetween, conflictsWithin } from './conflicts.ts';
import { readFigures } from './figures/read.ts';
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

/** The two documents that stand before and after one as the same plan of other years. */
function neighbours(database: Database, id: string): { before: string | null; after: string | null } {
  const members = readSeries(database, seriesOf(database, id), ['public', 'internal']);
  return {
    before: predecessorIn(members, id)?.id ?? null,
    after: successorIn(members, id)?.id ?? null,
  };
}

/** Two documents of one issuer, neither of which is another year's edition of the other. */
function areKin(database: Database, id: string, other: string): boolean {
  const row = statement<[object], { same: number }>(
    database.raw,
    `SELECT EXISTS (SELECT 1 FROM documents a, documents b, json_each(a.issuers) x, json_each(b.issuers) y
                    WHERE a.id = @id AND b.id = @other AND x.value = y.value)
       AND (SELECT a.series = '' OR a.series <> b.series FROM filings a, filings b
            WHERE a.document_id = @id AND b.document_id = @other) AS same`,
  ).get({ id, other });
  return row?.same === 1;
}

function deriveConflicts(database: Database, { record, passages }: Incoming): void {
  const { id } = record;
  writeFigures(database, id, readFigures(record, passages));
  const own = figuresOf(database, id);
  const kin = figuresOfKin(database, id);
  const { before, after } = neighbours(database, id);
  const others = [...new Set(kin.map(({ documentId }) => documentId))];
  const between = others.flatMap((other) => {
    const theirs = kin.filter(({ documentId }) => documentId === other);
    if (other === before) return conflictsBetween(theirs, own, 'change');
    if (other === after) return conflictsBetween(own, theirs, 'change');
    return areKin(database, id, other) ? conflictsBetween(own, theirs, 'documents') : [];
  });
  writeConflicts(database, id, [...conflictsWithin(own), ...between]);
}

/** Works out what follows from a change of the library; `content` is that of the documents that changed. */
export function derive(database: Database, changes: Published, content: readonly Incoming[]): void {
  deriveStanding(database, changes, content);
  for (const each of content) deriveConflicts(database, each);
}
