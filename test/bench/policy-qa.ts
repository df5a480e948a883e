/**
 * `npx tsx test/bench/policy-qa.ts FOLDER`: documents, questions and unanswerable questions that nobody on
 * this project wrote (corpus.jsonl, questions.jsonl, unanswerable.jsonl; not in the repository), beside plain
 * BM25 over characters' bigrams in the same run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import MiniSearch from 'minisearch';
import { z } from 'zod';
import { holds } from '../../bot/eval/folding.ts';
import { openLibrary } from '../../bot/library.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { publicScope } from '../../retrieval/access.ts';

const NOW = new Date('2020-06-01T02:00:00Z');
/** Passages asked for, so that five documents come together. */
const DEEP = 60;

const folder = process.argv[2] ?? '';
if (folder === '') {
  console.error('usage: npx tsx test/bench/policy-qa.ts FOLDER');
  process.exit(2);
}

function readLines<T>(name: string, shape: z.ZodType<T>): T[] {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => shape.parse(JSON.parse(line)));
}

const corpus = readLines('corpus.jsonl', z.object({ docid: z.string(), text: z.string() }));
const questions = readLines(
  'questions.jsonl',
  z.object({ question: z.string(), docid: z.string(), answer: z.string() }),
);
const unanswerable = readLines('unanswerable.jsonl', z.object({ question: z.string() }));

interface Found {
  /** A document that stands in several files is one document with all their names. */
  readonly docids: readonly string[];
  readonly text: string;
}

interface Tally {
  first: number;
  five: number;
  inside: number;
}

/** Counts one question: its document among the best, its answer inside the five best passages. */
function count(tally: Tally, { docid, answer }: (typeof questions)[number], found: readonly Found[]): void {
  const documents = [...new Map(found.map((each) => [each.docids.join(), each.docids])).values()];
  if (documents[0]?.includes(docid)) tally.first++;
  if (documents.slice(0, 5).some((docids) => docids.includes(docid))) tally.five++;
  if (found.slice(0, 5).some(({ text }) => holds(text, answer))) tally.inside++;
}

const share = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;

function show(name: string, { first, five, inside }: Tally): void {
  const of = questions.length;
  console.log(
    `${name}: document hit@1 ${share(first, of)}, hit@5 ${share(five, of)}, answer inside the five best passages ${share(inside, of)}`,
  );
}

async function measureGongbao(): Promise<void> {
  const library = openLibrary(':memory:');
  const { assistant } = library;
  let passages = 0;
  for (const { docid, text } of corpus) {
    const result = await ingestFile(
      Buffer.from(text),
      docid,
      library.ingestParts(() => NOW),
    );
    passages += result.passages;
    if (result.status !== 'published')
      console.log(`${docid}: ${result.status} ${result.problems.join('; ')}`);
  }
  console.log(`${corpus.length} documents, ${passages} passages, ${questions.length} questions`);
  const tally: Tally = { first: 0, five: 0, inside: 0 };
  const answers = { cited: 0, declined: 0, declinedRightly: 0 };
  for (const asked of questions) {
    const hits = await assistant.search(asked.question, publicScope(), DEEP);
    count(
      tally,
      asked,
      hits.map(({ source, sources, text }) => ({ docids: sources ?? [source], text })),
    );
    const { status, citations } = await assistant.ask(asked.question, publicScope(), NOW);
    if (status !== 'answered') answers.declined++;
    if (citations.some(({ quote }) => holds(quote, asked.answer))) answers.cited++;
  }
  for (const { question } of unanswerable) {
    const { status } = await assistant.ask(question, publicScope(), NOW);
    if (status === 'declined') answers.declinedRightly++;
  }
  show('Gongbao', tally);
  console.log(
    `  a cited quote contains the answer ${share(answers.cited, questions.length)}, declined wrongly ${share(answers.declined, questions.length)}, declined rightly ${share(answers.declinedRightly, unanswerable.length)} of ${unanswerable.length}`,
  );
  await library.close();
}

async function measurePlain(): Promise<void> {
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 400, chunkOverlap: 50 });
  const tokenize = (text: string) => [...text].slice(1).map((char, i) => `${text[i]}${char}`);
  const index = new MiniSearch({ fields: ['text'], tokenize });
  const chunks: Found[] = [];
  for (const { docid, text } of corpus) {
    for (const chunk of await splitter.splitText(text)) chunks.push({ docids: [docid], text: chunk });
  }
  index.addAll(chunks.map(({ text }, id) => ({ id, text })));
  const tally: Tally = { first: 0, five: 0, inside: 0 };
  for (const asked of questions) {
    const found = index.search(asked.question).slice(0, DEEP);
    count(
      tally,
      asked,
      found.flatMap(({ id }) => chunks[id] ?? []),
    );
  }
  show(`Plain (RecursiveCharacterTextSplitter + minisearch, bigrams, ${chunks.length} chunks)`, tally);
}

await measureGongbao();
await measurePlain();
