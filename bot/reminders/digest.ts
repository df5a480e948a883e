/** The weekly list of a chat: what its digest subscriptions concern of the agenda. */
import type { Database } from '../../data/database.ts';
import type { Subscription } from '../../data/subscriptions.ts';
import { agendaOf } from './agenda.ts';
import { makeMatcher } from './match.ts';
import { composeDigest, type Due, type MessageContext, type ReminderMessage } from './message.ts';
import type { PlanRules } from './plan.ts';

/** The digest of a chat as of now, or null where there is nothing to tell. */
export function digestOf(
  database: Database,
  subscriptions: readonly Subscription[],
  rules: PlanRules,
  now: Date,
  context: MessageContext,
): ReminderMessage | null {
  const { calendar, dayOff } = rules;
  const agenda = agendaOf(database, { now, calendar, dayOff });
  const match = makeMatcher(subscriptions, rules.sameDepartment);
  const concerns = ({ record }: Due) =>
    [...match(record)].some((subscription) =>
      rules.scopeOf(subscription).visibilities.includes(record.visibility),
    );
  return composeDigest(
    {
      overdue: agenda.overdue.filter(concerns),
      thisWeek: agenda.thisWeek.filter(concerns),
      nextWeek: agenda.nextWeek.filter(concerns),
    },
    context,
  );
}
