import type { FC } from 'hono/jsx';
import { coreTitle } from '../../../../data/title-key.ts';
import type { ComparedLine, ComparedSide, Comparison } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { documentUrl } from '../links.ts';
import type { View } from '../view.ts';
import { Reference } from './answer-text.tsx';
import { Layout } from './layout.tsx';
import { Sources } from './sources.tsx';

interface Props {
  readonly words: Words;
  readonly comparison: Comparison;
}

const Side: FC<Props & { at: 0 | 1; side: ComparedSide | null }> = ({ words, comparison, at, side }) => {
  const citation = comparison.citations.find(({ n }) => n === side?.citation);
  return (
    <td data-document={coreTitle(comparison.documents[at].title)}>
      {side?.text.trim() ?? '—'}
      {citation && <Reference words={words} citation={citation} />}
    </td>
  );
};

function howOf({ left, right, differs }: ComparedLine, { comparison: labels }: Words): string {
  if (left === null || right === null) return labels.alone;
  return differs ? labels.differs : labels.same;
}

/** Two documents side by side, each cell with its reference. */
export const ComparisonTable: FC<Props> = ({ words, comparison }) => {
  const labels = words.comparison;
  if (comparison.lines.length === 0) return <p>{labels.none}</p>;
  return (
    <section class="table-scroll comparison" lang="zh-CN" tabindex={0} aria-label={labels.caption}>
      <table>
        <caption class="visually-hidden">{labels.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{labels.subject}</th>
            {comparison.documents.map(({ documentId, documentNumber, title }) => (
              <th scope="col">
                <a href={documentUrl(documentId)}>{coreTitle(title)}</a> {documentNumber}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparison.lines.map((line) => (
            <tr class={line.differs ? 'differs' : undefined}>
              <th scope="row">
                {line.subject} <small>{howOf(line, words)}</small>
              </th>
              <Side words={words} comparison={comparison} at={0} side={line.left} />
              <Side words={words} comparison={comparison} at={1} side={line.right} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** The page of a comparison. */
export const ComparisonPage: FC<{ view: View; comparison: Comparison }> = ({ view, comparison }) => {
  const { words } = view;
  const labels = words.comparison;
  return (
    <Layout view={view} title={labels.title} section="library">
      <article class="turn doc">
        <h1>{labels.title}</h1>
        <p class="register">
          <strong>{labels.label}</strong> {labels.lead}
        </p>
        <ComparisonTable words={words} comparison={comparison} />
        {comparison.omitted > 0 && <p>{labels.omitted(comparison.omitted)}</p>}
        <Sources words={words} citations={comparison.citations} />
      </article>
    </Layout>
  );
};
