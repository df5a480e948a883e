/** The light of a task, its due day, and where it leads. */
import type { FC } from 'hono/jsx';
import { writeDay } from '../../../../data/day.ts';
import { weekdayLetter } from '../../../../data/deadline-standing.ts';
import type { LedgerEntry } from '../../../../data/ledger.ts';
import type { WorkingDays } from '../../../../data/working-days.ts';
import { zhReminders } from '../../../locales/zh-reminders.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';

const CLASSES = { 绿: 'green', 黄: 'yellow', 红: 'red' } as const;

/** 绿, 黄 or 红, said in words too: colour alone tells nobody. */
export const LightMark: FC<{ light: LedgerEntry['light'] }> = ({ light }) => (
  <span
    class={`light light-${light ? CLASSES[light] : 'none'}`}
    role="img"
    aria-label={light ? words.lightName[light] : words.noLight}
    title={light ? words.lightName[light] : words.noLight}
  >
    {light ?? '－'}
  </span>
);

/** The due day that counts now, with its weekday and the working day that follows a day off. */
export const DueCell: FC<{ entry: LedgerEntry; calendar: WorkingDays }> = ({ entry, calendar }) => {
  const { nextDue, nextWorkingDay } = entry;
  if (!nextDue) return <span class="muted">{entry.unresolved ?? words.noDue}</span>;
  return (
    <span>
      <time datetime={nextDue}>{writeDay(nextDue)}</time>
      <span class="muted">（{weekdayLetter(nextDue)}）</span>
      {nextWorkingDay ? <span class="off-day">{words.offDay(writeDay(nextWorkingDay))}</span> : null}
      {calendar.isAnnounced?.(nextDue) === false ? (
        <span class="off-day">{zhReminders.unannounced(nextDue.slice(0, 4))}</span>
      ) : null}
    </span>
  );
};

/** The page of one task. */
export const detailUrl = (id: string) => `/staff/deadlines/${encodeURIComponent(id)}`;

/** Where a task comes from: 文号, title and locator, leading to the document's timeline. */
export const SourceLink: FC<{ entry: LedgerEntry }> = ({ entry }) => (
  <a href={`/staff/documents/${encodeURIComponent(entry.documentId)}`}>
    {zhReminders.source(entry.documentNumber, entry.title, entry.locator)}
  </a>
);
