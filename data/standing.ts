/** Works out what other documents do to a document's validity, and finds the same plan of other years. */
import type { Database } from './database.ts';
import { type Day, makeDay, parseDay } from './day.ts';
import { statement } from './statements.ts';
import type { Visibility } from './types.ts';

/** A document of a series: the same plan of one region, whatever its year. */
export interface SeriesMember {
  readonly id: string;
  readonly documentNumber: string | null;
  readonly title: string;
  readonly issuedOn: Day | null;
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
}

/** Kinds of documents that a later one of the same name takes the place of; reports and replies do not. */
const REPLACEABLE =
  /(?:方案|计划|要点|安排|任务|清单|分工|预案|目录|办法|规定|细则|意见|规则|制度|标准|措施|规划|指南|规程|规范|通知|指标)[）)]?(?:[（(].{1,12}[）)])?$/;

/** True for a title whose later edition takes its place. */
const isReplaceable = (title: string) => REPLACEABLE.test(title.replace(/[》〉]?(?:的通知)?$/, '').trim());

interface MemberRow {
  id: string;
  documentNumber: string | null;
  title: string;
  issuedOn: string | null;
  yearFrom: number | null;
  yearTo: number | null;
}

/** The documents of a series that a reader may see, oldest first. */
export function readSeries(
  database: Database,
  series: string,
  visibilities: readonly Visibility[],
): readonly SeriesMember[] {
  if (series === '') return [];
  return statement<[string, string], MemberRow>(
    database.raw,
    `SELECT d.id, d.document_number AS documentNumber, d.title, d.issued_on AS issuedOn, f.year_from AS yearFrom,
       f.year_to AS yearTo
     FROM filings f JOIN documents d ON d.id = f.document_id
     WHERE f.series = ? AND f.series <> '' AND d.visibility IN (SELECT value FROM json_each(?))
     ORDER BY coalesce(f.year_from, substr(d.issued_on, 1, 4)), d.issued_on`,
  )
    .all(series, JSON.stringify(visibilities))
    .map((row) => ({ ...row, issuedOn: row.issuedOn === null ? null : parseDay(row.issuedOn) }));
}

/**
 * The day from which `later` stands in `earlier`'s place, or null where it does not: a plan of later years
 * from the first of them, a document of the same name from its own date.
 */
export function replacedFrom(earlier: SeriesMember, later: SeriesMember): Day | null {
  if (earlier.id === later.id || !isReplaceable(earlier.title)) return null;
  if (earlier.yearTo !== null && later.yearFrom !== null) {
    if (later.yearFrom <= earlier.yearTo) return null;
    const opens = makeDay(later.yearFrom, 1, 1);
    return later.issuedOn && opens && later.issuedOn > opens ? later.issuedOn : opens;
  }
  if (earlier.yearTo !== null || later.yearFrom !== null) return null;
  if (!earlier.issuedOn || !later.issuedOn || later.issuedOn <= earlier.issuedOn) return null;
  return later.issuedOn;
}

/** The member that first takes a document's place. */
export function successorIn(members: readonly SeriesMember[], id: string): SeriesMember | null {
  const own = members.find((each) => each.id === id);
  if (!own) return null;
  const later = members.flatMap((member) => {
    const day = replacedFrom(own, member);
    return day ? [{ member, day }] : [];
  });
  return later.sort((a, b) => a.day.localeCompare(b.day))[0]?.member ?? null;
}

/** The member whose place a document takes: the last before it. */
export function predecessorIn(members: readonly SeriesMember[], id: string): SeriesMember | null {
  const own = members.find((each) => each.id === id);
  if (!own) return null;
  const earlier = members.flatMap((member) => {
    const day = replacedFrom(member, own);
    return day && successorIn(members, member.id)?.id === id ? [member] : [];
  });
  return earlier.at(-1) ?? null;
}

const ALL: readonly Visibility[] = ['public', 'internal'];

/** Before all days: the effect of a document that has no date is not put off. */
const ALWAYS = '1900-01-01';

/** Works out again which members of a series a later one has taken the place of. */
export function updateSeries(database: Database, series: string): void {
  const members = readSeries(database, series, ALL);
  for (const own of members) {
    const [first] = members.flatMap((member) => replacedFrom(own, member) ?? []).sort();
    statement<unknown[]>(
      database.raw,
      'UPDATE filings SET superseded_on = ? WHERE document_id = ? AND superseded_on IS NOT ?',
    ).run(first ?? null, own.id, first ?? null);
  }
}

/** `2025-12-31`, or the last day so many months (+24) after the one a document sets itself. */
function prolonged(until: string, own: string | null): string | null {
  if (!until.startsWith('+')) return until;
  const [year = 0, month = 1, day = 1] = (own ?? '').split('-').map(Number);
  if (!year) return null;
  const date = new Date(Date.UTC(year, month - 1 + Number(until), day));
  return date.toISOString().slice(0, 10);
}

/** Works out again what other documents say of one. */
export function updateStanding(database: Database, id: string): void {
  const { raw } = database;
  const own = statement<[string], { validUntil: string | null }>(
    raw,
    'SELECT valid_until AS validUntil FROM documents WHERE id = ?',
  ).get(id);
  if (!own) return;
  const stated = statement<[string], { kind: string; day: string; until: string | null }>(
    raw,
    `SELECT r.kind, coalesce(r.from_day, s.valid_from, s.issued_on, '${ALWAYS}') AS day, r.until_day AS until
     FROM relations r JOIN documents s ON s.id = r.document_id WHERE r.target_id = ?`,
  ).all(id);
  const repealed = stated.filter(({ kind }) => kind === 'repeals' || kind === 'ends').map(({ day }) => day);
  const extended = stated.flatMap(({ kind, until }) =>
    kind === 'extends' && until ? (prolonged(until, own.validUntil) ?? []) : [],
  );
  statement<unknown[]>(
    raw,
    'UPDATE filings SET repealed_on = ?, extended_until = ? WHERE document_id = ?',
  ).run(repealed.sort()[0] ?? null, extended.sort().at(-1) ?? null, id);
}

/** The series of a document, '' for none. */
export function seriesOf(database: Database, id: string): string {
  const sql = 'SELECT series FROM filings WHERE document_id = ?';
  return statement<[string], { series: string }>(database.raw, sql).get(id)?.series ?? '';
}

/** Documents to which others do something: what may have to be undone when documents go or change. */
export function documentsWithStanding(database: Database): readonly { id: string; series: string }[] {
  return statement<[], { id: string; series: string }>(
    database.raw,
    `SELECT document_id AS id, series FROM filings
     WHERE repealed_on IS NOT NULL OR superseded_on IS NOT NULL OR extended_until IS NOT NULL`,
  ).all();
}
