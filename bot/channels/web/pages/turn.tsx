import type { FC } from 'hono/jsx';
import type { Answer } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { searchUrl } from '../links.ts';
import { AnswerText, Reference } from './answer-text.tsx';
import { CitationCard } from './citation-card.tsx';

interface Props {
  readonly words: Words;
  readonly answer: Answer;
}

/** Sources beyond this many wait behind a fold. */
const SHOWN = 4;

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

const Sources: FC<Props> = ({ words, answer: { citations } }) => {
  const card = (citation: (typeof citations)[number]) => <CitationCard words={words} citation={citation} />;
  const rest = citations.slice(SHOWN);
  return (
    <section class="sources" aria-label={words.answer.sources(citations.length)}>
      <h3>{words.answer.sources(citations.length)}</h3>
      <ol class="cards">{citations.slice(0, SHOWN).map(card)}</ol>
      {rest.length > 0 && (
        <details class="more-sources">
          <summary>{words.answer.more(rest.length)}</summary>
          <ol class="cards" start={SHOWN + 1}>
            {rest.map(card)}
          </ol>
        </details>
      )}
    </section>
  );
};

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

/** A question and what was answered: one entry of the conversation. */
export const Turn: FC<Props> = ({ words, answer }) => {
  const { status } = answer;
  const heading = status === 'answered' ? null : words.answer[status];
  return (
    <li class={`turn turn-${status}`}>
      <h2 class="turn-question">
        <span class="mark-q" aria-hidden="true">
          {words.answer.question}
        </span>
        <span class="turn-question-text">{answer.question}</span>
      </h2>
      <div class="turn-answer">
        {heading && <p class="turn-heading">{heading}</p>}
        <AnswerText words={words} answer={answer} />
        <Warnings words={words} answer={answer} />
        {status !== 'answered' && <NextSteps words={words} answer={answer} />}
        {answer.citations.length > 0 && <Sources words={words} answer={answer} />}
        <p class="took">{words.answer.took(answer.ms)}</p>
      </div>
    </li>
  );
};
