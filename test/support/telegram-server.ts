/** The Bot API as a real HTTP server on loopback: strict about fields and limits, with faults to switch on. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { METHODS, type Method } from './telegram-schema.ts';

/** What goes wrong with a call: `drop` cuts the line, `hang` never answers; neither reaches the bot's account. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly code: number;
      readonly description?: string;
      readonly parameters?: object;
    }
  | { readonly kind: 'drop' | 'hang' }
  | { readonly kind: 'slow'; readonly ms: number };

/** A message that the server holds. */
export interface HeldMessage {
  readonly chat: number;
  readonly id: number;
  text: string;
  buttons: readonly { text: string; callback_data?: string; url?: string }[];
  readonly thread: number | undefined;
  readonly replyTo: number | undefined;
  readonly file: string | undefined;
  edits: number;
}

/** The running server. */
export interface TelegramServer {
  readonly url: string;
  readonly token: string;
  readonly calls: {
    readonly method: string;
    readonly payload: Record<string, unknown>;
    readonly at: number;
  }[];
  /** Why calls were refused as malformed: a test that ends with entries here has failed. */
  readonly refusals: string[];
  readonly messages: HeldMessage[];
  /** Chooses a fault for a call, or none. */
  fault: (method: string, payload: Record<string, unknown>) => Fault | null;
  /** Puts an update in the queue (its id is given here), in front when `late`, twice when `twice`. */
  push(update: Omit<Update, 'update_id'>, how?: { twice?: boolean; id?: number }): number;
  /** Resolves with the first message that fits, now or later. */
  waitFor(fits: (message: HeldMessage) => boolean): Promise<HeldMessage>;
  onMessage(listener: (message: HeldMessage) => void): void;
  administrators: Set<number>;
  /** Files that were sent to the bot, by id; the path they are fetched under is the same. */
  readonly files: Map<string, Buffer>;
  stop(): Promise<void>;
}

/** Fields of a form; an attached file becomes `name size`. grammY's own spelling of headers is understood. */
function readForm(body: Buffer, boundary: string): Record<string, unknown> {
  const fields = new Map<string, string>();
  const files = new Map<string, string>();
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    const content = rest.join('\r\n\r\n').replace(/\r\n$/, '');
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const file = /filename="?([^"\r\n;]+)"?/.exec(head)?.[1];
    if (file) files.set(`attach://${name}`, `${file} ${content.length}`);
    else fields.set(name, Buffer.from(content, 'latin1').toString('utf8'));
  }
  return Object.fromEntries([...fields].map(([name, value]) => [name, files.get(value) ?? value]));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (body.length === 0) return {};
  const boundary = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1];
  return boundary ? readForm(body, boundary) : JSON.parse(body.toString('utf8'));
}

