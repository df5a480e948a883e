/**
 * Reads thousands of damaged files of every kind: `npx tsx test/bench/fuzz-readers.ts [COUNT] [SEED]`.
 * Each must give text or a GongbaoError in good time; the process, its threads and the temporary folder must
 * be as before. Exits 1 otherwise.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GongbaoError } from '../../data/errors.ts';
import { contentKind } from '../../ingest/readers/content-kind.ts';
import { archiveFiles } from '../../ingest/readers/files.ts';
import { ReaderThread } from '../../ingest/readers/run.ts';
import { mutate, randomFrom } from '../support/mutate.ts';
import { readerSeeds, type Seed } from '../support/reader-seeds.ts';

/** Whatever the readers and their libraries write, they write here, and must have removed at the end. */
const scratch = mkdtempSync(join(tmpdir(), 'gongbao-fuzz-'));
process.env.TMPDIR = scratch;

const count = Number(process.argv[2] ?? 20_000);
const firstSeed = Number(process.argv[3] ?? 1);
const seeds = readerSeeds();
const quick = seeds.filter((seed) => !seed.slow);
const slow = seeds.filter((seed) => seed.slow);
const thread = new ReaderThread({ textMs: 20_000, ocrMs: 40_000 });
const outcomes = new Map<string, number>();
const failures: string[] = [];

/** One file in a hundred runs recognition, which takes a hundred times as long. */
const seedFor = (n: number): Seed | undefined =>
  n % 100 === 0 ? slow[(n / 100) % slow.length] : quick[n % quick.length];

async function readOne(bytes: Uint8Array, fileName: string): Promise<void> {
  if (contentKind(bytes) !== 'zip') {
    await thread.read(bytes, fileName);
    return;
  }
  for (const file of archiveFiles(bytes, fileName)) await thread.read(await file.read(), file.fileName);
}

async function outcomeOf(bytes: Uint8Array, fileName: string): Promise<string> {
  try {
    await readOne(bytes, fileName);
    return 'read';
  } catch (error) {
    if (!(error instanceof GongbaoError)) return `crash: ${error}`;
    if (error.code === 'FILE_TIMEOUT' || error.message.includes('读取程序中断'))
      return `crash: ${error.message} ${error.cause}`;
    return error.code;
  }
}

const start = Date.now();
for (let n = 0; n < count; n++) {
  const seed = seedFor(n);
  if (!seed) continue;
  const damaged = mutate(seed.bytes, randomFrom(firstSeed * 1_000_003 + n));
  const outcome = await outcomeOf(damaged, seed.fileName);
  if (outcome.startsWith('crash')) failures.push(`${n} ${seed.fileName}: ${outcome}`);
  const key = `${seed.fileName} ${outcome.split(':')[0]}`;
  outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  if (n % 1_000 === 999)
    process.stderr.write(`${n + 1} files, ${Math.round((Date.now() - start) / 1_000)} s\n`);
}
await thread.close();
const leaked = readdirSync(scratch);
rmSync(scratch, { recursive: true });
console.log(Object.fromEntries([...outcomes].sort()));
console.log({ files: count, seconds: Math.round((Date.now() - start) / 1_000), failures, leaked });
if (failures.length > 0 || leaked.length > 0) process.exitCode = 1;
