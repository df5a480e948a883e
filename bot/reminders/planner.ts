/** Keeping the rows up to date: what changed is planned anew, and every new day extends the horizon. */
import { type Database, explainDatabaseError } from '../../data/database.ts';
import { addDays, dayAt } from '../../data/day.ts';
import { finishedOccurrences } from '../../data/deadlines.ts';
import {
  clearQueue,
  owedAmong,
  owedBetween,
  plannedThrough,
  type QueueItem,
  queuedDeadlines,
  readQueue,
  setPlannedThrough,
} from '../../data/plan-queue.ts';
import { dropPlanned, insertPlanned } from '../../data/reminders.ts';
import { listSubscriptions, type Subscription } from '../../data/subscriptions.ts';
import { instantAt } from '../../data/working-days.ts';
import { type PlanInput, type PlanRules, planDeadlines, planDigests } from './plan.ts';

/** How many days ahead rows are planned. */
export const HORIZON_DAYS = 60;
/** How far back a change is planned: older moments of it are not made up for. */
export const LOOK_BACK_DAYS = 90;
/** Leads in working days reach further in days; runs of days off add a little more. */
const SLACK_DAYS = 20;
const QUEUE_BATCH = 500;

type Window = PlanInput['window'];

/** The deadlines that may have rows in a window, by the longest lead and the latest escalation. */
function recordsFor(database: Database, subscriptions: readonly Subscription[], window: Window) {
  const lead = Math.max(0, ...subscriptions.flatMap(({ leads }) => leads));
  const late = Math.max(0, ...subscriptions.map(({ escalation }) => escalation?.afterDays ?? 0));
  return owedBetween(
    database,
    addDays(dayAt(window.from), -late - SLACK_DAYS),
    addDays(dayAt(window.to), 2 * lead + SLACK_DAYS),
  );
}

function extendHorizon(database: Database, rules: PlanRules, now: Date): number {
  const to = instantAt(addDays(dayAt(now), HORIZON_DAYS + 1), 0);
  const run = database.raw.transaction((): number => {
    const from = plannedThrough(database);
    if (from !== null && from >= to) return 0;
    setPlannedThrough(database, to);
    if (from === null) return 0;
    const subscriptions = listSubscriptions(database);
    const input: PlanInput = {
      records: recordsFor(database, subscriptions, { from, to }),
      subscriptions,
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
  const base = { finished: finishedOccurrences(database), window, now };
  const idsOf = (kind: QueueItem['kind']) => items.filter((item) => item.kind === kind).map(({ id }) => id);
  for (const { kind, id } of items) dropPlanned(database, kind, id);
  const subscriptions = listSubscriptions(database);
  const records = owedAmong(database, idsOf('deadline'));
  const written = insertPlanned(database, planDeadlines({ ...base, records, subscriptions }, rules));
  const changed = new Set(idsOf('subscription'));
  if (changed.size === 0) return written;
  const theirs = subscriptions.filter(({ id }) => changed.has(id));
  const queued = queuedDeadlines(database);
  const due = recordsFor(database, theirs, window).filter(({ id }) => !queued.has(id));
  const input = { ...base, records: due, subscriptions: theirs };
  return (
    written +
    insertPlanned(database, planDeadlines(input, rules)) +
    insertPlanned(database, planDigests(input))
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
