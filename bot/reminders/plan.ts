/** Which reminders go out, to whom and when: deadlines × subscriptions × calendar × now → rows. Pure. */
import { addDays, type Day, dayAt } from '../../data/day.ts';
import { dueDaysBetween } from '../../data/deadline-standing.ts';
import { type LedgerRecord, OPEN_STATES, type SameDepartment } from '../../data/ledger.ts';
import { shortestGapDays } from '../../data/recurrence.ts';
import type { Lead, PlannedRow } from '../../data/reminders.ts';
import type { Subscription } from '../../data/subscriptions.ts';
import type { Visibility } from '../../data/types.ts';
import {
  countedDay,
  type DayOffRule,
  instantAt,
  mondayOf,
  type WorkingDays,
} from '../../data/working-days.ts';
import type { Scope } from '../../retrieval/access.ts';
import { makeMatcher } from './match.ts';
import { afterQuiet } from './quiet.ts';

const DAY_MS = 86_400_000;
/** Days off stretch a lead in working days; no run of them is longer than this together with weekends. */
const SLACK_DAYS = 20;
/** Duties that recur more often than this (days) are not escalated one by one. */
const ESCALATE_FROM_GAP_DAYS = 5;

/** Somebody who is written to. */
export interface Recipient {
  readonly channel: string;
  readonly chat: string;
  readonly owner: string;
  readonly publicOnly: boolean;
}

/** What an office sets for its reminders. */
export interface PlanRules {
  readonly calendar: WorkingDays;
  readonly dayOff: DayOffRule;
  readonly sameDepartment: SameDepartment;
  readonly scopeOf: (recipient: Recipient) => Scope;
}

export interface PlanInput {
  readonly records: readonly LedgerRecord[];
  readonly subscriptions: readonly Subscription[];
  readonly finished: ReadonlyMap<string, ReadonlySet<Day>>;
  /** Rows to be sent from `from` on and before `to`. */
  readonly window: { readonly from: Date; readonly to: Date };
  readonly now: Date;
}

interface Moment {
  readonly lead: Lead;
  readonly sendAt: number;
}

function sendInstant(subscription: Subscription, day: Day): number {
  return afterQuiet(subscription.quiet, instantAt(day, subscription.hour)).getTime();
}

/** The leads that make sense: one that reaches back over the previous occurrence only repeats its reminder. */
export function usefulLeads(leads: readonly number[], gapDays: number): readonly number[] {
  const useful = leads.filter((lead) => lead < gapDays);
  return useful.length > 0 ? useful : leads.slice(-1);
}

function moments(subscription: Subscription, record: LedgerRecord, counted: Day, rules: PlanRules): Moment[] {
  const gap = record.rrule === null ? Number.POSITIVE_INFINITY : shortestGapDays(record.rrule);
  const working = subscription.leadUnit === 'working day';
  return usefulLeads(subscription.leads, working ? (gap * 5) / 7 : gap).map((lead) => {
    const back = working && lead > 0;
    const day = back ? rules.calendar.addWorkingDays(counted, -lead) : addDays(counted, -lead);
    return { lead: `${lead}${back ? 'w' : 'd'}` as Lead, sendAt: sendInstant(subscription, day) };
  });
}

/**
 * Of an occurrence's moments, those to plan: the ones since the task became owed, and where earlier ones
 * were missed by then, one at once, unless the next is less than a day away.
 */
function sinceOwed(all: readonly Moment[], since: number, dueEnd: number): Moment[] {
  const ahead = all.filter(({ sendAt }) => sendAt >= since);
  const missed = all.filter(({ sendAt }) => sendAt < since).toSorted((a, b) => a.sendAt - b.sendAt);
  const latest = missed.at(-1);
  if (!latest || since >= dueEnd) return ahead;
  const soon = ahead.some(({ sendAt }) => sendAt - since < DAY_MS);
  return soon ? ahead : [...ahead, { lead: latest.lead, sendAt: since }];
}

