import type { FC } from 'hono/jsx';
import type { OpenDocument } from '../../../../retrieval/assistant.ts';
import type { Words } from '../../../locales/zh.ts';
import { citationPrefix, writeReference } from '../citation-text.ts';
import { documentTextUrl } from '../links.ts';

interface Props {
  readonly words: Words;
  readonly open: OpenDocument;
}

const Citation: FC<{ words: Words; name: string; text: string }> = ({ words, name, text }) => (
  <div class="cite-line">
    <dt>{name}</dt>
    <dd>
      <span lang="zh-CN">{text}</span>
      <button
        type="button"
        class="link js-only"
        data-copy={text}
        data-copied={words.citation.copied}
        data-failed={words.citation.copyFailed}
      >
        {words.citation.copy}
      </button>
    </dd>
  </div>
);

/** What can be taken along: the official text as it stands, and the document's citation in its official forms. */
export const DocumentActions: FC<Props> = ({ words, open: { document, edition } }) => (
  <div class="doc-actions">
    <p>
      <button
        type="button"
        class="link js-only"
        data-copy=""
        data-copy-from={documentTextUrl(document.id, edition)}
        data-copied={words.citation.copied}
        data-failed={words.citation.copyFailed}
      >
        {words.document.copyText}
      </button>
      <a href={documentTextUrl(document.id, edition, true)} download>
        {words.document.download}
      </a>
    </p>
    {document.kind === 'document' && (
      <details class="cite">
        <summary>{words.document.cite}</summary>
        <dl>
          <Citation words={words} name={words.document.citeOfficial} text={citationPrefix(document)} />
          <Citation words={words} name={words.document.citeReference} text={writeReference(document)} />
        </dl>
      </details>
    )}
  </div>
);
