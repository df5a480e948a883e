import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkEmbedding, checkModel, checkModels, checkRerank } from '../../bot/model-checks.ts';
import { NO_MODELS, readModelsConfig } from '../../bot/models-config.ts';
import { hashedVector } from '../support/hashed-vector.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';

const CHAT = { GONGBAO_MODEL_URL: 'http://127.0.0.1:8000/v1/', GONGBAO_MODEL: 'qwen' };

describe('configuration', () => {
  it('is nothing by default, and an empty variable is absent', () => {
    expect(readModelsConfig({})).toEqual(NO_MODELS);
    expect(readModelsConfig({ GONGBAO_MODEL_URL: '', GONGBAO_MODEL: '' })).toEqual(NO_MODELS);
  });

  it('takes a chat model with limits', () => {
    const { chat } = readModelsConfig({
      ...CHAT,
      GONGBAO_MODEL_KEY: 'k',
      GONGBAO_MODEL_TOKENS_PER_DAY: '1000',
    });
    expect(chat).toMatchObject({ url: 'http://127.0.0.1:8000/v1', model: 'qwen', apiKey: 'k' });
    expect(chat?.limits.tokensPerDay).toBe(1000);
    expect(chat?.patience).toEqual({ firstTextMs: 8000, wholeMs: 20_000 });
  });

  it('reads a key from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongbao-key-'));
    const file = join(folder, 'key');
    writeFileSync(file, 'secret\n');
    expect(readModelsConfig({ ...CHAT, GONGBAO_MODEL_KEY_FILE: file }).chat?.apiKey).toBe('secret');
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{ GONGBAO_MODEL_URL: CHAT.GONGBAO_MODEL_URL }, /GONGBAO_MODEL_URL 和 GONGBAO_MODEL/],
    [{ ...CHAT, GONGBAO_MODEL_URL: 'qwen' }, /GONGBAO_MODEL_URL/],
    [{ ...CHAT, GONGBAO_MODEL_KEY_FILE: '/nowhere/key' }, /\/nowhere\/key/],
    [
      { GONGBAO_EMBEDDING_URL: 'http://127.0.0.1/v1', GONGBAO_EMBEDDING_MODEL: 'bge' },
      /GONGBAO_EMBEDDING_DIMENSIONS/,
    ],
    [{ GONGBAO_RERANK_URL: 'ftp://x' }, /GONGBAO_RERANK_URL/],
    [{ ...CHAT, GONGBAO_MODEL_CONCURRENCY: 'many' }, /GONGBAO_MODEL_CONCURRENCY/],
  ])('refuses %j and names the variable', (environment, message) => {
    expect(() => readModelsConfig(environment)).toThrow(message);
  });

  it('takes an embedding model and a rerank endpoint by themselves', () => {
    const config = readModelsConfig({
      GONGBAO_EMBEDDING_URL: 'http://127.0.0.1:8001/v1',
      GONGBAO_EMBEDDING_MODEL: 'bge-m3',
      GONGBAO_EMBEDDING_DIMENSIONS: '1024',
      GONGBAO_EMBEDDING_QUERY_PREFIX: 'query: ',
      GONGBAO_RERANK_URL: 'http://127.0.0.1:8002',
    });
    expect(config.chat).toBeNull();
    expect(config.embedding).toMatchObject({ dimensions: 1024, batchSize: 32, queryPrefix: 'query: ' });
    expect(config.rerank).toEqual({ url: 'http://127.0.0.1:8002', model: null, apiKey: null });
  });
});

describe('doctor', () => {
  let server: ScriptedModel;
  afterEach(() => server.close());
  const chat = () => readModelsConfig({ ...CHAT, GONGBAO_MODEL_URL: server.url }).chat;

  it('says how a model holds to a shape and how much it reads', async () => {
    server = await startScriptedModel({ chat: () => ({ kind: 'reply', text: '{"ok": true}' }) });
    const config = chat();
    const check = config && (await checkModel(config));
    expect(check).toMatchObject({
      ok: true,
      message: 'qwen：支持 JSON Schema，上下文 32768 个词元',
      fix: null,
    });
  });

  it('names what is wrong with one that does not answer', async () => {
    server = await startScriptedModel({ chat: () => ({ kind: 'status', status: 401 }) });
    const config = chat();
    const check = config && (await checkModel(config));
    expect(check).toMatchObject({ ok: false, fix: '请检查 GONGBAO_MODEL 的名称和密钥' });
    expect(JSON.stringify(check)).not.toContain('none');
  });

  it('names an endpoint that is not there', async () => {
    server = await startScriptedModel();
    const config = chat();
    await server.close();
    const check = config && (await checkModel(config));
    expect(check).toMatchObject({ ok: false, fix: '请启动模型服务，或检查 GONGBAO_MODEL_URL（须带 /v1）' });
  });

  it('measures the dimensions of an embedding model', async () => {
    server = await startScriptedModel({ embed: (text) => hashedVector(text, 8) });
    const options = (dimensions: number) => ({
      ...{ url: server.url, model: 'bge', apiKey: null, dimensions, batchSize: 1 },
      ...{ queryPrefix: '', passagePrefix: '' },
    });
    expect(await checkEmbedding(options(8), true)).toMatchObject({ ok: true, message: 'bge：8 维' });
    expect(await checkEmbedding(options(16), true)).toMatchObject({ ok: false });
    expect(await checkEmbedding(options(8), false)).toMatchObject({ ok: false });
  });

  it('tries the order of a rerank endpoint', async () => {
    server = await startScriptedModel({ rerank: (_, text) => (text.includes('7月30日') ? 1 : 0) });
    const options = { url: server.url, model: null, apiKey: null };
    expect(await checkRerank(options)).toMatchObject({ ok: true });
    await server.close();
    expect(await checkRerank(options)).toMatchObject({ ok: false });
  });

  it('says that nothing is configured where nothing is', async () => {
    server = await startScriptedModel();
    expect(await checkModels(NO_MODELS, true)).toEqual([
      { name: '模型服务', ok: true, message: '未配置，全部在本机完成', fix: null },
    ]);
  });
});
