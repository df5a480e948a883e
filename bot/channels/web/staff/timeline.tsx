/** All time limits of one document, as a drawn timeline and as a table. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import type { Day } from '../../../../data/day.ts';
import { listDeadlines } from '../../../../data/deadlines.ts';
import type { LedgerEntry } from '../../../../data/ledger.ts';
import { addDays, daysBetween, firstOfMonth, lastOfMonth, todayOf } from '../../../../data/working-days.ts';
import { zhReminders } from '../../../locales/zh-reminders.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { respondMessage, respondStaff } from './frame.tsx';
import { LedgerTable } from './ledger.tsx';
import { readingOf, type StaffEnv, type StaffServices, staffScope } from './services.ts';

const WIDTH = 1000;
const ROW = 30;
const HEAD = 28;
const LABEL_AT_MOST = 22;
const ROWS_AT_MOST = 60;
const CLASSES = { 绿: 'green', 黄: 'yellow', 红: 'red' } as const;

interface Bar {
  readonly entry: LedgerEntry;
  readonly from: Day;
  readonly to: Day;
}

/** The dated entries as bars; one without a start is a mark on its due day. */
function barsOf(entries: readonly LedgerEntry[]): readonly Bar[] {
  return entries
    .flatMap((entry) => {
      const to = entry.rrule ? null : (entry.due ?? entry.start);
      return to ? [{ entry, from: entry.start ?? to, to }] : [];
    })
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to))
    .slice(0, ROWS_AT_MOST);
}

function monthsBetween(first: Day, last: Day): Day[] {
  const months: Day[] = [];
  for (let at = firstOfMonth(first); at <= last && months.length < 240; at = addDays(lastOfMonth(at), 1))
    months.push(at);
  return months;
}

const Drawing: FC<{ bars: readonly Bar[]; today: Day }> = ({ bars, today }) => {
  const first = firstOfMonth(bars.map(({ from }) => from).toSorted()[0] ?? today);
  const last = lastOfMonth(
    bars
      .map(({ to }) => to)
      .toSorted()
      .at(-1) ?? today,
  );
  const span = Math.max(1, daysBetween(first, last) + 1);
  const x = (day: Day) => Math.round((daysBetween(first, day) / span) * WIDTH);
  const height = HEAD + bars.length * ROW;
  const months = monthsBetween(first, last);
  const step = Math.ceil(months.length / 12);
  return (
    <svg class="timeline" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words.detail.stages}>
      {months
        .filter((_, i) => i % step === 0)
        .map((month) => (
          <g>
            <line class="tick" x1={x(month)} x2={x(month)} y1={HEAD - 6} y2={height} />
            <text class="tick-label" x={x(month) + 3} y={HEAD - 10}>
              {month.slice(0, 7)}
            </text>
          </g>
        ))}
      {today >= first && today <= last ? (
        <line class="now" x1={x(today)} x2={x(today)} y1={HEAD - 6} y2={height} />
      ) : null}
      {bars.map(({ entry, from, to }, i) => {
        const left = x(from);
        const width = Math.max(8, x(addDays(to, 1)) - left);
        const label = entry.task.slice(0, LABEL_AT_MOST);
        const end = left > WIDTH * 0.6;
        return (
          <g class={`bar bar-${entry.light ? CLASSES[entry.light] : 'none'}`}>
            <rect x={left} y={HEAD + i * ROW + 5} width={width} height={ROW - 12} rx="3" />
            <text
              x={end ? left - 6 : left + width + 6}
              y={HEAD + i * ROW + 20}
              text-anchor={end ? 'end' : 'start'}
            >
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

/** `/staff/documents/:id` */
export function serveTimeline(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/documents/:id', async (c) => {
    const filter = { documentId: c.req.param('id') };
    const reading = readingOf(services);
    const { visibilities } = staffScope();
    const entries = await listDeadlines(
      services.database,
      visibilities,
      filter,
      reading,
      services.sameDepartment,
    );
    const [first] = entries;
    if (!first) return respondMessage(c, words.detail.timeline, words.none, 404);
    const bars = barsOf(entries);
    const today = todayOf(reading);
    return respondStaff(
      c,
      { title: zhReminders.source(first.documentNumber, first.title, ''), section: null },
      <>
        {bars.length > 0 ? <Drawing bars={bars} today={today} /> : null}
        <h2>{words.detail.timeline}</h2>
        <LedgerTable entries={entries} />
      </>,
    );
  });
}
