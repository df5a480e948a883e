/** Time as model requests use it, so that tests can move it by hand. */
export interface Timer {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Runs something later; the result calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's own time. A waiting timer does not keep the process alive. */
export const systemTimer: Timer = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after a while, or at once when the signal aborts. */
export function pause(ms: number, timer: Timer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    const cancel = timer.after(ms, resolve);
    signal.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}
