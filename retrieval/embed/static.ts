import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Embeddings } from '@langchain/core/embeddings';
import { GongbaoError } from '../../data/errors.ts';
import { packageRoot } from '../../data/package-root.ts';
import type { Tokenizer } from '../tokenize.ts';
import type { Embedder } from './embedder.ts';

const SHIPPED = 'static-zh-law-256';

/** Word vectors from statistics, loaded from a table: `row(word)` is a unit vector or null. */
export interface WordTable {
  /** Tells this table from every other: vectors of one mean nothing beside those of another. */
  readonly name: string;
  readonly dimensions: number;
  readonly size: number;
  row(word: string): Float32Array | null;
  /** How common a word was in the text the table was made from: 0 for the commonest, 1 for the rarest. */
  rarity(word: string): number;
}

function readTable(path: string): { bytes: Buffer; words: string[]; dimensions: number } {
  try {
    const bytes = readFileSync(`${path}.i8`);
    const words = readFileSync(`${path}.words.txt`, 'utf8').split('\n').filter(Boolean);
    const dimensions = bytes.length / words.length;
    if (!Number.isInteger(dimensions) || dimensions === 0) throw new Error('rows do not match words');
    return { bytes, words, dimensions };
  } catch (error) {
    throw new GongbaoError(
      'CONFIG_INVALID',
      `词向量表 ${path} 无法读取或不完整（需要 ${path}.i8 和 ${path}.words.txt）。请检查 GONGBAO_VECTORS，或用 gongbao vectors 重新训练。`,
      { cause: error },
    );
  }
}

/**
 * Reads a table: `.i8` holds one row of signed bytes a word, `.words.txt` the words, commonest first.
 * @param path without those endings; null for the table that ships
 * @throws GongbaoError CONFIG_INVALID
 */
export function loadWordTable(path: string | null = null): WordTable {
  const { bytes, words, dimensions } = readTable(path ?? join(packageRoot(), 'data/vectors', SHIPPED));
  const digest = () => createHash('sha256').update(bytes).update(words.join('\n')).digest('hex').slice(0, 12);
  const index = new Map(words.map((word, i) => [word, i]));
  const cache = new Map<number, Float32Array>();
  const read = (i: number): Float32Array => {
    const row = Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + i * dimensions, dimensions));
    return normalise(row);
  };
  return {
    name: path === null ? SHIPPED : `static-${dimensions}-${digest()}`,
    dimensions,
    size: words.length,
    row: (word) => {
      const i = index.get(word);
      if (i === undefined) return null;
      const known = cache.get(i) ?? read(i);
      cache.set(i, known);
      return known;
    },
    rarity: (word) => (index.get(word) ?? words.length) / words.length,
  };
}

/** Scales to unit length in place; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}

/** Words of a text that the table knows; an unknown one falls back to its parts, then to its characters. */
function knownWords(table: WordTable, tokenizer: Tokenizer, text: string): string[] {
  return tokenizer.words(text).flatMap((word) => {
    if (table.row(word)) return [word];
    const parts = tokenizer
      .tokens(word)
      .filter((part) => part.length > 1 && part !== word && table.row(part));
    return parts.length > 0 ? parts : [...word].filter((char) => table.row(char));
  });
}

/**
 * The offline default: the mean of a text's word vectors, weighted by how rare each word is in general.
 * Statistics of statute text, not a neural model (see data/vectors/README.md).
 */
export class StaticEmbedder extends Embeddings implements Embedder {
  readonly name: string;
  readonly dimensions: number;
  readonly weights = { words: 0.65, vectors: 0.35 };
  readonly #table: WordTable;
  readonly #tokenizer: Tokenizer;

  constructor(table: WordTable, tokenizer: Tokenizer) {
    super({});
    this.name = table.name;
    this.dimensions = table.dimensions;
    this.#table = table;
    this.#tokenizer = tokenizer;
  }

  #embed(text: string): Float32Array {
    const sum = new Float32Array(this.dimensions);
    for (const word of knownWords(this.#table, this.#tokenizer, text)) {
      const row = this.#table.row(word);
      const weight = 0.1 + this.#table.rarity(word) ** 0.5;
      if (row) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (row[i] ?? 0);
    }
    return normalise(sum);
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return texts.map((text) => Array.from(this.#embed(text)));
  }

  override async embedQuery(text: string): Promise<number[]> {
    return Array.from(this.#embed(text));
  }
}
