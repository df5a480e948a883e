/** THE flow from texts to a table of word vectors: count words → count pairs → weigh → factor → round. */
import { countPairs, countWords } from './cooccurrence.ts';
import type { Corpus } from './corpus.ts';
import { makeRandom } from './random.ts';
import { embedRows } from './singular-vectors.ts';
import { type Dense, mutualInformation } from './sparse-matrix.ts';

/** A table as its files hold it: words, commonest first, and a row of signed bytes for each. */
export interface TrainedTable {
  readonly words: readonly string[];
  readonly dimensions: number;
  readonly rows: Int8Array;
}

/** What can be chosen; the defaults are those of the table that ships. */
export interface TrainOptions {
  readonly dimensions?: number;
  /** Words seen less often are left out. */
  readonly least?: number;
  readonly onStage?: (stage: 'words' | 'pairs' | 'factor', count: number) => void;
}

const SEED = 20_230_704;
const LARGEST = 127;

/** Rows as signed bytes: each is scaled so that its largest component is 127. */
function toBytes({ rows, columns, values }: Dense): Int8Array {
  const bytes = new Int8Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const row = values.subarray(r * columns, (r + 1) * columns);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    row.forEach((value, c) => {
      bytes[r * columns + c] = Math.round((value / largest) * LARGEST);
    });
  }
  return bytes;
}

/** Trains a table. The same texts give the same bytes; texts with too few words give one without dimensions. */
export function trainTable(corpus: Corpus, options: TrainOptions = {}): TrainedTable {
  const { dimensions = 256, least = 10, onStage } = options;
  const random = makeRandom(SEED);
  const vocabulary = countWords(corpus, least);
  onStage?.('words', vocabulary.words.length);
  const pairs = countPairs(corpus, vocabulary, random);
  onStage?.('pairs', pairs.size);
  const matrix = mutualInformation(pairs, vocabulary.words.length);
  onStage?.('factor', matrix.values.length);
  const rows = embedRows(matrix, dimensions, random);
  return { words: vocabulary.words, dimensions: rows.columns, rows: toBytes(rows) };
}
