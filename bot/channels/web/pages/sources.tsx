import type { FC } from 'hono/jsx';
import type { Citation } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { CitationCard } from './citation-card.tsx';

/** Sources beyond this many wait behind a fold. */
const SHOWN = 4;

/** The sources of what was said, each with its quote; nothing where there are none. */
export const Sources: FC<{ words: Words; citations: readonly Citation[] }> = ({ words, citations }) => {
  if (citations.length === 0) return null;
  const card = (citation: Citation) => <CitationCard words={words} citation={citation} />;
  const rest = citations.slice(SHOWN);
  return (
    <section class="sources" aria-label={words.answer.sources(citations.length)}>
      <h3>{words.answer.sources(citations.length)}</h3>
      <ol class="cards">{citations.slice(0, SHOWN).map(card)}</ol>
      {rest.length > 0 && (
        <details class="more-sources">
          <summary>{words.answer.more(rest.length)}</summary>
          <ol class="cards" start={SHOWN + 1}>
            {rest.map(card)}
          </ol>
        </details>
      )}
    </section>
  );
};
