/** The engine's heartbeat: a tick, a pause, a tick, until it is stopped. */
import { runTick, type TickReport } from './run.ts';
import type { ReminderServices } from './services.ts';

/** A running engine. */
export interface ReminderLoop {
  /** Takes no new work, lets what is being sent finish, and resolves. */
  stop(): Promise<void>;
}

/**
 * Ticks at once and then `everyMs` after each tick has ended. A tick that throws is told to `onError`, and
 * the next one tries again: its rows are still there.
 */
export function startReminders(
  services: ReminderServices,
  options: {
    readonly everyMs: number;
    readonly onTick?: (report: TickReport) => void;
    readonly onError: (error: unknown) => void;
  },
): ReminderLoop {
  const stopped = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const beat = () => {
    running = runTick(services, stopped.signal)
      .then((report) => options.onTick?.(report), options.onError)
      .then(() => {
        if (!stopped.signal.aborted) timer = setTimeout(beat, options.everyMs);
      });
  };
  beat();
  return {
    async stop() {
      stopped.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
