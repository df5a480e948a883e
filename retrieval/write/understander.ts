/**
 * Lets a model read a message: a follow-up becomes a question of its own, and what kind of message it is gets a
 * name. Both are suggestions that code checks; without a model, or when it fails, the rules alone decide.
 */
import { z } from 'zod';
import { promptId } from '../../prompts/prompt.ts';
import { MESSAGE_LABELS, type MessageLabel, understandPrompt } from '../../prompts/understand.ts';
import { type Conversation, REMEMBERED_TURNS } from '../conversation.ts';
import type { Llm } from '../llm/llm.ts';
import { LlmError } from '../llm/llm-error.ts';
import { readJson } from '../llm/read-json.ts';
import { systemTimer, type Timer } from '../llm/time.ts';
import { findQuestionProblem } from '../question.ts';
import type { Readings } from '../rewrite.ts';
import type { MessageKind } from '../route.ts';
import { Deadline, type Patience } from './deadline.ts';
import { unguessable } from './session.ts';

/** What a model made of a message, as far as it holds. */
export interface Understood {
  /** The message as a question of its own; null where the model's rewriting says something of its own. */
  readonly question: string | null;
  readonly changesSubject: boolean;
  readonly kind: MessageKind;
  readonly prompt: string;
  readonly ms: number;
}

/** Null where the model failed or made no sense. */
export type Understander = (question: string, conversation: Conversation) => Promise<Understood | null>;

/** What it works with. */
export interface UnderstanderParts {
  readonly llm: Llm;
  readonly patience?: Patience;
  readonly timer?: Timer;
}

/** Reading a message must not eat up the time for answering it. */
const PATIENCE: Patience = { firstTextMs: 2_000, wholeMs: 3_000 };
const REPLY_TOKENS = 300;
const LONGEST_ANSWER = 300;

const KINDS: Readonly<Record<MessageLabel, MessageKind>> = {
  政策问题: 'policy',
  找文件: 'document',
  时限或订阅: 'deadline',
  办事: 'procedure',
  闲聊: 'small talk',
  致谢: 'thanks',
  个人数据: 'personal data',
  观点评价: 'opinion',
  危急求助: 'crisis',
  辱骂: 'abuse',
  指挥机器: 'orders',
};

const Reply = z.object({
  question: z.string().min(1).max(300),
  changesSubject: z.boolean().catch(false),
  kind: z.enum(MESSAGE_LABELS).catch('政策问题'),
});

/** Words by which a question asks and joins; they say nothing of their own. */
const JOINING =
  /什么时候|什么|哪些|哪个|谁|多少|怎么办?|如何|何时|是否|有没有|可以|能否|应该?|需要?|规定|要求|根据|按照|关于|如果|对于|情况下?|时候?|[的了吗呢是在为由和与及对于中里等要被把将其该这那有、，,。？?!！;；“”《》：:()（）\s]/g;

const folded = (text: string) => text.normalize('NFKC');

/** Whether every word and figure of a question stands in what was said: nothing is added, only joined. */
export function saysNothingNew(question: string, said: string): boolean {
  const source = folded(said);
  const figures = new Set(source.match(/\d+(?:\.\d+)?/g) ?? []);
  if ((folded(question).match(/\d+(?:\.\d+)?/g) ?? []).some((figure) => !figures.has(figure))) return false;
  return folded(question)
    .split(JOINING)
    .filter((run) => run !== undefined && run !== '')
    .every((run) => isCovered(run, source));
}

/** Whether a run of characters can be laid out with pieces of the source of two characters or more. */
function isCovered(run: string, source: string): boolean {
  let at = 0;
  while (at < run.length) {
    let end = run.length;
    while (end > at && !source.includes(run.slice(at, end))) end--;
    const isPiece = end - at >= 2 || (end > at && run.length === 1);
    if (!isPiece) return false;
    at = end;
  }
  return true;
}

/** All that was said: the words that a rewriting may use. */
function wordsOf(question: string, { history }: Conversation): string {
  const turns = history
    .slice(-REMEMBERED_TURNS)
    .flatMap(({ question: asked, answer }) => [
      ...[asked, answer.asked ?? '', answer.answer],
      ...answer.citations.flatMap(({ title, documentNumber, locator }) => [
        title,
        documentNumber ?? '',
        locator,
      ]),
    ]);
  return [question, ...turns].join('\n');
}

async function replyOf(
  llm: Llm,
  question: string,
  conversation: Conversation,
  deadline: Deadline,
): Promise<string> {
  const history = conversation.history.slice(-REMEMBERED_TURNS).map(({ question: asked, answer }) => ({
    question: answer.asked ?? asked,
    answer: answer.answer.slice(0, LONGEST_ANSWER),
  }));
  const messages = understandPrompt.messages({ question, questionId: unguessable('q'), history });
  const request = { prompt: promptId(understandPrompt), messages, schema: null, maxTokens: REPLY_TOKENS };
  let text = '';
  for await (const event of llm.stream({ ...request, signal: deadline.signal })) {
    if (event.kind === 'end') continue;
    deadline.hasText();
    text += event.text;
  }
  return text;
}

/** An understander over a model. */
export function createUnderstander({ llm, patience, timer = systemTimer }: UnderstanderParts): Understander {
  return async (question, conversation) => {
    const began = timer.now();
    const deadline = new Deadline(patience ?? PATIENCE, timer);
    try {
      const reply = Reply.safeParse(readJson(await replyOf(llm, question, conversation, deadline)));
      if (!reply.success) return null;
      const { question: rewritten, changesSubject, kind } = reply.data;
      const holds =
        findQuestionProblem(rewritten) === null && saysNothingNew(rewritten, wordsOf(question, conversation));
      return {
        question: holds ? rewritten.trim() : null,
        changesSubject,
        kind: KINDS[kind],
        prompt: promptId(understandPrompt),
        ms: Math.round(timer.now() - began),
      };
    } catch (error) {
      if (!(error instanceof LlmError)) throw error;
      return null;
    } finally {
      deadline.stop();
    }
  };
}

/** The readings of a question with the model's in front; the search still decides between them. */
export function withUnderstood(readings: Readings, understood: Understood | null): Readings {
  if (!understood || readings.dependence === 'alone') return readings;
  if (understood.changesSubject && readings.dependence === 'maybe')
    return { dependence: 'alone', alone: readings.alone, carried: [] };
  const { question } = understood;
  if (question === null || question === readings.alone.question) return readings;
  const within = readings.carried[0]?.within ?? [];
  const rest = readings.carried.filter((each) => each.question !== question);
  return { ...readings, carried: [{ question, within }, ...rest] };
}
