/** Publishing a file: its documents replace what it said before, in one transaction, and nothing else. */
import { type Database, explainDatabaseError } from './database.ts';
import { publishDeadlines, withdrawDocument } from './deadline-publish.ts';
import {
  documentsToKeep,
  keepUnderEarlierName,
  leavingDocuments,
  type StayedDocument,
} from './earlier-file.ts';
import { archiveEdition, dropEditions, type Incoming, restorableEdition } from './editions.ts';
import { writeFiling } from './filings.ts';
import { toBlob } from './passages.ts';
import { statement } from './statements.ts';
import type { DocumentRecord, Passage, Visibility } from './types.ts';

/** A passage ready to be kept, with its vector and the tokens of its place and of its own text. */
export interface IndexedPassage {
  readonly passage: Passage;
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly vector: Float32Array;
}

/**
 * What becomes of an incoming document: `kept` says what the library holds, `shared` is another file's
 * document in the same words, `revised` reads the same words better, `edition` replaces other words.
 */
export type Fate = 'new' | 'kept' | 'shared' | 'revised' | 'edition';

/** A document with its fate; `passages` are given where its content is written. */
export interface Arrival {
  readonly incoming: Incoming;
  readonly fate: Fate;
  readonly passages: readonly IndexedPassage[];
}

/** What a file's coming or going does: the documents it brings, those it leaves that must be restored. */
export interface Plan {
  readonly fates: readonly Fate[];
  readonly restores: readonly Incoming[];
}

/** A file as it is noted. */
export interface FileNote {
  readonly source: string;
  readonly sha256: string;
  readonly report: string;
  readonly ingestedAt: string;
  /** The folder it was found under; left out for a file that was named itself. */
  readonly folder?: string | null;
}

/** What is known of a file that was read before. */
export interface FileState {
  readonly sha256: string;
  readonly status: 'published' | 'quarantined';
}

/** What changed: passages for the indexes, documents for what is derived from them. */
export interface Published {
  readonly added: readonly (IndexedPassage & { readonly id: number; readonly visibility: Visibility })[];
  readonly removed: readonly number[];
  /** Documents whose content is new. */
  readonly changed: readonly string[];
  /** Documents that are no longer there. */
  readonly gone: readonly string[];
  /** Documents that a file of the same name held before, and that stay. */
  readonly stayed: readonly StayedDocument[];
}

/** Work to be done in the same transaction: relations, figures, deadlines. */
export type Alongside = (changes: Published) => void;

/** The state of a file by its name, or null when it was never read. */
export async function findFile(database: Database, source: string): Promise<FileState | null> {
  const row = await database.kysely
    .selectFrom('files')
    .select(['sha256', 'status'])
    .where('source', '=', source)
    .executeTakeFirst();
  return row ?? null;
}

interface HeldDocument {
  readonly fileId: number;
  readonly digest: string;
  readonly words: string;
}

function heldDocument(database: Database, id: string): HeldDocument | undefined {
  return statement<[string], HeldDocument>(
    database.raw,
    `SELECT d.file_id AS fileId, f.digest, f.words_digest AS words
     FROM documents d JOIN filings f ON f.document_id = d.id WHERE d.id = ?`,
  ).get(id);
}

function fileIdOf(database: Database, source: string): number | null {
  const sql = 'SELECT id FROM files WHERE source = ?';
  return statement<[string], { id: number }>(database.raw, sql).get(source)?.id ?? null;
}

/** The words a file's documents had when it was last read, by document. */
function wordsOfFile(database: Database, fileId: number | null): ReadonlyMap<string, string> {
  const rows = statement<[number | null], { id: string; words: string }>(
    database.raw,
    'SELECT document_id AS id, words_digest AS words FROM document_sources WHERE file_id = ?',
  ).all(fileId);
  return new Map(rows.map(({ id, words }) => [id, words]));
}

