import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Words } from '../../../locales/zh.ts';
import { ApiPage, type OperationView } from '../pages/api.tsx';
import { respondPage } from '../pages/layout.tsx';
import type { WebEnv } from '../view.ts';

/** A request to try, by operation. */
const EXAMPLES: ReadonlyMap<string, string> = new Map([
  [
    'ask',
    `curl -s BASE/api/ask -H 'Content-Type: application/json' -d '{"question":"住房补贴按什么标准发？"}'`,
  ],
  ['search', `curl -s -G BASE/api/search --data-urlencode 'q=住房补贴' -d top=5`],
  ['listDocuments', 'curl -s BASE/api/documents'],
  ['getDocument', 'curl -s BASE/api/documents/ID'],
  ['getDocumentText', 'curl -s BASE/api/documents/ID/text'],
  ['explainDocument', 'curl -s BASE/api/documents/ID/explanation'],
  ['compareDocuments', 'curl -s BASE/api/documents/ID/comparison/OTHER'],
  ['health', 'curl -s BASE/healthz'],
]);

/** The OpenAPI description, made from the zod shapes, with summaries in the reader's language. */
function describe(app: OpenAPIHono<WebEnv>, words: Words) {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: words.name, version: '1', description: words.api.lead, license: { name: 'MIT' } },
    servers: [{ url: '/' }],
  });
  for (const { get, post } of Object.values(document.paths ?? {})) {
    for (const operation of [get, post]) {
      if (operation) operation.summary = words.api.operations[operation.operationId ?? ''] ?? '';
      const responses: Record<string, { description?: string }> = operation?.responses ?? {};
      for (const [status, response] of Object.entries(responses)) {
        response.description = words.api.statuses[status] ?? '';
      }
    }
  }
  return document;
}

type ApiDocument = ReturnType<typeof describe>;
type Operation = NonNullable<NonNullable<ApiDocument['paths']>[string]['get']>;

/** What goes in: the parameters of the address, and the fields of the body. */
function inputsOf(operation: Operation, document: ApiDocument): OperationView['inputs'] {
  const parameters = (operation.parameters ?? []).flatMap((parameter) =>
    'name' in parameter
      ? [{ name: parameter.name, place: parameter.in, required: parameter.required === true }]
      : [],
  );
  const body = document.components?.schemas?.Question;
  const fields = operation.requestBody && body && 'required' in body ? (body.required ?? []) : [];
  return [...parameters, ...fields.map((name) => ({ name, place: 'body', required: true }))];
}

function toView(
  method: string,
  path: string,
  operation: Operation,
  document: ApiDocument,
  base: string,
): OperationView {
  const responses: Record<string, { description?: string }> = operation.responses ?? {};
  return {
    method,
    path,
    summary: operation.summary ?? '',
    inputs: inputsOf(operation, document),
    responses: Object.entries(responses).map(([status, { description = '' }]) => ({ status, description })),
    example: (EXAMPLES.get(operation.operationId ?? '') ?? '').replace('BASE', base),
  };
}

/** Serves the description of the API: /openapi.json for machines, /api for people. */
export function serveDescription(app: OpenAPIHono<WebEnv>): void {
  app.get('/openapi.json', (c) =>
    c.json(describe(app, c.var.view.words), 200, { 'Cache-Control': 'no-store' }),
  );
  app.get('/api', (c) => {
    const { view } = c.var;
    const document = describe(app, view.words);
    const { origin } = new URL(c.req.url);
    const operations = Object.entries(document.paths ?? {}).flatMap(([path, { get, post }]) => [
      ...(post ? [toView('POST', path, post, document, origin)] : []),
      ...(get ? [toView('GET', path, get, document, origin)] : []),
    ]);
    return respondPage(c, <ApiPage view={view} operations={operations} />);
  });
}
