import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { type Generated, Kysely, SqliteDialect } from 'kysely';
import type { ChatTables } from './chat-tables.ts';
import type { DeadlineEventTable, DeadlineOccurrenceTable, DeadlineTable } from './deadline-rows.ts';
import { GongbaoError } from './errors.ts';
import { initial } from './migrations/001-initial.ts';
import { ledger } from './migrations/002-ledger.ts';
import { reminders } from './migrations/003-reminders.ts';
import { people } from './migrations/004-people.ts';
import { conversations } from './migrations/005-conversations.ts';
import { tickets } from './migrations/006-tickets.ts';
import { answers } from './migrations/007-answers.ts';
import { archive } from './migrations/008-archive.ts';
import { figures } from './migrations/009-figures.ts';
import { pages } from './migrations/010-pages.ts';
import { keepStatements } from './statements.ts';

/** One row of a file that was read; `report` is JSON: what the fidelity gate found. */
interface FileTable {
  id: Generated<number>;
  source: string;
  sha256: string;
  status: 'published' | 'quarantined';
  report: string;
  ingested_at: string;
  /** The folder it was found under, so that one that vanished from there can be told. */
  folder: string | null;
}

/** One document; list-valued columns are JSON arrays. */
interface DocumentTable {
  id: string;
  file_id: number;
  ordinal: number;
  kind: 'document' | 'front matter';
  document_number: string | null;
  title: string;
  contents_title: string | null;
  issuers: string;
  addressees: string;
  issued_on: string | null;
  disclosure: string | null;
  visibility: 'public' | 'internal';
  valid_from: string | null;
  valid_until: string | null;
  attachments: string;
  publication: string | null;
  source: string;
  text: string;
  outline: string;
}

/** One passage; its words live in the full-text table `passage_words` under the same id. */
interface PassageTable {
  id: Generated<number>;
  document_id: string;
  ordinal: number;
  kind: string;
  locator: string;
  path: string;
  text: string;
  start: number;
  end: number;
  cells: string;
  vector: Buffer | null;
  /** The printed page it begins on; null for formats without pages. */
  page: number | null;
}

interface MetaTable {
  key: string;
  value: string;
}

/** One line of the append-only audit. */
interface AuditTable {
  id: Generated<number>;
  at: string;
  who: string;
  act: string;
  object: string;
  result: string;
}

/** What a document is filed under, as far as kysely asks for it. */
interface FilingTable {
  document_id: string;
  written_at: string;
}

/** The tables that kysely knows; the full-text table is reached by raw SQL. */
export interface Tables extends ChatTables {
  meta: MetaTable;
  files: FileTable;
  documents: DocumentTable;
  filings: FilingTable;
  passages: PassageTable;
  deadlines: DeadlineTable;
  deadline_events: DeadlineEventTable;
  deadline_occurrences: DeadlineOccurrenceTable;
  audit: AuditTable;
}

/** An open database: kysely for plain queries, `raw` for full-text search and bulk work. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly raw: SQLite.Database;
  close(): Promise<void>;
}

/** Migrations in order; the database's `user_version` is how many have run. A landed one never changes. */
const MIGRATIONS: readonly string[] = [
  initial,
  ledger,
  reminders,
  people,
  conversations,
  tickets,
  answers,
  archive,
  figures,
  pages,
];

function migrate(raw: SQLite.Database, path: string): void {
  const version = Number(raw.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    throw new GongbaoError(
      'DATABASE_NEWER',
      `数据库 ${path} 由更新的版本（第 ${version} 版结构）建立，本程序只认识到第 ${MIGRATIONS.length} 版。请升级程序，或用 --data 另选目录。数据未改动。`,
    );
  }
  MIGRATIONS.slice(version).forEach((statements, i) => {
    raw.transaction(() => {
      raw.exec(statements);
      raw.pragma(`user_version = ${version + i + 1}`);
    })();
  });
}

/** Name of the database in a data folder. */
export const DATABASE_FILE = 'gongbao.sqlite';

/** What SQLite says of its file, in words that name the fix; other errors pass unchanged. */
export function explainDatabaseError(error: unknown, path: string): unknown {
  const code = error instanceof SQLite.SqliteError ? error.code : '';
  if (code === 'SQLITE_FULL' || (error instanceof Error && /ENOSPC/.test(error.message))) {
    return new GongbaoError('DISK_FULL', `磁盘已满，${path} 未改动。请腾出空间后重试。`, { cause: error });
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new GongbaoError(
      'DATABASE_DAMAGED',
      `数据库 ${path} 已损坏或不是数据库。请把它移走后重新导入原文件，或从备份恢复。`,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new GongbaoError('DATABASE_BUSY', `另一个程序正在写入 ${path}。请等它完成后重试。`, {
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new GongbaoError('FILE_UNREADABLE', `读写 ${path} 时磁盘出错。请检查磁盘后重试。`, {
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return new GongbaoError(
      'FILE_UNREADABLE',
      `无法写入数据库 ${path}。请检查目录权限，或用 --data 另选目录。`,
      { cause: error },
    );
  }
  return error;
}

function makeFolder(path: string): void {
  if (path === ':memory:' || existsSync(dirname(path))) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new GongbaoError(
      'FILE_UNREADABLE',
      `无法建立数据目录 ${dirname(path)}。请检查路径和权限，或用 --data 另选目录。`,
      { cause: error },
    );
  }
}

/**
 * Opens (and, where needed, creates and migrates) a database file, or `:memory:`.
 * @throws GongbaoError DATABASE_NEWER, DATABASE_DAMAGED, DISK_FULL, FILE_UNREADABLE
 */
export function openDatabase(path: string): Database {
  try {
    makeFolder(path);
    const raw = new SQLite(path);
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = NORMAL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('busy_timeout = 10000');
    raw.pragma('cache_size = -65536');
    raw.pragma('mmap_size = 1073741824');
    migrate(raw, path);
    const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: keepStatements(raw) }) });
    return { kysely, raw, close: () => kysely.destroy() };
  } catch (error) {
    throw explainDatabaseError(error, path);
  }
}

/** Tells, each time it is called, whether another process has changed the database since the last call. */
export function watchOtherWriters(database: Database): () => boolean {
  const version = () => Number(database.raw.pragma('data_version', { simple: true }));
  let seen = version();
  return () => {
    const last = seen;
    seen = version();
    return seen !== last;
  };
}
