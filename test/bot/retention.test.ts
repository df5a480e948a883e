import { expect, it } from 'vitest';
import { readAnswer, type StoredAnswer, saveAnswer } from '../../data/answers.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import type { Answer } from '../../data/types.ts';
import { chatAssistant } from '../support/chat-assistant.ts';
import { type Bench, chatBench, SETTINGS } from '../support/chat-bench.ts';
import { keyOf } from '../support/memory-channel.ts';

const DAY_MS = 86_400_000;

const traceOf = (asked: string): StoredAnswer['trace'] => ({
  ...{ asked, within: [], prompts: [], passages: [], replies: [], refused: [], failure: null },
  ...{ inputTokens: 0, outputTokens: 0, searchMs: 1, modelMs: 0 },
});

/** A bench whose assistant keeps its answers, as the library's does. */
function keepingBench(database: Database, retentionDays: number): Bench {
  const inner = chatAssistant();
  let next = 1;
  const keep = (answer: Answer, askedAt: Date) => {
    const id = `answer-${next++}`;
    const stored = { ...answer, answerId: id };
    const trace = traceOf(answer.question);
    saveAnswer(database, { id, askedAt, visibilities: ['public'], model: null, answer: stored, trace });
    return stored;
  };
  return chatBench({
    database,
    assistant: { ...inner, ask: async (...asked) => keep(await inner.ask(...asked), asked[2]) },
    settings: { ...SETTINGS, retentionDays },
  });
}

const turnsIn = (database: Database) =>
  database.raw.prepare<[], number>('SELECT count(*) FROM turns').pluck().get();

it('keeps no answer longer than the days that are set, nor how it came about', async () => {
  const database = openDatabase(':memory:');
  const bench = keepingBench(database, 30);
  await bench.write('wang', '住房补贴标准');
  bench.pass(29 * DAY_MS);
  await bench.app.tick();
  expect(readAnswer(database, 'answer-1')).not.toBeNull();
  await bench.write('wang', '入户调查');
  bench.pass(2 * DAY_MS);
  await bench.app.tick();
  expect(readAnswer(database, 'answer-1')).toBeNull();
  expect(readAnswer(database, 'answer-2')).not.toBeNull();
  expect(turnsIn(database)).toBe(1);
});

it('erases with a person’s history how their answers came about, and nobody else’s', async () => {
  const database = openDatabase(':memory:');
  const bench = keepingBench(database, 30);
  await bench.write('wang', '住房补贴标准');
  await bench.write('li', '入户调查');
  const asked = await bench.write('wang', '/forget');
  if (!asked) throw new Error('no question');
  await bench.press('wang', keyOf(asked, '确认删除'), asked.id);
  expect(readAnswer(database, 'answer-1')).toBeNull();
  expect(readAnswer(database, 'answer-2')).not.toBeNull();
});
