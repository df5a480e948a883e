/** The callback of the self-built app: checked, decrypted, acknowledged at once, handled afterwards. */
import type { ChatLog } from '../../context.ts';
import { readBody } from '../door.ts';
import type { WecomAppConfig } from './config.ts';
import { decrypt, verify } from './crypto.ts';
import { readXml } from './xml.ts';

/** Calls whose timestamp is further away than this are refused. */
const WINDOW_MS = 300_000;
const MAX_BYTES = 64 * 1024;
const KEPT = 100_000;

/**
 * Remembers the signatures of a window's calls: true for one that came before. Repetitions of a message under
 * a new signature are known by their MsgId in the database.
 */
export function makeReplayGuard(now: () => Date): (signature: string) => boolean {
  let old = new Set<string>();
  let fresh = new Set<string>();
  let since = now().getTime();
  return (signature) => {
    if (now().getTime() - since > 2 * WINDOW_MS || fresh.size >= KEPT) {
      old = fresh;
      fresh = new Set();
      since = now().getTime();
    }
    if (fresh.has(signature) || old.has(signature)) return true;
    fresh.add(signature);
    return false;
  };
}

/** What answering a call needs. */
export interface CallbackParts {
  readonly config: WecomAppConfig;
  readonly now: () => Date;
  readonly isReplay: (signature: string) => boolean;
  readonly take: (fields: Readonly<Record<string, string>>) => void;
  readonly log: ChatLog;
}

const status = (code: number) => new Response(null, { status: code });

/** The plain text of a checked cipher text, or null. */
function open(parts: CallbackParts, query: URLSearchParams, encrypted: string): string | null {
  const timestamp = query.get('timestamp') ?? '';
  const envelope = { timestamp, nonce: query.get('nonce') ?? '', encrypt: encrypted };
  if (!/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(parts.now().getTime() - Number(timestamp) * 1000) > WINDOW_MS) return null;
  if (!verify(parts.config.token, envelope, query.get('msg_signature') ?? '')) return null;
  const opened = decrypt(parts.config.encodingAesKey, encrypted);
  return opened?.receiveId === parts.config.corpId ? opened.message : null;
}

function refuse(parts: CallbackParts, why: string): Response {
  parts.log.warn({ why }, 'a call of the WeCom callback was refused');
  return status(403);
}

/** Answers GET (the check of the address) and POST (a message or event). */
export async function answerCallback(request: Request, parts: CallbackParts): Promise<Response> {
  const query = new URL(request.url).searchParams;
  if (request.method === 'GET') {
    const echo = open(parts, query, query.get('echostr') ?? '');
    return echo === null ? refuse(parts, 'check') : new Response(echo, { status: 200 });
  }
  if (request.method !== 'POST') return status(405);
  const body = await readBody(request, MAX_BYTES);
  if (body === null) return status(413);
  const encrypted = readXml(body)?.Encrypt;
  if (!encrypted) return status(400);
  const message = open(parts, query, encrypted);
  if (message === null) return refuse(parts, 'message');
  if (parts.isReplay(query.get('msg_signature') ?? '')) {
    parts.log.warn({}, 'a repeated call of the WeCom callback was ignored');
    return new Response('', { status: 200 });
  }
  const fields = readXml(message);
  if (!fields) return status(400);
  parts.take(fields);
  return new Response('', { status: 200 });
}
