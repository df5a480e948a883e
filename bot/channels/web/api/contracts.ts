/** The routes of the JSON API as data: what goes in, what comes out. OpenAPI is generated from them. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  answerShape,
  documentIdShape,
  documentListShape,
  documentShape,
  errorShape,
  healthShape,
  languageShape,
  questionShape,
  searchQueryShape,
  searchShape,
} from './shapes.ts';

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const bad = json(errorShape, 'The request is malformed, or the question is empty, too long or unreadable');
const busy = json(errorShape, 'Too many requests from this address; see Retry-After');
const starting = json(errorShape, 'The library is being read in; see Retry-After');
const absent = json(errorShape, 'No such document, or not a public one');

export const askContract = createRoute({
  operationId: 'ask',
  method: 'post',
  path: '/api/ask',
  request: {
    query: languageShape,
    body: { required: true, content: { 'application/json': { schema: questionShape } } },
  },
  responses: {
    200: {
      description: 'The answer; as a fragment of a page to those who ask for text/html',
      content: { 'application/json': { schema: answerShape }, 'text/html': { schema: { type: 'string' } } },
    },
    400: bad,
    413: json(errorShape, 'The request body is too large'),
    415: json(errorShape, 'The request body is not JSON'),
    429: busy,
    503: starting,
  },
});

export const searchContract = createRoute({
  operationId: 'search',
  method: 'get',
  path: '/api/search',
  request: { query: searchQueryShape.extend(languageShape.shape) },
  responses: { 200: json(searchShape, 'Passages, best first'), 400: bad, 429: busy, 503: starting },
});

export const listDocumentsContract = createRoute({
  operationId: 'listDocuments',
  method: 'get',
  path: '/api/documents',
  request: { query: languageShape },
  responses: { 200: json(documentListShape, 'All public documents'), 429: busy },
});

export const getDocumentContract = createRoute({
  operationId: 'getDocument',
  method: 'get',
  path: '/api/documents/{id}',
  request: { params: documentIdShape, query: languageShape },
  responses: {
    200: json(documentShape, 'Metadata, outline and passages'),
    400: bad,
    404: absent,
    429: busy,
  },
});

export const getDocumentTextContract = createRoute({
  operationId: 'getDocumentText',
  method: 'get',
  path: '/api/documents/{id}/text',
  request: { params: documentIdShape, query: languageShape },
  responses: {
    200: {
      description: 'The text, as spans count it',
      content: { 'text/plain': { schema: z.string() } },
    },
    400: bad,
    404: absent,
    429: busy,
  },
});

export const healthContract = createRoute({
  operationId: 'health',
  method: 'get',
  path: '/healthz',
  responses: {
    200: json(healthShape, 'Ready to answer'),
    503: json(healthShape, 'The library is being read in'),
  },
});
