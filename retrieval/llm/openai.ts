/** Any OpenAI-compatible chat endpoint (vLLM, Ollama, a cloud) through LangChain. */
import type { BaseMessage } from '@langchain/core/messages';
import type { ChatOpenAI } from '@langchain/openai';
import type { Llm, LlmEvent, LlmRequest } from './llm.ts';
import { LlmError } from './llm-error.ts';

/** Where a model is reached. `apiKey` is null for endpoints that want none. */
export interface EndpointOptions {
  /** With the version, as vLLM and Ollama write it: http://127.0.0.1:8000/v1 */
  readonly url: string;
  readonly model: string;
  readonly apiKey: string | null;
}

/** How replies are held to a shape; endpoints that refuse one get the next. */
const FORMATS = ['schema', 'object', 'none'] as const;
type Format = (typeof FORMATS)[number];

/** Longest reply taken, in characters: an endless one is cut off here. */
const LONGEST_REPLY = 30_000;

function responseFormat(format: Format, schema: LlmRequest['schema']) {
  if (!schema || format === 'none') return {};
  if (format === 'object') return { response_format: { type: 'json_object' as const } };
  const json = { name: 'reply', schema: { ...schema }, strict: true };
  return { response_format: { type: 'json_schema' as const, json_schema: json } };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

function retryAfterOf(error: unknown): number | null {
  const headers = field(error, 'headers');
  const value = headers instanceof Headers ? headers.get('retry-after') : field(headers, 'retry-after');
  const seconds = Number(value);
  return value !== null && value !== undefined && Number.isFinite(seconds) ? seconds * 1000 : null;
}

/** What an endpoint's error means for us. Its words are kept as the cause, for the log. */
export function explainFailure(error: unknown, signal: AbortSignal): LlmError {
  if (error instanceof LlmError) return error;
  if (signal.aborted) return new LlmError('timeout', 'the model took too long', { cause: error });
  const status = Number(field(error, 'status'));
  const options = { cause: error, retryAfterMs: retryAfterOf(error) };
  if (status === 429) return new LlmError('rate limited', 'the endpoint limits requests (429)', options);
  if (status >= 500) return new LlmError('server', `the endpoint failed (${status})`, options);
  if (status >= 400) return new LlmError('rejected', `the endpoint refused the request (${status})`, options);
  const code = String(field(field(error, 'cause'), 'code') ?? field(error, 'code') ?? '');
  if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN/.test(code) || /connection error/i.test(String(error)))
    return new LlmError(
      'unreachable',
      `the endpoint cannot be reached (${code || 'no connection'})`,
      options,
    );
  return new LlmError('broken', 'the reply broke off', options);
}

/** The endpoint does not know the response format asked for. */
function refusesFormat(error: unknown): boolean {
  return /response_format|json_schema|json_object|guided|grammar/i.test(
    String(field(error, 'message') ?? ''),
  );
}

/** An OpenAI-compatible endpoint. LangChain is loaded with the first request, not before. */
export class OpenAiLlm implements Llm {
  readonly name: string;
  readonly #options: EndpointOptions;
  readonly #clients = new Map<number, ChatOpenAI>();
  #format: Format = 'schema';

  constructor(options: EndpointOptions) {
    this.name = options.model;
    this.#options = options;
  }

  /** How far the endpoint was found to hold replies to a shape. */
  get format(): Format {
    return this.#format;
  }

  async #open(maxTokens: number): Promise<ChatOpenAI> {
    const known = this.#clients.get(maxTokens);
    if (known) return known;
    const { ChatOpenAI } = await import('@langchain/openai');
    const { url, model, apiKey } = this.#options;
    const client = new ChatOpenAI({
      model,
      apiKey: apiKey ?? 'none',
      configuration: { baseURL: url },
      useResponsesApi: false,
      temperature: 0,
      maxTokens,
      maxRetries: 0,
      streamUsage: true,
    });
    this.#clients.set(maxTokens, client);
    return client;
  }

  async *stream(request: LlmRequest): AsyncGenerator<LlmEvent> {
    for (;;) {
      let hasBegun = false;
      try {
        for await (const event of this.#once(request)) {
          hasBegun = true;
          yield event;
        }
        return;
      } catch (error) {
        const next = FORMATS[FORMATS.indexOf(this.#format) + 1];
        const mayRetry = !hasBegun && request.schema !== null && next !== undefined && refusesFormat(error);
        if (!mayRetry) throw explainFailure(error, request.signal);
        this.#format = next;
      }
    }
  }

  async *#once({ messages, schema, maxTokens, signal }: LlmRequest): AsyncGenerator<LlmEvent> {
    const client = await this.#open(maxTokens);
    const options = { signal, ...responseFormat(this.#format, schema) };
    let length = 0;
    let usage = { input_tokens: 0, output_tokens: 0 };
    let reason: unknown = null;
    for await (const chunk of await client.stream([...messages] as BaseMessage[], options)) {
      const text = typeof chunk.content === 'string' ? chunk.content : '';
      length += text.length;
      if (text !== '') yield { kind: 'text', text };
      usage = chunk.usage_metadata ?? usage;
      reason = field(chunk.response_metadata, 'finish_reason') ?? reason;
      if (length > LONGEST_REPLY) throw new LlmError('broken', 'the reply would not end');
    }
    if (reason === null) throw new LlmError('broken', 'the reply broke off before its end');
    yield {
      kind: 'end',
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      isCut: reason === 'length',
    };
  }
}
