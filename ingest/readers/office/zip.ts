/** Reads ZIP containers (DOCX, XLSX, archives) within limits, without writing anything to disk. */
import { inflateSync } from 'fflate';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';

/** A file inside a ZIP. Sizes are what the directory states; reading never gives more. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly isFolder: boolean;
  readonly encrypted: boolean;
}

interface Located extends ZipEntry {
  readonly packed: number;
  readonly method: number;
  readonly offset: number;
}

/** An opened ZIP; nothing is unpacked before it is asked for. */
export interface Zip {
  readonly entries: readonly ZipEntry[];
  /** The bytes of a file, null when there is none of that name. */
  read(name: string): Uint8Array | null;
}

const damaged = (fileName: string, cause?: unknown) =>
  new GongbaoError('FILE_DAMAGED', `${fileName} 已损坏或不完整，没有读入。请重新导出或下载后再导入。`, {
    cause,
  });

/** Offsets that lead out of the file make the reading of its numbers fail. */
function orDamaged<T>(fileName: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof GongbaoError ? cause : damaged(fileName, cause);
  }
}

const hostile = (fileName: string, why: string) =>
  new GongbaoError('FILE_HOSTILE', `${fileName} ${why}，可能是恶意构造的压缩文件，没有读入。`);

/** Names are UTF-8 where the entry says so or where they are valid UTF-8, else GB18030 as Windows writes them. */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030').decode(bytes);
  }
}

/** Offset of the end-of-directory record, which stands in the last 64 KiB. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

/** Sizes and offset of an entry; ZIP64 keeps those that do not fit in its extra field, in this order. */
function wideFields(view: DataView, at: number, nameLength: number, extraLength: number): number[] {
  const plain = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const end = at + 46 + nameLength + extraLength;
  for (let extra = at + 46 + nameLength; extra + 4 <= end; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== 1) continue;
    let field = extra + 4;
    return plain.map((value) => {
      if (value !== 0xffffffff || field + 8 > end) return value;
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    });
  }
  return plain;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: Located; next: number } {
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((i) => view.getUint16(at + i, true));
  const flags = view.getUint16(at + 8, true);
  const [size = 0, packed = 0, offset = 0] = wideFields(view, at, nameLength ?? 0, extraLength ?? 0);
  const name = decodeName(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)), (flags & 0x800) !== 0);
  return {
    entry: {
      name: name.replaceAll('\\', '/'),
      size,
      packed,
      offset,
      method: view.getUint16(at + 10, true),
      isFolder: /[\\/]$/.test(name),
      encrypted: (flags & 1) !== 0,
    },
    next: at + 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0),
  };
}

function readDirectory(bytes: Uint8Array, fileName: string): Located[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw damaged(fileName);
  const entries: Located[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50) {
    const { entry, next } = readEntry(bytes, view, at);
    entries.push(entry);
    if (entries.length > LIMITS.archiveEntries) {
      throw hostile(fileName, `内含文件超过 ${LIMITS.archiveEntries} 个`);
    }
    at = next;
  }
  if (entries.length === 0 && view.getUint16(end + 10, true) > 0) throw damaged(fileName);
  return entries;
}

function checkExpansion(entries: readonly Located[], packedBytes: number, fileName: string): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > LIMITS.expandedBytes) {
    throw hostile(fileName, `解压后超过 ${LIMITS.expandedBytes / 1024 / 1024} MB`);
  }
  if (total > LIMITS.expansionFreeBytes && total > packedBytes * LIMITS.expansionRatio) {
    throw hostile(fileName, `解压后大小超过原文件的 ${LIMITS.expansionRatio} 倍`);
  }
}

function unpack(bytes: Uint8Array, entry: Located, fileName: string): Uint8Array {
  if (entry.encrypted) {
    throw new GongbaoError('FILE_ENCRYPTED', `${fileName} 设有密码，没有读入。请去掉密码后再导入。`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50)
    throw damaged(fileName);
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length < entry.packed) throw damaged(fileName);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw damaged(fileName, `method ${entry.method}`);
  // A fixed output buffer: an entry that lies about its size gives no more than it states.
  return inflateSync(packed, { out: new Uint8Array(entry.size) });
}

/**
 * Opens a ZIP. @throws GongbaoError FILE_DAMAGED without a directory, FILE_HOSTILE beyond the limits on
 * entries, size and ratio; reading an entry throws FILE_ENCRYPTED or FILE_DAMAGED.
 */
export function openZip(bytes: Uint8Array, fileName: string): Zip {
  const entries = orDamaged(fileName, () => readDirectory(bytes, fileName));
  checkExpansion(entries, bytes.length, fileName);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    entries,
    read: (name) => {
      const entry = byName.get(name);
      return entry ? orDamaged(fileName, () => unpack(bytes, entry, fileName)) : null;
    },
  };
}
