/** What documents are filed under: theme, place, years, and the keys by which their kin are found. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import type { DocumentRecord, Filing } from './types.ts';

/** What is filed with a document besides what readers see: keys under which it is compared. */
export interface FilingKeys {
  /** Title without marks and issuer. */
  readonly titleKey: string;
  /** Region and title without its year: what all years of one plan share; '' for none. */
  readonly series: string;
}

/** How much of a document's text its passages are placed by. */
const LEAD = 300;

const EMPTY: Filing = {
  theme: null,
  region: null,
  level: null,
  printedOn: null,
  publishedOn: null,
  yearFrom: null,
  yearTo: null,
};

/** Files a document anew; what other documents do to it is worked out afterwards (relations.ts). */
export function writeFiling(
  database: Database,
  record: DocumentRecord,
  keys: FilingKeys,
  counted: {
    readonly digest: string;
    readonly wordsDigest: string;
    readonly firstPassage: number;
    readonly passages: number;
    readonly writtenAt: string;
  },
): void {
  statement<[object]>(
    database.raw,
    `INSERT OR REPLACE INTO filings (document_id, digest, words_digest, title_key, series, year_from, year_to,
       theme, region, level, printed_on, published_on, first_passage, passage_count, written_at, lead)
     VALUES (@id, @digest, @wordsDigest, @titleKey, @series, @yearFrom, @yearTo, @theme, @region, @level,
       @printedOn, @publishedOn, @firstPassage, @passages, @writtenAt, @lead)`,
  ).run({ ...EMPTY, ...record, ...keys, ...counted, lead: record.text.slice(0, LEAD) });
}

/** The keys and digests of a document as it stands, or null where there is none. */
export function readFilingKeys(
  database: Database,
  documentId: string,
): (FilingKeys & { readonly digest: string; readonly wordsDigest: string }) | null {
  const row = statement<[string], FilingKeys & { digest: string; wordsDigest: string }>(
    database.raw,
    `SELECT title_key AS titleKey, series, digest, words_digest AS wordsDigest FROM filings WHERE document_id = ?`,
  ).get(documentId);
  return row ?? null;
}

/** Documents filed under a title's key, with what tells them apart. */
export function findByTitle(
  database: Database,
  titleKey: string,
): readonly {
  readonly id: string;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
}[] {
  return statement<[string], { id: string; documentNumber: string | null; issuedOn: string | null }>(
    database.raw,
    `SELECT d.id, d.document_number AS documentNumber, d.issued_on AS issuedOn
     FROM filings f JOIN documents d ON d.id = f.document_id WHERE f.title_key = ?`,
  ).all(titleKey);
}
