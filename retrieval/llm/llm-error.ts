/** Why a model gave no reply. `busy`, `budget` and `resting` are our own limits, nothing was sent. */
export type LlmFailure =
  | 'timeout'
  | 'rate limited'
  | 'server'
  | 'rejected'
  | 'unreachable'
  | 'broken'
  | 'busy'
  | 'budget'
  | 'resting';

/** A reply that failed; the extractive answer takes its place. */
export class LlmError extends Error {
  override readonly name = 'LlmError';
  readonly failure: LlmFailure;
  /** What the endpoint asked for with Retry-After. */
  readonly retryAfterMs: number | null;

  constructor(
    failure: LlmFailure,
    message: string,
    options?: { cause?: unknown; retryAfterMs?: number | null },
  ) {
    super(message, options);
    this.failure = failure;
    this.retryAfterMs = options?.retryAfterMs ?? null;
  }
}
