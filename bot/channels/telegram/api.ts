/** Calls of the Bot API: limits kept, refusals for a time waited out, faults retried, the rest explained. */

import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api, GrammyError, HttpError, type Transformer } from 'grammy';
import { SendError } from '../send-error.ts';
import type { TelegramConfig } from './config.ts';

const CALL_TIMEOUT_S = 10;
const FAULT_RETRIES = 5;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8000;
/** Longer waits than this are the outbox's. */
const MAX_RETRY_AFTER_S = 60;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Retries what failed on the way or inside Telegram (5xx), with growing pauses; never what Telegram refused. */
const retryFaults: Transformer = async (call, method, payload, signal) => {
  for (let tries = 0; ; tries++) {
    try {
      const result = await call(method, payload, signal);
      if (result.ok || result.error_code < 500 || tries >= FAULT_RETRIES) return result;
    } catch (error) {
      if (!(error instanceof HttpError) || tries >= FAULT_RETRIES) throw error;
    }
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
    await pause(longest * (0.75 + Math.random() / 4));
  }
};

/** `messagesPerSecond` overall, 1 a second in a chat, 20 a minute in a group; typing is not a message. */
function limit({ messagesPerSecond, chatPauseMs }: TelegramConfig): Transformer {
  const throttle = apiThrottler({
    global: {
      reservoir: messagesPerSecond,
      reservoirRefreshAmount: messagesPerSecond,
      reservoirRefreshInterval: 1000,
    },
    out: { maxConcurrent: 1, minTime: chatPauseMs },
    group: {
      maxConcurrent: 1,
      minTime: chatPauseMs,
      reservoir: 20,
      reservoirRefreshAmount: 20,
      reservoirRefreshInterval: 60_000,
    },
  });
  return (call, method, payload, signal) =>
    method === 'sendChatAction' ? call(method, payload, signal) : throttle(call, method, payload, signal);
}

/** The Bot API with all of that in front; the last one installed is the first to see a call. */
export function makeApi(config: TelegramConfig): Api {
  const api = new Api(config.token, { apiRoot: config.apiRoot, timeoutSeconds: CALL_TIMEOUT_S });
  api.config.use(limit(config));
  api.config.use(retryFaults);
  api.config.use(
    autoRetry({
      maxDelaySeconds: MAX_RETRY_AFTER_S,
      maxRetryAttempts: 5,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  );
  return api;
}

const GONE = /chat not found|user is deactivated|PEER_ID_INVALID|bot was kicked|not enough rights/i;

/** What a failed call means for the app. The message holds Telegram's words, never the address with the token. */
export function explainFailure(error: unknown): SendError {
  if (error instanceof GrammyError) {
    const { migrate_to_chat_id: to, retry_after: after } = error.parameters;
    if (to !== undefined) return new SendError({ kind: 'moved', to: String(to) }, error.description);
    if (after !== undefined)
      return new SendError({ kind: 'later', afterMs: after * 1000 }, error.description);
    if (error.error_code === 403 || GONE.test(error.description)) {
      return new SendError({ kind: 'gone' }, error.description);
    }
    const kind =
      error.error_code >= 500 ? { kind: 'later' as const, afterMs: 60_000 } : { kind: 'refused' as const };
    return new SendError(kind, `${error.method}: ${error.error_code} ${error.description}`);
  }
  if (error instanceof HttpError) return new SendError({ kind: 'later', afterMs: 60_000 }, error.message);
  return new SendError({ kind: 'refused' }, 'the call failed before it was sent');
}
