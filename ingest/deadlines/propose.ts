/**
 * Deadlines that the rules missed, proposed by a language model: ask → find the quote → reckon its days by the
 * rules. Nothing of the model's own is kept but which sentence it pointed at and what it called the task; each
 * proposal waits for a person (data/deadline-proposed.ts).
 */
import { z } from 'zod';
import { PROPOSED } from '../../data/deadline-proposed.ts';
import { splitSentences } from '../../data/sentences.ts';
import type { Deadline, Passage, Span } from '../../data/types.ts';
import type { FencedPassage } from '../../prompts/fence.ts';
import { promptId } from '../../prompts/prompt.ts';
import { proposeDeadlinesPrompt } from '../../prompts/propose-deadlines.ts';
import type { Llm } from '../../retrieval/llm/llm.ts';
import { LlmError } from '../../retrieval/llm/llm-error.ts';
import { readJson } from '../../retrieval/llm/read-json.ts';
import { systemTimer, type Timer } from '../../retrieval/llm/time.ts';
import { speaksToMachines } from '../../retrieval/orders.ts';
import { Deadline as Countdown, type Patience } from '../../retrieval/write/deadline.ts';
import { unguessable } from '../../retrieval/write/session.ts';
import type { DocumentText } from './clauses.ts';
import { compactText } from './compact.ts';
import { findPhrases } from './phrases.ts';
import { type Resolved, resolveReading } from './resolve.ts';

/** What proposing works with. */
export interface ProposeParts {
  readonly llm: Llm;
  readonly patience?: Patience;
  readonly timer?: Timer;
}

/** What came of it. `failed` counts requests to the model that gave nothing. */
export interface Proposals {
  readonly deadlines: readonly Deadline[];
  readonly failed: number;
}

/** Nobody waits for proposals: a model may take its time. */
const PATIENCE: Patience = { firstTextMs: 60_000, wholeMs: 180_000 };
const BUDGET = 5_000;
const MOST_REQUESTS = 12;
const REPLY_TOKENS = 1_500;
const CONFIDENCE = 0.3;
const LONGEST_QUOTE = 400;
const LONGEST_TASK = 60;

/** Without one of these a clause sets no limit. */
const TIMELY =
  /[\d一二三四五六七八九十两]+\s*(?:年|月|日|天|周|小时|个工作日|季度)|年[底末内初]|月[底末内初]|季度|之前|以前|期限|届满|及时|立即|即日|当[天日]|次[日月年]|按[期时月季年]|每[年月周日天]|[前内]完成|限期/;

const Reply = z.object({
  deadlines: z.array(
    z.object({ passage: z.string(), quote: z.string(), phrase: z.string(), task: z.string().catch('') }),
  ),
});
type Proposal = z.infer<typeof Reply>['deadlines'][number];

const overlaps = (a: Span, b: Span) => a.start < b.end && b.start < a.end;

/** What of a clause is shown: its sentences that speak of time and in which the rules found nothing. */
interface Unread {
  readonly passage: Passage;
  readonly text: string;
}

function unread({ passages, text }: DocumentText, known: readonly Deadline[]): readonly Unread[] {
  return passages.flatMap((passage) => {
    if (passage.kind !== 'clause' && passage.kind !== 'row') return [];
    const { start } = passage.span;
    const whole = text.slice(start, passage.span.end);
    const sentences = splitSentences(whole).flatMap((span) => {
      const sentence = whole.slice(span.start, span.end);
      const isRead = known.some((each) =>
        overlaps(each.span, { start: start + span.start, end: start + span.end }),
      );
      return isRead || !TIMELY.test(sentence) || speaksToMachines(sentence) ? [] : [sentence];
    });
    const shown = sentences.join('\n');
    return shown === '' || shown.length > BUDGET ? [] : [{ passage, text: shown }];
  });
}

/** As many clauses to a request as its budget takes. */
function batches(clauses: readonly Unread[]): Unread[][] {
  const all: Unread[][] = [];
  let room = 0;
  for (const clause of clauses) {
    const size = clause.text.length + 80;
    const last = all.at(-1);
    if (last && size <= room) last.push(clause);
    else {
      all.push([clause]);
      room = BUDGET;
    }
    room -= size;
  }
  return all.slice(0, MOST_REQUESTS);
}