function escalationMoment(
  subscription: Subscription,
  record: LedgerRecord,
  counted: Day,
  since: number,
): Moment | null {
  const { escalation } = subscription;
  if (!escalation || instantAt(counted, 24).getTime() <= since) return null;
  if (record.rrule !== null && shortestGapDays(record.rrule) < ESCALATE_FROM_GAP_DAYS) return null;
  const sendAt = sendInstant(subscription, addDays(counted, escalation.afterDays));
  return { lead: `e${escalation.afterDays}`, sendAt };
}

/** Who hears of overdue tasks of a subscription, or null. */
export function escalationRecipient(subscription: Subscription): Recipient | null {
  const { escalation, owner } = subscription;
  return escalation && { ...escalation, owner };
}

function occurrencesOf(
  record: LedgerRecord,
  subscription: Subscription,
  window: PlanInput['window'],
): readonly Day[] {
  const reach =
    Math.ceil(Math.max(...subscription.leads) * (subscription.leadUnit === 'day' ? 1 : 2)) + SLACK_DAYS;
  const back = (subscription.escalation?.afterDays ?? 0) + SLACK_DAYS;
  return dueDaysBetween(record, addDays(dayAt(window.from), -back), addDays(dayAt(window.to), reach));
}

/** The rows of one deadline for one subscription. */
function* rowsOf(
  record: LedgerRecord,
  subscription: Subscription,
  input: PlanInput,
  rules: PlanRules,
): Generator<PlannedRow> {
  const within = ({ sendAt }: Moment) =>
    sendAt >= input.window.from.getTime() && sendAt < input.window.to.getTime();
  const owed = Math.max(Date.parse(record.activeSince ?? ''), Date.parse(subscription.activeSince));
  const since = Math.min(owed, input.now.getTime());
  const finished = input.finished.get(record.id);
  const common = { subscriptionId: subscription.id, deadlineId: record.id };
  const escalated = escalationRecipient(subscription);
  const seen = (recipient: Recipient, visibility: Visibility) =>
    rules.scopeOf(recipient).visibilities.includes(visibility);
  const told = seen(subscription, record.visibility);
  const toldAbove = escalated !== null && seen(escalated, record.visibility);
  for (const occurrence of occurrencesOf(record, subscription, input.window)) {
    if (finished?.has(occurrence)) continue;
    const counted = countedDay(occurrence, rules.calendar, rules.dayOff);
    const { channel, chat } = subscription;
    if (told) {
      const all = moments(subscription, record, counted, rules);
      for (const moment of sinceOwed(all, since, instantAt(counted, 24).getTime()).filter(within)) {
        yield { ...common, occurrence, channel, chat, ...moment };
      }
    }
    const late = toldAbove ? escalationMoment(subscription, record, counted, since) : null;
    if (late && escalated && within(late)) {
      yield { ...common, occurrence, channel: escalated.channel, chat: escalated.chat, ...late };
    }
  }
}

function* digestRows(subscription: Subscription, { window, now }: PlanInput): Generator<PlannedRow> {
  if (!subscription.weeklyDigest) return;
  const since = Math.min(Date.parse(subscription.activeSince), now.getTime());
  const { id, channel, chat } = subscription;
  for (let monday = mondayOf(dayAt(window.from)); monday <= dayAt(window.to); monday = addDays(monday, 7)) {
    const sendAt = sendInstant(subscription, monday);
    if (sendAt < Math.max(since, window.from.getTime()) || sendAt >= window.to.getTime()) continue;
    yield { subscriptionId: id, deadlineId: '', occurrence: monday, lead: 'digest', channel, chat, sendAt };
  }
}

/** The rows of these deadlines for these subscriptions, without the weekly digests. */
export function* planDeadlines(input: PlanInput, rules: PlanRules): Generator<PlannedRow> {
  const match = makeMatcher(input.subscriptions, rules.sameDepartment);
  for (const record of input.records) {
    if (!OPEN_STATES.includes(record.state) || record.past || record.activeSince === null) continue;
    for (const subscription of match(record)) yield* rowsOf(record, subscription, input, rules);
  }
}

/** The weekly digests of these subscriptions. */
export function* planDigests(input: PlanInput): Generator<PlannedRow> {
  for (const subscription of input.subscriptions) yield* digestRows(subscription, input);
}
