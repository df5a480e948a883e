import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GongbaoError } from '../../data/errors.ts';
import { userWords } from '../../data/lexicon/user-words.ts';
import { openReader } from '../../ingest/readers/open-reader.ts';
import { type Corpus, CorpusBuilder } from '../../retrieval/embed/train/corpus.ts';
import { type TrainedTable, trainTable } from '../../retrieval/embed/train/train-table.ts';
import { createTokenizer, type Tokenizer } from '../../retrieval/tokenize.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Console } from '../console.ts';
import { findFiles } from '../files.ts';

/** Fewer words than this make no table worth having. */
const FEWEST_WORDS = 20;

/** All texts of the files; one that cannot be read is told and left out. */
async function readCorpus(paths: readonly string[], tokenizer: Tokenizer, console: Console): Promise<Corpus> {
  const corpus = new CorpusBuilder();
  const reader = openReader();
  try {
    for (const file of await findFiles(paths)) {
      try {
        const { text } = await reader.read(await file.read(), file.source);
        for (const line of text.split('\n')) corpus.add(tokenizer.words(line));
      } catch (error) {
        if (!(error instanceof GongbaoError)) throw error;
        console.err(`${error.message}\n`);
      }
    }
  } finally {
    await reader.close();
  }
  return corpus;
}

function keepTable({ words, rows }: TrainedTable, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.i8`, rows);
  writeFileSync(`${path}.words.txt`, `${words.join('\n')}\n`);
}

const STAGES = { words: '个词', pairs: '对邻近的词', factor: '对常在一起的词，开始分解' };

/** `gongbao vectors FOLDER…`: trains a word-vector table from an office's own texts. */
export async function vectorsCommand(
  paths: readonly string[],
  options: CommonOptions & { readonly out?: string; readonly least: number },
  { console }: CommandParts,
): Promise<void> {
  const corpus = await readCorpus(paths, createTokenizer(userWords()), console);
  const table = trainTable(corpus, {
    least: options.least,
    onStage: (stage, count) => console.err(`${count} ${STAGES[stage]}\n`),
  });
  if (table.words.length < FEWEST_WORDS || table.dimensions === 0) {
    throw new GongbaoError(
      'FILE_EMPTY',
      `文字太少：出现 ${options.least} 次以上的词只有 ${table.words.length} 个。请加入更多文件，或用 --least 调低次数。`,
    );
  }
  const path = options.out ?? join(options.data, 'vectors');
  keepTable(table, path);
  const made = { path, words: table.words.length, dimensions: table.dimensions };
  const line = options.json
    ? JSON.stringify(made)
    : `词向量表已写入 ${path}：${made.words} 个词，${made.dimensions} 维。设置 GONGBAO_VECTORS=${path} 后重新启动即可使用`;
  console.out(`${line}\n`);
}