/** Starts a server for one bot. */
export async function telegramServer(token = `123456:${'A'.repeat(35)}`): Promise<TelegramServer> {
  const queue: Update[] = [];
  const waiting = new Set<() => void>();
  const listeners = new Set<(message: HeldMessage) => void>();
  const answered = new Set<string>();
  let nextUpdate = 1000;
  let nextMessage = 1;

  const flat = (markup: unknown) =>
    ((markup as { inline_keyboard?: HeldMessage['buttons'][] } | undefined)?.inline_keyboard ?? []).flat();

  function hold(payload: Record<string, unknown>): HeldMessage {
    const file = payload.photo ?? payload.document;
    const message: HeldMessage = {
      chat: Number(payload.chat_id),
      id: nextMessage++,
      text: String(payload.text ?? payload.caption ?? ''),
      buttons: flat(payload.reply_markup),
      thread: payload.message_thread_id as number | undefined,
      replyTo: (payload.reply_parameters as { message_id: number } | undefined)?.message_id,
      file: file === undefined ? undefined : String(file),
      edits: 0,
    };
    server.messages.push(message);
    for (const listener of listeners) listener(message);
    return message;
  }

  const shown = (message: HeldMessage) => ({
    message_id: message.id,
    date: 1,
    chat: { id: message.chat, type: message.chat < 0 ? 'supergroup' : 'private' },
    text: message.text,
  });

  async function getUpdates(payload: Record<string, unknown>, request: IncomingMessage): Promise<unknown> {
    const offset = Number(payload.offset);
    const done = queue.findIndex((update) => update.update_id >= offset);
    queue.splice(0, done === -1 ? (offset > 0 ? queue.length : 0) : done);
    if (queue.length === 0) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          request.socket.off('close', done);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, Number(payload.timeout) * 1000);
        waiting.add(done);
        request.socket.once('close', done);
      });
    }
    return queue.slice(0, Number(payload.limit));
  }

  async function run(
    method: Method,
    payload: Record<string, unknown>,
    request: IncomingMessage,
  ): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return {
          id: 123456,
          is_bot: true,
          first_name: '公报通',
          username: 'gongbao_bot',
          can_join_groups: true,
        };
      case 'getUpdates':
        return getUpdates(payload, request);
      case 'getWebhookInfo':
        return { url: '', has_custom_certificate: false, pending_update_count: queue.length };
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument':
        return shown(hold(payload));
      case 'editMessageText': {
        const held = server.messages.find(
          (message) => message.chat === payload.chat_id && message.id === payload.message_id,
        );
        if (!held) return refuse('message to edit not found');
        const buttons = flat(payload.reply_markup);
        if (held.text === payload.text && JSON.stringify(held.buttons) === JSON.stringify(buttons)) {
          return refuse('message is not modified');
        }
        held.text = String(payload.text);
        held.buttons = buttons;
        held.edits++;
        return shown(held);
      }
      case 'deleteMessage': {
        const at = server.messages.findIndex(
          ({ chat, id }) => chat === payload.chat_id && id === payload.message_id,
        );
        if (at < 0) return refuse('message to delete not found');
        server.messages.splice(at, 1);
        return true;
      }
      case 'editMessageReplyMarkup': {
        const held = server.messages.find(
          ({ chat, id }) => chat === payload.chat_id && id === payload.message_id,
        );
        if (!held) return refuse('message to edit not found');
        held.buttons = [];
        return shown(held);
      }
      case 'answerCallbackQuery': {
        const id = String(payload.callback_query_id);
        if (answered.has(id))
          return refuse('query is too old and response timeout expired or query ID is invalid');
        answered.add(id);
        return true;
      }
      case 'getChatMember': {
        const status = server.administrators.has(Number(payload.user_id)) ? 'administrator' : 'member';
        return { status, user: { id: payload.user_id, is_bot: false, first_name: 'x' } };
      }
      case 'getFile': {
        const path = String(payload.file_id);
        if (!server.files.has(path)) return refuse('file is too big');
        return { file_id: path, file_unique_id: path, file_path: path };
      }
      default:
        return true;
    }
  }

  class Refusal extends Error {}
  const refuse = (description: string): never => {
    throw new Refusal(description);
  };

  function reply(response: ServerResponse, code: number, body: object): void {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = /^\/file\/bot([^/]+)\/(\S+)$/.exec(request.url ?? '');
    if (file) {
      const bytes = file[1] === token ? server.files.get(file[2] ?? '') : undefined;
      response.writeHead(bytes ? 200 : 404);
      return void response.end(bytes);
    }
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (given !== token)
      return reply(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
    const payload = await bodyOf(request);
    server.calls.push({ method, payload, at: performance.now() });
    const fault = server.fault(method, payload);
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.kind === 'status') {
      const { code, description = 'fault', parameters } = fault;
      return reply(response, code, {
        ok: false,
        error_code: code,
        description,
        ...(parameters ? { parameters } : {}),
      });
    }
    const schema = METHODS[method as Method];
    const checked = schema?.safeParse(payload);
    if (!checked?.success) {
      const description = checked ? JSON.stringify(checked.error.issues) : `no method ${method}`;
      server.refusals.push(`${method}: ${description}`);
      return reply(response, 400, { ok: false, error_code: 400, description: `Bad Request: ${description}` });
    }
    try {
      const result = await run(method as Method, checked.data, request);
      reply(response, 200, { ok: true, result });
    } catch (error) {
      const description = `Bad Request: ${error instanceof Error ? error.message : error}`;
      reply(response, 400, { ok: false, error_code: 400, description });
    }
  }

  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: TelegramServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    token,
    calls: [],
    refusals: [],
    messages: [],
    fault: () => null,
    administrators: new Set(),
    files: new Map(),
    push(update, how = {}) {
      const update_id = how.id ?? nextUpdate++;
      const whole = { ...update, update_id } as Update;
      queue.push(whole);
      if (how.twice) queue.push(whole);
      for (const wake of [...waiting]) wake();
      return update_id;
    },
    waitFor(fits) {
      return new Promise((resolve) => {
        const held = server.messages.find(fits);
        if (held) return resolve(held);
        const listener = (message: HeldMessage) => {
          if (!fits(message)) return;
          listeners.delete(listener);
          resolve(message);
        };
        listeners.add(listener);
      });
    },
    onMessage(listener) {
      listeners.add(listener);
    },
    stop() {
      for (const wake of [...waiting]) wake();
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}
