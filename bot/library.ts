/** Opens a library: database, tokenizer, embedder and index, joined and in agreement. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { saveAnswer } from '../data/answers.ts';
import { DATABASE_FILE, openDatabase, watchOtherWriters } from '../data/database.ts';
import { GongbaoError } from '../data/errors.ts';
import { expandWords } from '../data/lexicon/colloquial.ts';
import { commonWords } from '../data/lexicon/common-words.ts';
import { aliasesOf } from '../data/lexicon/department-key.ts';
import { findDepartments } from '../data/lexicon/find-departments.ts';
import { expandSynonyms } from '../data/lexicon/synonyms.ts';
import { userWords } from '../data/lexicon/user-words.ts';
import type { Visibility } from '../data/types.ts';
import { holdsVectorsOf } from '../data/vectors-state.ts';
import type { IngestParts } from '../ingest/ingest.ts';
import { openReader } from '../ingest/readers/open-reader.ts';
import type { Scope } from '../retrieval/access.ts';
import { type AnswerParts, createAssistant } from '../retrieval/answer.ts';
import type { Assistant } from '../retrieval/assistant.ts';
import { embedAnew, onlyWhile } from '../retrieval/embed/embed-anew.ts';
import type { Embedder } from '../retrieval/embed/embedder.ts';
import { createNearest } from '../retrieval/embed/nearest.ts';
import { loadWordTable, StaticEmbedder, type WordTable } from '../retrieval/embed/static.ts';
import { withExplanations } from '../retrieval/explain/with-explanations.ts';
import { agreeWithDatabase } from '../retrieval/index/agree.ts';
import { createExactIndex } from '../retrieval/index/exact.ts';
import { openHnswIndex } from '../retrieval/index/hnsw.ts';
import type { Indexes, LibraryIndexes } from '../retrieval/index/indexes.ts';
import { WordIndex } from '../retrieval/index/word-index.ts';
import type { Lexicon } from '../retrieval/query.ts';
import type { SearchParts } from '../retrieval/search.ts';
import { openStatistics, type Statistics } from '../retrieval/statistics.ts';
import { streamAnswer } from '../retrieval/stream-answer.ts';
import { createTokenizer, type Tokenizer } from '../retrieval/tokenize.ts';
import type { Check } from './commands/doctor.ts';
import { answersZh } from './locales/answers-zh.ts';
import { explainZh } from './locales/explain-zh.ts';
import { createLog } from './log.ts';
import { checkModels } from './model-checks.ts';
import { type Models, openModels } from './models.ts';
import { type ModelsConfig, NO_MODELS } from './models-config.ts';

/** An open library: what ingest and retrieval need, and how to close it. */
export interface Library extends SearchParts {
  readonly lexicon: Lexicon;
  readonly statistics: (scope: Scope) => Statistics;
  readonly assistant: Assistant;
  /** How many passages there are. */
  size(): number;
  readonly models: Models;
  /** What answers are made with, for streaming and replaying. */
  readonly answering: AnswerParts;
  /** Embeds everything anew where another embedder is configured than the one that made the vectors kept. */
  embedAnew(onProgress: (done: number, total: number) => void): Promise<void>;
  /** Keeps the indexes, so that the next start need not make them anew. */
  save(): Promise<void>;
  check(): Promise<readonly Check[]>;
  ingestParts(now: () => Date): IngestParts;
  close(): Promise<void>;
}

/** The lexicon that ships: everyday words, synonyms, departments; it holds in any county. */
function createLexicon(table: WordTable, tokenizer: Tokenizer): Lexicon {
  return {
    expand: expandWords,
    synonyms: expandSynonyms,
    isEmpty: (word) => commonWords().empty.has(word),
    isWeak: (word) => commonWords().weak.has(word),
    nearest: createNearest(table, tokenizer),
    isOfficial: (word) => word.length > 1 && table.row(word) !== null,
    departments: (text) =>
      findDepartments(text).map(({ start, end, key }) => ({
        name: text.slice(start, end),
        names: aliasesOf(key),
      })),
  };
}

/** The indexes of one visibility, in files of its name. */
function openIndexes(folder: string | null, visibility: Visibility, embedder: Embedder): Indexes {
  if (folder === null) return { words: new WordIndex(null), vectors: createExactIndex() };
  const file = join(folder, visibility);
  return {
    words: new WordIndex(`${file}.words`),
    vectors: openHnswIndex(`${file}.hnsw`, embedder.name, embedder.dimensions),
  };
}

