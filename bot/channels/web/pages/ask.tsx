import type { FC } from 'hono/jsx';
import type { Answer } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { askUrl } from '../links.ts';
import type { View } from '../view.ts';
import { Layout } from './layout.tsx';
import { Turn } from './turn.tsx';

interface Props {
  readonly view: View;
  readonly examples: readonly string[];
  readonly documents: number;
  /** What the box holds: the question asked without JavaScript, when it could not be answered. */
  readonly question: string;
  readonly problem: string | null;
  readonly answer: Answer | null;
}

/** The question box: a plain form, which the script turns into a conversation. */
const AskForm: FC<{ words: Words; question: string; problem: string | null; documents: number }> = ({
  words,
  question,
  problem,
  documents,
}) => (
  <form
    id="ask"
    class="ask"
    action="/"
    method="get"
    data-api={`/api/ask?lang=${words.code}`}
    data-sending={words.ask.sending}
    data-failed={words.ask.failed}
    data-empty={words.errors['question.empty']}
  >
    <label class="visually-hidden" for="question">
      {words.ask.label}
    </label>
    <div class="ask-box">
      <textarea
        id="question"
        name="q"
        rows={1}
        placeholder={words.ask.placeholder}
        aria-describedby="ask-hint ask-problem"
        autocomplete="off"
        enterkeyhint="send"
      >
        {question}
      </textarea>
      <button type="submit" class="send">
        <span>{words.ask.send}</span>
      </button>
    </div>
    <p id="ask-problem" class="problem" role="alert">
      {problem}
    </p>
    <p id="ask-hint" class="hint">
      <span class="js-only">{words.ask.hint}</span>
      <span>{words.ask.readingLibrary(documents)}</span>
    </p>
  </form>
);

const Examples: FC<{ words: Words; examples: readonly string[] }> = ({ words, examples }) => (
  <section class="examples" aria-labelledby="examples-title">
    <h2 id="examples-title">{words.ask.examples}</h2>
    <ul>
      {examples.map((example) => (
        <li>
          <a class="chip" href={askUrl(example)} data-ask={example} lang="zh-CN">
            {example}
          </a>
        </li>
      ))}
    </ul>
  </section>
);

/** The start page: ask, read the answers, follow their sources. */
export const AskPage: FC<Props> = ({ view, examples, documents, question, problem, answer }) => {
  const { words } = view;
  return (
    <Layout view={view} title={words.nav.ask} section="ask">
      <div class={`chat${answer ? ' has-turns' : ''}`} id="chat">
        <div class="hero">
          <h1>{words.ask.title}</h1>
          <p>{words.ask.lead}</p>
        </div>
        <section class="conversation" aria-label={words.ask.conversation}>
          <div class="conversation-head js-only">
            <h2>{words.ask.conversation}</h2>
            <button type="button" class="link" id="clear" data-cleared={words.ask.cleared}>
              {words.ask.clear}
            </button>
          </div>
          <ol id="turns" class="turns">
            {answer && <Turn words={words} answer={answer} />}
          </ol>
        </section>
        <AskForm words={words} question={question} problem={problem} documents={documents} />
        <Examples words={words} examples={examples} />
      </div>
    </Layout>
  );
};
