/** THE flow from a question to a cited answer: understand → search → judge → choose → compose → verify. */
import type { StoredAnswer } from '../data/answers.ts';
import type { Database } from '../data/database.ts';
import { dayAt } from '../data/day.ts';
import type { NamedNumber } from '../data/document-number.ts';
import { listDocuments, readSources, readTexts } from '../data/documents.ts';
import type { Answer, Citation, Hit } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Assistant } from './assistant.ts';
import { choose, PART, type Room, WHOLE } from './choose.ts';
import { compose, type Statement } from './compose.ts';
import { settleConflicts, touchConflicts } from './conflicts.ts';
import type { Conversation } from './conversation.ts';
import { type Duties, listDuties } from './duties.ts';
import { readEditionAsk, regionsOf } from './edition-ask.ts';
import { steerEditions } from './editions.ts';
import { noticesFor } from './notices.ts';
import { openDocument } from './open-document.ts';
import { type Lexicon, understand } from './query.ts';
import { checkQuestion } from './question.ts';
import { recordOf } from './record.ts';
import type { Ranked } from './rerank.ts';
import type { Reorder } from './rerank-endpoint.ts';
import { retrieve } from './retrieve.ts';
import { readInConversation } from './rewrite.ts';
import { fixedReply, routeMessage } from './route.ts';
import type { SearchParts } from './search.ts';
import type { Found } from './settle.ts';
import { settleUnderstood } from './settle-understood.ts';
import { joinParts, splitQuestions } from './several.ts';
import type { Statistics } from './statistics.ts';
import { judge } from './support.ts';
import { asksTerm, termOf } from './term.ts';
import { verify } from './verify.ts';
import { type Widened, widen } from './widen.ts';
import type { AnswerWords } from './words.ts';
import type { Understander, Understood } from './write/understander.ts';
import type { Writer, Written } from './write/writer.ts';
import { writeStatements } from './written-answer.ts';

/** What answering works with. */
export interface AnswerParts extends SearchParts {
  readonly statistics: (scope: Scope) => Statistics;
  readonly lexicon: Lexicon;
  readonly answerWords: AnswerWords;
  /** Writes answers with a language model; absent, they are put together from the passages' own words. */
  readonly writer?: Writer | undefined;
  /** Lets a model read a message first: follow-ups, and what the library does not answer. */
  readonly understander?: Understander | undefined;
  /** A rerank endpoint's second opinion on the order of passages. */
  readonly reorder?: Reorder | undefined;
  /** Keeps an answer with how it came about; absent, nothing is kept. */
  readonly keep?: ((stored: StoredAnswer) => void) | undefined;
}

type Body = Omit<Answer, 'question' | 'ms'>;

/** Share of the question's telling from which a document is near enough to be named. */
const NEAR = 0.35;

function decline(ranked: readonly Ranked[], words: AnswerWords): Body {
  const near = ranked.find(({ candidate }) => candidate.kind !== 'front');
  const title = near && near.signals.own + near.signals.place > NEAR ? near.candidate.title : null;
  return {
    status: 'declined',
    answer: words.declined(title, null),
    citations: [],
    conflicts: [],
    notices: [],
  };
}

