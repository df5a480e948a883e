import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { respondProblem } from '../problem.tsx';
import type { WebEnv } from '../view.ts';

/** A bucket of `burst` requests per client address that fills again at `perSecond`. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** More addresses than this are forgotten, the longest unseen first, so that memory stays bounded. */
const MOST_CLIENTS = 10_000;

/** Counts requests by key; the time is passed in. `take` gives 0, or the seconds to wait. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  take(key: string, nowMs: number): number {
    const { burst, perSecond } = this.#limit;
    const old = this.#buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const elapsed = Math.max(0, nowMs - old.atMs) / 1000;
    const tokens = Math.min(burst, old.tokens + elapsed * perSecond);
    const allowed = tokens >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs: nowMs });
    if (this.#buckets.size > MOST_CLIENTS) this.#forgetOldest();
    return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key);
      return;
    }
  }
}

/**
 * The address a request came from. Behind a reverse proxy (`trustProxy`) it is the last entry of
 * X-Forwarded-For, the one the proxy itself wrote; without one that header is whatever the client likes.
 */
function clientAddress(c: Context, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  const bindings: object = c.env ?? {};
  return 'incoming' in bindings ? (getConnInfo(c).remote.address ?? 'unknown') : 'in-process';
}

/** Limits each client address; assets and the health check are free. */
export function limitRate(limit: RateLimit, now: () => Date, trustProxy: boolean): MiddlewareHandler<WebEnv> {
  const limiter = new RateLimiter(limit);
  return async (c, next) => {
    if (c.req.path.startsWith('/assets/') || c.req.path === '/healthz') return next();
    const wait = limiter.take(clientAddress(c, trustProxy), now().getTime());
    if (wait === 0) return next();
    return respondProblem(c, {
      status: 429,
      code: 'RATE_LIMITED',
      message: c.var.view.words.errors.rate(wait),
      headers: { 'Retry-After': String(wait) },
    });
  };
}
