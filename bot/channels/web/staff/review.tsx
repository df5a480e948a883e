/** The queue of what waits for a person: confirm, correct or reject, one key each. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { needsPerson } from '../../../../data/deadline-publish.ts';
import { listDeadlines } from '../../../../data/deadlines.ts';
import type { LedgerEntry } from '../../../../data/ledger.ts';
import { zhStaff } from '../../../locales/zh-staff.ts';
import { clauseUrl, Reading } from './detail.tsx';
import { ReviewForms } from './forms.tsx';
import { respondStaff } from './frame.tsx';
import { detailUrl, LightMark } from './light.tsx';
import { readingOf, type StaffContext, type StaffEnv, type StaffServices, staffScope } from './services.ts';

const words = zhStaff.review;
const ITEMS_AT_MOST = 50;

/** Why an entry waits, in words. */
function reasonOf(entry: LedgerEntry): string {
  const reason = entry.resumeState ? 'changed' : (needsPerson(entry) ?? 'changed');
  return words.reasons[reason] ?? reason;
}

const Item: FC<{ c: StaffContext; entry: LedgerEntry; services: StaffServices }> = ({
  c,
  entry,
  services,
}) => (
  <li class="review-item" tabindex={-1} data-item>
    <h2>
      <LightMark light={entry.light} /> <a href={detailUrl(entry.id)}>{entry.task}</a>
    </h2>
    <p class="waits">
      {words.waitsFor}：{reasonOf(entry)}
    </p>
    <Reading entry={entry} clause={clauseUrl(services.database, entry)} calendar={services.calendar} />
    <ReviewForms c={c} entry={entry} back="/staff/review" />
  </li>
);

/** `/staff/review` */
export function serveReview(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/review', async (c) => {
    const { database, sameDepartment } = services;
    const filter = { states: ['待确认'] as const };
    const waiting = await listDeadlines(
      database,
      staffScope().visibilities,
      filter,
      readingOf(services),
      sameDepartment,
    );
    const shown = waiting.slice(0, ITEMS_AT_MOST);
    return respondStaff(
      c,
      { title: words.title, section: 'review' },
      <>
        <p>{words.intro}</p>
        <p class="muted keys js-only">{words.keys}</p>
        <p class="summary">{zhStaff.count(shown.length, waiting.length)}</p>
        {waiting.length === 0 ? <p class="empty">{words.empty}</p> : null}
        <ol class="review" data-review>
          {shown.map((entry) => (
            <Item c={c} entry={entry} services={services} />
          ))}
        </ol>
      </>,
    );
  });
}
