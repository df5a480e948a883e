/** An OpenAI-compatible server on the loopback interface that replies as a test tells it to: real HTTP, real faults. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A chat request as it arrived. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly response_format?: { readonly type: string };
  readonly max_tokens?: number;
}

/** What the server does with one request. */
export type Script =
  | { readonly kind: 'reply'; readonly text: string; readonly finish?: string }
  /** An error status with its headers. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly message?: string;
    }
  /** Takes the request and never says a word. */
  | { readonly kind: 'stall' }
  /** Says this much, then falls silent or drops the connection. */
  | { readonly kind: 'begin'; readonly text: string; readonly after: 'stall' | 'drop' | 'end' }
  /** Bytes that are no stream of events. */
  | { readonly kind: 'raw'; readonly body: string }
  /** Never stops writing. */
  | { readonly kind: 'endless'; readonly text: string };

export type ChatScript = (request: ChatRequest, count: number) => Script;

/** A running server and what was asked of it. */
export interface ScriptedModel {
  readonly url: string;
  readonly chats: ChatRequest[];
  readonly embeddings: { readonly input: readonly string[]; readonly encoding_format?: string }[];
  readonly reranks: { readonly query: string; readonly documents: readonly string[] }[];
  /** Headers of the last request. */
  headers: IncomingMessage['headers'];
  /** Resolves when the next chat request has arrived. */
  arrival(): Promise<void>;
  close(): Promise<void>;
}

export interface ScriptedOptions {
  readonly chat?: ChatScript;
  /** A vector for a text, or an error status. */
  readonly embed?: (text: string) => number[];
  readonly embedStatus?: () => number;
  readonly rerank?: (query: string, document: string) => number;
  /** The only name of its texts that the rerank endpoint takes. */
  readonly rerankField?: 'documents' | 'texts';
  /** How the rerank answer is shaped: Cohere and Jina use results, TEI a bare list. */
  readonly rerankShape?: 'results' | 'list';
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const USAGE = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };

function chunkLine(model: string, delta: object, finish: string | null): string {
  const choice = { index: 0, delta, finish_reason: finish };
  return `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model, choices: [choice] })}\n\n`;
}

function usageLine(model: string): string {
  return `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model, choices: [], usage: USAGE })}\n\n`;
}

/** Cuts a text into pieces as a model streams them; never inside a surrogate pair. */
function pieces(text: string): string[] {
  return [...text].reduce<string[]>((list, char, i) => {
    if (i % 7 === 0) list.push('');
    list[list.length - 1] += char;
    return list;
  }, []);
}

function streamText(response: ServerResponse, model: string, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunkLine(model, { role: 'assistant', content: '' }, null));
  for (const piece of pieces(text)) response.write(chunkLine(model, { content: piece }, null));
}

function writeEndlessly(response: ServerResponse, model: string, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const more = () => {
    while (!response.destroyed && response.write(chunkLine(model, { content: text }, null))) {}
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

function wholeReply(model: string, text: string, finish: string) {
  const choice = { index: 0, message: { role: 'assistant', content: text }, finish_reason: finish };
  return { id: 'c1', object: 'chat.completion', created: 1, model, choices: [choice], usage: USAGE };
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function sendReply(
  text: string,
  finish: string,
  { model, stream }: ChatRequest,
  response: ServerResponse,
): void {
  if (stream) {
    streamText(response, model, text);
    response.write(chunkLine(model, {}, finish));
    response.write(usageLine(model));
    response.end('data: [DONE]\n\n');
  } else sendJson(response, 200, wholeReply(model, text, finish));
}

function act(script: Script, request: ChatRequest, response: ServerResponse): void {
  switch (script.kind) {
    case 'reply':
      sendReply(script.text, script.finish ?? 'stop', request, response);
      break;
    case 'status': {
      const error = { message: script.message ?? 'no', type: 'error' };
      sendJson(response, script.status, { error }, script.headers);
      break;
    }
    case 'stall':
      break;
    case 'begin':
      streamText(response, request.model, script.text);
      if (script.after === 'end') response.end();
      if (script.after === 'drop') setImmediate(() => response.destroy());
      break;
    case 'raw':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(script.body);
      break;
    case 'endless':
      writeEndlessly(response, request.model, script.text);
      break;
    default:
      script satisfies never;
  }
}

/** Starts a server; without a script every chat request is refused with 500. */
export async function startScriptedModel(options: ScriptedOptions = {}): Promise<ScriptedModel> {
  let arrived: (() => void)[] = [];
  const state: ScriptedModel = {
    ...{ url: '', chats: [], embeddings: [], reranks: [], headers: {} },
    arrival: () => new Promise((resolve) => arrived.push(resolve)),
    close: async () => {},
  };
  const chat = (body: string, response: ServerResponse) => {
    const request: ChatRequest = JSON.parse(body);
    state.chats.push(request);
    act(options.chat?.(request, state.chats.length) ?? { kind: 'status', status: 500 }, request, response);
    for (const each of arrived) each();
    arrived = [];
  };
  const embed = (body: string, response: ServerResponse) => {
    const request: { input: string | string[]; model: string; encoding_format?: string } = JSON.parse(body);
    const input = typeof request.input === 'string' ? [request.input] : request.input;
    state.embeddings.push({ ...request, input });
    const status = options.embedStatus?.() ?? 200;
    if (status !== 200 || !options.embed)
      return sendJson(response, status === 200 ? 500 : status, { error: { message: 'no' } });
    const vectorOf = options.embed;
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
    sendJson(response, 200, {
      object: 'list',
      model: request.model,
      data,
      usage: { prompt_tokens: 1, total_tokens: 1 },
    });
  };
  const rerank = (body: string, response: ServerResponse) => {
    const request: { query: string; documents?: string[]; texts?: string[] } = JSON.parse(body);
    const documents = request[options.rerankField ?? 'documents'];
    if (!documents) {
      sendJson(response, 422, { error: 'missing field' });
      return;
    }
    state.reranks.push({ query: request.query, documents });
    const scoreOf = options.rerank;
    if (!scoreOf) return sendJson(response, 500, { error: 'no' });
    const scores = documents
      .map((text, index) => ({ index, score: scoreOf(request.query, text) }))
      .sort((a, b) => b.score - a.score);
    const results = scores.map(({ index, score }) => ({ index, relevance_score: score }));
    sendJson(response, 200, options.rerankShape === 'list' ? scores : { results });
  };
  const server = createServer(async (request, response) => {
    state.headers = request.headers;
    const body = await bodyOf(request);
    const path = request.url ?? '';
    if (path.endsWith('/chat/completions')) return chat(body, response);
    if (path.endsWith('/embeddings')) return embed(body, response);
    if (path.endsWith('/rerank')) return rerank(body, response);
    if (path.endsWith('/models'))
      return sendJson(response, 200, {
        object: 'list',
        data: [{ id: 'm', object: 'model', max_model_len: 32_768 }],
      });
    sendJson(response, 404, { error: { message: 'not found' } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
