/** What is overdue and what falls due this week and next, over the whole ledger: once a day and change. */
import type { Database } from '../../data/database.ts';
import { addDays, type Day, dayAt } from '../../data/day.ts';
import { dueDaysBetween, dueNow } from '../../data/deadline-standing.ts';
import { finishedOccurrences } from '../../data/deadlines.ts';
import { lastEventId, owedBetween } from '../../data/plan-queue.ts';
import { mondayOf, type Reading } from '../../data/working-days.ts';
import type { Due } from './message.ts';

/** Occurrences in the order of their due days. */
export interface Agenda {
  readonly overdue: readonly Due[];
  readonly thisWeek: readonly Due[];
  readonly nextWeek: readonly Due[];
}

const NONE: ReadonlySet<Day> = new Set();
const LOOK_BACK_DAYS = 3650;
/** What fell due longer before it came into the ledger is history, and shown there alone. */
const OLD_AFTER_DAYS = 90;

/** Whether an overdue occurrence still concerns anybody who is reminded. */
function isLive({ record, occurrence }: Due): boolean {
  const since = record.activeSince === null ? occurrence : dayAt(new Date(record.activeSince));
  return occurrence >= addDays(since, -OLD_AFTER_DAYS);
}

function makeAgenda(database: Database, reading: Reading): Agenda {
  const today = dayAt(reading.now);
  const monday = mondayOf(today);
  const finished = finishedOccurrences(database);
  const records = owedBetween(database, addDays(today, -LOOK_BACK_DAYS), addDays(monday, 13));
  const byDay = (a: Due, b: Due) => a.occurrence.localeCompare(b.occurrence);
  const overdue = records.flatMap((record): Due[] => {
    const { overdue, nextDue } = dueNow(record, finished.get(record.id) ?? NONE, reading);
    return overdue && nextDue ? [{ record, occurrence: nextDue }] : [];
  });
  const told = new Set(overdue.map(({ record, occurrence }) => `${record.id}|${occurrence}`));
  const dueIn = (from: Day, to: Day): Due[] =>
    records
      .flatMap((record) => dueDaysBetween(record, from, to).map((occurrence) => ({ record, occurrence })))
      .filter(({ record, occurrence }) => !finished.get(record.id)?.has(occurrence))
      .filter(({ record, occurrence }) => !told.has(`${record.id}|${occurrence}`))
      .toSorted(byDay);
  return {
    overdue: overdue.filter(isLive).toSorted(byDay),
    thisWeek: dueIn(monday, addDays(monday, 6)),
    nextWeek: dueIn(addDays(monday, 7), addDays(monday, 13)),
  };
}

const kept = new WeakMap<Database, { readonly key: string; readonly agenda: Agenda }>();

/** The agenda of today. Every change of the ledger writes history, so it holds until the next line of that. */
export function agendaOf(database: Database, reading: Reading): Agenda {
  const key = [dayAt(reading.now), reading.dayOff, lastEventId(database)].join('|');
  const known = kept.get(database);
  if (known?.key === key) return known.agenda;
  const agenda = makeAgenda(database, reading);
  kept.set(database, { key, agenda });
  return agenda;
}
