import type { FC } from 'hono/jsx';
import type { ConflictSide, ShownConflict } from '../../../../data/conflicts.ts';
import { type Day, writeDay } from '../../../../data/day.ts';
import type { ShownRelation } from '../../../../data/relations.ts';
import type { SeriesMember } from '../../../../data/standing.ts';
import type { OpenDocument } from '../../../../retrieval/assistant.ts';
import type { Words } from '../../../locales/zh.ts';
import { citationPrefix } from '../citation-text.ts';
import { documentUrl, passageUrl } from '../links.ts';

interface Props {
  readonly words: Words;
  readonly open: OpenDocument;
}

const DocumentLink: FC<{ id: string | null; title: string; number: string | null }> = ({
  id,
  title,
  number,
}) => {
  const name = citationPrefix({ title, documentNumber: number });
  return id ? (
    <a href={documentUrl(id)} lang="zh-CN">
      {name}
    </a>
  ) : (
    <span lang="zh-CN">{name}</span>
  );
};

const When: FC<{ day: Day | null }> = ({ day }) => (day ? <time datetime={day}>{writeDay(day)}</time> : null);

const Stated: FC<{ words: Words; relation: ShownRelation }> = ({ words, relation }) => {
  const { kind, direction, otherId, otherTitle, otherNumber, day, quote } = relation;
  const label = kind === 'follows' ? words.relations.follows : words.relations[direction][kind];
  return (
    <li>
      <b>{label}</b> <DocumentLink id={otherId} title={otherTitle} number={otherNumber} /> <When day={day} />
      {quote && <q lang="zh-CN">{quote.trim().replace(/\s+/g, ' ')}</q>}
    </li>
  );
};

const Neighbour: FC<{ label: string; member: SeriesMember }> = ({ label, member }) => (
  <li>
    <b>{label}</b> <DocumentLink id={member.id} title={member.title} number={member.documentNumber} />{' '}
    <When day={member.issuedOn} />
  </li>
);

/** What other documents do to this one and it to them, the plans of other years, and its earlier editions. */
export const Relations: FC<Props> = ({ words, open }) => {
  const { document, relations = [], predecessor, successor, editions = [] } = open;
  if (relations.length === 0 && !predecessor && !successor && editions.length === 0) return null;
  return (
    <section class="bearings" aria-labelledby="relations">
      <h2 id="relations">{words.relations.title}</h2>
      <ul>
        {successor && <Neighbour label={words.relations.successor} member={successor} />}
        {predecessor && <Neighbour label={words.relations.predecessor} member={predecessor} />}
        {relations.map((relation) => (
          <Stated words={words} relation={relation} />
        ))}
        {editions.map(({ number, source, replacedAt }) => (
          <li>
            <b>{words.relations.edition}</b>{' '}
            <a href={`${documentUrl(document.id)}?edition=${number}`}>{words.relations.editionOf(source)}</a>{' '}
            {replacedAt.slice(0, 10)}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Side: FC<{ open: OpenDocument; side: ConflictSide; title: string }> = ({ open, side, title }) => {
  const isOwn = side.documentId === open.document.id;
  const passage = isOwn
    ? open.passages.find(({ span }) => span.start <= side.span.start && side.span.end <= span.end)
    : undefined;
  const { start, end } = side.span;
  const url = passage
    ? passageUrl(side.documentId, passage.id, side.span)
    : `${documentUrl(side.documentId)}?mark=${start}-${end}`;
  const place = isOwn ? (passage?.locator ?? side.part) : citationPrefix({ title, documentNumber: null });
  return (
    <a class="side" href={url} lang="zh-CN">
      {place}：{side.shown}
    </a>
  );
};

/** Figures that differ, each side linked; those of another year's plan are changes, not mistakes. */
export const Conflicts: FC<Props> = ({ words, open }) => {
  const { conflicts = [] } = open;
  const listed = (kind: 'mistake' | 'change') =>
    conflicts.filter((conflict) => (conflict.kind === 'change') === (kind === 'change'));
  const List: FC<{ id: string; title: string; items: readonly ShownConflict[] }> = ({ id, title, items }) =>
    items.length === 0 ? null : (
      <section class="bearings" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <ul>
          {items.map(({ subject, left, right, leftTitle, rightTitle }) => (
            <li>
              <b lang="zh-CN">{subject}</b> <Side open={open} side={left} title={leftTitle} />{' '}
              <Side open={open} side={right} title={rightTitle} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <List id="conflicts" title={words.relations.conflicts} items={listed('mistake')} />
      <List id="changes" title={words.relations.changes} items={listed('change')} />
    </>
  );
};
