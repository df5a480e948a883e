/** One task: what the document says, how its day was reached, what was done, and what can be. */
import type { Hono } from 'hono';
import type { Child, FC } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { audit } from '../../../../data/audit.ts';
import type { Database } from '../../../../data/database.ts';
import { actOnDeadline } from '../../../../data/deadline-actions.ts';
import { listHistory, readDeadline } from '../../../../data/deadlines.ts';
import type { DeadlineEvent, LedgerEntry } from '../../../../data/ledger.ts';
import type { WorkingDays } from '../../../../data/working-days.ts';
import { zhReminders } from '../../../locales/zh-reminders.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { passageUrl } from '../links.ts';
import { readActForm, toAction } from './act.ts';
import { ActForms } from './forms.tsx';
import { respondMessage, respondStaff } from './frame.tsx';
import { DueCell, detailUrl, LightMark, SourceLink } from './light.tsx';
import { readingOf, type StaffContext, type StaffEnv, type StaffServices, staffScope } from './services.ts';

/** The clause on the document's public page; null for internal documents, which have none. */
export function clauseUrl(database: Database, entry: LedgerEntry): string | null {
  if (entry.visibility !== 'public') return null;
  const row = database.raw
    .prepare<[string, number, number], { id: number }>(
      'SELECT id FROM passages WHERE document_id = ? AND start <= ? AND end >= ? ORDER BY end - start LIMIT 1',
    )
    .get(entry.documentId, entry.span.start, entry.span.end);
  return row ? passageUrl(entry.documentId, row.id, entry.span) : null;
}