function fateOf(
  held: HeldDocument | undefined,
  said: string | undefined,
  incoming: Incoming,
  own: boolean,
): Fate {
  if (!held) return 'new';
  if (held.digest === incoming.digest) return 'kept';
  if (held.words === incoming.wordsDigest) return own ? 'revised' : 'shared';
  return said === incoming.wordsDigest && !own ? 'kept' : 'edition';
}

/** What publishing these documents as a file's whole content will do; to be looked at before anything is embedded. */
export function planFile(database: Database, source: string, incoming: readonly Incoming[]): Plan {
  const fileId = fileIdOf(database, source);
  const said = wordsOfFile(database, fileId);
  const staying = new Set(incoming.map(({ record }) => record.id));
  const fates = incoming.map((each) => {
    const held = heldDocument(database, each.record.id);
    return fateOf(held, said.get(each.record.id), each, held?.fileId === fileId);
  });
  const restores = [...said.keys()]
    .filter((id) => !staying.has(id))
    .flatMap((id) => (fileId === null ? [] : (restorableEdition(database, id, fileId) ?? [])));
  return { fates, restores };
}

function passageIds(database: Database, documentId: string): number[] {
  const sql = 'SELECT id FROM passages WHERE document_id = ?';
  return statement<[string], { id: number }>(database.raw, sql)
    .all(documentId)
    .map(({ id }) => id);
}

const DOCUMENT_VALUES = `file_id = @fileId, ordinal = @ordinal, kind = @kind, document_number = @documentNumber,
  title = @title, contents_title = @contentsTitle, issuers = @issuers, addressees = @addressees,
  issued_on = @issuedOn, disclosure = @disclosure, visibility = @visibility, valid_from = @validFrom,
  valid_until = @validUntil, attachments = @attachments, publication = @publication, source = @source,
  text = @text, outline = @outline`;

const INSERT_DOCUMENT = `INSERT INTO documents VALUES (@id, @fileId, @ordinal, @kind, @documentNumber, @title,
  @contentsTitle, @issuers, @addressees, @issuedOn, @disclosure, @visibility, @validFrom, @validUntil,
  @attachments, @publication, @source, @text, @outline)`;

/** Writes files and documents inside one transaction, and gathers what changed. */
class Publication {
  readonly added: (IndexedPassage & { readonly id: number; readonly visibility: Visibility })[] = [];
  readonly removed: number[] = [];
  readonly changed: string[] = [];
  readonly gone: string[] = [];
  readonly #database: Database;
  readonly #at: Date;

  constructor(database: Database, at: Date) {
    this.#database = database;
    this.#at = at;
  }

