/** What the assistant must not fall below on the questions it was developed with: a little under today's figures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseQuestions } from '../../bot/eval/question.ts';
import { evaluate } from '../../bot/eval/run.ts';
import type { Report } from '../../bot/eval/score.ts';
import { packageRoot } from '../../data/package-root.ts';
import { openSampleCopy } from '../support/sample-folder.ts';
import { SAMPLE_NOW } from '../support/sample-library.ts';

const dev = parseQuestions(readFileSync(join(packageRoot(), 'test/eval/sample-dev.jsonl'), 'utf8'));

let search: Report;
let answers: Report;
beforeAll(async () => {
  const library = openSampleCopy();
  ({ search, answers } = await evaluate(dev, library.assistant, SAMPLE_NOW));
  await library.close();
});

const figure = ({ metrics }: Report, kind: string, name: string) => metrics[kind]?.[name];

describe('on sample-dev', () => {
  it.each([
    ['plain', 0.97],
    ['everyday', 0.76],
  ])('search finds the evidence of %s questions among the first five', (kind, floor) => {
    expect(figure(search, kind, 'hit@5')).toBeGreaterThanOrEqual(floor);
  });

  it.each([
    ['plain', 0.96],
    ['everyday', 0.53],
  ])('answers to %s questions cite the evidence', (kind, floor) => {
    expect(figure(answers, kind, 'evidence cited')).toBeGreaterThanOrEqual(floor);
  });

  it('what the documents do not answer is declined', () => {
    expect(figure(answers, 'unanswerable', 'declined rightly')).toBeGreaterThanOrEqual(0.71);
  });

  it('what they do answer is seldom declined', () => {
    expect(figure(answers, 'answerable', 'declined wrongly')).toBeLessThanOrEqual(0.13);
  });
});
