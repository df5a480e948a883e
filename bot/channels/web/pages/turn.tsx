import type { FC } from 'hono/jsx';
import type { Answer } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { searchUrl } from '../links.ts';
import { AnswerText, Reference } from './answer-text.tsx';
import { ComparisonTable } from './comparison.tsx';
import { ExplainedParts } from './explanation.tsx';
import { Sources } from './sources.tsx';

interface Props {
  readonly words: Words;
  readonly answer: Answer;
}

const Warnings: FC<Props> = ({ words, answer }) => (
  <>
    {answer.notices.length > 0 && (
      <aside class="note" aria-label={words.answer.notices}>
        <strong>{words.answer.notices}</strong>
        {answer.notices.map((notice) => (
          <p lang="zh-CN">{notice}</p>
        ))}
      </aside>
    )}
    {answer.conflicts.length > 0 && (
      <aside class="note note-conflict" aria-label={words.answer.conflicts}>
        <strong>{words.answer.conflicts}</strong>
        {answer.conflicts.map(({ subject, note, citations }) => (
          <p lang="zh-CN">
            <b>{subject}</b> {note}{' '}
            {answer.citations
              .filter(({ n }) => citations.includes(n))
              .map((citation) => (
                <Reference words={words} citation={citation} />
              ))}
          </p>
        ))}
      </aside>
    )}
  </>
);

/** What to do next where there is no answer. */
const NextSteps: FC<Props> = ({ words, answer }) => (
  <p class="next">
    <span>{words.answer.nextSteps}</span>
    <a class="button quiet" href={searchUrl(answer.question.slice(0, 200))}>
      {words.answer.searchInstead}
    </a>
    <a class="button quiet" href="/documents">
      {words.answer.browse}
    </a>
  </p>
);

/** An answer's words; an explanation under its headings, a comparison as a table. */
const Said: FC<Props> = ({ words, answer }) => {
  const { explanation, comparison } = answer;
  if (explanation) return <ExplainedParts words={words} explanation={explanation} />;
  if (comparison) return <ComparisonTable words={words} comparison={comparison} />;
  return <AnswerText words={words} answer={answer} />;
};

/** A question and what was answered: one entry of the conversation. */
export const Turn: FC<Props> = ({ words, answer }) => {
  const { status } = answer;
  const heading = status === 'answered' ? null : words.answer[status];
  return (
    <li
      class={`turn turn-${status}`}
      data-asked={answer.asked ?? answer.question}
      data-document={answer.citations[0]?.documentId}
    >
      <h2 class="turn-question">
        <span class="mark-q" aria-hidden="true">
          {words.answer.question}
        </span>
        <span class="turn-question-text">{answer.question}</span>
      </h2>
      <div class="turn-answer">
        {heading && <p class="turn-heading">{heading}</p>}
        <Said words={words} answer={answer} />
        <Warnings words={words} answer={answer} />
        {status !== 'answered' && <NextSteps words={words} answer={answer} />}
        <Sources words={words} citations={answer.citations} />
        <p class="took">{words.answer.took(answer.ms)}</p>
      </div>
    </li>
  );
};