  noteFile(file: FileNote, status: FileState['status']): number {
    const sql = `INSERT INTO files (source, sha256, status, report, ingested_at, folder)
      VALUES (@source, @sha256, @status, @report, @ingestedAt, @folder)
      ON CONFLICT (source) DO UPDATE SET sha256 = excluded.sha256, status = excluded.status,
        report = excluded.report, ingested_at = excluded.ingested_at, folder = excluded.folder`;
    statement<[object]>(this.#database.raw, sql).run({ folder: null, ...file, status });
    return fileIdOf(this.#database, file.source) ?? 0;
  }

  #noteSource(documentId: string, fileId: number, ordinal: number, words: string): void {
    const sql = `INSERT INTO document_sources VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET ordinal = excluded.ordinal, words_digest = excluded.words_digest`;
    statement<[string, number, number, string]>(this.#database.raw, sql).run(
      documentId,
      fileId,
      ordinal,
      words,
    );
  }

  #dropPassages(documentId: string): void {
    this.removed.push(...passageIds(this.#database, documentId));
    statement<[string]>(this.#database.raw, 'DELETE FROM passages WHERE document_id = ?').run(documentId);
  }

  #writePassages({ id: documentId, visibility }: DocumentRecord, passages: readonly IndexedPassage[]): void {
    const insert = statement<unknown[]>(
      this.#database.raw,
      `INSERT INTO passages (document_id, ordinal, kind, locator, path, text, start, end, cells, page, vector)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    passages.forEach((indexed, i) => {
      const { kind, locator, path, text, span, cells, page = null } = indexed.passage;
      const place = [documentId, i, kind, locator, JSON.stringify(path)];
      const words = [text, span.start, span.end, JSON.stringify(cells), page];
      const id = Number(insert.run(...place, ...words, toBlob(indexed.vector)).lastInsertRowid);
      this.added.push({ ...indexed, id, visibility });
    });
  }

  /** Writes a document's content in place, so that what refers to it stays. */
  write(incoming: Incoming, passages: readonly IndexedPassage[], fileId: number, ordinal: number): void {
    const { record, filing } = incoming;
    const exists = heldDocument(this.#database, record.id) !== undefined;
    if (exists) this.#dropPassages(record.id);
    const sql = exists ? `UPDATE documents SET ${DOCUMENT_VALUES} WHERE id = @id` : INSERT_DOCUMENT;
    statement<[object]>(this.#database.raw, sql).run({
      ...record,
      fileId,
      ordinal,
      issuers: JSON.stringify(record.issuers),
      addressees: JSON.stringify(record.addressees),
      attachments: JSON.stringify(record.attachments),
      outline: JSON.stringify(record.outline),
    });
    const before = this.added.length;
    this.#writePassages(record, passages);
    const { digest, wordsDigest } = incoming;
    const firstPassage = this.added[before]?.id ?? 0;
    const writtenAt = this.#at.toISOString();
    const counted = { digest, wordsDigest, firstPassage, passages: passages.length, writtenAt };
    writeFiling(this.#database, record, filing, counted);
    this.#noteSource(record.id, fileId, ordinal, wordsDigest);
    publishDeadlines(this.#database.raw, record, incoming.deadlines, this.#at);
    this.changed.push(record.id);
  }

  take({ incoming, fate, passages }: Arrival, fileId: number, ordinal: number, file: FileNote): void {
    const { record, wordsDigest } = incoming;
    if (fate === 'kept' || fate === 'shared') {
      this.#noteSource(record.id, fileId, ordinal, wordsDigest);
      return;
    }
    if (fate === 'edition') archiveEdition(this.#database, record.id, file.ingestedAt);
    this.write(incoming, passages, fileId, ordinal);
  }

  /** A file no longer holds a document: it goes, or lives on by another file that holds it. */
  leave(documentId: string, fileId: number, restored: Arrival | undefined): void {
    const { raw } = this.#database;
    const sql = 'DELETE FROM document_sources WHERE document_id = ? AND file_id = ?';
    statement<[string, number]>(raw, sql).run(documentId, fileId);
    const heir = statement<[string, string], { fileId: number; ordinal: number; source: string }>(
      raw,
      `SELECT s.file_id AS fileId, s.ordinal, files.source FROM document_sources s JOIN files ON files.id = s.file_id
       WHERE s.document_id = ? ORDER BY s.words_digest = (SELECT words_digest FROM filings WHERE document_id = ?) DESC,
         s.file_id DESC LIMIT 1`,
    ).get(documentId, documentId);
    if (!heir) {
      this.#dropPassages(documentId);
      statement<[string]>(raw, 'DELETE FROM documents WHERE id = ?').run(documentId);
      withdrawDocument(raw, documentId, this.#at);
      this.gone.push(documentId);
      return;
    }
    if (restored) this.write(restored.incoming, restored.passages, heir.fileId, heir.ordinal);
    else if (heldDocument(this.#database, documentId)?.fileId === fileId) {
      const own = 'UPDATE documents SET file_id = ?, ordinal = ?, source = ? WHERE id = ?';
      statement<unknown[]>(raw, own).run(heir.fileId, heir.ordinal, heir.source, documentId);
      const theirs = 'UPDATE deadlines SET source = ? WHERE document_id = ?';
      statement<unknown[]>(raw, theirs).run(heir.source, documentId);
    }
    dropEditions(this.#database, documentId);
  }
}

interface Batch {
  readonly file: FileNote;
  readonly arrivals: readonly Arrival[];
  readonly restored: readonly Arrival[];
  readonly forget: boolean;
}

/** A file may be another one than the one that had its name: what only the other one held stays. */
function keepOthers(
  database: Database,
  source: string,
  arrivals: readonly Arrival[],
): readonly StayedDocument[] {
  const arriving = arrivals.map(({ incoming }) => incoming.record);
  const leaving = leavingDocuments(database, source, new Set(arriving.map(({ id }) => id)));
  if (leaving.length === 0) return [];
  return keepUnderEarlierName(database, source, documentsToKeep(leaving, arriving));
}

function run(database: Database, batch: Batch, alongside: Alongside): Published | null {
  const { file, arrivals, restored } = batch;
  const plan = planFile(
    database,
    file.source,
    arrivals.map(({ incoming }) => incoming),
  );
  const asPlanned =
    plan.fates.every((fate, i) => fate === arrivals[i]?.fate) &&
    plan.restores.every(({ record, digest }) =>
      restored.some(({ incoming }) => incoming.record.id === record.id && incoming.digest === digest),
    );
  if (!asPlanned) return null;
  const publication = new Publication(database, new Date(file.ingestedAt));
  const stayed = batch.forget ? [] : keepOthers(database, file.source, arrivals);
  const fileId = publication.noteFile(file, 'published');
  const staying = new Set(arrivals.map(({ incoming }) => incoming.record.id));
  const leaving = [...wordsOfFile(database, fileId).keys()].filter((id) => !staying.has(id));
  arrivals.forEach((arrival, i) => {
    publication.take(arrival, fileId, i, file);
  });
  for (const id of leaving) {
    publication.leave(
      id,
      fileId,
      restored.find(({ incoming }) => incoming.record.id === id),
    );
  }
  if (batch.forget) statement<[number]>(database.raw, 'DELETE FROM files WHERE id = ?').run(fileId);
  const { added, removed, changed, gone } = publication;
  const published = { added, removed, changed, gone, stayed };
  alongside(published);
  return published;
}

/**
 * Makes these documents all that a file holds, in one transaction: a reader sees the old state or the new
 * one. Editions that others replace go, unless another file holds them too; documents that only an earlier
 * file of this name held stay, under a name of its own (earlier-file.ts).
 * @returns null where the library has changed since the plan was made: plan again
 * @throws GongbaoError DISK_FULL; the library is then as before
 */
export function publishFile(
  database: Database,
  file: FileNote,
  arrivals: readonly Arrival[],
  restored: readonly Arrival[] = [],
  alongside: Alongside = () => {},
): Published | null {
  const batch = { file, arrivals, restored, forget: false };
  try {
    return database.raw.transaction(() => run(database, batch, alongside)).immediate();
  } catch (error) {
    throw explainDatabaseError(error, database.raw.name);
  }
}

/** Takes a file and what only it holds out of the library; as `publishFile`. */
export function forgetFile(
  database: Database,
  source: string,
  at: Date,
  restored: readonly Arrival[],
  alongside: Alongside = () => {},
): Published | null {
  const file = { source, sha256: '', report: '{}', ingestedAt: at.toISOString() };
  const batch = { file, arrivals: [], restored, forget: true };
  try {
    return database.raw.transaction(() => run(database, batch, alongside)).immediate();
  } catch (error) {
    throw explainDatabaseError(error, database.raw.name);
  }
}

/** Records that a file failed the fidelity gate. What it published before stays as it was. */
export function quarantineFile(database: Database, file: FileNote): void {
  new Publication(database, new Date(file.ingestedAt)).noteFile(file, 'quarantined');
}

/** The names of the files that were found under a folder, for telling those that have vanished from it. */
export function sourcesUnder(database: Database, folder: string): readonly string[] {
  const sql = 'SELECT source FROM files WHERE folder = ? ORDER BY id';
  return statement<[string], { source: string }>(database.raw, sql)
    .all(folder)
    .map(({ source }) => source);
}

/** Notes where a file that needs no reading was found this time. */
export function noteFolder(database: Database, source: string, folder: string | null): void {
  statement<unknown[]>(database.raw, 'UPDATE files SET folder = ? WHERE source = ?').run(folder, source);
}
