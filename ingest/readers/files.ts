/** Finds the files to read behind a path: a file, a folder, or a ZIP archive of either, without unpacking to disk. */
import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GongbaoError } from '../../data/errors.ts';
import { contentKind } from './content-kind.ts';
import { LIMITS } from './limits.ts';
import { openZip, type ZipEntry } from './office/zip.ts';

/** A file to read. `fileName` is its path below the named one: 附件.zip/名单/甲.docx. */
export interface FoundFile {
  readonly fileName: string;
  /** @throws GongbaoError FILE_TOO_LARGE, FILE_UNREADABLE, FILE_DAMAGED, FILE_ENCRYPTED. */
  read(): Promise<Uint8Array>;
}

/** What systems and programs leave beside documents. */
const LEFTOVER = /(?:^|\/)(?:__MACOSX|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)(?:\/|$)/i;

const hostile = (fileName: string, why: string) =>
  new GongbaoError('FILE_HOSTILE', `${fileName} ${why}，没有读入。`);

const tooLarge = (fileName: string) =>
  new GongbaoError(
    'FILE_TOO_LARGE',
    `${fileName} 超过 ${LIMITS.fileBytes / 1024 / 1024} MB，没有读入。请拆分成较小的文件再导入。`,
  );

/** Names that would lead out of the archive; nothing is written to disk, but such an archive means harm. */
const escapes = (name: string) => /^(?:\/|[a-z]:)/i.test(name) || name.split('/').includes('..');

function checkEntry(entry: ZipEntry, archive: string): void {
  if (escapes(entry.name)) throw hostile(archive, `内含越出压缩包的路径（${entry.name.slice(0, 80)}）`);
  if (entry.name.split('/').length > LIMITS.folderDepth) {
    throw hostile(archive, `文件夹嵌套超过 ${LIMITS.folderDepth} 层`);
  }
}

/** What archives within one archive may still unpack to, in bytes. */
interface Budget {
  bytes: number;
}

/**
 * The files of a ZIP archive, those of archives in it included. Each is unpacked when it is read, archives
 * within it when they are reached.
 *
 * @throws GongbaoError FILE_HOSTILE for paths that lead out of it and for what exceeds the limits.
 */
export function* archiveFiles(
  bytes: Uint8Array,
  fileName: string,
  depth = 1,
  budget: Budget = { bytes: LIMITS.expandedBytes },
): Generator<FoundFile> {
  if (depth > LIMITS.archiveDepth) throw hostile(fileName, `压缩包嵌套超过 ${LIMITS.archiveDepth} 层`);
  const zip = openZip(bytes, fileName);
  for (const entry of zip.entries) {
    checkEntry(entry, fileName);
    if (entry.isFolder || LEFTOVER.test(entry.name)) continue;
    const path = `${fileName}/${entry.name}`;
    const read = () => {
      if (entry.size > LIMITS.fileBytes) throw tooLarge(path);
      return zip.read(entry.name) ?? new Uint8Array();
    };
    if (!/\.zip$/i.test(entry.name)) {
      yield { fileName: path, read: async () => read() };
      continue;
    }
    budget.bytes -= entry.size;
    if (budget.bytes < 0) throw hostile(fileName, '各层压缩包解压后过大');
    const inner = read();
    if (contentKind(inner) === 'zip') yield* archiveFiles(inner, path, depth + 1, budget);
    else yield { fileName: path, read: async () => inner };
  }
}

function notThere(path: string, cause: unknown): GongbaoError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return missing
    ? new GongbaoError('FILE_MISSING', `找不到 ${path}。请检查路径。`, { cause })
    : new GongbaoError('FILE_UNREADABLE', `无法读取 ${path}。请检查文件权限。`, { cause });
}

async function orExplain<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw cause instanceof GongbaoError ? cause : notThere(path, cause);
  }
}

async function readWhole(path: string, fileName: string): Promise<Uint8Array> {
  const { size } = await orExplain(path, lstat(path));
  if (size > LIMITS.fileBytes) throw tooLarge(fileName);
  return orExplain(path, readFile(path));
}

/** Whether a file begins as ZIP archives do; office files do too. */
async function beginsAsZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\x03\x04';
  } finally {
    await file.close();
  }
}

async function* filesOf(path: string, fileName: string): AsyncGenerator<FoundFile> {
  const read = () => readWhole(path, fileName);
  // A file that cannot be looked at, and an archive that cannot be opened, say so when they are read, so that
  // the files beside them are found.
  try {
    if (await beginsAsZip(path)) {
      const bytes = await read();
      if (contentKind(bytes) === 'zip') {
        yield* archiveFiles(bytes, fileName);
        return;
      }
    }
  } catch (error) {
    if (error instanceof GongbaoError) {
      yield { fileName, read: () => Promise.reject(error) };
      return;
    }
  }
  yield { fileName, read };
}

/**
 * The files behind a path, in the order of their names. In folders, links and hidden files are passed over.
 *
 * @throws GongbaoError FILE_MISSING, FILE_UNREADABLE; FILE_HOSTILE for folders beyond the limits. What is wrong
 * with a single file or archive is thrown by its `read`.
 */
export async function* findFiles(
  path: string,
  fileName = basename(path),
  depth = 0,
): AsyncGenerator<FoundFile> {
  if (depth > LIMITS.folderDepth) throw hostile(fileName, `文件夹嵌套超过 ${LIMITS.folderDepth} 层`);
  const stats = await orExplain(path, lstat(path));
  if (stats.isFile()) yield* filesOf(path, fileName);
  if (!stats.isDirectory()) return;
  const entries = await orExplain(path, readdir(path, { withFileTypes: true }));
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, 'zh'))) {
    if (LEFTOVER.test(entry.name) || !(entry.isFile() || entry.isDirectory())) continue;
    yield* findFiles(join(path, entry.name), `${fileName}/${entry.name}`, depth + 1);
  }
}
