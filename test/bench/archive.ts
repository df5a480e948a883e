/**
 * `tsx test/bench/archive.ts [DOCUMENTS] [PASSAGES] [ask]`: a whole archive; ingest, questions, memory, start-up,
 * and a plain pipeline over a tenth of it. `ARCHIVE=FOLDER` keeps the library there; `ask` then takes it as it is.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import MiniSearch from 'minisearch';
import { openLibrary } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { publicScope } from '../../retrieval/access.ts';
import { deriveGazette, deriveNotice } from './derive.ts';
import { percentile, questions, sample } from './sample-questions.ts';

const DOCUMENTS = Number(process.argv[2] ?? 10_000);
const PASSAGES = Number(process.argv[3] ?? 300_000);
const root = packageRoot();

const now = () => new Date('2023-07-20T09:00:00+08:00');
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
const load = () =>
  `load ${loadavg()
    .map((each) => each.toFixed(1))
    .join(' ')}`;

function percentiles(times: readonly number[]): string {
  const at = (share: number) => percentile(times, share).toFixed(1);
  return `p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`;
}

async function timeEach(ask: (question: string) => Promise<unknown>): Promise<string> {
  for (const question of questions.slice(0, 40)) await ask(question);
  const times: number[] = [];
  const working: number[] = [];
  for (const question of questions) {
    const before = process.cpuUsage();
    const began = performance.now();
    await ask(question);
    times.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    working.push((user + system) / 1000);
  }
  // On a machine that others use, the time of its processors says more than that of the clock.
  return `${percentiles(times)}; of processors ${percentiles(working)}`;
}

/** A fresh process opens the library; times without that of starting node. */
function startUp(folder: string): string {
  const script = `const b=performance.now();const{openLibrary}=await import(${JSON.stringify(join(root, 'dist/bot/library.js'))});const i=performance.now();const l=openLibrary(${JSON.stringify(folder)});console.log(Math.round(performance.now()-b),Math.round(performance.now()-i),Math.round(process.memoryUsage().rss/1048576));await l.close()`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const [all, open, memory] = out.trim().split(' ');
  return `${all} ms with its modules, ${open} ms to open, ${memory} MB`;
}

async function fill(folder: string): Promise<void> {
  const library = openLibrary(folder);
  const parts = library.ingestParts(now);
  const began = performance.now();
  let passages = 0;
  let documents = 0;
  const smallOnes = Math.round(DOCUMENTS - (12 * PASSAGES) / 1118);
  for (let n = 0; passages < PASSAGES - 4 * smallOnes; n++) {
    const { name, text } = deriveGazette(sample, n);
    const result = await ingestFile(Buffer.from(text), name, parts);
    passages += result.passages;
    documents += result.documents;
    if (n % 20 === 0)
      console.log(
        `  … ${passages} passages, ${Math.round((1000 * passages) / (performance.now() - began))} a second, ${megabytes(process.memoryUsage().rss)} MB`,
      );
  }
  for (let n = 0; documents < DOCUMENTS; n++) {
    const { name, text } = deriveNotice(n);
    const result = await ingestFile(Buffer.from(text), name, parts);
    passages += result.passages;
    documents += result.documents;
  }
  const seconds = (performance.now() - began) / 1000;
  const saving = performance.now();
  await library.save();
  console.log(
    `ingest: ${documents} documents, ${passages} passages in ${seconds.toFixed(0)} s, ${Math.round(passages / seconds)} a second; indexes kept in ${((performance.now() - saving) / 1000).toFixed(1)} s; ${megabytes(process.memoryUsage().rss)} MB; ${load()}`,
  );
  await library.close();
}

async function question(folder: string): Promise<void> {
  const library = openLibrary(folder);
  const { assistant } = library;
  console.log(`ask:    ${await timeEach((text) => assistant.ask(text, publicScope(), now()))}`);
  console.log(`search: ${await timeEach((text) => assistant.search(text, publicScope(), 10))}`);
  const began = performance.now();
  const listed = await assistant.documents(publicScope(), now());
  console.log(`list of ${listed.length} documents: ${(performance.now() - began).toFixed(0)} ms`);
  const again = performance.now();
  const changed = deriveGazette(sample, 7);
  await ingestFile(
    Buffer.from(changed.text.replace('41.5%', '43.5%')),
    changed.name,
    library.ingestParts(now),
  );
  console.log(`one changed document in a gazette: ${(performance.now() - again).toFixed(0)} ms`);
  console.log(`memory: ${megabytes(process.memoryUsage().rss)} MB; ${load()}`);
  await library.close();
}

/** Fixed-size chunks in MiniSearch over bigrams, for a tenth of the same texts: more do not fit in the memory. */
async function plain(): Promise<void> {
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 300, chunkOverlap: 60 });
  const bigrams = (text: string) =>
    Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  const index = new MiniSearch({ fields: ['text'], tokenize: bigrams });
  const began = performance.now();
  let id = 0;
  for (let n = 0; n < PASSAGES / 10 / 1118; n++) {
    for (const text of await splitter.splitText(deriveGazette(sample, n).text)) index.add({ id: id++, text });
  }
  const seconds = (performance.now() - began) / 1000;
  const searched = await timeEach(async (text) => index.search(text).slice(0, 10));
  console.log(
    `plain: ${id} chunks in ${seconds.toFixed(0)} s, ${Math.round(id / seconds)} a second; search: ${searched}; ${megabytes(process.memoryUsage().rss)} MB; ${load()}`,
  );
}

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.version}; ${load()}`,
);
const given = process.env.ARCHIVE;
const folder = given ?? mkdtempSync(join(tmpdir(), 'gongbao-archive-'));
try {
  if (process.argv[4] !== 'ask') await fill(folder);
  console.log(`database ${megabytes(statSync(join(folder, 'gongbao.sqlite')).size)} MB`);
  await question(folder);
  console.log(`start-up: ${startUp(folder)}`);
  await plain();
} finally {
  if (!given) rmSync(folder, { recursive: true, force: true });
}
