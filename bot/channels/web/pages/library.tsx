import type { FC } from 'hono/jsx';
import { writeDay } from '../../../../data/day.ts';
import type { DocumentSummary } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { documentUrl } from '../links.ts';
import type { View } from '../view.ts';
import { ValidityBadge } from './badge.tsx';
import { Layout } from './layout.tsx';
import { SearchForm } from './search.tsx';

const Row: FC<{ words: Words; document: DocumentSummary }> = ({ words, document }) => {
  const { id, documentNumber, title, issuers, issuedOn, validity, publication } = document;
  const searched = [documentNumber, title, ...issuers, publication].filter(Boolean).join(' ').toLowerCase();
  const { columns } = words.library;
  return (
    <tr data-filter={searched}>
      <td class="number" data-label={columns.number}>
        {documentNumber ?? words.citation.noNumber}
      </td>
      <th scope="row" class="title">
        <a href={documentUrl(id)} lang="zh-CN">
          {title}
        </a>
      </th>
      <td class="issuer" data-label={columns.issuer} lang="zh-CN">
        {issuers.map((issuer) => (
          <span class="line">{issuer}</span>
        ))}
      </td>
      <td class="date" data-label={columns.date}>
        {issuedOn ? <time datetime={issuedOn}>{writeDay(issuedOn)}</time> : words.library.undated}
      </td>
      <td class="validity" data-label={columns.validity}>
        <ValidityBadge words={words} validity={validity} />
      </td>
    </tr>
  );
};

/** The library as a table: 文号, title, issuer, date, validity, newest first. */
export const LibraryPage: FC<{ view: View; documents: readonly DocumentSummary[] }> = ({
  view,
  documents,
}) => {
  const { words } = view;
  const { columns } = words.library;
  const sorted = [...documents].sort((a, b) => (b.issuedOn ?? '').localeCompare(a.issuedOn ?? ''));
  return (
    <Layout view={view} title={words.library.title} section="library">
      <div class="page-head">
        <h1>{words.library.title}</h1>
        <p>{words.library.lead(documents.length)}</p>
      </div>
      <SearchForm words={words} query="" />
      {documents.length === 0 ? (
        <p class="empty">{words.library.empty}</p>
      ) : (
        <>
          <div class="filter js-only">
            <label for="filter">{words.library.filter}</label>
            <input
              id="filter"
              type="search"
              placeholder={words.library.filterPlaceholder}
              autocomplete="off"
              aria-controls="documents"
            />
            <output id="filter-count" for="filter" data-template={words.library.shownTemplate} />
          </div>
          <table id="documents" class="library">
            <caption class="visually-hidden">{words.library.title}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.number}</th>
                <th scope="col">{columns.title}</th>
                <th scope="col">{columns.issuer}</th>
                <th scope="col">{columns.date}</th>
                <th scope="col">{columns.validity}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((document) => (
                <Row words={words} document={document} />
              ))}
            </tbody>
          </table>
          <p id="filter-none" class="empty" hidden>
            {words.library.none}
          </p>
        </>
      )}
    </Layout>
  );
};
