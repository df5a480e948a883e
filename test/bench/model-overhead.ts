/**
 * What answering with a model costs beside the model: searching, packing, reading and verifying, measured with a
 * model in this process that replies at once, and once more without one.
 *
 *   npx tsx test/bench/model-overhead.ts [passages, default 60000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openLibrary } from '../../bot/library.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { publicScope } from '../../retrieval/access.ts';
import { answerQuestion } from '../../retrieval/answer.ts';
import type { Llm, LlmEvent, LlmRequest } from '../../retrieval/llm/llm.ts';
import { createWriter } from '../../retrieval/write/writer.ts';
import { reply } from '../support/model-replies.ts';
import { deriveGazette } from './derive.ts';
import { percentile, questions, sample } from './sample-questions.ts';

const passages = Number(process.argv[2] ?? 60_000);
const NOW = new Date('2023-07-20T01:00:00Z');

/** A model in this process that answers at once with the first passages it was shown. */
class InstantModel implements Llm {
  readonly name = 'instant';

  async *stream({ messages }: LlmRequest): AsyncGenerator<LlmEvent> {
    const content = messages.map((message) => String(message.content)).join('\n');
    const shown = [...content.matchAll(/<条款 id="(\w+)"[^>]*>\n([\s\S]*?)\n<\/条款 \1>/g)].slice(0, 4);
    const said = shown.map(([, passage = '', quote = '']) => ({
      ...{ passage, quote, text: quote.replace(/^\d+\. /, '') },
    }));
    const text = reply(said);
    for (let at = 0; at < text.length; at += 12) yield { kind: 'text', text: text.slice(at, at + 12) };
    yield { kind: 'end', inputTokens: 0, outputTokens: 0, isCut: false };
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gongbao-bench-'));
  const library = openLibrary(folder);
  const parts = library.ingestParts(() => NOW);
  for (let n = 0; library.size() < passages; n++) {
    const { name, text } = deriveGazette(sample, n);
    await ingestFile(Buffer.from(text), name, parts);
  }
  const { keep, ...answering } = library.answering;
  const writer = createWriter({ llm: new InstantModel(), database: library.database });
  const measure = async (withModel: boolean) => {
    const used = { ...answering, ...(withModel ? { writer } : {}), ...(keep ? { keep } : {}) };
    const times: number[] = [];
    let answered = 0;
    for (const question of questions) {
      const began = performance.now();
      const answer = await answerQuestion(question, publicScope(), NOW, used);
      times.push(performance.now() - began);
      if (answer.citations.length > 0) answered++;
    }
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => `${percentile(times, part).toFixed(1)} ms`);
    return { p50, p95, p99, answered };
  };
  await measure(true);
  const [withModel, without] = [await measure(true), await measure(false)];
  const machine = `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`;
  console.log(
    JSON.stringify({ machine, passages: library.size(), questions: questions.length, withModel, without }),
  );
  await library.close();
  rmSync(folder, { recursive: true, force: true });
}

await main();
