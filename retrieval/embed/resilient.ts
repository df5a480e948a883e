import { GongbaoError } from '../../data/errors.ts';
import type { Embedder } from './embedder.ts';

const REST_MS = 30_000;

/**
 * An embedder for questions whose endpoint may fail: the vector is then empty, so that the search goes on by
 * words alone, and the endpoint is left alone for half a minute.
 * @param report told what went wrong, for the log
 */
export function resilient(embedder: Embedder, now: () => number, report: (error: unknown) => void): Embedder {
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    weights: embedder.weights,
    embedDocuments: (texts) => embedder.embedDocuments(texts),
    async embedQuery(text) {
      if (now() < restsUntil) return [];
      try {
        return await embedder.embedQuery(text);
      } catch (error) {
        if (!(error instanceof GongbaoError)) throw error;
        restsUntil = now() + REST_MS;
        report(error);
        return [];
      }
    },
  };
}
