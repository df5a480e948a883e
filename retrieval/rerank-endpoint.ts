/** A rerank endpoint as Jina, Cohere and TEI speak it: POST /rerank with a query and texts, scores come back. */
import { z } from 'zod';
import type { Ranked } from './rerank.ts';

/** Where passages are scored. The address is that of the service or of its /rerank. */
export interface RerankOptions {
  readonly url: string;
  readonly model: string | null;
  readonly apiKey: string | null;
}

/** Scores texts for a query; higher is better, and scores of two calls cannot be compared. */
export interface Reranker {
  readonly name: string;
  /** @throws Error where the endpoint gives no usable answer */
  score(query: string, texts: readonly string[], signal: AbortSignal): Promise<readonly number[]>;
}

const Item = z
  .object({
    index: z.number().int().min(0),
    relevance_score: z.number().optional(),
    score: z.number().optional(),
  })
  .transform(({ index, relevance_score, score }) => ({
    index,
    score: relevance_score ?? score ?? Number.NaN,
  }));
/** Jina and Cohere wrap their list in `results`, TEI sends it bare. */
const Reply = z.union([
  z.array(Item),
  z.object({ results: z.array(Item) }).transform(({ results }) => results),
]);

/** What the texts are called: documents (Jina, Cohere, vLLM) or texts (TEI). */
type Style = 'documents' | 'texts';

/** An endpoint over HTTP; which of the two shapes it speaks is found out at the first call. */
export function openReranker({ url, model, apiKey }: RerankOptions): Reranker {
  const address = url.endsWith('/rerank') ? url : `${url}/rerank`;
  const headers = {
    'content-type': 'application/json',
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
  };
  let style: Style = 'documents';
  const post = (query: string, texts: readonly string[], signal: AbortSignal) => {
    const body =
      style === 'documents'
        ? { query, documents: texts, top_n: texts.length, ...(model ? { model } : {}) }
        : { query, texts };
    return fetch(address, { method: 'POST', headers, body: JSON.stringify(body), signal });
  };
  return {
    name: model ?? 'rerank',
    async score(query, texts, signal) {
      let response = await post(query, texts, signal);
      if ((response.status === 400 || response.status === 422) && style === 'documents') {
        style = 'texts';
        response = await post(query, texts, signal);
      }
      if (!response.ok) throw new Error(`the rerank endpoint answered ${response.status}`);
      const items = Reply.parse(await response.json());
      const scores = texts.map((_, i) => items.find(({ index }) => index === i)?.score ?? Number.NaN);
      if (scores.some((score) => !Number.isFinite(score)))
        throw new Error('the rerank endpoint left texts out');
      return scores;
    },
  };
}

/** Passages that are scored, how long that may take, and how much a standard deviation of score counts. */
const SCORED = 30;
const PATIENCE_MS = 2_000;
const WEIGHT = 0.8;
const REST_MS = 60_000;

function standardised(scores: readonly number[]): number[] {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const spread = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length) || 1;
  return scores.map((score) => (score - mean) / spread);
}

/** Orders passages anew; where the endpoint fails the order stays, and it is left alone for a minute. */
export type Reorder = (question: string, ranked: readonly Ranked[]) => Promise<readonly Ranked[]>;

/**
 * A second opinion on an order of passages.
 * @param report told what went wrong, for the log
 */
export function createReorder(
  reranker: Reranker,
  now: () => number,
  report: (error: unknown) => void,
): Reorder {
  let restsUntil = Number.NEGATIVE_INFINITY;
  return async (question, ranked) => {
    if (ranked.length < 2 || now() < restsUntil) return ranked;
    const first = ranked.slice(0, SCORED);
    try {
      const texts = first.map(
        ({ candidate }) => `${candidate.title} ${candidate.path.join(' ')} ${candidate.text}`,
      );
      const scores = standardised(await reranker.score(question, texts, AbortSignal.timeout(PATIENCE_MS)));
      const raised = first.map((each, i) => ({ ...each, score: each.score + WEIGHT * (scores[i] ?? 0) }));
      return [...raised.sort((a, b) => b.score - a.score), ...ranked.slice(SCORED)];
    } catch (error) {
      restsUntil = now() + REST_MS;
      report(error);
      return ranked;
    }
  };
}