const Fact: FC<{ name: string; children: Child }> = ({ name, children }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The words of the document, and what was read in them. */
export const Reading: FC<{ entry: LedgerEntry; clause: string | null; calendar: WorkingDays }> = (props) => {
  const { entry, clause, calendar } = props;
  const { detail } = words;
  return (
    <div class="reading">
      <blockquote class="quote" cite={clause ?? undefined}>
        {entry.quote}
      </blockquote>
      {clause ? (
        <a href={clause} class="open-clause" data-open>
          {detail.openClause}
        </a>
      ) : null}
      <dl class="facts">
        <Fact name={words.columns.source}>
          <SourceLink entry={entry} />
        </Fact>
        <Fact name={detail.phrase}>{entry.phrase}</Fact>
        {entry.start ? <Fact name={detail.start}>{entry.start}</Fact> : null}
        <Fact name={detail.due}>
          <DueCell entry={entry} calendar={calendar} />
          {entry.extendedFrom ? (
            <span class="muted">（{detail.extendedFrom(entry.extendedFrom)}）</span>
          ) : null}
        </Fact>
        {entry.rrule ? <Fact name={detail.rule}>{entry.rrule}</Fact> : null}
        <Fact name={detail.trace}>{entry.trace}</Fact>
        <Fact name={words.columns.responsible}>{zhReminders.responsible(entry.responsible)}</Fact>
        <Fact name={detail.confidence}>{`${Math.round(entry.confidence * 100)}%`}</Fact>
        {entry.ambiguity ? <Fact name={detail.ambiguity}>{entry.ambiguity}</Fact> : null}
        {entry.unresolved ? <Fact name={detail.unresolved}>{entry.unresolved}</Fact> : null}
        {entry.note ? <Fact name={detail.note}>{entry.note}</Fact> : null}
        {entry.evidence ? <Fact name={detail.evidence}>{entry.evidence}</Fact> : null}
      </dl>
      {entry.past ? <p class="notice">{detail.past}</p> : null}
      {entry.resumeState ? <p class="notice">{detail.resume(entry.resumeState)}</p> : null}
    </div>
  );
};

/** What an event's detail says in words: reasons, notes and days that changed. */
function detailText({ detail }: DeadlineEvent): string {
  const told = ['reason', 'note', 'evidence', 'dueBefore', 'due'] as const;
  const parts = told.flatMap((name) => {
    const value = detail[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  return [...new Set(parts)].join('；');
}

const instantText = (iso: string) =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

const History: FC<{ events: readonly DeadlineEvent[] }> = ({ events }) => (
  <section>
    <h2>{words.detail.history}</h2>
    <ol class="history">
      {events.map((event) => (
        <li>
          <time datetime={event.at}>{instantText(event.at)}</time> {event.actor} {words.actions[event.action]}
          {event.from === event.to ? '' : `（${event.from ?? '新建'} → ${event.to}）`}
          {event.occurrence ? ` ${event.occurrence}` : ''} <span class="muted">{detailText(event)}</span>
        </li>
      ))}
    </ol>
  </section>
);

async function detailPage(
  c: StaffContext,
  services: StaffServices,
  id: string,
  problem: { readonly message: string; readonly status: ContentfulStatusCode } | null = null,
): Promise<Response> {
  const { visibilities } = staffScope();
  const entry = await readDeadline(services.database, id, visibilities, readingOf(services));
  if (!entry) return respondMessage(c, words.nav.ledger, zhReminders.refused.missing, 404);
  const events = await listHistory(services.database, id, visibilities);
  return respondStaff(
    c,
    { title: entry.task, section: null, status: problem?.status ?? 200 },
    <>
      {problem ? (
        <p class="notice bad" role="alert">
          {problem.message}
        </p>
      ) : null}
      <p class="standing">
        <LightMark light={entry.light} /> <strong>{entry.state}</strong>
      </p>
      <Reading entry={entry} clause={clauseUrl(services.database, entry)} calendar={services.calendar} />
      <ActForms c={c} entry={entry} />
      <History events={events} />
    </>,
  );
}

/** Only our own pages are returned to. */
function backTo(back: unknown, id: string): string {
  return typeof back === 'string' && /^\/staff\/[\w/?=&%#.-]*$/.test(back) ? back : detailUrl(id);
}

async function act(c: StaffContext, services: StaffServices, id: string): Promise<Response> {
  const { database, now } = services;
  const body = await c.req.parseBody();
  const read = readActForm(body);
  if (read.kind === 'invalid') {
    const { forms } = words;
    const messages = {
      'due invalid': zhReminders.refused['due invalid'],
      responsible: forms.responsibleInvalid,
      form: forms.invalid,
    };
    return detailPage(c, services, id, { message: messages[read.reason], status: 422 });
  }
  const { visibilities } = staffScope();
  const entry = await readDeadline(database, id, visibilities, readingOf(services));
  if (!entry) return respondMessage(c, words.nav.ledger, zhReminders.refused.missing, 404);
  const by = { actor: c.var.session.actor, at: now(), visibilities, revision: read.revision };
  const unchanged =
    read.form.action === 'correct' && entry.state === '待确认' && isEmpty(toAction(read.form, entry));
  const action = unchanged ? ({ kind: 'confirm' } as const) : toAction(read.form, entry);
  const outcome = actOnDeadline(database, id, action, by);
  const result = outcome.kind === 'done' ? 'done' : `refused: ${outcome.reason}`;
  await audit(database, { at: now(), who: by.actor, act: `deadline ${action.kind}`, object: id, result });
  if (outcome.kind === 'done') return c.redirect(backTo(body.back, id), 303);
  return detailPage(c, services, id, { message: zhReminders.refused[outcome.reason], status: 409 });
}

/** A correction that corrects nothing confirms. */
function isEmpty(action: ReturnType<typeof toAction>): boolean {
  return action.kind === 'correct' && Object.keys(action.correction).length === 0;
}

/** `/staff/deadlines/:id` and its acts. */
export function serveDetail(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/deadlines/:id', (c) => detailPage(c, services, c.req.param('id')));
  app.post('/deadlines/:id/act', (c) => act(c, services, c.req.param('id')));
}
