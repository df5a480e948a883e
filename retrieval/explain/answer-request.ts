/** Answers a message that asks for a 解读 or a comparison: read → name → explain or compare → write down. */
import { dayAt } from '../../data/day.ts';
import { listDocuments } from '../../data/documents.ts';
import { coreTitle } from '../../data/title-key.ts';
import type { Answer, ComparedDocument, ComparedLine, Comparison, Explanation } from '../../data/types.ts';
import type { Scope } from '../access.ts';
import type { Conversation } from '../conversation.ts';
import { cleanQuestion } from '../question.ts';
import { citationMarks } from '../written-answer.ts';
import { compareDocuments } from './compare.ts';
import { type ExplainParts, explain } from './explain.ts';
import { type NamedDocument, nameDocument } from './name-document.ts';
import { type DocumentRequest, readDocumentRequest } from './read-request.ts';
import type { ExplainWords } from './words.ts';

/** What answering such requests works with. */
export interface RequestParts extends ExplainParts {
  readonly explainWords: ExplainWords;
}

type Body = Omit<Answer, 'question' | 'ms'>;

/** Lines of a comparison that a chat message has room for. */
const MOST_LINES = 12;

const plain = { conflicts: [], notices: [] };

/** An explanation as text: its label, then each part with its points. */
export function writeExplanation(explanation: Explanation, words: ExplainWords): string {
  const parts = explanation.parts.flatMap(({ part, points }) => [
    `【${part}】`,
    ...points.map(({ text, citations }) => `- ${text}${citationMarks(citations)}`),
  ]);
  return [words.explains(explanation, explanation.locator, explanation.model), ...parts].join('\n');
}

const kindOf = ({ left, right, differs }: ComparedLine) =>
  left === null || right === null ? 'alone' : differs ? 'differs' : 'alike';

/** A comparison as text, for channels without tables. */
export function writeComparison(comparison: Comparison, words: ExplainWords): string {
  const [left, right] = comparison.documents;
  const lines = comparison.lines.flatMap((line) => [
    words.line(kindOf(line), line.subject),
    ...[
      { side: line.left, document: left },
      { side: line.right, document: right },
    ].flatMap(({ side, document }) =>
      side
        ? [`- 《${coreTitle(document.title)}》：${side.text.trim()}${citationMarks([side.citation])}`]
        : [],
    ),
  ]);
  const omitted = comparison.omitted > 0 ? [words.omitted(comparison.omitted)] : [];
  const body = comparison.lines.length > 0 ? lines : [words.nothingToCompare()];
  return [words.compares(left, right), ...body, ...omitted].join('\n');
}

/** The document that the conversation is about. */
function talkedOf({ history, document }: Conversation): string | null {
  return (
    document ??
    history.findLast(({ answer }) => answer.citations.length > 0)?.answer.citations[0]?.documentId ??
    null
  );
}

function askWhich(names: readonly NamedDocument[], words: ExplainWords): Body | null {
  const several = names.find((name) => name.kind === 'several');
  if (!several) return null;
  const named = several.documents
    .slice(0, 6)
    .map(({ id, ...rest }): ComparedDocument => ({ documentId: id, ...rest }));
  return { status: 'clarify', answer: words.whichDocument(named), citations: [], ...plain };
}

interface Circumstances {
  readonly scope: Scope;
  readonly now: Date;
  readonly conversation: Conversation;
}

async function explainNamed(
  request: Extract<DocumentRequest, { kind: 'explain' }>,
  { scope, now, conversation }: Circumstances,
  parts: RequestParts,
): Promise<Body | null> {
  const today = dayAt(now);
  const name: NamedDocument =
    request.subject === ''
      ? { kind: 'none' }
      : nameDocument(request.subject, null, await listDocuments(parts.database, scope.visibilities, today));
  const which = askWhich([name], parts.explainWords);
  if (which) return which;
  const documentId =
    name.kind === 'one' ? name.document.id : request.subject === '' ? talkedOf(conversation) : null;
  if (documentId === null) return null;
  const explanation = await explain({ documentId, locator: request.locator, scope, today }, parts);
  if (!explanation) return null;
  const answer = writeExplanation(explanation, parts.explainWords);
  return { status: 'answered', answer, citations: explanation.citations, ...plain, explanation };
}

async function compareNamed(
  { subjects, years }: Extract<DocumentRequest, { kind: 'compare' }>,
  { scope, now }: Circumstances,
  parts: RequestParts,
): Promise<Body | null> {
  const today = dayAt(now);
  const documents = await listDocuments(parts.database, scope.visibilities, today);
  const [left, right] = [0, 1].map((i) => nameDocument(subjects[i] ?? '', years[i] ?? null, documents));
  if (!left || !right || left.kind === 'none' || right.kind === 'none') return null;
  const which = askWhich([left, right], parts.explainWords);
  if (which || left.kind !== 'one' || right.kind !== 'one') return which;
  const ids = [left.document.id, right.document.id] as const;
  const comparison = compareDocuments(ids, scope, today, parts, MOST_LINES);
  if (!comparison) return null;
  const answer = writeComparison(comparison, parts.explainWords);
  return { status: 'answered', answer, citations: comparison.citations, ...plain, comparison };
}

/** The answer to a request for a 解读 or a comparison; null for any other message, and where no document is meant. */
export async function answerDocumentRequest(
  question: string,
  circumstances: Circumstances,
  parts: RequestParts,
): Promise<Answer | null> {
  const began = performance.now();
  const request = readDocumentRequest(cleanQuestion(question));
  if (!request) return null;
  const body = await (request.kind === 'explain'
    ? explainNamed(request, circumstances, parts)
    : compareNamed(request, circumstances, parts));
  return body && { question, ...body, ms: Math.round(performance.now() - began) };
}
