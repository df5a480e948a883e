/** Files that hold a cache of the database: believed only when whole, replaced in one step. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';

/** What a cache file says of itself, in a small file beside it. */
const Manifest = z.object({
  /** Format and maker: a file of another one is not read. */
  maker: z.string(),
  count: z.number().int().nonnegative(),
  digest: z.string(),
  /** Ids that still stand in the file and are to be taken as removed. */
  removed: z.array(z.number().int()).default([]),
});

/** A cache file that can be believed. */
export interface CacheFile {
  readonly bytes: Buffer;
  readonly removed: readonly number[];
}

/** What is written of a cache file beside its bytes. */
export interface CacheNote {
  readonly maker: string;
  readonly count: number;
  readonly removed?: readonly number[];
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A cache file, or null where it is missing, damaged, cut short or of another maker. */
export function readCacheFile(path: string, maker: string): CacheFile | null {
  if (!existsSync(path) || !existsSync(`${path}.json`)) return null;
  try {
    const manifest = Manifest.parse(JSON.parse(readFileSync(`${path}.json`, 'utf8')));
    if (manifest.maker !== maker) return null;
    const bytes = readFileSync(path);
    return digestOf(bytes) === manifest.digest ? { bytes, removed: manifest.removed } : null;
  } catch {
    return null;
  }
}

async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Replaces a cache file: `write` fills a draft, which is synced and renamed, the manifest with it. */
export async function replaceCacheFile(
  path: string,
  note: CacheNote,
  write: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await write(draft);
    const bytes = await readFile(draft);
    await writeSynced(draft, bytes);
    await writeSynced(`${draft}.json`, JSON.stringify({ ...note, digest: digestOf(bytes) }));
    await rename(draft, path);
    await rename(`${draft}.json`, `${path}.json`);
  } finally {
    await rm(draft, { force: true });
    await rm(`${draft}.json`, { force: true });
  }
}
