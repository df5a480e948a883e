/** All time limits of one document, as a drawn timeline and as a table. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { addDays, type Day, daysBetween } from '../../../../data/day.ts';
import { listDeadlines } from '../../../../data/deadlines.ts';
import type { LedgerEntry } from '../../../../data/ledger.ts';
import { firstOfMonth, lastOfMonth, todayOf } from '../../../../data/working-days.ts';
import { zhReminders } from '../../../locales/zh-reminders.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { respondMessage, respondStaff } from './frame.tsx';
import { LedgerTable } from './ledger.tsx';
import { readingOf, type StaffEnv, type StaffServices, staffScope } from './services.ts';

const WIDTH = 1000;
const ROW = 30;
const HEAD = 28;
const LABEL_AT_MOST = 22;
const LETTER = 14;
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

/** A bar with its task beside it where there is room, else inside it. */
const DrawnBar: FC<{ entry: LedgerEntry; left: number; width: number; top: number }> = (props) => {
  const { entry, left, width, top } = props;
  const label = entry.task.slice(0, LABEL_AT_MOST);
  const needed = label.length * LETTER + 12;
  const right = WIDTH - left - width >= needed;
  const before = !right && left >= needed;
  const at = right ? left + width + 6 : before ? left - 6 : left + 8;
  const light = entry.light ? CLASSES[entry.light] : 'none';
  return (
    <g class={`bar bar-${light}`}>
      <rect x={left} y={top + 5} width={width} height={ROW - 12} rx="3" />
      <text
        x={at}
        y={top + 19}
        text-anchor={before ? 'end' : 'start'}
        class={right || before ? '' : 'inside'}
      >
        {label}
      </text>
    </g>
  );
};

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
      {bars.map((bar, i) => {
        const left = x(bar.from);
        const width = Math.max(8, x(addDays(bar.to, 1)) - left);
        return <DrawnBar entry={bar.entry} left={left} width={width} top={HEAD + i * ROW} />;
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
        {bars.length > 0 ? (
          <section class="table-wrap" aria-label={words.detail.stages}>
            <Drawing bars={bars} today={today} />
          </section>
        ) : null}
        <h2>{words.detail.timeline}</h2>
        <LedgerTable entries={entries} calendar={services.calendar} />
      </>,
    );
  });
}
