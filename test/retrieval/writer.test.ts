import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../bot/library.ts';
import { answersZh } from '../../bot/locales/answers-zh.ts';
import { NO_MODELS } from '../../bot/models-config.ts';
import { dayAt } from '../../data/day.ts';
import type { Answer } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import { answerQuestion } from '../../retrieval/answer.ts';
import { OpenAiLlm } from '../../retrieval/llm/openai.ts';
import { createWriter, type Written } from '../../retrieval/write/writer.ts';
import { ManualTimer } from '../support/manual-timer.ts';
import { passageWith, questionIn, reply, shownIn } from '../support/model-replies.ts';
import { openSampleLibrary, SAMPLE_NOW } from '../support/sample-library.ts';
import { type ChatScript, type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';

const QUESTION = '燃气排查整治任务几月几号前完成？';
const TRUTH = '所有排查整改任务必须7月30日前完成';

let library: Library;
let model: ScriptedModel | null = null;
let extractive: Answer;
beforeAll(async () => {
  library = await openSampleLibrary();
  extractive = await library.assistant.ask(QUESTION, publicScope(), SAMPLE_NOW);
});
afterAll(() => library.close());
afterEach(() => model?.close());

interface Outcome {
  readonly answer: Answer;
  readonly written: Written | null;
  readonly shown: readonly string[];
}

/** Asks with a scripted model; `during` runs once the first request has arrived. */
async function askWith(
  chat: ChatScript,
  question = QUESTION,
  during?: (timer: ManualTimer) => void,
): Promise<Outcome> {
  const server = await startScriptedModel({ chat });
  model = server;
  const timer = new ManualTimer();
  const llm = new OpenAiLlm({ url: server.url, model: 'm', apiKey: 'secret-key' });
  const writer = createWriter({ llm, database: library.database, timer });
  let written: Written | null = null;
  const shown: string[] = [];
  const parts = {
    ...library,
    answerWords: answersZh,
    writer: async (task: Parameters<typeof writer>[0]) => {
      written = await writer(task);
      return written;
    },
  };
  if (during) void server.arrival().then(() => during(timer));
  const answer = await answerQuestion(
    question,
    publicScope(),
    SAMPLE_NOW,
    parts,
    { history: [] },
    {
      onStatement: ({ text }) => shown.push(text),
    },
  );
  return { answer, written, shown };
}

/** The answer that is given without a model, apart from the time it took. */
function expectExtractive(answer: Answer): void {
  expect({ ...answer, ms: 0 }).toEqual({ ...extractive, answerId: answer.answerId, ms: 0 });
}

describe('a model that does its work', () => {
  it('gives a fluent answer whose statements are cited and verified', async () => {
    const { answer, written, shown } = await askWith((request) => {
      const { id } = passageWith(request, TRUTH);
      return {
        kind: 'reply',
        text: reply([{ text: '所有排查整改任务必须在7月30日前完成。', passage: id, quote: TRUTH }], 'full', [
          '由谁牵头？',
        ]),
      };
    });
    expect(answer.answer).toBe('所有排查整改任务必须在7月30日前完成。[1]');
    expect(answer.citations).toHaveLength(1);
    expect(answer.citations[0]?.quote).toContain('7月30日前完成');
    expect(shown).toEqual(['所有排查整改任务必须在7月30日前完成。']);
    expect(written?.trace).toMatchObject({
      model: 'm',
      prompts: ['answer@1'],
      failure: null,
      inputTokens: 120,
    });
  });

  it('sees the question and whole passages, fenced under ids that change with every request', async () => {
    const ids: string[][] = [];
    const chat: ChatScript = (request) => {
      expect(questionIn(request)).toBe(QUESTION);
      ids.push(shownIn(request).map(({ id }) => id));
      return { kind: 'reply', text: reply([], 'none') };
    };
    await askWith(chat);
    await model?.close();
    await askWith(chat);
    expect(ids[0]?.length).toBeGreaterThan(3);
    expect(new Set(ids.flat()).size).toBe(ids.flat().length);
  });

  it.each([
    ['fenced', (json: string) => `好的：\n\`\`\`json\n${json}\n\`\`\`\n希望有帮助`],
    ['after thinking aloud', (json: string) => `<think>先看 {"statements": [ 条款</think>${json}`],
    ['with a comma too many', (json: string) => json.replace('}]}]', '}]},]')],
    ['with line breaks inside strings', (json: string) => json.replace('必须', '\n必须')],
  ])('may give its JSON %s', async (_, wrap) => {
    const { answer } = await askWith((request) => {
      const { id } = passageWith(request, TRUTH);
      return { kind: 'reply', text: wrap(reply([{ text: `${TRUTH}。`, passage: id, quote: TRUTH }])) };
    });
    expect(answer.answer.replace(/\s/g, '')).toBe(`${TRUTH}。[1]`);
  });

  it('gets one round to repair what is no JSON', async () => {
    const { answer, written } = await askWith((request, count) => {
      if (count === 2)
        return {
          kind: 'reply',
          text:
            /\{.*\}/s
              .exec(request.messages.at(-1)?.content ?? '')?.[0]
              .replace(/(text|evidence|passage|quote|statements):/g, '"$1":') ?? '',
        };
      const { id } = passageWith(request, TRUTH);
      const broken = `{statements: [{text: "${TRUTH}。", evidence: [{passage: "${id}", quote: "${TRUTH}"}]}]}`;
      return { kind: 'reply', text: broken };
    });
    expect(written?.trace.prompts).toEqual(['answer@1', 'repair@1']);
    expect(answer.answer).toBe(`${TRUTH}。[1]`);
  });

  it('is asked once more with what did not stand, and then heard', async () => {
    const { answer, written } = await askWith((request, count) => {
      const { id } = passageWith(request, TRUTH);
      const text = count === 1 ? '所有排查整改任务必须8月30日前完成。' : `${TRUTH}。`;
      if (count === 2) expect(request.messages.at(-1)?.content).toContain('8月30日');
      return { kind: 'reply', text: reply([{ text, passage: id, quote: TRUTH }]) };
    });
    expect(answer.answer).toBe(`${TRUTH}。[1]`);
    expect(written?.trace.refused).toEqual([
      { text: '所有排查整改任务必须8月30日前完成。', reason: 'underived' },
    ]);
  });

  it('falls back from a JSON schema to plain text where the endpoint refuses response formats', async () => {
    const { answer } = await askWith((request) => {
      if (request.response_format)
        return { kind: 'status', status: 400, message: 'response_format is not supported' };
      const { id } = passageWith(request, TRUTH);
      return { kind: 'reply', text: reply([{ text: `${TRUTH}。`, passage: id, quote: TRUTH }]) };
    });
    expect(answer.answer).toBe(`${TRUTH}。[1]`);
    expect(model?.chats.map((chat) => chat.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
    ]);
  });
});

describe('a model that fails', () => {
  const faults: readonly (readonly [string, ChatScript])[] = [
    ['answers 500', () => ({ kind: 'status', status: 500 })],
    ['answers 429 for an hour', () => ({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } })],
    ['answers 401', () => ({ kind: 'status', status: 401, message: 'bad key' })],
    ['answers 404', () => ({ kind: 'status', status: 404 })],
    ['drops the connection', () => ({ kind: 'begin', text: '{"statements":[', after: 'drop' })],
    ['ends without an end', () => ({ kind: 'begin', text: '{"statements":[', after: 'end' })],
    ['sends bytes that are no events', () => ({ kind: 'raw', body: '<html>502</html>' })],
    ['says nothing', () => ({ kind: 'reply', text: '' })],
    [
      'is cut off by its length',
      () => ({ kind: 'reply', text: '{"statements":[{"text":"所有', finish: 'length' }),
    ],
    ['never stops', () => ({ kind: 'endless', text: '所有排查整改任务必须完成。' })],
    ['talks instead of answering', () => ({ kind: 'reply', text: '抱歉，我无法回答。' })],
    ['answers in English', (request) => english(request)],
    ['always cites [1]', (request) => citesFirst(request)],
    [
      'cites an id it was not shown',
      () => ({ kind: 'reply', text: reply([{ text: `${TRUTH}。`, passage: 'p1', quote: TRUTH }]) }),
    ],
    ['invents a quote', (request) => inventsQuote(request)],
    ['mixes figures of two passages', (request) => mixes(request)],
    ['says the answer is nowhere', () => ({ kind: 'reply', text: reply([], 'none') })],
    ['gives a list instead of an object', () => ({ kind: 'reply', text: '[{"text":"x"}]' })],
    ['nests without end', () => ({ kind: 'reply', text: '{"statements":'.repeat(2000) })],
  ];

  function english(request: Parameters<ChatScript>[0]) {
    const { id } = passageWith(request, TRUTH);
    return {
      kind: 'reply' as const,
      text: reply([{ text: 'All checks must be finished by July 30.', passage: id, quote: TRUTH }]),
    };
  }
  function citesFirst(request: Parameters<ChatScript>[0]) {
    const wrong = shownIn(request).find(({ text }) => !text.replace(/\s/g, '').includes('7月30日'));
    return {
      kind: 'reply' as const,
      text: reply([{ text: `${TRUTH}。`, passage: wrong?.id ?? '', quote: wrong?.text ?? '' }]),
    };
  }
  function inventsQuote(request: Parameters<ChatScript>[0]) {
    const { id } = passageWith(request, TRUTH);
    return {
      kind: 'reply' as const,
      text: reply([{ text: `${TRUTH}。`, passage: id, quote: '排查任务应于7月30日前完成' }]),
    };
  }
  function mixes(request: Parameters<ChatScript>[0]) {
    const { id } = passageWith(request, TRUTH);
    return {
      kind: 'reply' as const,
      text: reply([{ text: '所有排查整改任务必须每日10时前完成。', passage: id, quote: TRUTH }]),
    };
  }

  it.each(faults)('%s: the extractive answer is given', async (_, chat) => {
    const { answer, written } = await askWith(chat);
    expect(written?.draft).toBeNull();
    expectExtractive(answer);
  });

  it('is waited for 8 seconds until it says something', async () => {
    const { answer, written } = await askWith(
      () => ({ kind: 'stall' }),
      QUESTION,
      (timer) => timer.advance(8_000),
    );
    expect(written?.trace).toMatchObject({ failure: 'timeout', ms: 8_000 });
    expectExtractive(answer);
  });

  it('is waited for 20 seconds until it has said everything', async () => {
    const begun = '{"statements":[{"text":"';
    const { answer, written } = await askWith(
      () => ({ kind: 'begin', text: begun, after: 'stall' }),
      QUESTION,
      async (timer) => {
        await timer.cancelled();
        timer.advance(8_000);
        timer.advance(12_000);
      },
    );
    expect(written?.trace).toMatchObject({ failure: 'timeout', ms: 20_000 });
    expectExtractive(answer);
  });
});

it('is not asked where the documents do not answer', async () => {
  const { answer } = await askWith(
    () => ({ kind: 'reply', text: reply([], 'none') }),
    '北京市的地铁票价是多少？',
  );
  expect(answer.status).toBe('declined');
  expect(model?.chats).toHaveLength(0);
});

it('sends the key as a bearer token', async () => {
  await askWith(() => ({ kind: 'reply', text: reply([], 'none') }));
  expect(model?.headers.authorization).toBe('Bearer secret-key');
});

it('does without a model where none is configured', () => {
  expect(NO_MODELS).toEqual({ chat: null, embedding: null, rerank: null });
  expect(library.models.writer).toBeNull();
  expect(dayAt(SAMPLE_NOW)).toBe('2023-09-01');
});
