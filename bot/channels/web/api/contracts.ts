/** The routes of the JSON API as data: what goes in, what comes out. OpenAPI is generated from them. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  answerShape,
  clauseShape,
  comparedIdsShape,
  comparisonShape,
  documentIdShape,
  documentListShape,
  documentShape,
  editionQueryShape,
  errorShape,
  explanationShape,
  healthShape,
  languageShape,
  listQueryShape,
  questionShape,
  searchQueryShape,
  searchShape,
} from './shapes.ts';

/** Descriptions are filled in from the locales when the API is described. */
const json = <T extends z.ZodType>(schema: T) => ({
  description: '',
  content: { 'application/json': { schema } },
});
const failed = json(errorShape);

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
      description: '',
      content: {
        'application/json': { schema: answerShape },
        'text/html': { schema: { type: 'string' } },
        'text/event-stream': { schema: { type: 'string' } },
      },
    },
    400: failed,
    413: failed,
    415: failed,
    429: failed,
    503: failed,
  },
});

export const searchContract = createRoute({
  operationId: 'search',
  method: 'get',
  path: '/api/search',
  request: { query: searchQueryShape.extend(languageShape.shape) },
  responses: { 200: json(searchShape), 400: failed, 429: failed, 503: failed },
});

export const listDocumentsContract = createRoute({
  operationId: 'listDocuments',
  method: 'get',
  path: '/api/documents',
  request: { query: listQueryShape.extend(languageShape.shape) },
  responses: { 200: json(documentListShape), 400: failed, 429: failed },
});

export const getDocumentContract = createRoute({
  operationId: 'getDocument',
  method: 'get',
  path: '/api/documents/{id}',
  request: { params: documentIdShape, query: editionQueryShape.extend(languageShape.shape) },
  responses: {
    200: json(documentShape),
    400: failed,
    404: failed,
    429: failed,
  },
});

export const getDocumentTextContract = createRoute({
  operationId: 'getDocumentText',
  method: 'get',
  path: '/api/documents/{id}/text',
  request: {
    params: documentIdShape,
    query: editionQueryShape.extend({
      ...languageShape.shape,
      download: z.string().optional().describe('1: offered as a file'),
    }),
  },
  responses: {
    200: {
      description: '',
      content: { 'text/plain': { schema: z.string() } },
    },
    400: failed,
    404: failed,
    429: failed,
  },
});

export const explainContract = createRoute({
  operationId: 'explainDocument',
  method: 'get',
  path: '/api/documents/{id}/explanation',
  request: { params: documentIdShape, query: clauseShape.extend(languageShape.shape) },
  responses: { 200: json(explanationShape), 400: failed, 404: failed, 429: failed },
});

export const compareContract = createRoute({
  operationId: 'compareDocuments',
  method: 'get',
  path: '/api/documents/{id}/comparison/{other}',
  request: { params: comparedIdsShape, query: languageShape },
  responses: { 200: json(comparisonShape), 400: failed, 404: failed, 429: failed },
});

export const healthContract = createRoute({
  operationId: 'health',
  method: 'get',
  path: '/healthz',
  responses: {
    200: json(healthShape),
    503: json(healthShape),
  },
});
