import type { FC } from 'hono/jsx';
import { writeDay } from '../../../../data/day.ts';
import type { DocumentSummary } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { filterText, isNarrowed, type LibraryPart } from '../library-list.ts';
import { documentUrl } from '../links.ts';
import type { View } from '../view.ts';
import { ValidityBadge } from './badge.tsx';
import { Layout } from './layout.tsx';
import { Kinds } from './library-kinds.tsx';
import { SearchForm } from './search.tsx';

const Row: FC<{ words: Words; document: DocumentSummary }> = ({ words, document }) => {
  const { id, documentNumber, title, issuers, issuedOn, validity } = document;
  const { columns } = words.library;
  return (
    <tr data-filter={filterText(document)}>
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

/** Narrows the list: as one types where all of it is on the page, else by asking the server. */
const Filter: FC<{ words: Words; part: LibraryPart }> = ({ words, part }) => (
  <form class="filter" action="/documents" method="get">
    <label for="filter">{words.library.filter}</label>
    <input
      id="filter"
      name="filter"
      type="search"
      value={part.filter}
      placeholder={words.library.filterPlaceholder}
      autocomplete="off"
      aria-controls="documents"
      data-whole={part.pages === 1 && part.filter === '' ? 'yes' : undefined}
    />
    <output id="filter-count" for="filter" data-template={words.library.shownTemplate}>
      {isNarrowed(part) && words.library.shownTemplate.replace('{n}', String(part.count))}
    </output>
    <Kinds words={words} part={part} />
  </form>
);

const Pages: FC<{ words: Words; part: LibraryPart }> = ({
  words,
  part: { page, pages, filter, kinds = {} },
}) => {
  const chosen = Object.entries(kinds).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const typed: [string, string][] = filter ? [['filter', filter]] : [];
  const url = (to: number) =>
    `/documents?${new URLSearchParams([...typed, ...chosen, ['page', String(to)]])}`;
  if (pages === 1) return null;
  return (
    <nav class="pages" aria-label={words.library.pages}>
      {page > 1 && (
        <a href={url(page - 1)} rel="prev">
          {words.library.previous}
        </a>
      )}
      <span>{words.library.page(page, pages)}</span>
      {page < pages && (
        <a href={url(page + 1)} rel="next">
          {words.library.next}
        </a>
      )}
    </nav>
  );
};

const DocumentList: FC<{ words: Words; documents: readonly DocumentSummary[] }> = ({ words, documents }) => {
  const { columns } = words.library;
  return (
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
        {documents.map((document) => (
          <Row words={words} document={document} />
        ))}
      </tbody>
    </table>
  );
};

/** The library as a table: 文号, title, issuer, date, validity, newest first. */
export const LibraryPage: FC<{ view: View; part: LibraryPart; total: number }> = ({ view, part, total }) => {
  const { words } = view;
  return (
    <Layout view={view} title={words.library.title} section="library">
      <div class="page-head">
        <h1>{words.library.title}</h1>
        <p>{words.library.lead(total)}</p>
      </div>
      <SearchForm words={words} query="" />
      {total === 0 ? (
        <p class="empty">{words.library.empty}</p>
      ) : (
        <>
          <Filter words={words} part={part} />
          {part.count > 0 && <DocumentList words={words} documents={part.documents} />}
          <p id="filter-none" class="empty" hidden={part.count > 0}>
            {words.library.none}
          </p>
          <Pages words={words} part={part} />
        </>
      )}
    </Layout>
  );
};
