import { GongbaoError } from '../data/errors.ts';

/** The longest question taken, in characters. */
export const LONGEST_QUESTION = 2_000;

/**
 * A question without control and invisible characters.
 * @throws GongbaoError QUESTION_INVALID, with what to do about it
 */
export function checkQuestion(question: string): string {
  const text = question.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, ' ').trim();
  if (text === '')
    throw new GongbaoError(
      'QUESTION_INVALID',
      '问题是空的。请用一句话写下想问的事，例如“燃气排查哪天截止？”。',
    );
  if (text.length > LONGEST_QUESTION) {
    throw new GongbaoError(
      'QUESTION_INVALID',
      `问题太长（${text.length} 字，最多 ${LONGEST_QUESTION} 字）。请只写要问的那一句。`,
    );
  }
  if (!/[\p{L}\p{N}]/u.test(text))
    throw new GongbaoError('QUESTION_INVALID', '问题里只有标点符号。请用文字写下想问的事。');
  return text;
}
