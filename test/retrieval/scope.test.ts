/** Law 4: what a reader may not see is not there for him, in no list, no search, no answer and no score. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuestions } from '../../bot/eval/question.ts';
import type { Library } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import type { Answer, Hit } from '../../data/types.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { publicScope, type Scope, scopeOfRole } from '../../retrieval/access.ts';
import { INTERNAL_NOTICE } from '../support/notices.ts';
import { openSampleCopy } from '../support/sample-folder.ts';

const NOW = new Date('2023-09-01T02:00:00Z');
const CITIZEN = publicScope();
const STAFF = scopeOfRole('staff');

const dev = parseQuestions(readFileSync(join(packageRoot(), 'test/eval/sample-dev.jsonl'), 'utf8'));
const questions = dev.filter((_, i) => i % 4 === 0).map(({ question }) => question);

/** An internal document that says the very words of the questions, over and over. */
const ECHO = [
  '清河县人民政府办公室关于内部问答口径的通知\n\n清政办发〔2023〕99号\n\n各部门：\n',
  ...questions.map((question, i) => `${i + 1}. ${question}口径为：${question}参照内部数字${i}万元办理。\n`),
  '\n清河县人民政府办公室\n\n2023年8月1日\n\n（此件不公开）\n',
].join('\n');

let plain: Library;
let mixed: Library;
beforeAll(async () => {
  plain = openSampleCopy();
  mixed = openSampleCopy();
  const parts = mixed.ingestParts(() => NOW);
  for (const [source, text] of [
    ['echo.txt', ECHO],
    ['duty.txt', INTERNAL_NOTICE],
  ] as const) {
    const { status, problems } = await ingestFile(Buffer.from(text), source, parts);
    expect([source, status, problems]).toEqual([source, 'published', []]);
  }
});
afterAll(async () => {
  await plain.close();
  await mixed.close();
});

/** An answer without what differs from one asking to the next. */
async function ask(library: Library, question: string): Promise<Omit<Answer, 'ms' | 'answerId'>> {
  const { ms: _ms, answerId: _id, ...answer } = await library.assistant.ask(question, CITIZEN, NOW);
  return answer;
}

describe('to a citizen, internal documents change', () => {
  it('no hit, no order and no score of a search', async () => {
    for (const question of questions) {
      const before = await plain.assistant.search(question, CITIZEN, 20);
      expect(await mixed.assistant.search(question, CITIZEN, 20), question).toEqual(before);
    }
  });

  it('no word of an answer', async () => {
    for (const question of questions) {
      expect(await ask(mixed, question), question).toEqual(await ask(plain, question));
    }
  });

  it('nothing in the list of documents', async () => {
    const before = await plain.assistant.documents(CITIZEN, NOW);
    expect(await mixed.assistant.documents(CITIZEN, NOW)).toEqual(before);
  });
});

describe('an internal document', () => {
  const isInternal = ({ source }: Pick<Hit, 'source'>) => source === 'echo.txt' || source === 'duty.txt';

  it('is found, cited, listed and opened by staff', async () => {
    expect((await mixed.assistant.search('值班补助每人每天多少钱', STAFF, 5)).some(isInternal)).toBe(true);
    const answer = await mixed.assistant.ask('值班补助每人每天多少钱？', STAFF, NOW);
    expect(answer.citations.map(({ quote }) => quote).join()).toContain('80元');
    const listed = (await mixed.assistant.documents(STAFF, NOW)).filter(isInternal);
    expect(listed).toHaveLength(2);
    for (const { id } of listed)
      expect((await mixed.assistant.document(id, STAFF, NOW))?.document.id).toBe(id);
  });

  it('is to others as if it were not there, even by its id or its number', async () => {
    const listed = (await mixed.assistant.documents(STAFF, NOW)).filter(isInternal);
    for (const { id, documentNumber } of listed) {
      expect(await mixed.assistant.document(id, CITIZEN, NOW)).toBeNull();
      const question = `${documentNumber}讲了什么？`;
      expect(await ask(mixed, question)).toEqual(await ask(plain, question));
    }
  });

  it('does not come along in a conversation that is about it', async () => {
    const [hidden] = (await mixed.assistant.documents(STAFF, NOW)).filter(isInternal);
    const conversation = { history: [], document: hidden?.id ?? '' };
    const answer = await mixed.assistant.ask('补助是多少？', CITIZEN, NOW, conversation);
    expect(answer.citations.filter(isInternal)).toEqual([]);
    expect(answer.answer).not.toContain('80');
  });
});

describe('a scope', () => {
  it('cannot be made by hand or widened', () => {
    // @ts-expect-error only access.ts makes scopes
    const forged: Scope = { visibilities: ['public', 'internal'] };
    expect(forged.visibilities).toHaveLength(2);
    expect(() => (CITIZEN.visibilities as string[]).push('internal')).toThrow(TypeError);
    expect(scopeOfRole('citizen')).toEqual(CITIZEN);
  });
});
