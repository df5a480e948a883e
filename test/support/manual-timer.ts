import type { Timer } from '../../retrieval/llm/time.ts';

/** Time that moves only when a test moves it. */
export class ManualTimer implements Timer {
  #now = 0;
  #waiting: { readonly at: number; readonly run: () => void }[] = [];
  #onCancel: (() => void)[] = [];
  #onSet: (() => void)[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#waiting.push(entry);
    for (const each of this.#onSet) each();
    this.#onSet = [];
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
      for (const each of this.#onCancel) each();
      this.#onCancel = [];
    };
  }

  /** Resolves when something that waited is called off. */
  cancelled(): Promise<void> {
    return new Promise((resolve) => this.#onCancel.push(resolve));
  }

  /** Resolves when something begins to wait. */
  set(): Promise<void> {
    return new Promise((resolve) => this.#onSet.push(resolve));
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}
