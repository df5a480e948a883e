/** `npm run bench`: speed and memory at the sample and at 60,000 passages, beside a plain pipeline. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import MiniSearch from 'minisearch';
import { openLibrary } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { publicScope } from '../../retrieval/access.ts';
import { deriveGazette } from './derive.ts';
import { percentile, questions, sample } from './sample-questions.ts';

const PASSAGES = Number(process.argv[2] ?? 60_000);
const root = packageRoot();

const now = () => new Date('2023-07-20T09:00:00+08:00');
const megabytes = () => Math.round(process.memoryUsage().rss / 1024 / 1024);

const percentiles = (times: readonly number[]) =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;

async function timeEach(ask: (question: string) => unknown): Promise<string> {
  for (const question of questions.slice(0, 20)) await ask(question);
  const times: number[] = [];
  for (const question of questions) {
    const began = performance.now();
    await ask(question);
    times.push(performance.now() - began);
  }
  return percentiles(times);
}

/** Start-up as a user sees it: a fresh process that answers one question, less the time node itself takes. */
function startUp(folder: string): string {
  const script = `const b=performance.now();const{openLibrary}=await import(${JSON.stringify(join(root, 'dist/bot/library.js'))});const l=openLibrary(${JSON.stringify(folder)});console.log(Math.round(performance.now()-b),Math.round(process.memoryUsage().rss/1048576));await l.close()`;
  const [ms, memory] = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
    .trim()
    .split(' ');
  return `${ms} ms, ${memory} MB`;
}

async function measureGongbao(folder: string, copies: number): Promise<void> {
  const library = openLibrary(folder);
  const parts = library.ingestParts(now);
  const began = performance.now();
  let passages = 0;
  for (let n = 0; n < copies; n++) {
    const { name, text } = copies === 1 ? { name: 'sample.txt', text: sample } : deriveGazette(sample, n);
    const result = await ingestFile(Buffer.from(text), name, parts);
    passages += result.passages;
  }
  const ingested = (performance.now() - began) / 1000;
  await library.save();
  const saved = (performance.now() - began) / 1000 - ingested;
  console.log(
    `Gongbao, ${passages} passages: ingest ${ingested.toFixed(1)} s (${Math.round(passages / ingested)} a second), indexes kept in ${saved.toFixed(1)} s`,
  );
  console.log(
    `  ask    ${await timeEach((question) => library.assistant.ask(question, publicScope(), now()))}`,
  );
  console.log(
    `  search ${await timeEach((question) => library.assistant.search(question, publicScope(), 10))}`,
  );
  console.log(`  memory after ingest and questions ${megabytes()} MB`);
  await library.close();
  console.log(`  start-up with an existing index ${startUp(folder)}`);
}

async function measurePlain(copies: number): Promise<void> {
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 400, chunkOverlap: 50 });
  const bigrams = (text: string) => [...text].slice(1).map((char, i) => `${text[i]}${char}`);
  const index = new MiniSearch({ fields: ['text'], tokenize: bigrams });
  const began = performance.now();
  let id = 0;
  for (let n = 0; n < copies; n++) {
    const text = copies === 1 ? sample : deriveGazette(sample, n).text;
    for (const chunk of await splitter.splitText(text)) index.add({ id: id++, text: chunk });
  }
  console.log(
    `Plain (RecursiveCharacterTextSplitter + minisearch, bigrams), ${id} chunks: ingest ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  console.log(`  search ${await timeEach((question) => index.search(question).slice(0, 10))}`);
  console.log(`  memory ${megabytes()} MB`);
}

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.version}`,
);
const folder = mkdtempSync(join(tmpdir(), 'gongbao-bench-'));
try {
  await measureGongbao(join(folder, 'sample'), 1);
  await measureGongbao(join(folder, 'large'), Math.ceil(PASSAGES / 1180));
  await measurePlain(1);
  await measurePlain(Math.ceil(PASSAGES / 1180));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
