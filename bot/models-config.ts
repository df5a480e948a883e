/** Which models are used, from the environment: a chat model, an embedding model, a rerank endpoint, each by itself. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { GongbaoError } from '../data/errors.ts';
import type { EmbeddingOptions } from '../retrieval/embed/openai.ts';
import { DEFAULT_LIMITS, type LlmLimits } from '../retrieval/llm/guard.ts';
import type { EndpointOptions } from '../retrieval/llm/openai.ts';
import type { RerankOptions } from '../retrieval/rerank-endpoint.ts';
import { DEFAULT_PATIENCE, type Patience } from '../retrieval/write/deadline.ts';

/** The models that are configured; all null means that nothing leaves this machine. */
export interface ModelsConfig {
  readonly chat: (EndpointOptions & { readonly limits: LlmLimits; readonly patience: Patience }) | null;
  readonly embedding: EmbeddingOptions | null;
  readonly rerank: RerankOptions | null;
}

export const NO_MODELS: ModelsConfig = { chat: null, embedding: null, rerank: null };

const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const Count = z.coerce.number().int().min(1);
const Text = z.string().min(1);

const Environment = z.object({
  GONGBAO_MODEL_URL: Url.optional(),
  GONGBAO_MODEL: Text.optional(),
  GONGBAO_MODEL_KEY: Text.optional(),
  GONGBAO_MODEL_KEY_FILE: Text.optional(),
  GONGBAO_MODEL_CONCURRENCY: Count.default(DEFAULT_LIMITS.maxConcurrent),
  GONGBAO_MODEL_TOKENS_PER_MINUTE: Count.optional(),
  GONGBAO_MODEL_TOKENS_PER_DAY: Count.optional(),
  GONGBAO_MODEL_FIRST_TEXT_MS: Count.default(DEFAULT_PATIENCE.firstTextMs),
  GONGBAO_MODEL_WHOLE_MS: Count.default(DEFAULT_PATIENCE.wholeMs),
  GONGBAO_EMBEDDING_URL: Url.optional(),
  GONGBAO_EMBEDDING_MODEL: Text.optional(),
  GONGBAO_EMBEDDING_KEY: Text.optional(),
  GONGBAO_EMBEDDING_KEY_FILE: Text.optional(),
  GONGBAO_EMBEDDING_DIMENSIONS: z.coerce.number().int().min(8).max(8_192).optional(),
  GONGBAO_EMBEDDING_BATCH: Count.max(2_048).default(32),
  GONGBAO_EMBEDDING_QUERY_PREFIX: z.string().default(''),
  GONGBAO_EMBEDDING_PASSAGE_PREFIX: z.string().default(''),
  GONGBAO_RERANK_URL: Url.optional(),
  GONGBAO_RERANK_MODEL: Text.optional(),
  GONGBAO_RERANK_KEY: Text.optional(),
  GONGBAO_RERANK_KEY_FILE: Text.optional(),
});
type Environment = z.infer<typeof Environment>;

const fail = (message: string) => new GongbaoError('CONFIG_INVALID', `${message}请改正后重新启动。`);

/** A key from its variable, or from a file (Docker and systemd hand secrets over so). */
function keyOf(name: string, key: string | undefined, file: string | undefined): string | null {
  if (key) return key;
  if (!file) return null;
  if (!existsSync(file)) throw fail(`${name}_KEY_FILE 指向的文件 ${file} 不存在。`);
  return readFileSync(file, 'utf8').trim() || null;
}

function chatOf(read: Environment): ModelsConfig['chat'] {
  const { GONGBAO_MODEL_URL: url, GONGBAO_MODEL: model } = read;
  if (!url && !model) return null;
  if (!url || !model) throw fail('GONGBAO_MODEL_URL 和 GONGBAO_MODEL 须同时设置。');
  return {
    url,
    model,
    apiKey: keyOf('GONGBAO_MODEL', read.GONGBAO_MODEL_KEY, read.GONGBAO_MODEL_KEY_FILE),
    limits: {
      ...DEFAULT_LIMITS,
      maxConcurrent: read.GONGBAO_MODEL_CONCURRENCY,
      tokensPerMinute: read.GONGBAO_MODEL_TOKENS_PER_MINUTE ?? null,
      tokensPerDay: read.GONGBAO_MODEL_TOKENS_PER_DAY ?? null,
    },
    patience: { firstTextMs: read.GONGBAO_MODEL_FIRST_TEXT_MS, wholeMs: read.GONGBAO_MODEL_WHOLE_MS },
  };
}

function embeddingOf(read: Environment): ModelsConfig['embedding'] {
  const url = read.GONGBAO_EMBEDDING_URL;
  const model = read.GONGBAO_EMBEDDING_MODEL;
  const dimensions = read.GONGBAO_EMBEDDING_DIMENSIONS;
  if (!url && !model) return null;
  if (!url || !model || !dimensions)
    throw fail('GONGBAO_EMBEDDING_URL、GONGBAO_EMBEDDING_MODEL 和 GONGBAO_EMBEDDING_DIMENSIONS 须同时设置。');
  return {
    url,
    model,
    dimensions,
    apiKey: keyOf('GONGBAO_EMBEDDING', read.GONGBAO_EMBEDDING_KEY, read.GONGBAO_EMBEDDING_KEY_FILE),
    batchSize: read.GONGBAO_EMBEDDING_BATCH,
    queryPrefix: read.GONGBAO_EMBEDDING_QUERY_PREFIX,
    passagePrefix: read.GONGBAO_EMBEDDING_PASSAGE_PREFIX,
  };
}

function rerankOf(read: Environment): ModelsConfig['rerank'] {
  const url = read.GONGBAO_RERANK_URL;
  if (!url) return null;
  const apiKey = keyOf('GONGBAO_RERANK', read.GONGBAO_RERANK_KEY, read.GONGBAO_RERANK_KEY_FILE);
  return { url, model: read.GONGBAO_RERANK_MODEL ?? null, apiKey };
}

/**
 * Reads the models' part of the environment. An empty variable counts as absent.
 * @throws GongbaoError CONFIG_INVALID naming each variable that is wrong
 */
export function readModelsConfig(environment: Readonly<Record<string, string | undefined>>): ModelsConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(set);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}（${issue.message}）`).join('；');
    throw fail(`环境变量有误：${wrong}。`);
  }
  return { chat: chatOf(read.data), embedding: embeddingOf(read.data), rerank: rerankOf(read.data) };
}