const OPEN: Omit<Resolved, 'certainty'> = {
  ...{ kind: 'relative', start: null, due: null, rrule: null, trigger: null, precision: 'day' },
  ...{ ambiguity: null, trace: '', unresolved: '规则未能推算日期' },
};

/** The days of a phrase as the rules reckon them; open where they do not know it. */
function daysOf(phrase: string, { metadata }: DocumentText): Omit<Resolved, 'certainty'> {
  const compact = compactText(phrase).text;
  const anchor = { issuedOn: metadata.issuedOn, validFrom: metadata.validFrom };
  for (const { text, readings } of findPhrases(compact)) {
    for (const reading of readings) {
      const place = { ...anchor, headingYear: null, carried: null, stage: null };
      const resolved = resolveReading(reading, text, place);
      if (resolved) return resolved;
    }
  }
  return OPEN;
}

/** A proposal as a deadline, or null where its quote or phrase does not stand in the clause. */
function deadlineOf(
  { quote, phrase, task }: Proposal,
  passage: Passage,
  document: DocumentText,
): Deadline | null {
  const whole = document.text.slice(passage.span.start, passage.span.end);
  const at = whole.indexOf(quote);
  if (quote === '' || quote.length > LONGEST_QUOTE || at < 0) return null;
  if (phrase === '' || !quote.includes(phrase) || !TIMELY.test(phrase)) return null;
  const { trace, ...days } = daysOf(phrase, document);
  const named = [...task].slice(0, LONGEST_TASK).join('').trim();
  const isOwn = named !== '' && [...named].every((char) => whole.includes(char));
  const span = { start: passage.span.start + at, end: passage.span.start + at + quote.length };
  const { issuedOn } = document.metadata;
  return {
    ...{ kind: days.kind, start: days.start, due: days.due, rrule: days.rrule, trigger: days.trigger },
    ...{ precision: days.precision, ambiguity: days.ambiguity, unresolved: days.unresolved },
    ...{ locator: passage.locator, quote, span, phrase, responsible: [], confidence: CONFIDENCE },
    task: isOwn ? named : quote.slice(0, LONGEST_TASK),
    trace: trace ? `${PROPOSED}；${trace}` : PROPOSED,
    past: days.due !== null && issuedOn !== null && days.due < issuedOn,
  };
}

async function ask(
  title: string,
  fenced: readonly FencedPassage[],
  parts: ProposeParts,
): Promise<Proposal[] | null> {
  const countdown = new Countdown(parts.patience ?? PATIENCE, parts.timer ?? systemTimer);
  const messages = proposeDeadlinesPrompt.messages({ title, passages: fenced });
  const request = {
    prompt: promptId(proposeDeadlinesPrompt),
    messages,
    schema: null,
    maxTokens: REPLY_TOKENS,
  };
  let text = '';
  try {
    for await (const event of parts.llm.stream({ ...request, signal: countdown.signal })) {
      if (event.kind === 'end') continue;
      countdown.hasText();
      text += event.text;
    }
  } catch (error) {
    if (!(error instanceof LlmError)) throw error;
    return null;
  } finally {
    countdown.stop();
  }
  const reply = Reply.safeParse(readJson(text));
  return reply.success ? reply.data.deadlines : null;
}

/** Proposes deadlines of a document beside those that are `known`; each waits for a person. */
export async function proposeMissed(
  document: DocumentText,
  known: readonly Deadline[],
  parts: ProposeParts,
): Promise<Proposals> {
  const { title, documentNumber } = document.metadata;
  const found: Deadline[] = [];
  let failed = 0;
  for (const batch of batches(unread(document, known))) {
    const byId = new Map(batch.map((clause) => [unguessable('p'), clause]));
    const fenced = [...byId].map(([id, { passage, text }]) => ({
      ...{ id, documentNumber, title, locator: passage.locator, text },
    }));
    const proposals = await ask(title, fenced, parts);
    if (proposals === null) failed++;
    for (const proposal of proposals ?? []) {
      const clause = byId.get(proposal.passage);
      const deadline = clause && deadlineOf(proposal, clause.passage, document);
      const isKnown = deadline && [...known, ...found].some((each) => overlaps(each.span, deadline.span));
      if (deadline && !isKnown) found.push(deadline);
    }
  }
  return { deadlines: found, failed };
}
