/** Keeps a model within limits, and leaves it alone for a while after it failed again and again. */
import Bottleneck from 'bottleneck';
import type { Llm, LlmEvent, LlmRequest } from './llm.ts';
import { LlmError, type LlmFailure } from './llm-error.ts';
import { pause, type Timer } from './time.ts';

/** How much may be asked of a model. Null means without limit. */
export interface LlmLimits {
  readonly maxConcurrent: number;
  readonly tokensPerMinute: number | null;
  readonly tokensPerDay: number | null;
  /** Failures in a row after which the model is left alone, and for how long. */
  readonly failures: number;
  readonly restMs: number;
}

export const DEFAULT_LIMITS: LlmLimits = {
  maxConcurrent: 4,
  tokensPerMinute: null,
  tokensPerDay: null,
  failures: 3,
  restMs: 60_000,
};

/** Counts the tokens of a day (kept in the library, so that a restart does not reset the budget). */
export interface UsageLedger {
  spent(): number;
  add(inputTokens: number, outputTokens: number): void;
}

/** Requests wait for their turn in line, up to this many for each that runs. */
const WAITING_EACH = 4;
/** A Retry-After up to this long is waited for, once. */
const LONGEST_WAIT_MS = 2_000;

/** A rough upper bound of tokens: a Chinese character is about one. */
export function estimateTokens({ messages, maxTokens }: Pick<LlmRequest, 'messages' | 'maxTokens'>): number {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  return Math.ceil(characters + maxTokens);
}

/** What an endpoint's failure says about its health; our own limits and rejected requests say nothing. */
const COUNTED: ReadonlySet<LlmFailure> = new Set([
  'timeout',
  'rate limited',
  'server',
  'unreachable',
  'broken',
]);

class Breaker {
  readonly #limits: LlmLimits;
  readonly #timer: Timer;
  #failures = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(limits: LlmLimits, timer: Timer) {
    this.#limits = limits;
    this.#timer = timer;
  }

  /** After a rest one request is let through to try. */
  get isResting(): boolean {
    return this.#timer.now() < this.#restsUntil;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed({ failure, retryAfterMs }: LlmError): void {
    if (!COUNTED.has(failure)) return;
    this.#failures++;
    const rest = this.#failures >= this.#limits.failures ? this.#limits.restMs : 0;
    const asked = failure === 'rate limited' ? Math.min(retryAfterMs ?? 0, 10 * this.#limits.restMs) : 0;
    if (Math.max(rest, asked) > 0) this.#restsUntil = this.#timer.now() + Math.max(rest, asked);
  }
}

/** A model within limits. */
export class GuardedLlm implements Llm {
  readonly name: string;
  readonly #llm: Llm;
  readonly #limits: LlmLimits;
  readonly #timer: Timer;
  readonly #ledger: UsageLedger;
  readonly #queue: Bottleneck;
  /** A weight counts as so many running requests in Bottleneck, so tokens have a limiter of their own. */
  readonly #minute: Bottleneck | null;
  readonly #breaker: Breaker;
  /** Requests that run or wait for their turn. */
  #inLine = 0;

  constructor(llm: Llm, limits: LlmLimits, ledger: UsageLedger, timer: Timer) {
    this.name = llm.name;
    this.#llm = llm;
    this.#limits = limits;
    this.#timer = timer;
    this.#ledger = ledger;
    this.#breaker = new Breaker(limits, timer);
    const { maxConcurrent, tokensPerMinute } = limits;
    this.#queue = new Bottleneck({ maxConcurrent });
    this.#minute =
      tokensPerMinute === null
        ? null
        : new Bottleneck({
            reservoir: tokensPerMinute,
            reservoirRefreshAmount: tokensPerMinute,
            reservoirRefreshInterval: 60_000,
          });
  }

  async *stream(request: LlmRequest): AsyncGenerator<LlmEvent> {
    const tokens = estimateTokens(request);
    const { tokensPerDay, tokensPerMinute } = this.#limits;
    if (this.#breaker.isResting) throw new LlmError('resting', 'the model is left alone after failures');
    if (tokensPerDay !== null && this.#ledger.spent() + tokens > tokensPerDay)
      throw new LlmError('budget', 'the budget of the day is spent');
    if (tokensPerMinute !== null && tokens > tokensPerMinute)
      throw new LlmError('budget', 'the request is larger than the budget of a minute');
    const done = await this.#turn(request.signal);
    try {
      await this.#tokens(tokens, request.signal);
      yield* this.#attempt(request);
    } finally {
      done();
    }
  }

  /** Waits for its turn; the result gives the place back. */
  #turn(signal: AbortSignal): Promise<() => void> {
    const { maxConcurrent } = this.#limits;
    if (this.#inLine >= (1 + WAITING_EACH) * maxConcurrent)
      throw new LlmError('busy', 'too many requests wait');
    this.#inLine++;
    return new Promise((resolve, reject) => {
      const late = () => reject(new LlmError('timeout', 'no turn came in time'));
      signal.addEventListener('abort', late, { once: true });
      const work = () => {
        signal.removeEventListener('abort', late);
        return signal.aborted ? Promise.resolve() : new Promise<void>((free) => resolve(free));
      };
      this.#queue.schedule(work).then(() => this.#inLine--, reject);
    });
  }

  /** Waits until the minute has room for so many tokens. */
  #tokens(weight: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new LlmError('timeout', 'the budget of the minute came too late'));
      signal.addEventListener('abort', late, { once: true });
      const turn = this.#minute?.schedule({ weight }, async () => {}) ?? Promise.resolve();
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
    });
  }

  async *#attempt(request: LlmRequest): AsyncGenerator<LlmEvent> {
    for (let attempt = 1; ; attempt++) {
      let hasBegun = false;
      try {
        for await (const event of this.#llm.stream(request)) {
          hasBegun = true;
          if (event.kind === 'end') this.#ledger.add(event.inputTokens, event.outputTokens);
          yield event;
        }
        this.#breaker.succeeded();
        return;
      } catch (error) {
        if (!(error instanceof LlmError)) throw error;
        const wait = error.retryAfterMs;
        const mayWait = !hasBegun && attempt === 1 && wait !== null && wait <= LONGEST_WAIT_MS;
        if (!mayWait || request.signal.aborted) {
          this.#breaker.failed(error);
          throw error;
        }
        await pause(wait, this.#timer, request.signal);
      }
    }
  }
}
