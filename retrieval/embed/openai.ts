/** An OpenAI-compatible embedding endpoint (vLLM, Ollama, TEI, a cloud) through LangChain. */
import { Embeddings } from '@langchain/core/embeddings';
import type { OpenAIEmbeddings } from '@langchain/openai';
import { GongbaoError } from '../../data/errors.ts';
import type { Embedder } from './embedder.ts';
import { normalise } from './static.ts';

/** Where and how texts are embedded. */
export interface EmbeddingOptions {
  readonly url: string;
  readonly model: string;
  readonly apiKey: string | null;
  readonly dimensions: number;
  readonly batchSize: number;
  /** What some models want in front: 为这个句子生成表示以用于检索相关文章：, query:, passage:. */
  readonly queryPrefix: string;
  readonly passagePrefix: string;
}

const TIMEOUT_MS = { query: 3_000, passages: 60_000 };

/**
 * Embeds over HTTP. Vectors are asked for as numbers, since base64 is not understood everywhere, and are
 * scaled to unit length. A reply of other dimensions than configured is an error, never stored.
 */
export class OpenAiEmbedder extends Embeddings implements Embedder {
  readonly name: string;
  readonly dimensions: number;
  readonly weights = { words: 0.5, vectors: 0.5 };
  readonly #options: EmbeddingOptions;
  readonly #clients = new Map<number, OpenAIEmbeddings>();

  constructor(options: EmbeddingOptions) {
    super({ maxRetries: 0 });
    this.#options = options;
    this.dimensions = options.dimensions;
    const prefixes = [options.queryPrefix, options.passagePrefix].filter(Boolean).join('|');
    this.name = prefixes ? `${options.model} (${prefixes})` : options.model;
  }

  async #open(timeout: number): Promise<OpenAIEmbeddings> {
    const known = this.#clients.get(timeout);
    if (known) return known;
    const { OpenAIEmbeddings } = await import('@langchain/openai');
    const { url, model, apiKey, batchSize } = this.#options;
    const client = new OpenAIEmbeddings({
      model,
      apiKey: apiKey ?? 'none',
      configuration: { baseURL: url },
      encodingFormat: 'float',
      batchSize,
      timeout,
      stripNewLines: false,
      maxRetries: timeout === TIMEOUT_MS.query ? 0 : 2,
    });
    this.#clients.set(timeout, client);
    return client;
  }

  #checked(vector: readonly number[] | undefined): number[] {
    if (vector?.length !== this.dimensions) {
      throw new GongbaoError(
        'EMBEDDING_FAILED',
        `向量模型 ${this.#options.model} 返回 ${vector?.length ?? 0} 维，配置为 ${this.dimensions} 维。请把 GONGBAO_EMBEDDING_DIMENSIONS 改为实际维数。`,
      );
    }
    return Array.from(normalise(Float32Array.from(vector)));
  }

  async #embed(texts: string[], timeout: number): Promise<number[][]> {
    try {
      const vectors = await (await this.#open(timeout)).embedDocuments(texts);
      return texts.map((_, i) => this.#checked(vectors[i]));
    } catch (error) {
      if (error instanceof GongbaoError) throw error;
      throw new GongbaoError(
        'EMBEDDING_FAILED',
        `向量模型 ${this.#options.model}（${this.#options.url}）没有正常答复。请检查服务是否在运行、地址和密钥是否正确。`,
        { cause: error },
      );
    }
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    if (texts.length === 0) return [];
    const { passagePrefix } = this.#options;
    return this.#embed(
      texts.map((text) => `${passagePrefix}${text}`),
      TIMEOUT_MS.passages,
    );
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.#embed([`${this.#options.queryPrefix}${text}`], TIMEOUT_MS.query);
    return vector ?? [];
  }
}
