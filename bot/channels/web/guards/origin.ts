import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { respondProblem } from '../problem.tsx';
import type { WebEnv } from '../view.ts';

/** The name in a Host header without its port; null where the header is missing or malformed. */
function hostName(header: string | undefined): string | null {
  if (!header || !URL.canParse(`http://${header}/`)) return null;
  return new URL(`http://${header}/`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/**
 * Refuses unknown host names. A page on another site can point a name of its own at this machine (DNS
 * rebinding) and then read whatever its visitor may; it can do so with a name only, never with an IP
 * address, so addresses, localhost and the configured names are let in.
 */
export function guardHost(allowedHosts: readonly string[]): MiddlewareHandler<WebEnv> {
  const allowed = new Set(['localhost', ...allowedHosts.map((name) => name.toLowerCase())]);
  return async (c, next) => {
    const name = hostName(c.req.header('Host') ?? new URL(c.req.url).host);
    if (name !== null && (isIP(name) !== 0 || allowed.has(name) || name.endsWith('.localhost')))
      return next();
    return respondProblem(c, { status: 421, code: 'HOST_REFUSED', message: c.var.view.words.errors.host });
  };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether the browser sent a request on behalf of this very site. Sec-Fetch-Site decides where it is given,
 * since no page can forge it and it holds behind a proxy that changes Host; older browsers give Origin;
 * programs give neither and act for nobody else.
 */
function isOwn(site: string | undefined, origin: string | undefined, host: string): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Refuses requests that change or cost something when another site made the browser send them. */
export function guardOrigin(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const host = c.req.header('Host') ?? new URL(c.req.url).host;
    if (SAFE.has(c.req.method) || isOwn(c.req.header('Sec-Fetch-Site'), c.req.header('Origin'), host)) {
      return next();
    }
    return respondProblem(c, {
      status: 403,
      code: 'ORIGIN_REFUSED',
      message: c.var.view.words.errors.origin,
    });
  };
}

/** Refuses a POST whose body is not declared as JSON: a form on another site cannot declare that. */
export function requireJson(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const type = c.req.header('Content-Type') ?? '';
    if (c.req.method !== 'POST' || /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return next();
    return respondProblem(c, {
      status: 415,
      code: 'MEDIA_TYPE',
      message: c.var.view.words.errors.mediaType,
    });
  };
}
