import { afterEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../../bot/library.ts';
import { NO_MODELS } from '../../bot/models-config.ts';
import { publicScope } from '../../retrieval/access.ts';
import { createReorder, openReranker } from '../../retrieval/rerank-endpoint.ts';
import { find } from '../../retrieval/settle.ts';
import { openSampleLibrary, SAMPLE_NOW } from '../support/sample-library.ts';
import { type ScriptedModel, type ScriptedOptions, startScriptedModel } from '../support/scripted-model.ts';

let server: ScriptedModel | null = null;
afterEach(() => server?.close());

async function open(options: ScriptedOptions) {
  server = await startScriptedModel(options);
  return openReranker({ url: server.url, model: 'bge-reranker', apiKey: 'k' });
}

const byLength = (_: string, text: string) => text.length;
const signal = () => new AbortController().signal;

describe('a rerank endpoint', () => {
  it.each(['results', 'list'] as const)('may answer with its %s', async (rerankShape) => {
    const reranker = await open({ rerank: byLength, rerankShape });
    expect(await reranker.score('问', ['甲乙丙', '甲', '甲乙'], signal())).toEqual([3, 1, 2]);
    expect(server?.headers.authorization).toBe('Bearer k');
  });

  it('may know its texts by either name', async () => {
    const reranker = await open({ rerank: byLength, rerankShape: 'list', rerankField: 'texts' });
    expect(await reranker.score('问', ['甲乙', '甲'], signal())).toEqual([2, 1]);
    expect(await reranker.score('问', ['甲'], signal())).toEqual([1]);
    expect(server?.reranks).toHaveLength(2);
  });

  it('is an error where it fails', async () => {
    const reranker = await open({});
    await expect(reranker.score('问', ['甲'], signal())).rejects.toThrow(/500/);
  });
});

describe('a second opinion', () => {
  it('changes the order, and a failing one does not', async () => {
    const library = await openSampleLibrary();
    const reading = { question: '燃气排查整治任务几月几号前完成？', within: [] };
    const { retrieved } = await find(reading, publicScope(), library);
    const last = retrieved.ranked[20]?.candidate.text ?? '';
    const reranker = await open({ rerank: (_, text) => (text.includes(last) ? 100 : 0) });
    const errors: unknown[] = [];
    let now = 0;
    const reorder = createReorder(
      reranker,
      () => now,
      (error) => errors.push(error),
    );
    const again = await reorder(reading.question, retrieved.ranked);
    expect(again.findIndex(({ candidate }) => candidate.text === last)).toBeLessThan(20);
    expect(new Set(again)).toHaveLength(retrieved.ranked.length);

    await server?.close();
    expect(await reorder(reading.question, retrieved.ranked)).toBe(retrieved.ranked);
    now = 59_000;
    await reorder(reading.question, retrieved.ranked);
    expect(errors).toHaveLength(1);
    await library.close();
  });

  it('is joined to a library by configuration, and answers go on without it', async () => {
    const rerank = { url: 'http://127.0.0.1:1', model: null, apiKey: null };
    const library = openLibrary(':memory:', { models: { ...NO_MODELS, rerank } });
    const answer = await library.assistant.ask('住房补贴系数是多少？', publicScope(), SAMPLE_NOW);
    expect(answer.status).toBe('declined');
    await library.close();
  });
});
