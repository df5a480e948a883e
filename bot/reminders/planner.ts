/** Keeping the rows up to date: what changed is planned anew, and every new day extends the horizon. */
import { type Database, explainDatabaseError } from '../../data/database.ts';
import { dayAt } from '../../data/day.ts';
import { finishedOccurrences } from '../../data/deadlines.ts';
import {
  clearQueue,
  owedAmong,
  owedBetween,
  plannedThrough,
  type QueueItem,
  readQueue,
  setPlannedThrough,
} from '../../data/plan-queue.ts';
import { dropPlanned, insertPlanned } from '../../data/reminders.ts';
import { listSubscriptions } from '../../data/subscriptions.ts';
import { addDays, instantAt } from '../../data/working-days.ts';
import { type PlanInput, type PlanRules, planDeadlines, planDigests } from './plan.ts';

/** How many days ahead rows are planned. */
export const HORIZON_DAYS = 60;
/** How far back a change is planned: older moments of it are not made up for. */
export const LOOK_BACK_DAYS = 90;
/** The longest lead (180 working days) reaches this many days ahead. */
const REACH_DAYS = 400;
const QUEUE_BATCH = 500;

type Window = PlanInput['window'];

function recordsFor(database: Database, window: Window) {
  return owedBetween(
    database,
    addDays(dayAt(window.from), -LOOK_BACK_DAYS - REACH_DAYS),
    addDays(dayAt(window.to), REACH_DAYS),
  );
}

function extendHorizon(database: Database, rules: PlanRules, now: Date): number {
  const to = instantAt(addDays(dayAt(now), HORIZON_DAYS + 1), 0);
  const run = database.raw.transaction((): number => {
    const from = plannedThrough(database);
    if (from !== null && from >= to) return 0;
    setPlannedThrough(database, to);
    if (from === null) return 0;
    const input: PlanInput = {
      records: recordsFor(database, { from, to }),
      subscriptions: listSubscriptions(database),
      finished: finishedOccurrences(database),
      window: { from, to },
      now,
    };
    return insertPlanned(database, planDeadlines(input, rules)) + insertPlanned(database, planDigests(input));
  });
  return run.immediate();
}

function planItems(database: Database, rules: PlanRules, items: readonly QueueItem[], now: Date): number {
  const window = {
    from: new Date(now.getTime() - LOOK_BACK_DAYS * 86_400_000),
    to: plannedThrough(database) ?? now,
  };
  const idsOf = (kind: QueueItem['kind']) => items.filter((item) => item.kind === kind).map(({ id }) => id);
  const deadlines = idsOf('deadline');
  const changed = new Set(idsOf('subscription'));
  const subscriptions = listSubscriptions(database);
  const finished = finishedOccurrences(database);
  for (const { kind, id } of items) dropPlanned(database, kind, id);
  const base = { finished, window, now };
  const records = owedAmong(database, deadlines);
  const written = insertPlanned(database, planDeadlines({ ...base, records, subscriptions }, rules));
  if (changed.size === 0) return written;
  const due = recordsFor(database, window);
  const theirs = { ...base, records: due, subscriptions: subscriptions.filter(({ id }) => changed.has(id)) };
  return (
    written +
    insertPlanned(database, planDeadlines(theirs, rules)) +
    insertPlanned(database, planDigests(theirs))
  );
}

/**
 * Plans what changed since the last call and what a new day brings into the horizon, each in a transaction
 * of its own. Returns how many rows were written. Safe to call from several processes.
 * @throws GongbaoError DISK_FULL
 */
export function updatePlan(database: Database, rules: PlanRules, now: Date): number {
  try {
    let written = extendHorizon(database, rules, now);
    while (readQueue(database, 1).length > 0) {
      const batch = database.raw.transaction((): number => {
        const items = readQueue(database, QUEUE_BATCH);
        const count = planItems(database, rules, items, now);
        clearQueue(database, items);
        return count;
      });
      written += batch.immediate();
    }
    return written;
  } catch (error) {
    throw explainDatabaseError(error, database.raw.name);
  }
}
