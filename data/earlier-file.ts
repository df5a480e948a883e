/** What a file held before and holds no longer: a document of its own stays, an earlier edition is replaced. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import { titleKey, titleLikeness, yearsOfTitle } from './title-key.ts';
import type { DocumentMetadata } from './types.ts';
import { foldVariants } from './variants.ts';

/** A document as its content is compared. */
export interface Compared extends Pick<DocumentMetadata, 'kind' | 'documentNumber' | 'title' | 'issuedOn'> {
  readonly id: string;
  readonly text: string;
}

/** A document that its file no longer holds and that stays; `source` is the name its earlier file has now. */
export interface StayedDocument {
  readonly id: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly source: string;
}

/** The same document reads alike by this share of its words; all of its words are there from the second on. */
const ALIKE = 0.5;
const WHOLE = 0.97;
const SAME_TITLE = 0.8;
/** Words are compared in runs of so many characters. */
const RUN = 6;

function runsOf(text: string): Set<string> {
  const words = foldVariants(text.normalize('NFKC')).replace(/[\s\p{P}\p{S}]/gu, '');
  const runs = new Set<string>();
  for (let i = 0; i + RUN <= words.length; i++) runs.add(words.slice(i, i + RUN));
  return runs.size > 0 ? runs : new Set([words]);
}

/** How much of `runs` stands in `text`, 0 to 1. */
function shareIn(runs: ReadonlySet<string>, text: string): number {
  const others = runsOf(text);
  return [...runs].filter((run) => others.has(run)).length / runs.size;
}

const digitsOf = (title: string) => titleKey(title).replace(/[^\d〇零一二三四五六七八九十百]/g, '');

/**
 * Whether two documents are editions of one. A number, a date or a year that differs makes two: next year's
 * plan may repeat this year's in almost every word.
 */
export function isSameDocument(a: Compared, b: Compared): boolean {
  if (a.kind !== b.kind) return false;
  if (a.documentNumber && b.documentNumber) {
    return a.documentNumber === b.documentNumber && shareIn(runsOf(a.text), b.text) >= ALIKE;
  }
  if (a.issuedOn && b.issuedOn && a.issuedOn !== b.issuedOn) return false;
  const [left, right] = [yearsOfTitle(a.title), yearsOfTitle(b.title)];
  if (left?.from !== right?.from || left?.to !== right?.to || digitsOf(a.title) !== digitsOf(b.title))
    return false;
  return titleLikeness(a.title, b.title) >= SAME_TITLE && shareIn(runsOf(a.text), b.text) >= ALIKE;
}

/** Whether all that a document says stands in a file's documents, however these are now cut. */
function isContained({ documentNumber, text }: Compared, arriving: readonly Compared[]): boolean {
  const whole = arriving.map((each) => each.text).join('\n');
  const numbered =
    !documentNumber ||
    arriving.some((each) => each.documentNumber === documentNumber) ||
    whole.replace(/\s/g, '').includes(documentNumber);
  return numbered && shareIn(runsOf(text), whole) >= WHOLE;
}

/** The documents that a file held when it was last read and that are not among `staying`. */
export function leavingDocuments(
  database: Database,
  source: string,
  staying: ReadonlySet<string>,
): readonly Compared[] {
  return statement<[string], Compared>(
    database.raw,
    `SELECT d.id, d.kind, d.document_number AS documentNumber, d.title, d.issued_on AS issuedOn, d.text
     FROM files JOIN document_sources s ON s.file_id = files.id JOIN documents d ON d.id = s.document_id
     WHERE files.source = ? ORDER BY s.ordinal`,
  )
    .all(source)
    .filter(({ id }) => !staying.has(id));
}

/** Of the documents that leave a file those that are lost to the library unless they stay. */
export function documentsToKeep(
  leaving: readonly Compared[],
  arriving: readonly Compared[],
): readonly Compared[] {
  const own = leaving.filter(
    (each) =>
      each.kind === 'document' &&
      !arriving.some((other) => isSameDocument(each, other)) &&
      !isContained(each, arriving),
  );
  // The contents list of an issue stays with the documents it lists.
  return own.length === 0 ? [] : leaving.filter((each) => own.includes(each) || each.kind === 'front matter');
}

/** The name of a file whose name another content has taken: 通知.txt → 通知（原文件 1f2e3d4c）.txt. */
export function earlierName(source: string, sha256: string): string {
  const mark = `（原文件 ${sha256.slice(0, 8) || '旧'}）`;
  return source.replace(/(\.[^./\\]*)?$/, (end) => `${mark}${end}`);
}

/** Gives documents to a file row of an earlier name, as whose content they stay; returns them with that name. */
export function keepUnderEarlierName(
  database: Database,
  source: string,
  kept: readonly Compared[],
): readonly StayedDocument[] {
  const { raw } = database;
  const file = statement<[string], { id: number; sha256: string }>(
    raw,
    'SELECT id, sha256 FROM files WHERE source = ?',
  ).get(source);
  if (!file || kept.length === 0) return [];
  const name = earlierName(source, file.sha256);
  statement<unknown[]>(
    raw,
    `INSERT INTO files (source, sha256, status, report, ingested_at, folder)
     SELECT ?, sha256, 'published', report, ingested_at, NULL FROM files WHERE id = ?
     ON CONFLICT (source) DO NOTHING`,
  ).run(name, file.id);
  const earlier = statement<[string], { id: number }>(raw, 'SELECT id FROM files WHERE source = ?').get(name);
  for (const { id } of kept)
    moveDocument(database, id, { ...file, source }, { id: earlier?.id ?? 0, source: name });
  return kept
    .filter(({ kind }) => kind === 'document')
    .map(({ id, title, documentNumber }) => ({ id, title, documentNumber, source: name }));
}

interface NamedFile {
  readonly id: number;
  readonly source: string;
}

function moveDocument(database: Database, id: string, from: NamedFile, to: NamedFile): void {
  const run = (sql: string, ...values: readonly unknown[]) =>
    statement<unknown[]>(database.raw, sql).run(...values);
  run(
    'UPDATE OR REPLACE document_sources SET file_id = ? WHERE document_id = ? AND file_id = ?',
    to.id,
    id,
    from.id,
  );
  run(
    'UPDATE documents SET file_id = ?, source = ? WHERE id = ? AND file_id = ?',
    to.id,
    to.source,
    id,
    from.id,
  );
  run('UPDATE deadlines SET source = ? WHERE document_id = ? AND source = ?', to.source, id, from.source);
  run(
    'UPDATE document_editions SET source = ? WHERE document_id = ? AND source = ?',
    to.source,
    id,
    from.source,
  );
}
