/** Fetching updates by long polling, whatever happens on the way. */
import { createConcurrentSink, createRunner, createSource, type RunnerHandle } from '@grammyjs/runner';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { ChatLog } from '../../context.ts';

/** What the app wants to hear of; all else is not sent. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const;

const POLL_S = 25;
const AT_ONCE = 500;
const BATCH = 100;
/** After a small batch the next call may wait this long, so that a busy bot makes fewer, fuller calls. */
const LONGEST_WAIT_MS = 150;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** The abort signal as grammY and its runner type it. */
type Signal = NonNullable<Parameters<Api['getUpdates']>[1]>;

function pause(ms: number, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** A wrong token or a second poller: trying again cannot help. */
const isFinal = (error: unknown) =>
  error instanceof GrammyError && [401, 404, 409].includes(error.error_code);

/**
 * Supplies batches of updates. A failed call is tried again after a pause that doubles to five seconds, or as
 * long as Telegram asks; the offset moves only with what was received.
 */
function makeSupply(api: Api, log: ChatLog) {
  let offset = 0;
  return async (size: number, signal: Signal): Promise<Update[]> => {
    for (let failures = 0; ; failures++) {
      try {
        const limit = Math.max(1, Math.min(size, BATCH));
        const asked = { offset, limit, timeout: POLL_S, allowed_updates: ALLOWED_UPDATES };
        const updates = await api.getUpdates(asked, signal);
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
        return updates;
      } catch (error) {
        if (signal.aborted || isFinal(error)) throw error;
        if (failures === 3) log.warn({ error: String(error) }, 'Telegram gives no updates; polling goes on');
        const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
        const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
        await pause(asked === undefined ? grown : asked * 1000, signal);
      }
    }
  };
}

/** Polls until stopped; many updates are consumed at once. */
export function startPolling(
  api: Api,
  consume: (update: Update) => Promise<void>,
  log: ChatLog,
): RunnerHandle {
  const failed = async (error: unknown) => log.error({ error: String(error) }, 'an update was not handled');
  const runner = createRunner(
    createSource(
      { supply: makeSupply(api, log) },
      { speedTrafficBalance: 1, maxDelayMilliseconds: LONGEST_WAIT_MS },
    ),
    createConcurrentSink<Update, unknown>({ consume }, failed, { concurrency: AT_ONCE }),
  );
  runner.start();
  runner.task()?.catch((error: unknown) => {
    const fix = 'Telegram polling ended: check TELEGRAM_BOT_TOKEN and that no other process polls';
    log.error({ error: String(error) }, fix);
  });
  return runner;
}
