import type { FC } from 'hono/jsx';
import type { Explanation } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { documentUrl } from '../links.ts';
import type { View } from '../view.ts';
import { Reference } from './answer-text.tsx';
import { Layout } from './layout.tsx';
import { Sources } from './sources.tsx';

/** The points of an explanation under their headings, each with its references. */
export const ExplainedParts: FC<{ words: Words; explanation: Explanation }> = ({ words, explanation }) => (
  <div class="explanation" lang="zh-CN">
    <p class="register">
      <strong>{words.explanation.label}</strong>{' '}
      {explanation.model === null
        ? words.explanation.bySentence
        : words.explanation.byModel(explanation.model)}
    </p>
    {explanation.parts.map(({ part, points }) => (
      <section>
        <h3>{part}</h3>
        <ul>
          {points.map(({ text, citations }) => (
            <li>
              {text}
              {explanation.citations
                .filter(({ n }) => citations.includes(n))
                .map((citation) => (
                  <Reference words={words} citation={citation} />
                ))}
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
);

/** A document explained: never a source, always with the way back to the text. */
export const ExplanationPage: FC<{ view: View; explanation: Explanation }> = ({ view, explanation }) => {
  const { words } = view;
  const { title, documentId, locator } = explanation;
  return (
    <Layout view={view} title={words.explanation.title(title)} section="library">
      <article class="turn doc-column">
        <p class="crumbs">
          <a href={documentUrl(documentId)}>{words.explanation.back}</a>
        </p>
        <h1 lang="zh-CN">{words.explanation.title(locator ? `${title} ${locator}` : title)}</h1>
        <ExplainedParts words={words} explanation={explanation} />
        <Sources words={words} citations={explanation.citations} />
      </article>
    </Layout>
  );
};
