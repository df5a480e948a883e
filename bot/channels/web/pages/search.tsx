import type { FC } from 'hono/jsx';
import type { Hit } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { passageUrl } from '../links.ts';
import type { View } from '../view.ts';
import { Layout } from './layout.tsx';

/** The full-text search box, on the library's page and on that of the results. */
export const SearchForm: FC<{ words: Words; query: string }> = ({ words, query }) => (
  <search>
    <form class="search" action="/search" method="get">
      <label class="visually-hidden" for="search">
        {words.search.label}
      </label>
      <input
        id="search"
        name="q"
        type="search"
        value={query}
        placeholder={words.search.placeholder}
        autocomplete="off"
      />
      <button type="submit">{words.search.button}</button>
    </form>
  </search>
);

/** Text with the words of the query marked where they stand literally. */
const Found: FC<{ text: string; query: string }> = ({ text, query }) => {
  const words = query.split(/\s+/).filter((word) => word.length > 1);
  if (words.length === 0) return <>{text}</>;
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = text.split(new RegExp(`(${escaped.join('|')})`, 'giu'));
  return <>{parts.map((part, i) => (i % 2 === 1 ? <mark>{part}</mark> : part))}</>;
};

const HitItem: FC<{ words: Words; hit: Hit; query: string }> = ({ words, hit, query }) => (
  <li class="hit">
    <p class="hit-place" lang="zh-CN">
      <span class="card-number">{hit.documentNumber ?? words.citation.noNumber}</span>
      <span class="card-locator">{hit.locator}</span>
    </p>
    <h2 lang="zh-CN">
      <a href={passageUrl(hit.documentId, hit.passageId)}>{hit.title}</a>
    </h2>
    <p class="hit-text" lang="zh-CN">
      <Found text={hit.text} query={query} />
    </p>
  </li>
);

interface Props {
  readonly view: View;
  readonly query: string;
  readonly hits: readonly Hit[] | null;
  readonly problem: string | null;
}

/** The results of a full-text search; each leads to its passage. */
export const SearchPage: FC<Props> = ({ view, query, hits, problem }) => {
  const { words } = view;
  const count = hits?.length ?? 0;
  return (
    <Layout view={view} title={words.search.title} section="library">
      <div class="page-head">
        <h1>{words.search.title}</h1>
        <p>{words.search.lead}</p>
      </div>
      <SearchForm words={words} query={query} />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {hits && (
        <p class="result-count" role="status">
          {count > 0 ? words.search.results(count, query) : words.search.none(query)}
        </p>
      )}
      <ol class="hits">
        {hits?.map((hit) => (
          <HitItem words={words} hit={hit} query={query} />
        ))}
      </ol>
    </Layout>
  );
};
