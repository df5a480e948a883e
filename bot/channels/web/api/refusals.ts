/** What the API refuses, in the reader's words. */
import type { Words } from '../../../locales/zh.ts';
import type { Problem } from '../problem.tsx';

interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** The first thing wrong with a request, in the reader's words. */
export function explainIssues(issues: readonly Issue[], words: Words): Problem {
  const [issue] = issues;
  const message = issue?.message ?? '';
  if (message.startsWith('question.') && message in words.errors) {
    const text = words.errors[message as 'question.empty'];
    return { status: 400, code: 'QUESTION_INVALID', message: text };
  }
  const known = message === 'top' ? words.errors.top : null;
  const detail = [issue?.path.join('.'), message].filter(Boolean).join(': ');
  return { status: 400, code: 'REQUEST_INVALID', message: known ?? words.errors.request(detail) };
}

/** Questions are put off while documents are read in. */
export const notReady = (words: Words): Problem<503> => ({
  status: 503,
  code: 'NOT_READY',
  message: words.errors.notReady,
  headers: { 'Retry-After': '5' },
});

/** A document that is not there, or not public: the two look the same outside. */
export const absent = (words: Words): Problem<404> => ({
  status: 404,
  code: 'NOT_FOUND',
  message: words.errors.noDocument,
});
