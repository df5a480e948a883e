/** Tries each configured model once and says what it found, for `gongbao doctor`. */
import { HumanMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { OpenAiEmbedder } from '../retrieval/embed/openai.ts';
import { LlmError } from '../retrieval/llm/llm-error.ts';
import { OpenAiLlm } from '../retrieval/llm/openai.ts';
import { readJson } from '../retrieval/llm/read-json.ts';
import { openReranker } from '../retrieval/rerank-endpoint.ts';
import type { Check } from './commands/doctor.ts';
import type { ModelsConfig } from './models-config.ts';

const PATIENCE_MS = 15_000;

const Listing = z.object({
  data: z.array(
    z.object({ id: z.string(), max_model_len: z.number().optional(), context_length: z.number().optional() }),
  ),
});

/** How long a text the model takes, where the endpoint says so (vLLM does). */
async function contextLength(url: string, model: string, apiKey: string | null): Promise<number | null> {
  try {
    const headers: Record<string, string> = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
    const response = await fetch(`${url}/models`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    const { data } = Listing.parse(await response.json());
    const entry = data.find(({ id }) => id === model) ?? (data.length === 1 ? data[0] : undefined);
    return entry?.max_model_len ?? entry?.context_length ?? null;
  } catch {
    return null;
  }
}

const FIXES: Partial<Record<LlmError['failure'], string>> = {
  unreachable: '请启动模型服务，或检查 GONGBAO_MODEL_URL（须带 /v1）',
  rejected: '请检查 GONGBAO_MODEL 的名称和密钥',
  'rate limited': '请稍后再试，或提高服务的限额',
  timeout: '模型太慢，请换小一些的模型或调大 GONGBAO_MODEL_FIRST_TEXT_MS',
};

const SCHEMA = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
};

/** Whether the chat model answers, holds to a JSON schema, and how much it can read. */
export async function checkModel(chat: NonNullable<ModelsConfig['chat']>): Promise<Check> {
  const name = '语言模型';
  const llm = new OpenAiLlm(chat);
  try {
    let reply = '';
    const messages = [new HumanMessage('请只输出 JSON：{"ok": true}')];
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for await (const event of llm.stream({
      prompt: 'check',
      messages,
      schema: SCHEMA,
      maxTokens: 64,
      signal,
    }))
      if (event.kind === 'text') reply += event.text;
    const isJson = readJson(reply) !== undefined;
    const forms = {
      schema: '支持 JSON Schema',
      object: '支持 JSON 模式',
      none: '不支持约束输出，按文字解析',
    };
    const length = await contextLength(chat.url, chat.model, chat.apiKey);
    const message = `${chat.model}：${forms[llm.format]}${length ? `，上下文 ${length} 个词元` : '，未说明上下文长度'}`;
    const fix = isJson ? null : '模型没有按要求输出 JSON，回答会退回原文摘录；请换一个模型';
    return { name, ok: isJson, message, fix };
  } catch (error) {
    if (!(error instanceof LlmError)) throw error;
    const fix = FIXES[error.failure] ?? '请查看模型服务的日志';
    return { name, ok: false, message: `${chat.model}：${error.message}`, fix };
  }
}

/** Whether the embedding model answers with vectors of the configured length. */
export async function checkEmbedding(
  options: NonNullable<ModelsConfig['embedding']>,
  isCurrent: boolean,
): Promise<Check> {
  const name = '向量模型';
  try {
    const vector = await new OpenAiEmbedder(options).embedQuery('燃气安全');
    const message = `${options.model}：${vector.length} 维`;
    const fix = isCurrent
      ? null
      : '文件库的向量由另一模型生成，请运行 gongbao ingest 或 gongbao serve 重新生成';
    return { name, ok: isCurrent, message, fix };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, ok: false, message, fix: '请检查 GONGBAO_EMBEDDING_URL、_MODEL、_DIMENSIONS 和 _KEY' };
  }
}

/** Whether the rerank endpoint puts the passage that answers before one that does not. */
export async function checkRerank(options: NonNullable<ModelsConfig['rerank']>): Promise<Check> {
  const name = '重排服务';
  const texts = ['所有排查整改任务必须7月30日前完成。', '住房补贴按年核定。'];
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const [right = 0, wrong = 0] = await openReranker(options).score('燃气排查哪天截止？', texts, signal);
    const isRight = right > wrong;
    const message = isRight ? '排序正常' : '把无关的条款排在了前面';
    return { name, ok: isRight, message, fix: isRight ? null : '请换一个支持中文的重排模型' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, ok: false, message, fix: '请检查 GONGBAO_RERANK_URL、_MODEL 和 _KEY' };
  }
}

/** The checks of what is configured; a line that says so where nothing is. */
export async function checkModels(config: ModelsConfig, isCurrent: boolean): Promise<readonly Check[]> {
  const checks = await Promise.all([
    config.chat ? checkModel(config.chat) : null,
    config.embedding ? checkEmbedding(config.embedding, isCurrent) : null,
    config.rerank ? checkRerank(config.rerank) : null,
  ]);
  const found = checks.filter((check) => check !== null);
  if (found.length > 0) return found;
  return [{ name: '模型服务', ok: true, message: '未配置，全部在本机完成', fix: null }];
}
