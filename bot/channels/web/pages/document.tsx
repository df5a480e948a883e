import type { Child, FC } from 'hono/jsx';
import { writeDay } from '../../../../data/day.ts';
import { coreTitle } from '../../../../data/title-key.ts';
import type { OutlineEntry, PassageRecord, Span } from '../../../../data/types.ts';
import type { OpenDocument } from '../../../../retrieval/assistant.ts';
import type { Words } from '../../../locales/zh.ts';
import { citationPrefix } from '../citation-text.ts';
import { comparisonUrl, documentTextUrl, documentUrl, explanationUrl, passageAnchor } from '../links.ts';
import type { View } from '../view.ts';
import { ValidityBadge } from './badge.tsx';
import { DocumentActions } from './document-actions.tsx';
import { DocumentDeadlines } from './document-deadlines.tsx';
import { Conflicts, Relations } from './document-relations.tsx';
import { DocumentText } from './document-text.tsx';
import { Layout } from './layout.tsx';

interface Props {
  readonly view: View;
  readonly open: OpenDocument;
  readonly mark: Span | null;
}

const Fact: FC<{ name: string; children: Child }> = ({ name, children }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Lines: FC<{ lines: readonly string[] }> = ({ lines }) => (
  <span lang="zh-CN">
    {lines.map((line) => (
      <span class="line">{line}</span>
    ))}
  </span>
);

function term(words: Words, { document: { validFrom, validUntil } }: OpenDocument): string {
  const from = validFrom ? words.document.from(writeDay(validFrom)) : '';
  const until = validUntil ? words.document.until(writeDay(validUntil)) : '';
  return [from, until].filter(Boolean).join(words.code === 'zh' ? '，' : ', ');
}

function anchorOf(entry: OutlineEntry, passages: readonly PassageRecord[]): string | null {
  const at = entry.span.start;
  const found = passages.find(({ span }) => span.start <= at && at < span.end);
  return found ? `#${passageAnchor(found.id)}` : null;
}

/** The attachments as announced; those whose text is here lead to it. */
const Attachments: FC<{ open: OpenDocument }> = ({ open: { document, passages } }) => (
  <span lang="zh-CN">
    {document.attachments.map(({ number, name }) => {
      const label = `附件${number}`;
      const part = document.outline.find(
        (entry) => entry.level === 0 && entry.label.replace(/\s/g, '') === label,
      );
      const anchor = part ? anchorOf(part, passages) : null;
      const text = `${number}${number && '. '}${name}`;
      return <span class="line">{anchor ? <a href={anchor}>{text}</a> : text}</span>;
    })}
  </span>
);

/** What the document says of itself. */
const Facts: FC<{ words: Words; open: OpenDocument }> = ({ words, open }) => {
  const { document, validity } = open;
  const labels = words.document;
  if (document.kind === 'front matter') return null;
  return (
    <dl class="facts">
      <Fact name={labels.number}>{document.documentNumber ?? words.citation.noNumber}</Fact>
      {document.issuers.length > 0 && (
        <Fact name={labels.issuers}>
          <Lines lines={document.issuers} />
        </Fact>
      )}
      <Fact name={labels.date}>
        {document.issuedOn ? (
          <time datetime={document.issuedOn}>{writeDay(document.issuedOn)}</time>
        ) : (
          words.library.undated
        )}
      </Fact>
      <Fact name={labels.validity}>
        <ValidityBadge words={words} validity={validity} /> {term(words, open)}
      </Fact>
      {document.addressees.length > 0 && (
        <Fact name={labels.addressees}>
          <Lines lines={[document.addressees.join('，')]} />
        </Fact>
      )}
      {document.disclosure && (
        <Fact name={labels.disclosure}>
          <Lines lines={[document.disclosure]} />
        </Fact>
      )}
      {document.attachments.length > 0 && (
        <Fact name={labels.attachments}>
          <Attachments open={open} />
        </Fact>
      )}
      {document.contentsTitle && (
        <Fact name={labels.contentsTitle}>
          <Lines lines={[document.contentsTitle]} />
        </Fact>
      )}
      {document.theme && (
        <Fact name={words.library.kinds.theme}>
          <Lines lines={[document.theme]} />
        </Fact>
      )}
      {document.publication && (
        <Fact name={labels.publication}>
          <Lines lines={[document.publication]} />
        </Fact>
      )}
      <Fact name={labels.source}>
        <Lines lines={open.sources ?? [document.source]} />
      </Fact>
    </dl>
  );
};

/** Long outlines show their upper levels alone. */
const LONG_OUTLINE = 60;

const Outline: FC<{ words: Words; open: OpenDocument }> = ({ words, open: { document, passages } }) => {
  const deepest = document.outline.length > LONG_OUTLINE ? 2 : 4;
  const entries = document.outline.filter(({ level }) => level <= deepest);
  if (entries.length === 0) return null;
  return (
    <details class="outline" open>
      <summary>{words.document.outline}</summary>
      <nav aria-label={words.document.outline} lang="zh-CN">
        <ol>
          {entries.map((entry) => (
            <li class={`l-${entry.level}`}>
              <a href={anchorOf(entry, passages) ?? '#main'}>
                {entry.level === 0
                  ? `${entry.label} ${entry.heading}`.trim()
                  : `${entry.label}${/[.．]$/.test(entry.label) ? ' ' : ''}${entry.heading}`}
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  );
};

/** A bar that the script fills when a passage is opened by its address. */
const LocatedBar: FC<{ words: Words; open: OpenDocument }> = ({ words, open: { document } }) => (
  <div id="located" class="located" role="status" hidden data-prefix={citationPrefix(document)}>
    <span>
      {words.document.located} <b class="located-place" lang="zh-CN" />
    </span>
    <button
      type="button"
      class="link"
      data-copy=""
      data-copied={words.citation.copied}
      data-failed={words.citation.copyFailed}
    >
      {words.citation.copy}
    </button>
    <a class="located-back" href="/" hidden>
      {words.document.backToAnswer}
    </a>
  </div>
);

/** A document: what it is, its outline as navigation, its text with every clause and row linkable. */
export const DocumentPage: FC<Props> = ({ view, open, mark }) => {
  const { words } = view;
  const { document } = open;
  return (
    <Layout view={view} title={document.title} section="library">
      <div class="doc">
        <header class="doc-title">
          <p class="crumbs">
            <a href="/documents">{words.library.title}</a>
            {document.kind === 'document' && open.edition === undefined && (
              <a href={explanationUrl(document.id)}>{words.document.explain}</a>
            )}
            {open.predecessor && (
              <a href={comparisonUrl(open.predecessor.id, document.id)}>
                {words.document.compareWith(coreTitle(open.predecessor.title))}
              </a>
            )}
            <a href={documentTextUrl(document.id, open.edition)}>{words.document.plainText}</a>
          </p>
          <h1 lang="zh-CN">
            {document.kind === 'document' ? document.title : (document.publication ?? document.title)}
          </h1>
          {open.edition !== undefined && (
            <p class="note">
              {words.relations.oldEdition} <a href={documentUrl(document.id)}>{words.relations.current}</a>
            </p>
          )}
          <Facts words={words} open={open} />
          <DocumentActions words={words} open={open} />
          <Relations words={words} open={open} />
          <Conflicts words={words} open={open} />
          <DocumentDeadlines words={words} open={open} />
        </header>
        <div class={document.outline.length > 0 ? 'doc-columns' : 'doc-column'}>
          <Outline words={words} open={open} />
          <DocumentText words={words} mark={mark} open={open} />
        </div>
        <LocatedBar words={words} open={open} />
      </div>
    </Layout>
  );
};
