import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fold, holds } from '../../bot/eval/folding.ts';
import { type EvalQuestion, parseQuestions } from '../../bot/eval/question.ts';
import { packageRoot } from '../../data/package-root.ts';
import { splitDocuments } from '../../ingest/structure/gazette.ts';
import { frameOf, readMetadata } from '../../ingest/structure/metadata.ts';
import { repairText } from '../../ingest/structure/repair.ts';

const read = (path: string) => readFileSync(join(packageRoot(), path), 'utf8');
const sample = read('data/samples/泾源县人民政府公报-2023-04.txt');
const dev = parseQuestions(read('test/eval/sample-dev.jsonl'));
const heldout = parseQuestions(read('test/eval/sample-heldout.jsonl'));

/** The mended text of each document by its 文号; the front matter stands under null. */
const documents = new Map(
  splitDocuments(repairText(sample).lines).map((part) => {
    const number =
      part.kind === 'document' ? readMetadata(part, frameOf(part), null, 'file').documentNumber : null;
    return [number && fold(number), part.lines.map((line) => line.text).join('\n')] as const;
  }),
);

const answerable = (questions: readonly EvalQuestion[]) =>
  questions.filter((question) => question.kind !== 'unanswerable');
const evidenceKey = (question: EvalQuestion) =>
  [question.documentNumber, ...question.evidence.map(fold).sort()].join('|');

describe.each([
  ['sample-dev', dev, { plain: 75, everyday: 40, unanswerable: 40 }],
  ['sample-heldout', heldout, { plain: 60, everyday: 35, unanswerable: 40 }],
] as const)('%s', (_name, questions, least) => {
  it('has enough questions of each kind', () => {
    for (const [kind, count] of Object.entries(least)) {
      expect(questions.filter((question) => question.kind === kind).length, kind).toBeGreaterThanOrEqual(
        count,
      );
    }
  });

  it('asks about the front matter and each of the twelve documents', () => {
    const asked = new Set(
      answerable(questions).map(({ documentNumber }) => documentNumber && fold(documentNumber)),
    );
    expect(documents.size).toBe(13);
    expect([...documents.keys()].filter((number) => !asked.has(number))).toEqual([]);
  });

  it('quotes evidence and answers that stand in the document asked about', () => {
    const wrong = answerable(questions).flatMap(({ id, documentNumber, evidence, answer }) => {
      const text = documents.get(documentNumber && fold(documentNumber)) ?? '';
      return [...evidence, ...answer].filter((piece) => !holds(text, piece)).map((piece) => `${id} ${piece}`);
    });
    expect(wrong).toEqual([]);
  });

  it('quotes evidence that also stands in the sample as printed', () => {
    const wrong = answerable(questions).flatMap(({ id, evidence }) =>
      evidence.filter((piece) => !holds(sample, piece)).map((piece) => `${id} ${piece}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the two sets', () => {
  it('use every id and every question once', () => {
    const both = [...dev, ...heldout];
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
    expect(new Set(both.map(({ question }) => fold(question))).size).toBe(both.length);
  });

  it('share no evidence, so that tuning on one tells nothing about the other', () => {
    const tuned = new Set(answerable(dev).map(evidenceKey));
    expect(answerable(heldout).filter((question) => tuned.has(evidenceKey(question)))).toEqual([]);
  });
});
