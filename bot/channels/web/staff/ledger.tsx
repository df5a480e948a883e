/** The ledger as a table, with its filters and its way out and in as a workbook. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { listDeadlines } from '../../../../data/deadlines.ts';
import { type LedgerEntry, STATES } from '../../../../data/ledger.ts';
import type { WorkingDays } from '../../../../data/working-days.ts';
import { zhReminders } from '../../../locales/zh-reminders.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { type FilterForm, readFilterForm, toFilter, toQuery } from './filters.ts';
import { FormToken, respondStaff } from './frame.tsx';
import { DueCell, detailUrl, LightMark, SourceLink } from './light.tsx';
import { readingOf, type StaffContext, type StaffEnv, type StaffServices, staffScope } from './services.ts';

const ROWS_AT_MOST = 500;

/** The form above the table and the calendar. */
export const Filters: FC<{ form: FilterForm; action: string }> = ({ form, action }) => {
  const { filters } = words;
  return (
    <form method="get" action={action} class="filters">
      <label>
        {filters.department}
        <input name="department" value={form.department ?? ''} />
      </label>
      <label>
        {filters.document}
        <input name="document" value={form.document ?? ''} />
      </label>
      <label>
        {filters.keyword}
        <input name="keyword" value={form.keyword ?? ''} />
      </label>
      <label>
        {filters.month}
        <input name="month" type="month" value={form.month ?? ''} />
      </label>
      <label>
        {filters.state}
        <select name="state">
          <option value="">{filters.any}</option>
          {STATES.map((state) => (
            <option value={state} selected={state === form.state}>
              {state}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input name="overdue" type="checkbox" value="1" checked={form.overdue === '1'} />
        {filters.overdue}
      </label>
      <button type="submit">{filters.apply}</button>
      <a href={action}>{filters.clear}</a>
    </form>
  );
};

const Row: FC<{ entry: LedgerEntry; calendar: WorkingDays }> = ({ entry, calendar }) => (
  <tr>
    <td>
      <LightMark light={entry.light} />
    </td>
    <td class="nowrap">
      <DueCell entry={entry} calendar={calendar} />
    </td>
    <td class="number">{entry.workingDaysLeft ?? ''}</td>
    <td>
      <a href={detailUrl(entry.id)}>{entry.task}</a>
    </td>
    <td>{zhReminders.responsible(entry.responsible)}</td>
    <td class="source">
      <SourceLink entry={entry} />
    </td>
    <td class="nowrap">{entry.state}</td>
  </tr>
);

/** The table of entries. */
export const LedgerTable: FC<{ entries: readonly LedgerEntry[]; calendar: WorkingDays }> = ({
  entries,
  calendar,
}) => {
  const { columns } = words;
  if (entries.length === 0) return <p class="empty">{words.none}</p>;
  return (
    <section class="table-wrap" aria-label={words.nav.ledger}>
      <table class="ledger">
        <thead>
          <tr>
            {[
              columns.light,
              columns.due,
              columns.left,
              columns.task,
              columns.responsible,
              columns.source,
              columns.state,
            ].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row entry={entry} calendar={calendar} />
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Workbook: FC<{ c: StaffContext; form: FilterForm }> = ({ c, form }) => (
  <div class="workbook">
    <a class="button" href={`/staff/ledger.xlsx${toQuery(form)}`}>
      {words.exportXlsx}
    </a>
    <form method="post" action="/staff/import" enctype="multipart/form-data">
      <FormToken c={c} />
      <label>
        {words.importXlsx}
        <input type="file" name="file" accept=".xlsx" required />
      </label>
      <button type="submit">{words.importXlsx}</button>
      <span class="muted">{words.importHint}</span>
    </form>
  </div>
);

/** `/staff/ledger` */
export function serveLedger(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/', (c) => c.redirect('/staff/ledger', 303));
  app.get('/ledger', async (c) => {
    const form = readFilterForm(c.req.query());
    const { visibilities } = staffScope();
    const entries = await listDeadlines(
      services.database,
      visibilities,
      toFilter(form),
      readingOf(services),
      services.sameDepartment,
    );
    const shown = entries.slice(0, ROWS_AT_MOST);
    const lit = (light: LedgerEntry['light']) => entries.filter((entry) => entry.light === light).length;
    return respondStaff(
      c,
      { title: words.nav.ledger, section: 'ledger' },
      <>
        <Filters form={form} action="/staff/ledger" />
        <p class="summary">
          {words.count(shown.length, entries.length)}　{words.summary(lit('红'), lit('黄'), lit('绿'))}
        </p>
        <LedgerTable entries={shown} calendar={services.calendar} />
        <Workbook c={c} form={form} />
      </>,
    );
  });
}
