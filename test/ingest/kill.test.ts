import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { type Ran, runGongbao } from '../support/command-line.ts';
import { expectAgreement } from '../support/expect-agreement.ts';
import { INTERNAL_NOTICE, PUBLIC_NOTICE } from '../support/notices.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = new Date('2024-12-01T02:00:00Z');
const STAFF = scopeOfRole('staff');
const CORRECTED = PUBLIC_NOTICE.replace('19元', '21元');
const POINTS = 10;
/** Each test starts a dozen processes, which take their time on a busy machine. */
const PATIENT_MS = 300_000;

const preload = pathToFileURL(join(packageRoot(), 'test/support/die-at.mjs')).href;

/** Ingests a file in a process that dies at a step; 0 lets it live and counts. */
function ingestAndDie(file: string, folder: string, at: number): Promise<Ran> {
  const env = { NODE_OPTIONS: `--import=${preload}`, DIE_AT: String(at) };
  return runGongbao(['ingest', file, '--data', folder, '--json'], { env });
}

/** Points spread over all steps, the first and the last among them. */
const spread = (steps: number) =>
  Array.from({ length: POINTS }, (_, i) => 1 + Math.round((i * (steps - 1)) / (POINTS - 1)));

async function withLibrary<T>(folder: string, use: (library: Library) => Promise<T>): Promise<T> {
  const library = openLibrary(folder);
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

const ingest = (library: Library, text: string, source: string) =>
  ingestFile(
    Buffer.from(text),
    source,
    library.ingestParts(() => NOW),
  );

const priceIn = async (library: Library) => {
  const hits = await library.assistant.search('供暖收费标准每平方米多少元', STAFF, 10);
  return hits.map((hit) => /每平方米(\d+)元/.exec(hit.text)?.[1]).filter(Boolean);
};

/** Kills an ingest at each point of a copy of `before`, and looks at what is left. */
async function tryAll(
  before: string,
  file: string,
  look: (library: Library) => Promise<void>,
): Promise<void> {
  const whole = join(temporaryFolder(), 'whole');
  cpSync(before, whole, { recursive: true });
  const counted = await ingestAndDie(file, whole, 0);
  const steps = Number(/steps: (\d+)/.exec(counted.err)?.[1]);
  expect(steps).toBeGreaterThan(POINTS);
  const left = await Promise.all(
    spread(steps).map(async (at) => {
      const folder = join(temporaryFolder(), String(at));
      cpSync(before, folder, { recursive: true });
      const died = await ingestAndDie(file, folder, at);
      expect([at, died.signal]).toEqual([at, 'SIGKILL']);
      return folder;
    }),
  );
  for (const folder of left) await withLibrary(folder, look);
}

describe('an ingest that is killed', { timeout: PATIENT_MS }, () => {
  it('leaves an empty library, or the whole file', async () => {
    const [before, file] = [join(temporaryFolder(), 'empty'), join(temporaryFolder(), 'a.txt')];
    mkdirSync(before);
    writeFileSync(file, PUBLIC_NOTICE);
    const states = new Set<string>();
    await tryAll(before, file, async (library) => {
      expectAgreement(library);
      const documents = await library.assistant.documents(STAFF, NOW);
      states.add(`${documents.length} ${await priceIn(library)}`);
      expect((await ingest(library, PUBLIC_NOTICE, 'a.txt')).status).toMatch(/published|unchanged/);
      expect(await priceIn(library)).toEqual(['19']);
      expectAgreement(library);
    });
    expect([...states].sort()).toEqual(['0 ', '1 19']);
  });

  it('leaves the old state of a corrected file, or the new one', async () => {
    const [before, file] = [join(temporaryFolder(), 'old'), join(temporaryFolder(), 'a.txt')];
    await withLibrary(before, async (library) => {
      await ingest(library, PUBLIC_NOTICE, 'a.txt');
      await ingest(library, INTERNAL_NOTICE, 'b.txt');
      await library.save();
    });
    writeFileSync(file, CORRECTED);
    const states = new Set<string>();
    await tryAll(before, file, async (library) => {
      expectAgreement(library);
      const documents = await library.assistant.documents(STAFF, NOW);
      states.add(`${documents.length} ${await priceIn(library)}`);
      expect((await ingest(library, CORRECTED, 'a.txt')).status).toMatch(/published|unchanged/);
      expect(await priceIn(library)).toEqual(['21']);
      expectAgreement(library);
    });
    expect([...states].sort()).toEqual(['2 19', '2 21']);
  });
});
