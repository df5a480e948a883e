/** Law 1 over the whole development set: nothing is said without a source, and every quote stands in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuestions } from '../../bot/eval/question.ts';
import type { Library } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import type { Answer } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import { fold } from '../../retrieval/tokenize.ts';
import { openSampleCopy } from '../support/sample-folder.ts';

const NOW = new Date('2023-09-01T02:00:00Z');
const dev = parseQuestions(readFileSync(join(packageRoot(), 'test/eval/sample-dev.jsonl'), 'utf8'));

let library: Library;
const answers = new Map<string, Answer>();
const texts = new Map<string, string>();
beforeAll(async () => {
  library = openSampleCopy();
  for (const { question } of dev)
    answers.set(question, await library.assistant.ask(question, publicScope(), NOW));
  const cited = [...answers.values()].flatMap(({ citations }) => citations.map((each) => each.documentId));
  for (const id of new Set(cited)) {
    const open = await library.assistant.document(id, publicScope(), NOW);
    texts.set(id, open?.document.text ?? '');
  }
});
afterAll(() => library.close());

const figuresOf = (text: string) => fold(text).match(/\d+(?:\.\d+)?/g) ?? [];
const marksOf = (text: string) => [...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));

describe('every answer to the development questions', () => {
  it('quotes what stands at the cited place, to the letter', () => {
    for (const [question, { citations }] of answers) {
      for (const { documentId, span, quote } of citations) {
        expect(quote, question).not.toBe('');
        expect(texts.get(documentId)?.slice(span.start, span.end), question).toBe(quote);
      }
    }
  });

  it('marks its citations, all of them and no others, in order', () => {
    for (const [question, { status, answer, citations }] of answers) {
      if (status !== 'answered') {
        expect([citations, marksOf(answer)], question).toEqual([[], []]);
        continue;
      }
      expect(citations.map(({ n }) => n)).toEqual(citations.map((_, i) => i + 1));
      expect(citations.length, question).toBeGreaterThan(0);
      expect(new Set(marksOf(answer)), question).toEqual(new Set(citations.map(({ n }) => n)));
    }
  });

  it('says no figure that its quotes and their places do not hold', () => {
    for (const [question, { status, answer, citations }] of answers) {
      if (status !== 'answered') continue;
      const held = citations.flatMap(({ quote, title, documentNumber, locator }) =>
        figuresOf([quote, title, documentNumber, locator].join('\n')),
      );
      const said = figuresOf(answer.replace(/\[\d+\]/g, ' '));
      expect(
        said.filter((figure) => !held.includes(figure)),
        question,
      ).toEqual([]);
    }
  });

  it('names a document, a place in it, its validity and its file', () => {
    for (const { title, locator, validity, source } of [...answers.values()].flatMap(
      (each) => each.citations,
    )) {
      expect([title, locator].includes('')).toBe(false);
      expect(['in force', 'expired', 'unstated']).toContain(validity);
      expect(source).toMatch(/\.txt$/);
    }
  });

  it('is the same when it is asked again', async () => {
    const stable = ({ ms: _ms, answerId: _id, ...answer }: Answer) => answer;
    for (const { question } of dev.slice(0, 20)) {
      const before = answers.get(question);
      const again = await library.assistant.ask(question, publicScope(), NOW);
      expect(stable(again)).toEqual(before && stable(before));
    }
  });
});

describe('a document number', () => {
  it.each([
    '泾政办发〔2023〕48号由谁牵头？',
    '泾政办发[2023]48号由谁牵头？',
    '泾政办发（2023）48号由谁牵头？',
    '涇政办发【2023】48号由谁牵头？',
    '48号文由谁牵头？',
  ])('in any spelling keeps the answer to its document: %s', async (question) => {
    const { citations } = await library.assistant.ask(question, publicScope(), NOW);
    expect(citations.length).toBeGreaterThan(0);
    expect(new Set(citations.map(({ documentNumber }) => documentNumber?.replace('涇', '泾')))).toEqual(
      new Set(['泾政办发〔2023〕48号']),
    );
  });

  it('that the library does not hold is said to be missing', async () => {
    const { status, answer } = await library.assistant.ask(
      '泾政办发〔2021〕7号讲了什么？',
      publicScope(),
      NOW,
    );
    expect(status).toBe('declined');
    expect(answer).toContain('7号');
  });
});
