import { HumanMessage } from '@langchain/core/messages';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, GuardedLlm, type LlmLimits } from '../../../retrieval/llm/guard.ts';
import type { Llm, LlmEvent, LlmRequest } from '../../../retrieval/llm/llm.ts';
import { LlmError, type LlmFailure } from '../../../retrieval/llm/llm-error.ts';
import { ManualTimer } from '../../support/manual-timer.ts';

interface Pending {
  readonly finish: () => void;
  readonly fail: (error: LlmError) => void;
}

/** A model in this process whose replies a test hands out one by one. */
class HandedLlm implements Llm {
  readonly name = 'm';
  readonly #arrived: Pending[] = [];
  #onArrival: ((pending: Pending) => void)[] = [];

  async *stream(): AsyncGenerator<LlmEvent> {
    await new Promise<void>((finish, fail) => {
      const waiter = this.#onArrival.shift();
      if (waiter) waiter({ finish, fail });
      else this.#arrived.push({ finish, fail });
    });
    yield { kind: 'end', inputTokens: 10, outputTokens: 5, isCut: false };
  }

  /** The next request, once it is here. */
  next(): Promise<Pending> {
    const here = this.#arrived.shift();
    return here ? Promise.resolve(here) : new Promise((resolve) => this.#onArrival.push(resolve));
  }

  get isIdle(): boolean {
    return this.#arrived.length === 0;
  }
}

const REQUEST: LlmRequest = {
  ...{ prompt: 'answer@1', messages: [new HumanMessage('问')], schema: null, maxTokens: 99 },
  signal: new AbortController().signal,
};

function guarded(limits: Partial<LlmLimits> = {}) {
  const llm = new HandedLlm();
  const timer = new ManualTimer();
  const spent = { tokens: 0 };
  const ledger = {
    spent: () => spent.tokens,
    add: (input: number, output: number) => {
      spent.tokens += input + output;
    },
  };
  return { llm, timer, spent, model: new GuardedLlm(llm, { ...DEFAULT_LIMITS, ...limits }, ledger, timer) };
}

async function send(model: Llm, request = REQUEST): Promise<LlmFailure | 'fine'> {
  try {
    for await (const _ of model.stream(request)) {
    }
    return 'fine';
  } catch (error) {
    if (error instanceof LlmError) return error.failure;
    throw error;
  }
}

async function failTimes(count: number, { llm, model }: ReturnType<typeof guarded>, failure: LlmFailure) {
  for (let i = 0; i < count; i++) {
    const sent = send(model);
    (await llm.next()).fail(new LlmError(failure, 'no'));
    expect(await sent).toBe(failure);
  }
}

describe('a model that fails again and again', () => {
  it('is left alone for a minute after three failures, then tried again', async () => {
    const parts = guarded();
    await failTimes(3, parts, 'server');
    expect(await send(parts.model)).toBe('resting');
    parts.timer.advance(60_000);
    const sent = send(parts.model);
    (await parts.llm.next()).finish();
    expect(await sent).toBe('fine');
    await failTimes(2, parts, 'server');
    expect(parts.llm.isIdle).toBe(true);
  });

  it('goes back to rest at once where the trial fails too', async () => {
    const parts = guarded();
    await failTimes(3, parts, 'timeout');
    parts.timer.advance(60_000);
    await failTimes(1, parts, 'timeout');
    expect(await send(parts.model)).toBe('resting');
  });

  it('is not blamed for requests it refuses', async () => {
    const parts = guarded();
    await failTimes(5, parts, 'rejected');
    const sent = send(parts.model);
    (await parts.llm.next()).finish();
    expect(await sent).toBe('fine');
  });

  it('is left alone for as long as it asks for', async () => {
    const { llm, model, timer } = guarded();
    const sent = send(model);
    (await llm.next()).fail(new LlmError('rate limited', '429', { retryAfterMs: 30_000 }));
    expect(await sent).toBe('rate limited');
    expect(await send(model)).toBe('resting');
    timer.advance(30_000);
    const again = send(model);
    (await llm.next()).finish();
    expect(await again).toBe('fine');
  });

  it('is waited for where it asks for a second', async () => {
    const { llm, model, timer } = guarded();
    const sent = send(model);
    const request = await llm.next();
    const paused = timer.set();
    request.fail(new LlmError('rate limited', '429', { retryAfterMs: 1_000 }));
    await paused;
    timer.advance(1_000);
    (await llm.next()).finish();
    expect(await sent).toBe('fine');
  });
});

describe('limits', () => {
  it('lets so many run at once and so many wait, and turns the rest away', async () => {
    const { llm, model } = guarded({ maxConcurrent: 1 });
    const sent = Array.from({ length: 12 }, () => send(model));
    const serve = async (): Promise<void> => {
      const request = await llm.next();
      expect(llm.isIdle).toBe(true);
      request.finish();
      return serve();
    };
    void serve();
    const outcomes = await Promise.all(sent);
    const fine = outcomes.filter((each) => each === 'fine').length;
    expect(fine).toBe(5);
    expect(outcomes.filter((each) => each === 'busy')).toHaveLength(7);
  });

  it('gives the place in line back when a reader gives up', async () => {
    const { llm, model } = guarded({ maxConcurrent: 1 });
    const running = send(model);
    const request = await llm.next();
    const abort = new AbortController();
    const waiting = send(model, { ...REQUEST, signal: abort.signal });
    abort.abort();
    expect(await waiting).toBe('timeout');
    request.finish();
    expect(await running).toBe('fine');
    const next = send(model);
    (await llm.next()).finish();
    expect(await next).toBe('fine');
  });

  it('counts tokens and keeps to the budget of a day', async () => {
    const { llm, model, spent } = guarded({ tokensPerDay: 129 });
    for (const expected of [15, 30]) {
      const sent = send(model);
      (await llm.next()).finish();
      expect(await sent).toBe('fine');
      expect(spent.tokens).toBe(expected);
    }
    expect(await send(model)).toBe('budget');
  });

  it('refuses what is larger than the budget of a minute', async () => {
    const { model } = guarded({ tokensPerMinute: 50 });
    expect(await send(model)).toBe('budget');
  });
});
