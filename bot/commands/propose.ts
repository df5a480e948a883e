import type { Database } from '../../data/database.ts';
import { proposeDeadlines } from '../../data/deadline-publish.ts';
import { storedOfDocument } from '../../data/deadline-store.ts';
import { readDocument } from '../../data/documents.ts';
import { GongbaoError } from '../../data/errors.ts';
import { readPassageRecords } from '../../data/passages.ts';
import { proposeMissed } from '../../ingest/deadlines/propose.ts';
import { type Scope, scopeOfRole } from '../../retrieval/access.ts';
import type { Llm } from '../../retrieval/llm/llm.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import { idOf } from './explain.ts';

/** What was proposed for one document; `failed` counts requests that the model did not answer. */
interface Proposed {
  readonly documentNumber: string | null;
  readonly title: string;
  readonly proposed: number;
  readonly failed: number;
}

/** Asks a model for the deadlines of one document that the rules missed, and puts them up for confirmation. */
export async function proposeFor(
  id: string,
  { database, llm, scope, now }: { database: Database; llm: Llm; scope: Scope; now: Date },
): Promise<Proposed | null> {
  const record = await readDocument(database, id, scope.visibilities);
  if (!record) return null;
  const known = storedOfDocument(database.raw, id).map((stored) => stored.record);
  const document = { metadata: record, passages: readPassageRecords(database, id), text: record.text };
  const { deadlines, failed } = await proposeMissed(document, known, { llm });
  const propose = database.raw.transaction(() => proposeDeadlines(database.raw, record, deadlines, now));
  const { documentNumber, title } = record;
  return { documentNumber, title, proposed: propose().length, failed };
}

/** `gongbao propose [DOCUMENT]`: the operator's own command, so that internal documents are read as well. */
export async function proposeCommand(
  name: string | undefined,
  options: CommonOptions,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const { llm } = library.models;
    if (!llm)
      throw new GongbaoError('USAGE', '没有配置语言模型。请设置 GONGBAO_MODEL_URL 和 GONGBAO_MODEL 后再试。');
    const scope = scopeOfRole('staff');
    const documents = await library.assistant.documents(scope, options.now());
    const ids = name === undefined ? documents.map(({ id }) => id) : [idOf(name, documents)];
    for (const id of ids) {
      const done = await proposeFor(id, { database: library.database, llm, scope, now: options.now() });
      if (!done) continue;
      const failures = done.failed > 0 ? `，${done.failed} 次请求没有结果` : '';
      const text = `${done.documentNumber ?? '（无文号）'}\t${done.title}\t补提 ${done.proposed} 项，待人工确认${failures}`;
      console.out(`${options.json ? JSON.stringify(done) : text}\n`);
    }
  } finally {
    await library.close();
  }
}
