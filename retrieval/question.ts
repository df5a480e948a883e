/** What may be asked: one rule for every channel. */
import { GongbaoError } from '../data/errors.ts';

/** The longest question taken, in characters (code points) after cleaning. */
export const LONGEST_QUESTION = 2_000;

/** What can be wrong with a question. */
export type QuestionProblem = 'empty' | 'control' | 'long' | 'punctuation';

/** Marks that come along when text is pasted and that nobody sees: zero-width, soft hyphen, direction, BOM. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\p{Cs}\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffe\uffff]/u;

/** Takes away invisible marks and the space around; every kind of line end becomes `\n`. */
export function cleanQuestion(raw: string): string {
  return raw
    .replace(INVISIBLE, '')
    .replace(/\r\n?|[\v\f]/g, '\n')
    .trim();
}

/** What is wrong with a cleaned question, or null: `？！` → `punctuation`. */
export function findQuestionProblem(question: string): QuestionProblem | null {
  if (question === '') return 'empty';
  if (CONTROL.test(question)) return 'control';
  if ([...question].length > LONGEST_QUESTION) return 'long';
  return /[\p{L}\p{N}]/u.test(question) ? null : 'punctuation';
}

const MESSAGES: Readonly<Record<QuestionProblem, (question: string) => string>> = {
  empty: () => '问题是空的。请用一句话写下想问的事，例如“燃气排查哪天截止？”。',
  control: () => '问题里含有无法显示的控制字符。请删去后重新提问。',
  long: (question) =>
    `问题太长（${[...question].length} 字，最多 ${LONGEST_QUESTION} 字）。请只写要问的那一句。`,
  punctuation: () => '问题里只有标点符号。请用文字写下想问的事。',
};

/**
 * A question, cleaned.
 * @throws GongbaoError QUESTION_INVALID, with what to do about it
 */
export function checkQuestion(raw: string): string {
  const question = cleanQuestion(raw);
  const problem = findQuestionProblem(question);
  if (problem) throw new GongbaoError('QUESTION_INVALID', MESSAGES[problem](question));
  return question;
}
