/** Keeps a segment on disk: a line of JSON with the sizes, the tokens, then the arrays as they are. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { readCacheFile, replaceCacheFile } from './cache-file.ts';
import { Segment } from './segment.ts';

const MAKER = 'gongbao-words-1';

const Header = z.object({
  passages: z.number().int(),
  tokens: z.number().int(),
  tokenBytes: z.number().int(),
  entries: z.number().int(),
});

/** Arrays start at multiples of 8, as typed arrays need. */
const align = (offset: number) => Math.ceil(offset / 8) * 8;

/** The segment in a file, or null where there is none that can be believed. */
export function readSegment(path: string): Segment | null {
  const bytes = readCacheFile(path, MAKER)?.bytes;
  if (!bytes) return null;
  const end = bytes.indexOf(10);
  const header = Header.parse(JSON.parse(bytes.toString('utf8', 0, end)));
  let at = bytes.byteOffset + end + 1;
  const tokens =
    header.tokens === 0 ? [] : bytes.toString('utf8', end + 1, end + 1 + header.tokenBytes).split('\n');
  at += header.tokenBytes;
  const take = (size: number) => {
    const start = align(at - bytes.byteOffset) + bytes.byteOffset;
    at = start + size;
    return bytes.buffer.slice(start, at);
  };
  return new Segment({
    tokens,
    ids: new Float64Array(take(8 * header.passages)),
    lengths: new Uint16Array(take(2 * header.passages)),
    entryOffsets: new Uint32Array(take(4 * (header.tokens + 1))),
    entrySlots: new Uint32Array(take(4 * header.entries)),
    entryCounts: new Uint8Array(take(header.entries)),
  });
}

/** Writes a segment, all of it or nothing. */
export async function writeSegment(path: string, segment: Segment): Promise<void> {
  const { tokens, ids, lengths, entryOffsets, entrySlots, entryCounts } = segment.data;
  const words = Buffer.from(tokens.join('\n'));
  const sizes = {
    passages: ids.length,
    tokens: tokens.length,
    tokenBytes: words.length,
    entries: entrySlots.length,
  };
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(sizes)}\n`), words];
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  for (const array of [ids, lengths, entryOffsets, entrySlots, entryCounts]) {
    parts.push(
      Buffer.alloc(align(length) - length),
      Buffer.from(array.buffer, array.byteOffset, array.byteLength),
    );
    length = align(length) + array.byteLength;
  }
  await replaceCacheFile(path, { maker: MAKER, count: ids.length }, (draft) => writeFile(draft, parts));
}
