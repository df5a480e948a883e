import type { Child, FC } from 'hono/jsx';
import type { Answer, Citation } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import { passageUrl } from '../links.ts';

interface Cited {
  readonly words: Words;
  readonly citations: readonly Citation[];
}

/** A reference [n] that opens its passage in the document. */
export const Reference: FC<{ words: Words; citation: Citation }> = ({ words, citation }) => (
  <a
    class="ref"
    href={passageUrl(citation.documentId, citation.passageId, citation.span)}
    data-n={String(citation.n)}
    title={`${citation.documentNumber ?? ''} ${citation.locator}`.trim()}
    aria-label={words.answer.cite(citation.n, citation.title, citation.locator)}
  >
    [{citation.n}]
  </a>
);

/** A line with its [n] made references; numbers without a citation stay text. */
function withReferences(line: string, { words, citations }: Cited): Child[] {
  return line.split(/(\[\d{1,3}\])/).map((part) => {
    const number = /^\[(\d+)\]$/.exec(part)?.[1];
    const citation = citations.find(({ n }) => n === Number(number));
    return number && citation ? <Reference words={words} citation={citation} /> : part;
  });
}

const ITEM = /^\s*(?:[-•·*]\s+|[•·]\s*)/;

/** Lines in a row that begin with a bullet are one list; every other line is a paragraph. */
function groupLines(text: string): { items: boolean; lines: string[] }[] {
  const groups: { items: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const items = ITEM.test(line);
    const last = groups.at(-1);
    const text = line.replace(ITEM, '').trim();
    if (items && last?.items) last.lines.push(text);
    else groups.push({ items, lines: [text] });
  }
  return groups;
}

/** The words of an answer, with lists as lists and [n] as links to the passages. */
export const AnswerText: FC<{ words: Words; answer: Answer }> = ({ words, answer }) => {
  const cited = { words, citations: answer.citations };
  return (
    <div class="answer-text" lang="zh-CN">
      {groupLines(answer.answer).map(({ items, lines }) =>
        items ? (
          <ul>
            {lines.map((line) => (
              <li>{withReferences(line, cited)}</li>
            ))}
          </ul>
        ) : (
          <p>{withReferences(lines[0] ?? '', cited)}</p>
        ),
      )}
    </div>
  );
};
