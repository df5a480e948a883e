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
import { DEFAULT_PATIENCE, type Patience } from '../retrieval/write/deadline.ts';
import { createUnderstander, type Understander } from '../retrieval/write/understander.ts';
import { createWriter, type Writer } from '../retrieval/write/writer.ts';
import type { ModelsConfig } from './models-config.ts';

/** The models in use; what is not configured is null. */
export interface Models {
  readonly llm: Llm | null;
  readonly writer: Writer | null;
  /** Reads follow-ups and what the library does not answer. */
  readonly understander: Understander | null;
  /** Words explanations of documents. */
  readonly explainWriter: ExplainWriter | null;
  /** Embeds passages; fails aloud. */
  readonly embedder: Embedder | null;
  /** Embeds questions; falls silent where its endpoint fails. */
  readonly queryEmbedder: Embedder | null;
  readonly reranker: Reranker | null;
  readonly reorder: Reorder | null;
}

/** A reader's patience, shared between reading the message and writing the answer. */
function sharesOf({ firstTextMs, wholeMs }: Patience): { reading: Patience; writing: Patience } {
  return {
    reading: { firstTextMs: firstTextMs / 4, wholeMs: wholeMs / 8 },
    writing: { firstTextMs: (3 * firstTextMs) / 4, wholeMs: (7 * wholeMs) / 8 },
  };
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
  const { reading, writing } = sharesOf(chat?.patience ?? DEFAULT_PATIENCE);
  const clock = () => systemTimer.now();
  return {
    llm,
    writer: llm && createWriter({ llm, database, patience: writing }),
    understander: llm && createUnderstander({ llm, patience: reading }),
    explainWriter:
      llm && createExplainWriter({ llm, database, patience: chat?.patience ?? DEFAULT_PATIENCE }),
    embedder,
    queryEmbedder: embedder && resilient(embedder, clock, report('embedding')),
    reranker,
    reorder: reranker && createReorder(reranker, clock, report('rerank')),
  };
}