async function saveIndexes(indexes: LibraryIndexes): Promise<void> {
  try {
    for (const { words, vectors } of Object.values(indexes)) {
      await words.save();
      await vectors.save();
    }
  } catch (error) {
    throw new GongbaoError(
      'DISK_FULL',
      '文件已收录，但索引没有存到磁盘上（磁盘已满或不可写）。请腾出空间；下次启动会自动重建索引。',
      { cause: error },
    );
  }
}

/** An assistant that first takes in what another process published, such as an ingest beside a server. */
function keepUp(assistant: Assistant, update: () => void): Assistant {
  const { ask, search } = assistant;
  return {
    ...assistant,
    ask: (...asked) => {
      update();
      return ask(...asked);
    },
    search: (...asked) => {
      update();
      return search(...asked);
    },
  };
}

/** What a library is opened with beside its folder. */
export interface LibraryOptions {
  /** Models that are configured; none by default, and nothing then leaves this machine. */
  readonly models?: ModelsConfig;
  /** A word-vector table in place of the one that ships, without its endings. */
  readonly vectors?: string | null;
  readonly log?: Logger;
  readonly now?: () => Date;
}

/** Opens the library in a folder; `:memory:` keeps everything in memory (tests). */
export function openLibrary(folder: string, options: LibraryOptions = {}): Library {
  const { models: configured = NO_MODELS, log = createLog('warn'), now = () => new Date() } = options;
  const inMemory = folder === ':memory:';
  const database = openDatabase(inMemory ? folder : join(folder, DATABASE_FILE));
  const tokenizer = createTokenizer(userWords());
  const reader = openReader();
  const table = loadWordTable(options.vectors);
  const models = openModels(configured, database, log, now);
  const offline = new StaticEmbedder(table, tokenizer);
  const embedder = models.embedder ?? offline;
  const isCurrent = () => holdsVectorsOf(database, embedder, offline);
  // Which words are official is told by statute text, whatever table the vectors come from.
  const lexicon = createLexicon(options.vectors ? loadWordTable() : table, tokenizer);
  const place = inMemory ? null : folder;
  const indexes = {
    public: openIndexes(place, 'public', embedder),
    internal: openIndexes(place, 'internal', embedder),
  };
  const changedElsewhere = watchOtherWriters(database);
  const agree = () => agreeWithDatabase(indexes, { database, tokenizer, vectors: isCurrent() });
  agree();
  const statistics = openStatistics(indexes, database);
  const parts = { database, indexes, statistics, embedder, tokenizer, lexicon };
  const size = () => indexes.public.words.size + indexes.internal.words.size;
  const answering: AnswerParts = {
    ...parts,
    embedder: models.queryEmbedder ?? embedder,
    answerWords: answersZh,
    writer: models.writer ?? undefined,
    understander: models.understander ?? undefined,
    reorder: models.reorder ?? undefined,
    keep: (stored) => saveAnswer(database, stored),
  };
  const refresh = () => {
    if (changedElsewhere()) agree();
  };
  const asking: Assistant = {
    ...createAssistant(answering),
    stream: (...asked) => {
      refresh();
      return streamAnswer(asked[0], asked[1], asked[2], answering, asked[3]);
    },
  };
  const explainWriter = models.explainWriter ?? undefined;
  const assistant = withExplanations(asking, { database, explainWriter, explainWords: explainZh });
  return {
    ...parts,
    assistant: keepUp(assistant, refresh),
    answering,
    size,
    models,
    async embedAnew(onProgress) {
      if (isCurrent()) return;
      await embedAnew(database, embedder, onProgress);
      agree();
      await saveIndexes(indexes);
    },
    ingestParts: (at) => ({ ...parts, read: reader.read, now: at, embedder: onlyWhile(isCurrent, embedder) }),
    save: () => saveIndexes(indexes),
    check: async () => [
      { name: '文件库', ok: true, message: `${size()} 个条款，向量模型 ${embedder.name}`, fix: null },
      ...(await checkModels(configured, isCurrent())),
    ],
    close: async () => {
      await reader.close();
      await database.close();
    },
  };
}
