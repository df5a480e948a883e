/** A calendar feed as its address is fetched: read-only, within the scope of its subscription. */
import { createHash } from 'node:crypto';
import type { Database } from '../../data/database.ts';
import { listDeadlines } from '../../data/deadlines.ts';
import { subscriptionOfFeed } from '../../data/feeds.ts';
import type { Subscription } from '../../data/subscriptions.ts';
import type { Reading } from '../../data/working-days.ts';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { makeMatcher } from '../reminders/match.ts';
import type { PlanRules } from '../reminders/plan.ts';
import { type CalendarOptions, writeCalendar } from './ics.ts';

/** What a fetch gets: nothing (unknown and revoked look alike), not modified, or a calendar. */
export type FeedAnswer =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unchanged'; readonly etag: string }
  | { readonly kind: 'calendar'; readonly etag: string; readonly body: string };

/** What a subscription is about, as its calendar is called. */
export function nameOfFilter(filter: Subscription['filter']): string {
  switch (filter.kind) {
    case 'everything':
      return words.everything;
    case 'department':
      return filter.department;
    case 'document':
      return filter.document;
    case 'keyword':
      return filter.keyword;
    case 'deadline':
      return filter.deadline;
    default:
      return filter satisfies never;
  }
}

/** Reads the feed of a token. `ifNoneMatch` is the header as the client sent it. */
export async function readFeed(
  database: Database,
  token: string,
  ifNoneMatch: string | null,
  rules: PlanRules & Pick<CalendarOptions, 'linkTo'>,
  now: Date,
): Promise<FeedAnswer> {
  const subscription = subscriptionOfFeed(database, token);
  if (!subscription) return { kind: 'missing' };
  const reading: Reading = { now, calendar: rules.calendar, dayOff: rules.dayOff };
  const { visibilities } = rules.scopeOf(subscription);
  const all = await listDeadlines(database, visibilities, {}, reading, rules.sameDepartment);
  const match = makeMatcher([subscription], rules.sameDepartment);
  const entries = all.filter((entry) => match(entry).size > 0).toSorted((a, b) => a.id.localeCompare(b.id));
  const body = writeCalendar(entries, {
    name: words.calendarName(nameOfFilter(subscription.filter)),
    leads: subscription.leads,
    hour: subscription.hour,
    ...(rules.linkTo ? { linkTo: rules.linkTo } : {}),
  });
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const known = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) ? { kind: 'unchanged', etag } : { kind: 'calendar', etag, body };
}
