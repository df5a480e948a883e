/** An answer as it comes: statements one by one, each already verified, then the whole. */
import type { Answer, Citation } from '../data/types.ts';
import type { Scope } from './access.ts';
import { type AnswerParts, answerQuestion } from './answer.ts';
import type { Conversation } from './conversation.ts';

/**
 * What a channel shows while an answer comes. The last event is the whole answer and takes the place of what
 * was shown before: where a model broke off, it is the answer without one.
 */
export type AnswerEvent =
  | {
      readonly kind: 'statement';
      readonly text: string;
      /** Numbers of the citations so far that it rests on. */
      readonly citations: readonly number[];
      readonly sources: readonly Citation[];
    }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** Events in the order they happen, for one reader; ends or throws with the work. */
async function* eventsOf(
  work: (emit: (event: AnswerEvent) => void) => Promise<Answer>,
): AsyncGenerator<AnswerEvent> {
  const waiting: AnswerEvent[] = [];
  let wake = () => {};
  let isDone = false;
  const answer = work((event) => {
    waiting.push(event);
    wake();
  }).finally(() => {
    isDone = true;
    wake();
  });
  answer.catch(() => {});
  while (!isDone || waiting.length > 0) {
    const next = waiting.shift();
    if (next) yield next;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isDone || waiting.length > 0) resolve();
      });
  }
  yield { kind: 'answer', answer: await answer };
}

/**
 * Answers a question, telling each statement as soon as it is verified.
 * @throws GongbaoError QUESTION_INVALID for a text that is no question
 */
export function streamAnswer(
  question: string,
  scope: Scope,
  now: Date,
  parts: AnswerParts,
  conversation: Conversation = { history: [] },
): AsyncGenerator<AnswerEvent> {
  return eventsOf((emit) =>
    answerQuestion(question, scope, now, parts, conversation, {
      onStatement: ({ text, citations }, sources) =>
        emit({
          kind: 'statement',
          text,
          citations,
          sources: sources.filter(({ n }) => citations.includes(n)),
        }),
    }),
  );
}
