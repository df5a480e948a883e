/**
 * A plain-language 解读 of a document or of some clauses of it. It is labelled as an explanation, each point
 * cites its clause and is verified like any statement, and it is never indexed or cited itself (law 8).
 */
import type { Database } from '../../data/database.ts';
import type { Day } from '../../data/day.ts';
import { readTexts } from '../../data/documents.ts';
import { type Candidate, EXPLANATION_PARTS, type Explanation } from '../../data/types.ts';
import type { Scope } from '../access.ts';
import { Citations } from '../compose.ts';
import { verify } from '../verify.ts';
import { extractPoints } from './extract-points.ts';
import { readDocumentPassages } from './read-document.ts';
import type { ExplainWriter, PlacedDraft, PlacedStatement } from './write-points.ts';

/** What is explained: a document the reader may see, whole or only the clause that a locator names. */
export interface ExplainTask {
  readonly documentId: string;
  /** 三、（二）: this clause and what stands under it; the whole document where null. */
  readonly locator: string | null;
  readonly scope: Scope;
  readonly today: Day;
}

/** What explaining works with; without a writer the points are sentences of the document. */
export interface ExplainParts {
  readonly database: Database;
  readonly explainWriter?: ExplainWriter | undefined;
}

const folded = (locator: string) => locator.normalize('NFKC').replace(/\s/g, '');

/** The passages of a clause: those whose locator begins with it. */
function within(passages: readonly Candidate[], locator: string | null): readonly Candidate[] {
  if (locator === null) return passages;
  return passages.filter((each) => folded(each.locator).startsWith(folded(locator)));
}

function extracted(passages: readonly Candidate[], database: Database, today: Day): PlacedDraft {
  const texts = readTexts(database, [...new Set(passages.map((each) => each.documentId))]);
  const citations = new Citations(texts, today);
  const statements = extractPoints(passages, database).map(({ part, text, passage }): PlacedStatement => {
    return { part, text, citations: [citations.cite(passage)] };
  });
  return { statements, citations: citations.list, passages: citations.passages };
}

/** Explains a document, or null where there is none that this reader may see, or nothing in it to tell. */
export async function explain(task: ExplainTask, parts: ExplainParts): Promise<Explanation | null> {
  const { database, explainWriter } = parts;
  const passages = within(readDocumentPassages(database, task.documentId, task.scope), task.locator);
  const [first] = passages;
  if (!first) return null;
  const written = await explainWriter?.({ title: first.title, passages, today: task.today });
  const draft = written?.draft ?? extracted(passages, database, task.today);
  const texts = readTexts(database, [task.documentId]);
  const { statements, citations } = verify(draft, (id) => texts.get(id) ?? '');
  if (statements.length === 0) return null;
  const places = new Map(draft.statements.map((each) => [each.text, each.part]));
  return {
    documentId: task.documentId,
    documentNumber: first.documentNumber,
    title: first.title,
    locator: task.locator,
    parts: EXPLANATION_PARTS.flatMap((part) => {
      const points = statements
        .filter((each) => places.get(each.text) === part)
        .map(({ text, citations: numbers }) => ({ text, citations: numbers }));
      return points.length > 0 ? [{ part, points }] : [];
    }),
    citations,
    model: written?.draft ? written.model : null,
  };
}
