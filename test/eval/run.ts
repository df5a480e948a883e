/** `npm run eval`: the question files against the sample gazette, beside a plain baseline in the same run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import MiniSearch from 'minisearch';
import { holds } from '../../bot/eval/folding.ts';
import { parseQuestions } from '../../bot/eval/question.ts';
import { evaluate } from '../../bot/eval/run.ts';
import { formatFailures, formatMetrics } from '../../bot/eval/score.ts';
import { packageRoot } from '../../data/package-root.ts';
import { openSampleLibrary, SAMPLE_NOW } from '../support/sample-library.ts';

const root = packageRoot();
const sample = readFileSync(join(root, 'data/samples/泾源县人民政府公报-2023-04.txt'), 'utf8');

/** Characters' bigrams and BM25 over chunks of 400 characters: a chunk knows no document, so the text alone decides. */
async function openBaseline(): Promise<(question: string) => readonly string[]> {
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 400, chunkOverlap: 50 });
  const chunks = await splitter.splitText(sample);
  const tokenize = (text: string) => [...text].slice(1).map((char, i) => `${text[i]}${char}`);
  const index = new MiniSearch({ fields: ['text'], tokenize });
  index.addAll(chunks.map((text, id) => ({ id, text })));
  return (question) =>
    index
      .search(question)
      .slice(0, 5)
      .map(({ id }) => chunks[id] ?? '');
}

const library = await openSampleLibrary();
const baseline = await openBaseline();
for (const name of ['sample-dev', 'sample-heldout']) {
  const questions = parseQuestions(readFileSync(join(root, `test/eval/${name}.jsonl`), 'utf8'));
  const { search, answers } = await evaluate(questions, library.assistant, SAMPLE_NOW);
  console.log(`## ${name}\n\n${formatMetrics(search)}\n${formatMetrics(answers)}`);
  for (const kind of ['plain', 'everyday'] as const) {
    const asked = questions.filter((each) => each.kind === kind);
    const found = asked.filter(({ question, evidence }) => {
      const text = baseline(question).join('\n');
      return evidence.every((words) => holds(text, words));
    });
    console.log(
      `baseline, ${kind}: evidence in the five best chunks ${((100 * found.length) / asked.length).toFixed(1)} %`,
    );
  }
  if (name === 'sample-dev' && process.argv.includes('--failures')) {
    console.log(`${formatFailures(search)}\n${formatFailures(answers)}`);
  }
}
await library.close();
