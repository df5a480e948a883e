import type { Embeddings } from '@langchain/core/embeddings';

/**
 * Turns texts into vectors: LangChain's `Embeddings` with what the index must know of the model.
 * `name` and `dimensions` are stored beside the index; when they change, everything is embedded anew.
 */
export interface Embedder extends Pick<Embeddings, 'embedDocuments' | 'embedQuery'> {
  readonly name: string;
  readonly dimensions: number;
  /** Shares of word score and vector score in a fused score; they belong to the model, tuned on data. */
  readonly weights: { readonly words: number; readonly vectors: number };
}
