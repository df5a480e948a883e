/**
 * `npx tsx test/bench/kill-ingest.ts [KILLS] [FILES] [SEED]`: an ingest of 200 files is killed (SIGKILL) at 50
 * random moments. After each the library and its indexes must agree, each document must be there whole or not at
 * all, and at the end an undisturbed run must make everything whole. Exits 1 otherwise.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import { passageIds } from '../../data/passages.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { randomFrom } from '../support/mutate.ts';
import { deriveNotice } from './derive.ts';

const kills = Number(process.argv[2] ?? 50);
const files = Number(process.argv[3] ?? 200);
const random = randomFrom(Number(process.argv[4] ?? 1));
const root = mkdtempSync(join(tmpdir(), 'gongbao-kill-'));
const [inbox, data] = [join(root, 'in'), join(root, 'data')];
mkdirSync(inbox);

/** Each round other figures stand in the files, so that there is always something to publish. */
function writeFiles(round: number): void {
  for (let n = 0; n < files; n++) {
    const { name, text } = deriveNotice(n);
    writeFileSync(join(inbox, name), text.replace('合格率达到', `第${round}轮合格率达到`));
  }
}

/** Runs an ingest of the folder; resolves to its time, or null where it was killed first. */
function ingest(killAfterMs: number | null): Promise<number | null> {
  const began = Date.now();
  const main = join(packageRoot(), 'dist/bot/main.js');
  const child = spawn(process.execPath, [main, 'ingest', inbox, '--data', data], { stdio: 'ignore' });
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) => {
    child.on('exit', (_code, signal) => {
      if (timer) clearTimeout(timer);
      resolve(signal === 'SIGKILL' ? null : Date.now() - began);
    });
  });
}

/** What is wrong with the library as it lies there; empty where all is well. */
async function faults(): Promise<{ readonly documents: number; readonly wrong: readonly string[] }> {
  const library = openLibrary(data);
  const wrong: string[] = [];
  try {
    const { database, indexes } = library;
    for (const visibility of ['public', 'internal'] as const) {
      const kept = passageIds(database, visibility);
      for (const index of Object.values(indexes[visibility])) {
        const held = new Set(index.ids());
        if (held.size !== kept.size || [...kept].some((id) => !held.has(id)))
          wrong.push(`${visibility} index`);
      }
    }
    const documents = await library.assistant.documents(scopeOfRole('staff'), new Date());
    for (const { id, passages, title } of documents) {
      const open = await library.assistant.document(id, scopeOfRole('staff'), new Date());
      const rounds = new Set(open?.document.text.match(/第\d+轮/g));
      const whole = open && open.passages.length === passages && passages >= 4 && rounds.size === 1;
      if (!whole) wrong.push(`half published: ${title}`);
      if (open?.passages.some(({ text, span }) => open.document.text.slice(span.start, span.end) !== text))
        wrong.push(`spans: ${title}`);
    }
    return { documents: documents.length, wrong };
  } finally {
    await library.close();
  }
}

try {
  writeFiles(0);
  const whole = (await ingest(null)) ?? 0;
  let bad = (await faults()).wrong.length;
  let died = 0;
  for (let n = 1; n <= kills; n++) {
    if (n % 10 === 1) rmSync(data, { recursive: true });
    writeFiles(n);
    if ((await ingest(Math.round(random() * whole))) === null) died++;
    const { documents, wrong } = await faults();
    bad += wrong.length;
    console.log(
      `${n}: ${documents} documents${wrong.length > 0 ? `, WRONG: ${wrong.slice(0, 3).join('; ')}` : ''}`,
    );
  }
  await ingest(null);
  const { documents, wrong } = await faults();
  const drafts = readdirSync(data).filter((name) => name.endsWith('.tmp'));
  console.log({ kills: died, files, wholeRunMs: whole, documents, wrong: bad + wrong.length, drafts });
  if (bad + wrong.length > 0) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
