/** Embeds a library anew when another embedder is configured: resumable, and in use only when complete. */
import type { Database } from '../../data/database.ts';
import { GongbaoError } from '../../data/errors.ts';
import { readCandidates } from '../../data/passages.ts';
import { beginVectors, keepNextVectors, switchVectors, waitingForVectors } from '../../data/vectors-state.ts';
import { embeddingText } from '../searchable.ts';
import type { Embedder } from './embedder.ts';

/** Passages embedded and kept in one go; a stop in between costs no more than these. */
const BATCH = 64;

/**
 * Embeds all passages with another model, while searches go on without vectors.
 * @param onProgress called with how many are done and how many there are
 * @throws GongbaoError EMBEDDING_FAILED; what was done stays, the next call goes on from there
 */
export async function embedAnew(
  database: Database,
  embedder: Embedder,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  beginVectors(database, embedder);
  let done = 0;
  do {
    for (;;) {
      const { ids, total } = waitingForVectors(database, BATCH);
      onProgress(done, done + total);
      if (ids.length === 0) break;
      const passages = readCandidates(database, ids, ['public', 'internal']);
      const vectors = await embedder.embedDocuments(passages.map((each) => embeddingText(each, each)));
      const byId = passages.map((each, i): [number, Float32Array] => [
        each.id,
        Float32Array.from(vectors[i] ?? []),
      ]);
      keepNextVectors(database, new Map(byId));
      done += ids.length;
    }
  } while (!switchVectors(database, embedder));
}

/** An embedder that refuses passages while the vectors kept are of another model: the two never mix. */
export function onlyWhile(isCurrent: () => boolean, embedder: Embedder): Embedder {
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    weights: embedder.weights,
    embedQuery: (text) => embedder.embedQuery(text),
    embedDocuments(texts) {
      if (isCurrent()) return embedder.embedDocuments(texts);
      throw new GongbaoError(
        'EMBEDDING_FAILED',
        `已配置向量模型 ${embedder.name}，但文件库的向量由另一模型生成。请运行 gongbao ingest 或 gongbao serve，先全部重新生成。`,
      );
    },
  };
}
