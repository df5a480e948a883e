/** WeCom's HTTP API on loopback: strict about fields, bytes and tokens, with faults to switch on. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const bytes = (most: number) => (text: string) => Buffer.byteLength(text) <= most;
const content = (most: number) =>
  z.strictObject({ content: z.string().min(1).refine(bytes(most), 'too many bytes') });
const letters = (most: number) =>
  z
    .string()
    .min(1)
    .refine((text) => [...text].length <= most, 'too long');

const card = z.strictObject({
  card_type: z.literal('button_interaction'),
  main_title: z.strictObject({ title: letters(26) }),
  sub_title_text: letters(160).optional(),
  task_id: z.string().regex(/^[\w@-]{1,128}$/),
  button_list: z
    .array(
      z.union([
        z.strictObject({ text: letters(10), style: z.number(), key: z.string().min(1).refine(bytes(1024)) }),
        z.strictObject({ text: letters(10), style: z.number(), type: z.literal(1), url: z.url() }),
      ]),
    )
    .min(1)
    .max(6),
});

const address = {
  touser: z.string().min(1),
  agentid: z.literal(1000002),
  enable_duplicate_check: z.literal(1).optional(),
  duplicate_check_interval: z.number().int().min(1).max(14_400).optional(),
};
const message = z.discriminatedUnion('msgtype', [
  z.strictObject({ ...address, msgtype: z.literal('text'), text: content(2048) }),
  z.strictObject({ ...address, msgtype: z.literal('markdown'), markdown: content(2048) }),
  z.strictObject({
    ...address,
    msgtype: z.literal('file'),
    file: z.strictObject({ media_id: z.string().min(1) }),
  }),
  z.strictObject({ ...address, msgtype: z.literal('template_card'), template_card: card }),
]);

/** A message that reached somebody. */
export type WecomMessage = z.infer<typeof message>;

const menu = z.strictObject({
  button: z
    .array(
      z.strictObject({
        name: z.string().min(1).refine(bytes(16)),
        sub_button: z
          .array(
            z.strictObject({
              type: z.literal('click'),
              name: z.string().min(1).refine(bytes(40)),
              key: z.string().min(1).refine(bytes(128)),
            }),
          )
          .min(1)
          .max(5),
      }),
    )
    .min(1)
    .max(3),
});

const update = z.strictObject({
  userids: z.array(z.string()).min(1),
  agentid: z.literal(1000002),
  response_code: z.string().min(1),
  button: z.strictObject({ replace_name: letters(10) }),
});

const robot = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('markdown'), markdown: content(4096) }),
  z.strictObject({
    msgtype: z.literal('text'),
    text: z.strictObject({
      content: z.string().min(1).refine(bytes(2048)),
      mentioned_list: z.array(z.string()).optional(),
    }),
  }),
]);

const POSTS: Record<string, z.ZodType> = {
  '/cgi-bin/message/send': message,
  '/cgi-bin/message/update_template_card': update,
  '/cgi-bin/menu/create': menu,
  '/cgi-bin/webhook/send': robot,
};

/** What goes wrong with a call. */
export type WecomFault =
  | { readonly kind: 'errcode'; readonly errcode: number }
  | { readonly kind: 'status'; readonly code: number }
  | { readonly kind: 'drop' };

/** The sample corp that tests use. */
export const CORP = {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  secret: 'app-secret-app-secret-app-secret',
  token: 'callbacktoken',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  callbackPath: '/wecom/callback',
};

/** The running server. */
export interface WecomServer {
  readonly url: string;
  readonly calls: { readonly path: string; readonly body: Record<string, unknown>; readonly at: number }[];
  readonly refusals: string[];
  /** Messages that reached somebody. */
  readonly messages: WecomMessage[];
  tokensGiven: number;
  /** Ends all tokens that were given. */
  expireTokens(): void;
  fault: (path: string) => WecomFault | null;
  waitFor(fits: (message: WecomMessage) => boolean): Promise<WecomMessage>;
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const type = request.headers['content-type'] ?? '';
  const body = Buffer.concat(chunks);
  if (type.startsWith('application/json')) return JSON.parse(body.toString('utf8'));
  if (!type.startsWith('multipart/')) return {};
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const media = form.get('media');
  return media && typeof media !== 'string' ? { name: media.name, size: media.size } : {};
}

/** Starts it for the sample corp. */
export async function wecomServer(): Promise<WecomServer> {
  const listeners = new Set<(sent: WecomMessage) => void>();
  const seen = new Map<string, number>();
  let valid = new Set<string>();
  let responseCode = 0;

  function giveToken(query: URLSearchParams): object {
    if (query.get('corpid') !== CORP.corpId) return { errcode: 40013, errmsg: 'invalid corpid' };
    if (query.get('corpsecret') !== CORP.secret) return { errcode: 40001, errmsg: 'invalid credential' };
    const token = `token-${++server.tokensGiven}`;
    valid.add(token);
    return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 };
  }

  function isRepeated(body: WecomMessage): boolean {
    const key = JSON.stringify(body);
    const before = seen.get(key);
    seen.set(key, performance.now());
    return (
      before !== undefined && performance.now() - before < (body.duplicate_check_interval ?? 1800) * 1000
    );
  }

  function accept(path: string, body: unknown): object {
    if (path !== '/cgi-bin/message/send') return { errcode: 0, errmsg: 'ok' };
    const sent = message.parse(body);
    if (sent.touser === 'nobody') return { errcode: 81013, errmsg: 'user & party & tag all invalid' };
    if (sent.enable_duplicate_check && isRepeated(sent))
      return { errcode: 0, errmsg: 'ok', msgid: 'repeated' };
    server.messages.push(sent);
    for (const listener of listeners) listener(sent);
    const code = sent.msgtype === 'template_card' ? { response_code: `rc${++responseCode}` } : {};
    return { errcode: 0, errmsg: 'ok', msgid: `m${server.messages.length}`, ...code };
  }

  function answer(url: URL, body: Record<string, unknown>): object {
    const path = url.pathname;
    if (path === '/cgi-bin/gettoken') return giveToken(url.searchParams);
    if (path === '/cgi-bin/webhook/send') {
      if (url.searchParams.get('key') !== 'robot-key')
        return { errcode: 93000, errmsg: 'invalid webhook url' };
    } else if (!valid.has(url.searchParams.get('access_token') ?? '')) {
      return { errcode: 42001, errmsg: 'access_token expired' };
    }
    if (path === '/cgi-bin/media/upload')
      return { errcode: 0, errmsg: 'ok', type: 'file', media_id: `media-${body.size}` };
    const checked = POSTS[path]?.safeParse(body);
    if (checked?.success) return accept(path, checked.data);
    const why = checked ? JSON.stringify(checked.error.issues) : `no path ${path}`;
    server.refusals.push(`${path}: ${why}`);
    return { errcode: 40058, errmsg: why };
  }

  const http = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    server.calls.push({ path: url.pathname, body, at: performance.now() });
    const fault = server.fault(url.pathname);
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'status') return void response.writeHead(fault.code).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(fault ? { errcode: fault.errcode, errmsg: 'fault' } : answer(url, body)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: WecomServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    calls: [],
    refusals: [],
    messages: [],
    tokensGiven: 0,
    expireTokens() {
      valid = new Set();
    },
    fault: () => null,
    waitFor(fits) {
      return new Promise((resolve) => {
        const before = server.messages.find(fits);
        if (before) return resolve(before);
        const listener = (sent: WecomMessage) => {
          if (!fits(sent)) return;
          listeners.delete(listener);
          resolve(sent);
        };
        listeners.add(listener);
      });
    },
    stop() {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}
