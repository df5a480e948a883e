/** Whose documents a library holds: the places, how many of each, and those of one place or year. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import type { Visibility } from './types.ts';

/** A place with how many documents the library holds of it, most first. */
export interface RegionCount {
  readonly region: string;
  readonly documents: number;
}

/** The places of the documents that a reader may see. */
export function countRegions(
  database: Database,
  visibilities: readonly Visibility[],
): readonly RegionCount[] {
  return statement<[string], RegionCount>(
    database.raw,
    `SELECT f.region, count(*) AS documents FROM filings f JOIN documents d ON d.id = f.document_id
     WHERE f.region IS NOT NULL AND d.visibility IN (SELECT value FROM json_each(?))
     GROUP BY f.region ORDER BY documents DESC, f.region`,
  ).all(JSON.stringify(visibilities));
}

/** Ids of documents of these regions and years; an empty list leaves that open. */
export function findFiled(
  database: Database,
  regions: readonly string[],
  years: readonly number[],
): readonly string[] {
  return statement<[object], { id: string }>(
    database.raw,
    `SELECT f.document_id AS id FROM filings f JOIN documents d ON d.id = f.document_id
     WHERE d.kind = 'document'
       AND (@anyRegion OR f.region IN (SELECT value FROM json_each(@regions)))
       AND (@anyYear OR EXISTS (SELECT 1 FROM json_each(@years) y WHERE
         y.value BETWEEN f.year_from AND f.year_to
         OR (f.year_from IS NULL AND CAST(substr(d.issued_on, 1, 4) AS INTEGER) = y.value)))`,
  )
    .all({
      anyRegion: regions.length === 0 ? 1 : 0,
      anyYear: years.length === 0 ? 1 : 0,
      regions: JSON.stringify(regions),
      years: JSON.stringify(years),
    })
    .map(({ id }) => id);
}
