/** Asks a question file of an assistant and scores what it finds and says. */
import { publicScope } from '../../retrieval/access.ts';
import type { Assistant } from '../../retrieval/assistant.ts';
import type { EvalQuestion } from './question.ts';
import { type Report, scoreAnswers, scoreSearch } from './score.ts';

/** Results looked at for a question's passages. */
const TOP = 10;

/** How well an assistant finds and answers; `now` is the day the answers are given for. */
export async function evaluate(
  questions: readonly EvalQuestion[],
  assistant: Assistant,
  now: Date,
): Promise<{ readonly search: Report; readonly answers: Report }> {
  const found = [];
  const answered = [];
  for (const { id, question } of questions) {
    found.push({ id, hits: await assistant.search(question, publicScope(), TOP) });
    answered.push({ id, ...(await assistant.ask(question, publicScope(), now)) });
  }
  return { search: scoreSearch(questions, found), answers: scoreAnswers(questions, answered) };
}
