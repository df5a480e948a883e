import type { Hook, OpenAPIHono } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { publicScope } from '../../../../retrieval/access.ts';
import type { Assistant } from '../../../../retrieval/assistant.ts';
import { filterDocuments } from '../../../../retrieval/document-filter.ts';
import { Turn } from '../pages/turn.tsx';
import { respondJsonProblem, respondProblem } from '../problem.tsx';
import type { WebEnv } from '../view.ts';
import { serveAskStream } from './ask-stream.tsx';
import * as contracts from './contracts.ts';
import { conversationOf } from './conversation.ts';
import { offerAs, toDocumentJson } from './document-json.ts';
import { absent, explainIssues, notReady } from './refusals.ts';

/** What the API needs to answer. */
export interface ApiParts {
  readonly assistant: Assistant;
  readonly now: () => Date;
  readonly ready: () => boolean;
  /** Told of faults of ours that a stream can no longer answer with a status. */
  readonly log?: { error(details: { error: unknown; path: string }, message: string): void };
}

/** Turns a failed validation into the API's error shape; to be the default hook of the app. */
export const explainInvalid: Hook<unknown, WebEnv, string, unknown> = (result, c) => {
  if (result.success) return undefined;
  return respondProblem(c, explainIssues(result.error.issues, c.var.view.words));
};

function serveAsk(app: OpenAPIHono<WebEnv>, { assistant, now, ready }: ApiParts): void {
  app.openapi(contracts.askContract, async (c) => {
    const { view } = c.var;
    if (!ready()) return respondJsonProblem(c, notReady(view.words));
    const asked = c.req.valid('json');
    const answer = await assistant.ask(asked.question, publicScope(), now(), conversationOf(asked));
    const fragment = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'text/html'],
      default: 'application/json',
    });
    if (fragment === 'text/html') return c.html(<Turn words={view.words} answer={answer} />);
    return c.json(answer, 200);
  });
}

/** Explanations and comparisons; where an assistant makes none, there is nothing at their addresses. */
function serveExplanations(app: OpenAPIHono<WebEnv>, { assistant, now }: ApiParts): void {
  app.openapi(contracts.explainContract, async (c) => {
    const { id } = c.req.valid('param');
    const { clause = null } = c.req.valid('query');
    const found = await assistant.explain?.(id, publicScope(), now(), clause);
    return found ? c.json(found, 200) : respondJsonProblem(c, absent(c.var.view.words));
  });
  app.openapi(contracts.compareContract, async (c) => {
    const { id, other } = c.req.valid('param');
    const found = await assistant.compare?.([id, other], publicScope(), now());
    return found ? c.json(found, 200) : respondJsonProblem(c, absent(c.var.view.words));
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
  serveAskStream(app, parts);
  serveAsk(app, parts);
  app.openapi(contracts.searchContract, async (c) => {
    if (!ready()) return respondJsonProblem(c, notReady(c.var.view.words));
    const { q, top } = c.req.valid('query');
    return c.json({ query: q, hits: await assistant.search(q, publicScope(), top) }, 200);
  });
  serveDocuments(app, parts);
  serveExplanations(app, parts);
  app.openapi(contracts.healthContract, (c) =>
    ready() ? c.json({ status: 'ok' as const }, 200) : c.json({ status: 'starting' as const }, 503),
  );
}
