/** What can be wrong with a question; also the key of its message in the locales. */
export type QuestionProblem =
  | 'question.empty'
  | 'question.punctuation'
  | 'question.control'
  | 'question.long';

/** In characters (code points), after trimming. */
export const LONGEST_QUESTION = 2000;

/** Invisible marks that come along when text is pasted: zero-width, soft hyphen, direction, BOM. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/u;

/** Takes away the invisible marks of pasted text and the space around it. */
export function cleanQuestion(raw: string): string {
  return raw.replace(INVISIBLE, '').replace(/\r\n?/g, '\n').trim();
}

/** What is wrong with a cleaned question, or null: `checkQuestion('？！') === 'question.punctuation'`. */
export function checkQuestion(question: string): QuestionProblem | null {
  if (question === '') return 'question.empty';
  if (CONTROL.test(question)) return 'question.control';
  if ([...question].length > LONGEST_QUESTION) return 'question.long';
  return /[\p{L}\p{N}]/u.test(question) ? null : 'question.punctuation';
}
