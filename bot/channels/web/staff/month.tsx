/** The ledger as a month's calendar, days off and lights included. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { addDays, type Day, weekday } from '../../../../data/day.ts';
import { dueDaysBetween, standing } from '../../../../data/deadline-standing.ts';
import { finishedOccurrences, listRecords } from '../../../../data/deadlines.ts';
import type { LedgerEntry } from '../../../../data/ledger.ts';
import { firstOfMonth, lastOfMonth, mondayOf, todayOf } from '../../../../data/working-days.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { type FilterForm, readFilterForm, toFilter, toQuery } from './filters.ts';
import { respondStaff } from './frame.tsx';
import { Filters } from './ledger.tsx';
import { detailUrl, LightMark } from './light.tsx';
import { readingOf, type StaffEnv, type StaffServices, staffScope } from './services.ts';

const ITEMS_A_DAY = 4;
const NONE: ReadonlySet<Day> = new Set();

/** The entries that fall due on each day of a month; a finished occurrence shines 绿. */
async function dueByDay(services: StaffServices, form: FilterForm, month: string) {
  const reading = readingOf(services);
  const filter = { ...toFilter(form), month };
  const { visibilities } = staffScope();
  const records = await listRecords(services.database, visibilities, filter, services.sameDepartment);
  const finished = finishedOccurrences(services.database);
  const byDay = new Map<Day, LedgerEntry[]>();
  for (const record of records) {
    const done = finished.get(record.id) ?? NONE;
    const entry = standing(record, done, reading);
    for (const day of dueDaysBetween(record, firstOfMonth(month), lastOfMonth(month))) {
      const once = record.rrule === null ? entry : lightOn(entry, day, done, services, todayOf(reading));
      byDay.set(day, [...(byDay.get(day) ?? []), once]);
    }
  }
  return byDay;
}

/** A recurring duty on one of its days. */
function lightOn(
  entry: LedgerEntry,
  day: Day,
  done: ReadonlySet<Day>,
  services: StaffServices,
  today: Day,
): LedgerEntry {
  if (done.has(day)) return { ...entry, light: '绿' };
  if (day === entry.nextDue || entry.light === null) return entry;
  return {
    ...entry,
    light: day > today && services.calendar.workingDaysBetween(today, day) > 5 ? '绿' : entry.light,
  };
}

const DayCell: FC<{
  day: Day;
  entries: readonly LedgerEntry[];
  services: StaffServices;
  outside: boolean;
  today: boolean;
}> = ({ day, entries, services, outside, today }) => {
  const working = services.calendar.isWorkingDay(day);
  const weekend = weekday(day) > 5;
  const mark = working === weekend ? (working ? words.month.work : words.month.off) : null;
  const rest = entries.length - ITEMS_A_DAY;
  const classes = ['day', working ? '' : 'day-off', outside ? 'outside' : '', today ? 'today' : ''];
  return (
    <td class={classes.filter(Boolean).join(' ')}>
      <span class="day-number">
        {Number(day.slice(8))}
        {mark ? <span class="day-mark">{mark}</span> : null}
      </span>
      <ul>
        {entries.slice(0, ITEMS_A_DAY).map((entry) => (
          <li>
            <LightMark light={entry.light} />
            <a href={detailUrl(entry.id)}>{entry.task}</a>
          </li>
        ))}
      </ul>
      {rest > 0 ? <a href={`/staff/ledger?month=${day.slice(0, 7)}`}>{words.month.more(rest)}</a> : null}
    </td>
  );
};

function weeksOf(month: string): Day[][] {
  const weeks: Day[][] = [];
  for (
    let monday = mondayOf(firstOfMonth(month));
    monday <= lastOfMonth(month);
    monday = addDays(monday, 7)
  ) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(monday, i)));
  }
  return weeks;
}

/** `/staff/month?month=2023-07` */
export function serveMonth(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/month', async (c) => {
    const form = readFilterForm(c.req.query());
    const today = todayOf(readingOf(services));
    const month = form.month ?? today.slice(0, 7);
    const byDay = await dueByDay(services, form, month);
    const to = (day: Day) => `/staff/month${toQuery(form, { month: day.slice(0, 7) })}`;
    const [year = 0, number = 0] = month.split('-').map(Number);
    return respondStaff(
      c,
      { title: words.nav.month, section: 'month' },
      <>
        <Filters form={{ ...form, month }} action="/staff/month" />
        <div class="month-head">
          <a href={to(addDays(firstOfMonth(month), -1))} rel="prev">
            {words.month.previous}
          </a>
          <h2>{words.month.heading(year, number)}</h2>
          <a href={to(addDays(lastOfMonth(month), 1))} rel="next">
            {words.month.next}
          </a>
        </div>
        <section class="table-wrap" aria-label={words.nav.month}>
          <table class="month">
            <thead>
              <tr>
                {words.month.weekdays.map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeksOf(month).map((week) => (
                <tr>
                  {week.map((day) => (
                    <DayCell
                      day={day}
                      entries={byDay.get(day) ?? []}
                      services={services}
                      outside={day.slice(0, 7) !== month}
                      today={day === today}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </>,
    );
  });
}
