import type { FC } from 'hono/jsx';
import type { OutlineEntry, PassageRecord, Span } from '../../../../data/types.ts';
import type { OpenDocument } from '../../../../retrieval/assistant.ts';
import type { Words } from '../../../locales/zh.ts';
import { groupPassages, type TextBlock } from '../blocks.ts';
import { passageAnchor, placeOf } from '../links.ts';
import { DocumentTable } from './document-table.tsx';
import { Marked } from './marked.tsx';

interface Props {
  readonly words: Words;
  readonly mark: Span | null;
}

/** How far a run-in heading reaches into its clause: （一）发放标准。按照… → the end of 发放标准。 */
function leadLength(entry: OutlineEntry | undefined, text: string): number {
  if (!entry || entry.level === 0 || entry.heading === '') return 0;
  const at = text.indexOf(entry.heading);
  const end = at + entry.heading.length;
  return at >= 0 && at <= entry.label.length + 3 && entry.heading.length <= 40 ? end : 0;
}

const Permalink: FC<{ words: Words; passage: PassageRecord }> = ({ words, passage }) => (
  <a
    class="permalink"
    href={`#${passageAnchor(passage.id)}`}
    aria-label={words.document.permalink(passage.locator)}
  >
    #
  </a>
);

/** The head and the signature of a document, line by line as an office sets them. */
const Frame: FC<Props & { passage: PassageRecord }> = ({ words, passage }) => {
  const signature = passage.locator === '落款';
  return (
    <div
      id={passageAnchor(passage.id)}
      class={signature ? 'passage signature' : 'passage doc-head'}
      data-locator={placeOf(passage)}
      tabindex={-1}
    >
      {passage.text.split('\n').map((line) => (
        <p class={/[：:]$|^[（(]/.test(line) ? 'flush-left' : undefined}>{line}</p>
      ))}
      <Permalink words={words} passage={passage} />
    </div>
  );
};

/** A passage's printed lines, each a paragraph of its own where there are several. */
const Lines: FC<{ piece: PassageRecord; mark: Span | null; lead: number }> = ({ piece, mark, lead }) => {
  const { text, span } = piece;
  if (!text.includes('\n') || span.end - span.start !== text.length) {
    return <Marked text={text} span={span} mark={mark} lead={lead} />;
  }
  let at = span.start;
  return (
    <>
      {text.split('\n').map((line, i) => {
        const start = at;
        at += line.length + 1;
        return (
          <span class="line">
            <Marked
              text={line}
              span={{ start, end: start + line.length }}
              mark={mark}
              lead={i === 0 ? lead : 0}
            />
          </span>
        );
      })}
    </>
  );
};

const Paragraph: FC<Props & { block: TextBlock; outline: ReadonlyMap<number, OutlineEntry> }> = ({
  words,
  mark,
  block: { pieces },
  outline,
}) => {
  const [first] = pieces;
  if (!first) return null;
  if (first.kind === 'title') return <Frame words={words} mark={mark} passage={first} />;
  const entry = outline.get(first.span.start);
  const level =
    entry && (first.kind === 'heading' || entry.level === 0) ? `h-${Math.min(entry.level, 4)}` : '';
  return (
    <div class={`passage ${first.kind} ${level}`.trim()}>
      <p>
        {pieces.map((piece) => (
          <span id={passageAnchor(piece.id)} class="piece" data-locator={placeOf(piece)} tabindex={-1}>
            <Lines
              piece={piece}
              mark={mark}
              lead={level ? 0 : leadLength(outline.get(piece.span.start), piece.text)}
            />
          </span>
        ))}
      </p>
      <Permalink words={words} passage={first} />
    </div>
  );
};

/** All passages of a document in reading order, each with an anchor. */
export const DocumentText: FC<Props & { open: OpenDocument }> = ({ words, mark, open }) => {
  const outline = new Map(open.document.outline.map((entry) => [entry.span.start, entry]));
  return (
    <article class="paper" lang="zh-CN">
      {groupPassages(open.passages, open.document.text).map((block) =>
        block.kind === 'table' ? (
          <DocumentTable words={words} mark={mark} table={block} />
        ) : (
          <Paragraph words={words} mark={mark} block={block} outline={outline} />
        ),
      )}
    </article>
  );
};
