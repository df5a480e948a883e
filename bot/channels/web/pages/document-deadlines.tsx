import type { FC } from 'hono/jsx';
import { writeDay } from '../../../../data/day.ts';
import type { LedgerRecord } from '../../../../data/ledger.ts';
import type { OpenDocument } from '../../../../retrieval/assistant.ts';
import type { Words } from '../../../locales/zh.ts';
import { passageUrl } from '../links.ts';

interface Props {
  readonly words: Words;
  readonly open: OpenDocument;
}

/** Lists of more are folded away, so that the text is not far. */
const MANY = 6;

const When: FC<{ words: Words; deadline: LedgerRecord }> = ({ words, deadline: { due, rrule, phrase } }) => {
  if (due && !rrule) return <time datetime={due}>{writeDay(due)}</time>;
  const said = rrule ? words.document.recurring : words.document.open;
  return (
    <>
      <span lang="zh-CN">{phrase}</span> <span class="muted">{said}</span>
    </>
  );
};

const Item: FC<Props & { deadline: LedgerRecord }> = ({ words, open, deadline }) => {
  const { span, task, state, locator, responsible, documentId } = deadline;
  const passage = open.passages.find((each) => each.span.start <= span.start && span.start < each.span.end);
  const units = responsible.filter(({ role }) => role === '牵头' || role === '责任').map(({ name }) => name);
  return (
    <li>
      <b>
        <When words={words} deadline={deadline} />
      </b>{' '}
      <span lang="zh-CN">{task}</span>{' '}
      {passage && (
        <a href={passageUrl(documentId, passage.id, span)} lang="zh-CN">
          {locator}
        </a>
      )}{' '}
      {units.length > 0 && (
        <span class="muted" lang="zh-CN">
          {units.join('、')}
        </span>
      )}{' '}
      {state === '待确认' && <span class="muted">{words.document.waiting}</span>}
    </li>
  );
};

/** The time limits a document sets, each leading to its clause or row. */
export const DocumentDeadlines: FC<Props> = ({ words, open }) => {
  const { deadlines = [] } = open;
  if (deadlines.length === 0) return null;
  return (
    <details class="bearings" open={deadlines.length <= MANY}>
      <summary>
        <h2>{words.document.deadlines(deadlines.length)}</h2>
      </summary>
      <ul>
        {deadlines.map((deadline) => (
          <Item words={words} open={open} deadline={deadline} />
        ))}
      </ul>
    </details>
  );
};
