import type { FC } from 'hono/jsx';
import type { Citation } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { writeCitation } from '../citation-text.ts';
import { passageUrl } from '../links.ts';
import { ValidityBadge } from './badge.tsx';

/** Quoted words as they stand; the tabs between the cells of a row are drawn as rules. */
const Quote: FC<{ text: string }> = ({ text }) => (
  <>
    {text.split('\t').map((cell, i) => (
      <>
        {i > 0 && <span class="tab">{'\t'}</span>}
        {cell}
      </>
    ))}
  </>
);

/** One source of an answer: where it stands, what it says word for word, whether it is in force. */
export const CitationCard: FC<{ words: Words; citation: Citation }> = ({ words, citation }) => {
  const url = passageUrl(citation.documentId, citation.passageId, citation.span);
  return (
    <li class="card" data-n={String(citation.n)}>
      <div class="card-head">
        <span class="card-n" aria-hidden="true">
          {citation.n}
        </span>
        <span class="card-number" lang="zh-CN">
          {citation.documentNumber ?? words.citation.noNumber}
        </span>
        <ValidityBadge words={words} validity={citation.validity} />
      </div>
      <p class="card-title" lang="zh-CN">
        <a href={url}>{citation.title}</a>
      </p>
      <blockquote lang="zh-CN" cite={url}>
        <span class="card-locator">
          {citation.locator}
          {citation.page !== undefined && ` ${words.document.page(citation.page)}`}
        </span>
        <Quote text={citation.quote.trim()} />
      </blockquote>
      <p class="card-actions">
        <a href={url}>{words.citation.open}</a>
        <button
          type="button"
          class="link js-only"
          data-copy={writeCitation(citation)}
          data-copied={words.citation.copied}
          data-failed={words.citation.copyFailed}
        >
          {words.citation.copy}
        </button>
      </p>
    </li>
  );
};
