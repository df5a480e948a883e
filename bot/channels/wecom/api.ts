/** WeCom's HTTP API: one cached access token, limits kept, faults retried, refusals explained. */
import Bottleneck from 'bottleneck';
import { z } from 'zod';
import { SendError } from '../send-error.ts';
import type { WecomAppConfig } from './config.ts';

const CALL_TIMEOUT_MS = 10_000;
const RETRIES = 4;
const FIRST_PAUSE_MS = 250;
/** A token is renewed this long before it would end. */
const EARLY_MS = 300_000;

const replySchema = z.looseObject({ errcode: z.number(), errmsg: z.string().default('') });
const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** A reply of the API whose errcode is 0. */
export type Reply = z.infer<typeof replySchema>;

/** Codes by what to do: https://developer.work.weixin.qq.com/document/path/90313 */
const STALE_TOKEN = new Set([40014, 42001]);
const BUSY = new Set([-1, 45009, 45033]);
const NOBODY = new Set([81013, 60111, 60112, 40031, 40003]);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Thrown inside for what may be tried again. */
class Fault extends Error {}

/** The API for one app. `call` posts JSON, `upload` a file; both throw SendError. */
export interface WecomApi {
  call(path: string, body: object, query?: Readonly<Record<string, string>>): Promise<Reply>;
  upload(name: string, type: string, bytes: Uint8Array): Promise<string>;
  /** Runs after the earlier sends to the same person, within 30 a minute for each and 10,000 for all. */
  queued<T>(user: string, run: () => Promise<T>): Promise<T>;
}

/** What a code means for the app; the words are WeCom's, without any address. */
export function explain(path: string, reply: Reply): SendError {
  const message = `${path}: ${reply.errcode} ${reply.errmsg.slice(0, 200)}`;
  if (NOBODY.has(reply.errcode)) return new SendError({ kind: 'gone' }, message);
  if (BUSY.has(reply.errcode)) return new SendError({ kind: 'later', afterMs: 60_000 }, message);
  return new SendError({ kind: 'refused' }, message);
}

async function fetchJson(url: URL, init: RequestInit): Promise<Reply> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
  } catch {
    throw new Fault('no connection');
  }
  if (response.status >= 500) throw new Fault(`status ${response.status}`);
  const reply = replySchema.safeParse(await response.json().catch(() => null));
  if (!reply.success) throw new Fault(`status ${response.status} without a reply`);
  return reply.data;
}

/** Retries faults and a busy system with growing pauses. */
async function persistent(path: string, send: () => Promise<Reply>): Promise<Reply> {
  for (let tries = 0; ; tries++) {
    let problem = 'busy';
    try {
      const reply = await send();
      if (reply.errcode !== -1 || tries >= RETRIES) return reply;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problem = error.message;
    }
    if (tries >= RETRIES) throw new SendError({ kind: 'later', afterMs: 60_000 }, `${path}: ${problem}`);
    await pause(FIRST_PAUSE_MS * 2 ** tries);
  }
}

function makeTokens(config: WecomAppConfig, now: () => Date) {
  let held: { token: string; until: number } | null = null;
  let asking: Promise<string> | null = null;
  async function ask(): Promise<string> {
    const url = new URL('/cgi-bin/gettoken', config.apiRoot);
    url.searchParams.set('corpid', config.corpId);
    url.searchParams.set('corpsecret', config.secret);
    const reply = await persistent('gettoken', () => fetchJson(url, {}));
    if (reply.errcode !== 0) throw explain('gettoken', reply);
    const { access_token, expires_in } = tokenSchema.parse(reply);
    held = { token: access_token, until: now().getTime() + expires_in * 1000 - EARLY_MS };
    return access_token;
  }
  return {
    async get(): Promise<string> {
      if (held && held.until > now().getTime()) return held.token;
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    /** Forgets a token that was refused, unless it was replaced meanwhile. */
    drop(token: string): void {
      if (held?.token === token) held = null;
    },
  };
}

/** Makes the API of an app. */
export function makeWecomApi(config: WecomAppConfig, now: () => Date): WecomApi {
  const tokens = makeTokens(config, now);
  const overall = new Bottleneck({
    reservoir: 10_000,
    reservoirRefreshAmount: 10_000,
    reservoirRefreshInterval: 60_000,
  });
  const people = new Bottleneck.Group({
    maxConcurrent: 1,
    reservoir: 30,
    reservoirRefreshAmount: 30,
    reservoirRefreshInterval: 60_000,
  });
  people.on('created', (limiter) => limiter.chain(overall));

  async function withToken(
    path: string,
    query: Readonly<Record<string, string>>,
    init: () => RequestInit,
  ): Promise<Reply> {
    for (let refreshed = false; ; refreshed = true) {
      const token = await tokens.get();
      const url = new URL(`/cgi-bin/${path}`, config.apiRoot);
      for (const [name, value] of Object.entries({ access_token: token, ...query }))
        url.searchParams.set(name, value);
      const reply = await persistent(path, () => fetchJson(url, init()));
      if (reply.errcode === 0) return reply;
      if (!STALE_TOKEN.has(reply.errcode) || refreshed) throw explain(path, reply);
      tokens.drop(token);
    }
  }

  return {
    call: (path, body, query = {}) =>
      withToken(path, query, () => ({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })),
    async upload(name, type, bytes) {
      const reply = await withToken('media/upload', { type: 'file' }, () => {
        const form = new FormData();
        form.set('media', new Blob([Buffer.from(bytes)], { type }), name);
        return { method: 'POST', body: form };
      });
      return z.string().parse(reply.media_id);
    },
    queued: (user, run) => people.key(user).schedule(run),
  };
}
