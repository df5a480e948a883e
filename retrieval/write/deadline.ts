/** The time a reader waits: so long for the first text, so long for everything. */
import type { Timer } from '../llm/time.ts';

/** How long a model may take, in milliseconds. */
export interface Patience {
  readonly firstTextMs: number;
  readonly wholeMs: number;
}

export const DEFAULT_PATIENCE: Patience = { firstTextMs: 8_000, wholeMs: 20_000 };

/** A running clock whose signal aborts when the time is up. */
export class Deadline {
  readonly #abort = new AbortController();
  readonly #ends: number;
  readonly #timer: Timer;
  readonly #cancelWhole: () => void;
  #cancelFirst: () => void;

  constructor({ firstTextMs, wholeMs }: Patience, timer: Timer) {
    this.#timer = timer;
    this.#ends = timer.now() + wholeMs;
    this.#cancelWhole = timer.after(wholeMs, () => this.#abort.abort());
    this.#cancelFirst = timer.after(firstTextMs, () => this.#abort.abort());
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get leftMs(): number {
    return this.#ends - this.#timer.now();
  }

  /** The first text is there: only the whole still counts. */
  hasText(): void {
    this.#cancelFirst();
    this.#cancelFirst = () => {};
  }

  stop(): void {
    this.#cancelFirst();
    this.#cancelWhole();
  }
}
