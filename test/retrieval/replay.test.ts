import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../../bot/library.ts';
import { NO_MODELS } from '../../bot/models-config.ts';
import { addUsage, forgetAnswersBefore, readAnswer, usageOn } from '../../data/answers.ts';
import { parseDay } from '../../data/day.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { publicScope } from '../../retrieval/access.ts';
import { DEFAULT_LIMITS } from '../../retrieval/llm/guard.ts';
import { replayAnswer } from '../../retrieval/replay.ts';
import type { AnswerEvent } from '../../retrieval/stream-answer.ts';
import { DEFAULT_PATIENCE } from '../../retrieval/write/deadline.ts';
import { passageWith, reply } from '../support/model-replies.ts';
import { SAMPLE_NOW } from '../support/sample-library.ts';
import { type ChatScript, type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';

const TEXT = [
  '青源县人民政府办公室关于印发《青源县燃气安全排查方案》的通知',
  '青政办发〔2024〕12号',
  '各乡镇人民政府：',
  '一、工作要求',
  '1. 燃气隐患排查整改任务必须7月30日前完成。',
  '2. 对不配合整改的居民用户，由燃气企业采取停气措施。',
  '青源县人民政府办公室',
  '2024年3月1日',
].join('\n');
const QUESTION = '燃气隐患排查什么时候前要完成？';
const TRUTH = '燃气隐患排查整改任务必须7月30日前完成。';

let library: Library;
let server: ScriptedModel;
let chat: ChatScript;
const good: ChatScript = (request) => {
  const { id } = passageWith(request, TRUTH);
  const wrong = { text: '燃气隐患排查可以不做。', passage: id, quote: TRUTH };
  const stop = {
    text: '对不配合整改的居民用户，由燃气企业采取停气措施。',
    passage: passageWith(request, '停气措施').id,
    quote: '由燃气企业采取停气措施',
  };
  return { kind: 'reply', text: reply([{ text: TRUTH, passage: id, quote: TRUTH }, stop, wrong]) };
};

beforeAll(async () => {
  server = await startScriptedModel({ chat: (request, count) => chat(request, count) });
  const model = {
    url: server.url,
    model: 'qwen',
    apiKey: 'very-secret',
    limits: DEFAULT_LIMITS,
    patience: DEFAULT_PATIENCE,
  };
  library = openLibrary(':memory:', { models: { ...NO_MODELS, chat: model }, now: () => SAMPLE_NOW });
  await ingestFile(
    Buffer.from(TEXT),
    'a.txt',
    library.ingestParts(() => SAMPLE_NOW),
  );
});
afterAll(async () => {
  await library.close();
  await server.close();
});

describe('a stored answer', () => {
  it('records the model, the prompts, the passages, what was refused and the time it took', async () => {
    chat = good;
    const answer = await library.assistant.ask(QUESTION, publicScope(), SAMPLE_NOW);
    const stored = readAnswer(library.database, answer.answerId ?? '');
    expect(stored?.model).toBe('qwen');
    expect(stored?.trace.prompts).toEqual(['answer@1']);
    expect(stored?.trace.refused).toEqual([{ text: '燃气隐患排查可以不做。', reason: 'underived' }]);
    expect(stored?.trace.passages.some(({ shownAs }) => shownAs !== null)).toBe(true);
    expect(stored?.trace.inputTokens).toBe(120);
    expect(stored?.answer.answer).toBe(answer.answer);
    expect(JSON.stringify(stored)).not.toContain('very-secret');
  });

  it('keeps no personal number of its question', async () => {
    chat = () => ({ kind: 'status', status: 500 });
    const asked = '燃气隐患排查什么时候前要完成，请回13812345678';
    const answer = await library.assistant.ask(asked, publicScope(), SAMPLE_NOW);
    const kept = readAnswer(library.database, answer.answerId ?? '');
    expect(kept?.answer.question).toContain('138****5678');
    expect(JSON.stringify(kept)).not.toContain('13812345678');
  });

  it('is replayed: its quotes and statements are judged again, and the question is asked again', async () => {
    chat = good;
    const answer = await library.assistant.ask(QUESTION, publicScope(), SAMPLE_NOW);
    const stored = readAnswer(library.database, answer.answerId ?? '');
    const replay = stored && (await replayAnswer(stored, library.answering));
    expect(replay?.same).toBe(true);
    expect(replay?.citations.every(({ standing }) => standing === 'stands')).toBe(true);
    expect(replay?.statements.every(({ stands }) => stands)).toBe(true);
    expect(replay?.again.answerId).toBeUndefined();
  });

  it('no longer stands once its document was corrected', async () => {
    chat = good;
    const answer = await library.assistant.ask(QUESTION, publicScope(), SAMPLE_NOW);
    const stored = readAnswer(library.database, answer.answerId ?? '');
    chat = () => ({ kind: 'status', status: 500 });
    const corrected = TEXT.replace('7月30日', '8月15日');
    await ingestFile(
      Buffer.from(corrected),
      'a.txt',
      library.ingestParts(() => SAMPLE_NOW),
    );
    const replay = stored && (await replayAnswer(stored, library.answering));
    expect(replay?.same).toBe(false);
    expect(replay?.citations[0]?.standing).toBe('changed');
    expect(replay?.statements[0]?.stands).toBe(false);
    expect(replay?.again.answer).toContain('8月15日');
    await ingestFile(
      Buffer.from(`${TEXT}\n`),
      'a.txt',
      library.ingestParts(() => SAMPLE_NOW),
    );
  });

  it('is forgotten in time', () => {
    expect(forgetAnswersBefore(library.database, new Date(SAMPLE_NOW.getTime() + 1))).toBeGreaterThan(0);
    expect(forgetAnswersBefore(library.database, new Date(SAMPLE_NOW.getTime() + 1))).toBe(0);
    expect(readAnswer(library.database, 'none')).toBeNull();
  });
});

it('counts the tokens of a day by model', () => {
  const day = parseDay('2024-05-01');
  if (!day) throw new Error('no day');
  addUsage(library.database, day, 'a', { inputTokens: 3, outputTokens: 2 });
  addUsage(library.database, day, 'a', { inputTokens: 4, outputTokens: 1 });
  expect(usageOn(library.database, day, 'a')).toEqual({ inputTokens: 7, outputTokens: 3, requests: 2 });
  expect(usageOn(library.database, day, 'b').requests).toBe(0);
});

describe('a stream', () => {
  async function collect(): Promise<AnswerEvent[]> {
    const events: AnswerEvent[] = [];
    const stream = library.assistant.stream?.(QUESTION, publicScope(), SAMPLE_NOW);
    for await (const event of stream ?? []) events.push(event);
    return events;
  }

  it('tells each verified statement with its sources, then the whole', async () => {
    chat = good;
    const events = await collect();
    expect(events.map(({ kind }) => kind)).toEqual(['statement', 'statement', 'answer']);
    const [first, , last] = events;
    expect(first).toMatchObject({ kind: 'statement', text: TRUTH, citations: [1] });
    expect(first?.kind === 'statement' && first.sources[0]?.quote).toContain('7月30日');
    expect(last?.kind === 'answer' && last.answer.answer).toContain(`${TRUTH}[1]`);
  });

  it('ends with the answer without a model where the model breaks off', async () => {
    chat = (request) => {
      const script = good(request, 1);
      const text = script.kind === 'reply' ? script.text : '';
      return { kind: 'begin', text: text.slice(0, text.indexOf('对不配合')), after: 'drop' };
    };
    const events = await collect();
    const last = events.at(-1);
    expect(last?.kind === 'answer' && last.answer.status).toBe('answered');
    expect(last?.kind === 'answer' && last.answer.answer).toContain('7月30日');
  });
});
