/** Joins the configured models: a writer, an embedder, a second opinion on the order; each may be absent. */
import type { Logger } from 'pino';
import { addUsage, usageOn } from '../data/answers.ts';
import type { Database } from '../data/database.ts';
import { dayAt } from '../data/day.ts';
import type { Embedder } from '../retrieval/embed/embedder.ts';
import { OpenAiEmbedder } from '../retrieval/embed/openai.ts';
import { resilient } from '../retrieval/embed/resilient.ts';
import { createExplainWriter, type ExplainWriter } from '../retrieval/explain/write-points.ts';
import { GuardedLlm } from '../retrieval/llm/guard.ts';
import type { Llm } from '../retrieval/llm/llm.ts';
import { OpenAiLlm } from '../retrieval/llm/openai.ts';
import { systemTimer } from '../retrieval/llm/time.ts';
import { createReorder, openReranker, type Reorder, type Reranker } from '../retrieval/rerank-endpoint.ts';
import { createWriter, type Writer } from '../retrieval/write/writer.ts';
import type { ModelsConfig } from './models-config.ts';

/** The models in use; what is not configured is null. */
export interface Models {
  readonly llm: Llm | null;
  readonly writer: Writer | null;
  /** Words explanations of documents. */
  readonly explainWriter: ExplainWriter | null;
  /** Embeds passages; fails aloud. */
  readonly embedder: Embedder | null;
  /** Embeds questions; falls silent where its endpoint fails. */
  readonly queryEmbedder: Embedder | null;
  readonly reranker: Reranker | null;
  readonly reorder: Reorder | null;
}

/** Opens what is configured; nothing is contacted yet. */
export function openModels(config: ModelsConfig, database: Database, log: Logger, now: () => Date): Models {
  const report = (part: string) => (error: unknown) => log.warn({ error, part }, 'model endpoint failed');
  const { chat } = config;
  const ledger = {
    spent: () => {
      const { inputTokens, outputTokens } = usageOn(database, dayAt(now()), chat?.model ?? '');
      return inputTokens + outputTokens;
    },
    add: (inputTokens: number, outputTokens: number) =>
      addUsage(database, dayAt(now()), chat?.model ?? '', { inputTokens, outputTokens }),
  };
  const llm = chat && new GuardedLlm(new OpenAiLlm(chat), chat.limits, ledger, systemTimer);
  const embedder = config.embedding && new OpenAiEmbedder(config.embedding);
  const reranker = config.rerank && openReranker(config.rerank);
  const patience = chat ? { patience: chat.patience } : {};
  const clock = () => systemTimer.now();
  return {
    llm,
    writer: llm && createWriter({ llm, database, ...patience }),
    explainWriter: llm && createExplainWriter({ llm, database, ...patience }),
    embedder,
    queryEmbedder: embedder && resilient(embedder, clock, report('embedding')),
    reranker,
    reorder: reranker && createReorder(reranker, clock, report('rerank')),
  };
}
