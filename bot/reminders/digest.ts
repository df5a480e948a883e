/** The weekly list of a chat: overdue, due this week, due next week, over all its digest subscriptions. */
import type { Database } from '../../data/database.ts';
import { type Day, dayAt } from '../../data/day.ts';
import { dueDaysBetween, standing } from '../../data/deadline-standing.ts';
import { finishedOccurrences } from '../../data/deadlines.ts';
import type { LedgerRecord } from '../../data/ledger.ts';
import { owedBetween } from '../../data/plan-queue.ts';
import type { Subscription } from '../../data/subscriptions.ts';
import { addDays, mondayOf } from '../../data/working-days.ts';
import { makeMatcher } from './match.ts';
import { composeDigest, type Due, type MessageContext, type ReminderMessage } from './message.ts';
import type { PlanRules } from './plan.ts';

const NONE: ReadonlySet<Day> = new Set();

function recordsFor(
  database: Database,
  subscriptions: readonly Subscription[],
  rules: PlanRules,
  today: Day,
): readonly LedgerRecord[] {
  const match = makeMatcher(subscriptions, rules.sameDepartment);
  return owedBetween(database, addDays(today, -3650), addDays(today, 21)).filter((record) =>
    [...match(record)].some((subscription) =>
      rules.scopeOf(subscription).visibilities.includes(record.visibility),
    ),
  );
}

/** The digest of a chat as of now, or null where there is nothing to tell. */
export function digestOf(
  database: Database,
  subscriptions: readonly Subscription[],
  rules: PlanRules,
  now: Date,
  context: MessageContext,
): ReminderMessage | null {
  const today = dayAt(now);
  const monday = mondayOf(today);
  const finished = finishedOccurrences(database);
  const records = recordsFor(database, subscriptions, rules, today);
  const dueIn = (from: Day, to: Day): Due[] =>
    records.flatMap((record) =>
      dueDaysBetween(record, from, to)
        .filter((occurrence) => !finished.get(record.id)?.has(occurrence))
        .map((occurrence) => ({ record, occurrence })),
    );
  const overdue = records.flatMap((record): Due[] => {
    const reading = { now, calendar: rules.calendar, dayOff: rules.dayOff };
    const entry = standing(record, finished.get(record.id) ?? NONE, reading);
    return entry.overdue && entry.nextDue ? [{ record, occurrence: entry.nextDue }] : [];
  });
  const isOverdue = new Set(overdue.map(({ record, occurrence }) => `${record.id}|${occurrence}`));
  const open = (due: Due) => !isOverdue.has(`${due.record.id}|${due.occurrence}`);
  const byDay = (a: Due, b: Due) => a.occurrence.localeCompare(b.occurrence);
  return composeDigest(
    {
      overdue: overdue.toSorted(byDay),
      thisWeek: dueIn(monday, addDays(monday, 6)).filter(open).toSorted(byDay),
      nextWeek: dueIn(addDays(monday, 7), addDays(monday, 13)).toSorted(byDay),
    },
    context,
  );
}
