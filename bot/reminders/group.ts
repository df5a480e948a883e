/** Which claimed rows of one chat share a message. Pure. */
import type { ReminderRow } from '../../data/reminders.ts';
import { ITEMS_A_MESSAGE } from './message.ts';

/** Rows later than this were missed, and are told together. */
const LATE_AFTER_MS = 2 * 3_600_000;
/** More messages than this at once are told together. */
const SINGLE_AT_MOST = 5;

/** Rows that one message settles. `single` speaks of one occurrence, perhaps for several of its leads. */
export interface MessageRows {
  readonly kind: 'single' | 'list' | 'escalation' | 'digest';
  readonly rows: readonly ReminderRow[];
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}

function byOccurrence(rows: readonly ReminderRow[]): ReminderRow[][] {
  const groups = new Map<string, ReminderRow[]>();
  for (const row of rows) {
    const key = `${row.deadlineId}|${row.occurrence}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

const lists = (kind: MessageRows['kind'], groups: ReminderRow[][]): MessageRows[] =>
  chunk(groups, ITEMS_A_MESSAGE).map((some) => ({ kind, rows: some.flat() }));

/**
 * Groups the rows of one chat: leads of one occurrence together, missed ones in lists, fresh ones each in a
 * message of its own unless there are many, 督办 in lists, digests apart.
 */
export function groupRows(rows: readonly ReminderRow[], now: Date): readonly MessageRows[] {
  const digests = rows.filter(({ lead }) => lead === 'digest');
  const escalations = rows.filter(({ lead }) => lead.startsWith('e'));
  const leads = byOccurrence(rows.filter(({ lead }) => lead !== 'digest' && !lead.startsWith('e')));
  const isLate = (group: readonly ReminderRow[]) =>
    group.every(({ sendAt }) => now.getTime() - sendAt > LATE_AFTER_MS);
  const late = leads.filter(isLate);
  const fresh = leads.filter((group) => !isLate(group));
  return [
    ...lists('list', late),
    ...(fresh.length > SINGLE_AT_MOST
      ? lists('list', fresh)
      : fresh.map((group): MessageRows => ({ kind: 'single', rows: group }))),
    ...lists('escalation', byOccurrence(escalations)),
    ...digests.map((row): MessageRows => ({ kind: 'digest', rows: [row] })),
  ];
}

/** The rows by chat. */
export function byRecipient(rows: readonly ReminderRow[]): readonly (readonly ReminderRow[])[] {
  const groups = new Map<string, ReminderRow[]>();
  for (const row of rows) {
    const key = `${row.channel}\u0000${row.chat}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
