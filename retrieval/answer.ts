/** THE flow from a question to a cited answer: understand → search → choose → judge → compose → verify. */
import { dayAt } from '../data/day.ts';
import type { NamedNumber } from '../data/document-number.ts';
import { listDocuments, readTexts } from '../data/documents.ts';
import type { Answer, Hit } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Assistant } from './assistant.ts';
import { choose } from './choose.ts';
import { compose, type Statement } from './compose.ts';
import { settleConflicts, touchConflicts } from './conflicts.ts';
import { noticesFor } from './notices.ts';
import { openDocument } from './open-document.ts';
import { type Lexicon, type Query, understand } from './query.ts';
import { checkQuestion } from './question.ts';
import type { Ranked } from './rerank.ts';
import { type Retrieved, retrieve } from './retrieve.ts';
import { type SearchParts, search } from './search.ts';
import { judge } from './support.ts';
import { verify } from './verify.ts';
import type { AnswerWords } from './words.ts';

/** What answering works with. */
export interface AnswerParts extends SearchParts {
  readonly lexicon: Lexicon;
  readonly answerWords: AnswerWords;
}

type Body = Omit<Answer, 'question' | 'ms'>;

function written(statements: readonly Statement[]): string {
  return statements
    .map(({ text, citations }) => `${text}${citations.map((n) => `[${n}]`).join('')}`)
    .join('\n');
}

function decline(ranked: readonly Ranked[], words: AnswerWords): Body {
  const near = ranked.find(({ candidate }) => candidate.kind !== 'front');
  const title = near && near.signals.own + near.signals.place > 0.35 ? near.candidate.title : null;
  return {
    status: 'declined',
    answer: words.declined(title, null),
    citations: [],
    conflicts: [],
    notices: [],
  };
}

function declineNumber(number: NamedNumber, words: AnswerWords): Body {
  const { agency, year, serial } = number;
  const written = `${agency ?? ''}${year ? `〔${year}〕` : ''}${serial}号`;
  return {
    status: 'declined',
    answer: words.noSuchDocument(written),
    citations: [],
    conflicts: [],
    notices: [],
  };
}

function respond(query: Query, found: Retrieved, scope: Scope, now: Date, parts: AnswerParts): Body {
  const { ranked, named } = found;
  if (named === 'missing' && query.number) return declineNumber(query.number, parts.answerWords);
  const judged = judge(query, ranked);
  if ((judged[0]?.support ?? -1) <= 0) return decline(ranked, parts.answerWords);
  const chosen = choose(judged);
  const today = dayAt(now);
  const composed = compose(query, chosen, parts.database, today);
  const { draft, pending } = touchConflicts(query, chosen, composed, parts, scope, today);
  const texts = readTexts(parts.database, [...new Set(draft.citations.map((each) => each.documentId))]);
  const { statements, citations } = verify(draft, (id) => texts.get(id) ?? '');
  if (statements.length === 0) return decline(ranked, parts.answerWords);
  const candidates = ranked.map(({ candidate }) => candidate);
  const conflicts = settleConflicts(pending, citations, parts.answerWords);
  const notices = [
    ...noticesFor(citations, candidates, parts, scope, today),
    ...(conflicts.length > 0 ? [parts.answerWords.differ()] : []),
  ];
  return { status: 'answered', answer: written(statements), citations, conflicts, notices };
}

/**
 * Answers a question within a reader's scope, as of `now`.
 * @throws GongbaoError QUESTION_INVALID for a text that is no question
 */
export async function answerQuestion(
  question: string,
  scope: Scope,
  now: Date,
  parts: AnswerParts,
): Promise<Answer> {
  const began = performance.now();
  const text = checkQuestion(question);
  const query = understand(text, parts.tokenizer, parts.lexicon, parts.words);
  const found = await retrieve(query, scope, parts);
  return { question, ...respond(query, found, scope, now, parts), ms: Math.round(performance.now() - began) };
}

function toHit({ candidate, score }: Ranked, i: number): Hit {
  const { documentId, documentNumber, title, locator, text, id: passageId, source } = candidate;
  return { rank: i + 1, score, documentId, documentNumber, title, locator, text, passageId, source };
}

/** The assistant over a library. */
export function createAssistant(parts: AnswerParts): Assistant {
  return {
    ask: (question, scope, now) => answerQuestion(question, scope, now, parts),
    search: async (text, scope, top) => {
      const query = understand(checkQuestion(text), parts.tokenizer, parts.lexicon, parts.words);
      return (await search(query, scope, parts)).slice(0, top).map(toHit);
    },
    documents: (scope, now) => listDocuments(parts.database, scope.visibilities, dayAt(now)),
    document: (id, scope, options) => openDocument(parts.database, id, scope, options),
  };
}
