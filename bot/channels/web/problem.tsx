import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { GongbaoError } from '../../../data/errors.ts';
import type { Words } from '../../locales/zh.ts';
import { respondPage } from './pages/layout.tsx';
import { MessagePage } from './pages/message.tsx';
import type { WebEnv } from './view.ts';

/** A refusal as the outside sees it; codes are stable. */
export interface Problem<Status extends ContentfulStatusCode = ContentfulStatusCode> {
  readonly status: Status;
  readonly code:
    | 'QUESTION_INVALID'
    | 'REQUEST_INVALID'
    | 'BODY_TOO_LARGE'
    | 'MEDIA_TYPE'
    | 'NOT_FOUND'
    | 'METHOD_NOT_ALLOWED'
    | 'RATE_LIMITED'
    | 'HOST_REFUSED'
    | 'ORIGIN_REFUSED'
    | 'NOT_READY'
    | 'INTERNAL';
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Machines ask under /api, /healthz and /openapi.json; everybody else gets a page. */
export function wantsJson(path: string): boolean {
  return /^\/(?:api\/|healthz|openapi\.json)/.test(path);
}

/** Answers a machine with `{error: {code, message}}`. */
export function respondJsonProblem<Status extends ContentfulStatusCode>(
  c: Context<WebEnv>,
  problem: Problem<Status>,
) {
  const { status, code, message, headers = {} } = problem;
  return c.json({ error: { code, message } }, status, { 'Cache-Control': 'no-store', ...headers });
}

/** Answers with a problem in the form its asker reads: JSON for machines, a page for people. */
export function respondProblem(c: Context<WebEnv>, problem: Problem): Response | Promise<Response> {
  if (wantsJson(c.req.path)) return respondJsonProblem(c, problem);
  const { status, message, headers = {} } = problem;
  const page = <MessagePage view={c.var.view} message={message} />;
  return respondPage(c, page, status, { 'Cache-Control': 'no-store', ...headers });
}

/** What an error means to the outside; null for those that are a fault of ours and must be logged. */
export function explainError(error: unknown, words: Words): Problem | null {
  if (error instanceof GongbaoError && error.code === 'QUESTION_INVALID') {
    return { status: 400, code: 'QUESTION_INVALID', message: error.message };
  }
  if (error instanceof HTTPException && error.status === 400) {
    return { status: 400, code: 'REQUEST_INVALID', message: words.errors.json };
  }
  return null;
}