/** A reply without sources: nothing in it is a statement about documents. */
function plainReply(answer: string): Body {
  return { status: 'declined', answer, citations: [], conflicts: [], notices: [] };
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

/** Where only another year's or place's document would answer, it is named instead. */
function declineEdition({ editions, retrieved }: Found, words: AnswerWords): Body | null {
  const [near] = editions.foreign;
  const [own] = retrieved.ranked;
  if (!near || near.signals.own + near.signals.place <= NEAR || (own && own.score > near.score)) return null;
  const { title, documentNumber } = near.candidate;
  const answer = words.otherEdition(editions.ask, { title, documentNumber });
  return { status: 'declined', answer, citations: [], conflicts: [], notices: [] };
}

/** What the flow tells while it runs. */
export interface AnswerHooks {
  /** Each statement of an answer once it is verified, with the citations so far. */
  readonly onStatement?: (statement: Statement, citations: readonly Citation[]) => void;
}

/** How one question is answered, alone or among others. */
interface Manner extends AnswerHooks {
  readonly room?: Room;
}

/** Asked whether a named document is in force, its record answers, however little else the words tell. */
const asksRecord = ({ query, retrieved }: Found) =>
  asksTerm(query) && retrieved.named === 'found' && retrieved.ranked.length > 0;

async function chooseUnits(found: Found, { database }: AnswerParts, room: Room): Promise<Duties> {
  const { query, judged } = found;
  const [best] = judged;
  if (best && asksTerm(query)) return { units: await termOf(best.source.candidate, database), more: 0 };
  // What was judged comes first, then what else was found.
  const ranked = [...judged.map(({ source }) => source), ...found.retrieved.ranked];
  const duties = await listDuties(query, ranked, database);
  return duties ?? { units: choose(query, judged, room), more: 0 };
}

async function draftAnswer(found: Found, scope: Scope, now: Date, parts: AnswerParts, manner: Manner) {
  const written = await (asksTerm(found.query) ? undefined : parts.writer)?.({
    question: found.reading.question,
    ranked: found.judged.map(({ source }) => source.candidate),
    visibilities: scope.visibilities,
    today: dayAt(now),
    onStatement: (statement, draft) => manner.onStatement?.(statement, draft.citations),
  });
  if (written?.draft) return { draft: written.draft, written, more: 0 };
  const { units, more } = await chooseUnits(found, parts, manner.room ?? WHOLE);
  return { draft: compose(found.query, units, parts.database, dayAt(now)), written, more };
}

interface Response {
  readonly body: Body;
  readonly written?: Written | undefined;
}

async function respond(
  found: Found,
  scope: Scope,
  now: Date,
  parts: AnswerParts,
  manner: Manner,
): Promise<Response> {
  const { query, retrieved } = found;
  if (retrieved.named === 'missing' && query.number)
    return { body: declineNumber(query.number, parts.answerWords) };
  if (found.support <= 0 && !asksRecord(found))
    return { body: declineEdition(found, parts.answerWords) ?? decline(retrieved.ranked, parts.answerWords) };
  const { draft: drafted, written, more } = await draftAnswer(found, scope, now, parts, manner);
  const { draft, pending } = touchConflicts(query, drafted, parts, scope, dayAt(now));
  const texts = readTexts(parts.database, [...new Set(draft.citations.map((each) => each.documentId))]);
  const { statements, citations } = verify(draft, (id) => texts.get(id) ?? '');
  if (statements.length === 0) return { body: decline(retrieved.ranked, parts.answerWords), written };
  const conflicts = settleConflicts(pending, citations, parts.answerWords);
  const told = {
    citations,
    ranked: retrieved.ranked,
    conflicts,
    editions: found.editions,
    term: asksTerm(query),
    more,
  };
  const notices = noticesFor(told, parts, scope, dayAt(now));
  const followUps = written?.draft && written.followUps.length > 0 ? { followUps: written.followUps } : {};
  const said = {
    status: 'answered' as const,
    answer: writeStatements(statements),
    citations,
    conflicts,
    notices,
  };
  return { body: { ...said, ...followUps }, written };
}

/** An answer with how it came about. */
interface Told extends Response {
  readonly found: Found;
  readonly searchMs: number;
  /** What a model made of the message, where one was asked. */
  readonly understood?: Understood | null;
}

async function answerOne(
  text: string,
  scope: Scope,
  now: Date,
  parts: AnswerParts,
  conversation: Conversation,
  manner: Manner,
): Promise<Told> {
  const began = performance.now();
  const statistics = parts.statistics(scope);
  const readings = readInConversation(text, conversation, (words) =>
    understand(words, parts.tokenizer, parts.lexicon, statistics),
  );
  const said = { text, readings, conversation };
  const { found, understood, kind } = await settleUnderstood(said, scope, { ...parts, today: dayAt(now) });
  const searchMs = performance.now() - began;
  const routed = kind && fixedReply(kind, parts.answerWords);
  if (routed !== null) return { body: plainReply(routed), found, searchMs, understood };
  const { body, written } = await respond(found, scope, now, parts, manner);
  const asked = found.reading.question === text ? {} : { asked: found.reading.question };
  return { body: { ...body, ...asked }, written, found, searchMs, understood };
}

/** Each question of a message as the next turn of its conversation, so that 谁牵头 means what was asked before. */
async function answerSeveral(
  questions: readonly string[],
  scope: Scope,
  now: Date,
  parts: AnswerParts,
  { history, ...open }: Conversation,
): Promise<Told | null> {
  const told: { readonly question: string; readonly part: Told }[] = [];
  for (const question of questions) {
    const before = told.map(({ question: asked, part }) => ({
      question: asked,
      answer: { question: asked, ms: 0, ...part.body },
    }));
    const conversation = { ...open, history: [...history, ...before] };
    told.push({ question, part: await answerOne(question, scope, now, parts, conversation, { room: PART }) });
  }
  const [first, ...others] = told.map(({ question, part }) => ({ question, ...part }));
  if (!first || [first, ...others].every(({ body }) => body.status !== 'answered')) return null;
  const { asked: _asked, ...body } = joinParts([first, ...others], parts.answerWords);
  const searchMs = [first, ...others].reduce((sum, each) => sum + each.searchMs, 0);
  return { body, written: first.written, found: first.found, searchMs };
}

/**
 * Answers a question within a reader's scope, as of `now`, as part of a conversation where there is one.
 * @throws GongbaoError QUESTION_INVALID for a text that is no question
 */
export async function answerQuestion(
  question: string,
  scope: Scope,
  now: Date,
  parts: AnswerParts,
  conversation: Conversation = { history: [] },
  hooks: AnswerHooks = {},
): Promise<Answer> {
  const began = performance.now();
  const text = checkQuestion(question);
  const reply = fixedReply(routeMessage(text), parts.answerWords);
  if (reply !== null) return { question, ...plainReply(reply), ms: Math.round(performance.now() - began) };
  const questions = splitQuestions(text);
  const several = questions.length > 1 && (await answerSeveral(questions, scope, now, parts, conversation));
  const told = several || (await answerOne(questions[0] ?? text, scope, now, parts, conversation, hooks));
  const asked = several ? text : told.found.reading.question;
  const answer: Answer = { question, ...told.body, ms: Math.round(performance.now() - began) };
  if (!parts.keep) return answer;
  const { searchMs, understood } = told;
  const stored = recordOf(answer, told.found, told.written, { scope, now, asked, searchMs, understood });
  parts.keep(stored);
  return stored.answer;
}

function toHits(found: readonly Widened[], database: Database): readonly Hit[] {
  const sourcesOf = readSources(
    database,
    found.map(({ ranked }) => ranked.candidate.documentId),
  );
  return found.map(({ ranked: { candidate, score }, text }, i): Hit => {
    const { documentId, documentNumber, title, locator, id: passageId, source, page } = candidate;
    const sources = sourcesOf.get(documentId) ?? [];
    return {
      ...{ rank: i + 1, score, documentId, documentNumber, title, locator, text, passageId, source },
      ...(sources.length > 1 && { sources }),
      ...(page !== undefined && { page }),
    };
  });
}

/** The assistant over a library. */
export function createAssistant(parts: AnswerParts): Assistant {
  return {
    ask: (question, scope, now, conversation) => answerQuestion(question, scope, now, parts, conversation),
    search: async (text, scope, top) => {
      const query = understand(checkQuestion(text), parts.tokenizer, parts.lexicon, parts.statistics(scope));
      const regions = regionsOf(parts, scope);
      const ask = readEditionAsk(query, regions, parts.tokenizer, null);
      const found = await retrieve(query, scope, parts);
      const ranked = steerEditions(found.ranked, { ask, home: regions.home, today: null });
      const judged = judge(query, ranked, parts.lexicon.nearest).map((each) => each.source);
      const ordered = [...judged, ...ranked.slice(judged.length)];
      return toHits(widen(ordered, top, parts.database), parts.database);
    },
    documents: (scope, now) => listDocuments(parts.database, scope.visibilities, dayAt(now)),
    document: (id, scope, now, options) => openDocument(parts.database, id, scope, now, options),
  };
}
