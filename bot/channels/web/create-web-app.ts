import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Assistant } from '../../../retrieval/assistant.ts';
import { serveDescription } from './api/openapi.tsx';
import { explainInvalid, serveApi } from './api/routes.tsx';
import { serveAssets } from './assets.ts';
import { secureResponses } from './guards/headers.ts';
import { guardHost, guardOrigin, requireJson } from './guards/origin.ts';
import { limitRate, type RateLimit } from './guards/rate-limit.ts';
import { servePages } from './pages/routes.tsx';
import { explainError, respondProblem } from './problem.tsx';
import { provideView, type WebEnv } from './view.ts';

/** What is needed to serve the web channel; all but the assistant have working defaults. */
export interface WebOptions {
  readonly assistant: Assistant;
  /** Told of faults of ours; a refusal of a bad request is none. */
  readonly log?: { error(details: { error: unknown; path: string }, message: string): void };
  readonly now?: () => Date;
  /** Pages for signed-in staff, mounted at /staff; they guard themselves. */
  readonly staff?: Hono<WebEnv>;
  /** False while the library is being read in: questions are then put off with 503. */
  readonly ready?: () => boolean;
  /** Largest request body outside /staff (which takes files); 256 KiB when left out. */
  readonly maxBodyBytes?: number;
  /** 1,200 requests at once and 20 a second per client address when left out. */
  readonly rateLimit?: RateLimit;
  /** Host names besides localhost and IP addresses under which this server is reached. */
  readonly allowedHosts?: readonly string[];
  /** Whether a reverse proxy in front writes X-Forwarded-For. */
  readonly trustProxy?: boolean;
  /** General example questions for the start page, shown before those made from titles. */
  readonly examples?: readonly string[];
}

const DEFAULT_RATE: RateLimit = { burst: 1200, perSecond: 20 };

/** Everything a request passes before it reaches a route. */
function guard(app: OpenAPIHono<WebEnv>, options: WebOptions, now: () => Date): void {
  app.use(guardHost(options.allowedHosts ?? []));
  app.use(guardOrigin());
  app.use(limitRate(options.rateLimit ?? DEFAULT_RATE, now, options.trustProxy ?? false));
  app.use(compress());
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allowed = methods.join(', ');
        const message = c.var.view.words.errors.method(allowed);
        const headers = { Allow: allowed };
        return respondProblem(c, { status: 405, code: 'METHOD_NOT_ALLOWED', message, headers });
      },
    }),
  );
  guardApi(app, options.maxBodyBytes ?? 256 * 1024);
}

/** What the API asks besides: JSON bodies of a bounded size, and that nobody keeps its answers. */
function guardApi(app: OpenAPIHono<WebEnv>, maxBodyBytes: number): void {
  app.use('/api/*', requireJson());
  app.use('/api/*', async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (c: Context<WebEnv>) => {
      const message = c.var.view.words.errors.bodySize(`${Math.floor(maxBodyBytes / 1024)} KiB`);
      return respondProblem(c, { status: 413, code: 'BODY_TOO_LARGE', message });
    },
  });
  app.use('/api/*', limit);
}

/** What is said where no route answers, and where one fails. */
function catchAll(app: OpenAPIHono<WebEnv>, log: WebOptions['log']): void {
  app.notFound((c) =>
    respondProblem(c, { status: 404, code: 'NOT_FOUND', message: c.var.view.words.errors.notFound }),
  );
  app.onError((error, c) => {
    const { words } = c.var.view;
    const known = explainError(error, words);
    if (!known) log?.error({ error, path: c.req.path }, 'a web request failed');
    return respondProblem(c, known ?? { status: 500, code: 'INTERNAL', message: words.errors.internal });
  });
}

/** The web channel: guards, then the JSON API, the pages and, where given, the pages for staff. */
export function createWebApp(options: WebOptions): Hono<WebEnv> {
  const { assistant, now = () => new Date(), ready = () => true, examples = [] } = options;
  const app = new OpenAPIHono<WebEnv>({ defaultHook: explainInvalid });
  app.use(secureResponses());
  app.use(provideView(() => assets, options.staff !== undefined, ready));
  guard(app, options, now);
  const assets = serveAssets(app);
  serveApi(app, { assistant, now, ready, ...(options.log ? { log: options.log } : {}) });
  serveDescription(app);
  servePages(app, { assistant, now, ready, examples });
  if (options.staff) app.route('/staff', options.staff);
  catchAll(app, options.log);
  return app;
}
