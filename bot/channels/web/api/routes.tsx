import type { Hook, OpenAPIHono } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { publicScope } from '../../../../retrieval/access.ts';
import type { Assistant } from '../../../../retrieval/assistant.ts';
import { filterDocuments } from '../../../../retrieval/document-filter.ts';
import type { Words } from '../../../locales/zh.ts';
import { Turn } from '../pages/turn.tsx';
import { type Problem, respondJsonProblem, respondProblem } from '../problem.tsx';
import type { WebEnv } from '../view.ts';
import * as contracts from './contracts.ts';
import { offerAs, toDocumentJson } from './document-json.ts';

/** What the API needs to answer. */
export interface ApiParts {
  readonly assistant: Assistant;
  readonly now: () => Date;
  readonly ready: () => boolean;
}

interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** The first thing wrong with a request, in the reader's words. */
function explainIssues(issues: readonly Issue[], words: Words): Problem {
  const [issue] = issues;
  const message = issue?.message ?? '';
  if (message.startsWith('question.') && message in words.errors) {
    const text = words.errors[message as 'question.empty'];
    return { status: 400, code: 'QUESTION_INVALID', message: text };
  }
  const known = message === 'top' ? words.errors.top : null;
  const detail = [issue?.path.join('.'), message].filter(Boolean).join(': ');
  return { status: 400, code: 'REQUEST_INVALID', message: known ?? words.errors.request(detail) };
}

/** Turns a failed validation into the API's error shape; to be the default hook of the app. */
export const explainInvalid: Hook<unknown, WebEnv, string, unknown> = (result, c) => {
  if (result.success) return undefined;
  return respondProblem(c, explainIssues(result.error.issues, c.var.view.words));
};

const notReady = (words: Words): Problem<503> => ({
  status: 503,
  code: 'NOT_READY',
  message: words.errors.notReady,
  headers: { 'Retry-After': '5' },
});

const absent = (words: Words): Problem<404> => ({
  status: 404,
  code: 'NOT_FOUND',
  message: words.errors.noDocument,
});

function serveAsk(app: OpenAPIHono<WebEnv>, { assistant, now, ready }: ApiParts): void {
  app.openapi(contracts.askContract, async (c) => {
    const { view } = c.var;
    if (!ready()) return respondJsonProblem(c, notReady(view.words));
    const answer = await assistant.ask(c.req.valid('json').question, publicScope(), now());
    const fragment = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'text/html'],
      default: 'application/json',
    });
    if (fragment === 'text/html') return c.html(<Turn words={view.words} answer={answer} />);
    return c.json(answer, 200);
  });
}

/** What is left out is as if it had not been asked for: exactOptionalPropertyTypes tells the two apart. */
const editionOf = (edition: number | undefined) => (edition === undefined ? {} : { edition });

function serveDocuments(app: OpenAPIHono<WebEnv>, { assistant, now }: ApiParts): void {
  app.openapi(contracts.listDocumentsContract, async (c) => {
    const documents = await assistant.documents(publicScope(), now());
    return c.json({ documents: filterDocuments(documents, c.req.valid('query')) }, 200);
  });
  app.openapi(contracts.getDocumentContract, async (c) => {
    const options = editionOf(c.req.valid('query').edition);
    const found = await assistant.document(c.req.valid('param').id, publicScope(), now(), options);
    if (!found) return respondJsonProblem(c, absent(c.var.view.words));
    return c.json(toDocumentJson(found), 200);
  });
  app.openapi(contracts.getDocumentTextContract, async (c) => {
    const { edition, download } = c.req.valid('query');
    const { id } = c.req.valid('param');
    const found = await assistant.document(id, publicScope(), now(), editionOf(edition));
    if (!found) return respondJsonProblem(c, absent(c.var.view.words));
    if (download === '1') c.header('Content-Disposition', offerAs(found.document));
    return c.text(found.document.text, 200);
  });
}

/** Adds ask, search, documents and health to the app. Every one of them sees public documents only. */
export function serveApi(app: OpenAPIHono<WebEnv>, parts: ApiParts): void {
  const { assistant, ready } = parts;
  serveAsk(app, parts);
  app.openapi(contracts.searchContract, async (c) => {
    if (!ready()) return respondJsonProblem(c, notReady(c.var.view.words));
    const { q, top } = c.req.valid('query');
    return c.json({ query: q, hits: await assistant.search(q, publicScope(), top) }, 200);
  });
  serveDocuments(app, parts);
  app.openapi(contracts.healthContract, (c) =>
    ready() ? c.json({ status: 'ok' as const }, 200) : c.json({ status: 'starting' as const }, 503),
  );
}
