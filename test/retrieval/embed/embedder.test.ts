import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenAiEmbedder } from '../../../retrieval/embed/openai.ts';
import { resilient } from '../../../retrieval/embed/resilient.ts';
import { loadWordTable, StaticEmbedder } from '../../../retrieval/embed/static.ts';
import { createTokenizer } from '../../../retrieval/tokenize.ts';
import { embedderContract } from '../../contracts/embedder.ts';
import { hashedVector } from '../../support/hashed-vector.ts';
import { type ScriptedModel, startScriptedModel } from '../../support/scripted-model.ts';

const DIMENSIONS = 32;
let server: ScriptedModel;
let status = 200;
beforeAll(async () => {
  server = await startScriptedModel({
    embed: (text) => hashedVector(text, DIMENSIONS),
    embedStatus: () => status,
  });
});
afterAll(() => server.close());

const options = (dimensions = DIMENSIONS) => ({
  ...{ url: server.url, model: 'bge', apiKey: null, dimensions, batchSize: 2 },
  ...{ queryPrefix: 'query: ', passagePrefix: 'passage: ' },
});

describe('the static embedder', () => {
  embedderContract(() => new StaticEmbedder(loadWordTable(), createTokenizer([])));
});

describe('an OpenAI-compatible endpoint', () => {
  embedderContract(() => new OpenAiEmbedder(options()));

  it('asks for numbers, in batches, with the prefixes the model wants', async () => {
    server.embeddings.length = 0;
    const embedder = new OpenAiEmbedder(options());
    await embedder.embedDocuments(['甲', '乙', '丙']);
    await embedder.embedQuery('丁');
    expect(server.embeddings.map(({ input }) => input)).toEqual([
      ['passage: 甲', 'passage: 乙'],
      ['passage: 丙'],
      ['query: 丁'],
    ]);
    expect(server.embeddings.every(({ encoding_format }) => encoding_format === 'float')).toBe(true);
  });

  it('refuses vectors of other dimensions and names the setting', async () => {
    await expect(new OpenAiEmbedder(options(64)).embedQuery('甲')).rejects.toThrow(
      /32 维.*64 维.*GONGBAO_EMBEDDING_DIMENSIONS/,
    );
  });

  it('has another name with other prefixes, since the vectors differ', () => {
    const plain = new OpenAiEmbedder({ ...options(), queryPrefix: '', passagePrefix: '' });
    expect(plain.name).not.toBe(new OpenAiEmbedder(options()).name);
  });

  it('falls silent for questions where the endpoint fails, is left alone, and comes back', async () => {
    let now = 0;
    const errors: unknown[] = [];
    const embedder = resilient(
      new OpenAiEmbedder(options()),
      () => now,
      (error) => errors.push(error),
    );
    status = 503;
    expect(await embedder.embedQuery('甲')).toEqual([]);
    status = 200;
    expect(await embedder.embedQuery('甲')).toEqual([]);
    expect(errors).toHaveLength(1);
    now = 31_000;
    expect(await embedder.embedQuery('甲')).toHaveLength(DIMENSIONS);
  });
});
