/** Reminders as channel-neutral messages: parts of text, and buttons. What they say is true at `now`. */
import { addDays, type Day, daysBetween } from '../../data/day.ts';
import type { LedgerRecord } from '../../data/ledger.ts';
import { countedDay, type DayOffRule, mondayOf, type WorkingDays } from '../../data/working-days.ts';
import { zhReminders as words } from '../locales/zh-reminders.ts';
import { encodeButton, type ReminderButton } from './buttons.ts';

/** One part of a message. A `quote` stands verbatim in the source. */
export interface MessagePart {
  readonly kind: 'title' | 'field' | 'quote' | 'item' | 'heading' | 'note';
  /** The field's name, where it has one. */
  readonly label: string | null;
  readonly text: string;
}

/** A button: what it says, what pressing it means, the bytes to hand back, and a web address for opening. */
export interface MessageButton extends ReminderButton {
  readonly label: string;
  readonly data: string;
  readonly url: string | null;
}

export interface ReminderMessage {
  readonly kind: 'reminder' | 'list' | 'escalation' | 'digest';
  readonly parts: readonly MessagePart[];
  readonly buttons: readonly MessageButton[];
}

/** One occurrence of a task that a message speaks of. */
export interface Due {
  readonly record: LedgerRecord;
  readonly occurrence: Day;
}

/** What a message needs to know of the day and the office. */
export interface MessageContext {
  readonly today: Day;
  readonly calendar: WorkingDays;
  readonly dayOff: DayOffRule;
  readonly linkTo: (documentId: string, deadlineId: string) => string | null;
}

/** A list longer than this becomes several messages. */
export const ITEMS_A_MESSAGE = 20;
const QUOTE_AT_MOST = 300;

const part = (kind: MessagePart['kind'], text: string, label: string | null = null): MessagePart => ({
  kind,
  label,
  text,
});

/** A verbatim piece of a long quote around the words that set the limit; … outside it marks the cut. */
export function shortQuote(quote: string, phrase: string): string {
  if (quote.length <= QUOTE_AT_MOST) return quote;
  const at = Math.max(0, quote.indexOf(phrase));
  const start = Math.max(0, Math.min(at - QUOTE_AT_MOST / 2, quote.length - QUOTE_AT_MOST));
  const piece = quote.slice(start, start + QUOTE_AT_MOST);
  return `${start > 0 ? '…' : ''}${piece}${start + QUOTE_AT_MOST < quote.length ? '…' : ''}`;
}

const sourceOf = ({ documentNumber, title, locator }: LedgerRecord) =>
  words.source(documentNumber, title, locator);

function daysLeft({ occurrence }: Due, context: MessageContext) {
  const counted = countedDay(occurrence, context.calendar, context.dayOff);
  return {
    days: daysBetween(context.today, counted),
    workingDays: context.calendar.workingDaysBetween(context.today, counted),
  };
}

function button(
  action: ReminderButton['action'],
  label: string,
  due: Due,
  context: MessageContext,
): MessageButton {
  const { record, occurrence } = due;
  const pressed = { action, deadlineId: record.id, occurrence };
  const url = action === 'open' ? context.linkTo(record.documentId, record.id) : null;
  return { ...pressed, label, data: encodeButton(pressed), url };
}

function buttonsOf(due: Due, context: MessageContext): readonly MessageButton[] {
  const recurring = due.record.rrule !== null;
  return [
    button('done', words.buttonDone, due, context),
    ...(recurring ? [] : [button('extend', words.buttonExtend, due, context)]),
    button('open', words.buttonOpen, due, context),
    button('mute', words.buttonMute, due, context),
  ];
}

/** One task: what, when, who, on what ground, in which words. `escalated` addresses 督办. */
export function composeReminder(due: Due, escalated: boolean, context: MessageContext): ReminderMessage {
  const { record, occurrence } = due;
  const { days, workingDays } = daysLeft(due, context);
  const overdue = days < 0 ? words.titleOverdue : words.titleReminder;
  const title = escalated ? words.titleEscalation : overdue;
  const off = !context.calendar.isWorkingDay(occurrence);
  const nextWorkingDay = off ? context.calendar.nextWorkingDay(occurrence) : null;
  const known = context.calendar.isAnnounced?.(occurrence) ?? true;
  const left = `${words.left(days, workingDays)}${known ? '' : words.unannounced(occurrence.slice(0, 4))}`;
  return {
    kind: escalated ? 'escalation' : 'reminder',
    parts: [
      part('title', title(record.task)),
      part('field', words.due(occurrence, nextWorkingDay, record.precision), words.labelDue),
      part('field', escalated ? `${left}，${words.notFinished}` : left, words.labelLeft),
      part('field', words.responsible(record.responsible), words.labelResponsible),
      part('field', sourceOf(record), words.labelSource),
      part('quote', shortQuote(record.quote, record.phrase), words.labelQuote),
      ...(record.trace === '' ? [] : [part('field', record.trace, words.labelTrace)]),
    ],
    buttons: buttonsOf(due, context),
  };
}

function item(due: Due, place: number, context: MessageContext): MessagePart {
  const { record, occurrence } = due;
  const left = words.shortLeft(daysLeft(due, context).days);
  const units = words.responsible(record.responsible);
  return part('item', words.listed(place, occurrence, left, record.task, units, sourceOf(record)));
}

/** Several tasks in one message, earliest due first. */
export function composeList(
  dues: readonly Due[],
  escalated: boolean,
  context: MessageContext,
): ReminderMessage {
  const [only] = dues;
  if (only && dues.length === 1) return composeReminder(only, escalated, context);
  const title = escalated ? words.titleMergedEscalation : words.titleMerged;
  const sorted = dues.toSorted((a, b) => a.occurrence.localeCompare(b.occurrence));
  return {
    kind: escalated ? 'escalation' : 'list',
    parts: [part('title', title(dues.length)), ...sorted.map((due, i) => item(due, i + 1, context))],
    buttons: [],
  };
}

function section(
  heading: (count: number) => string,
  dues: readonly Due[],
  context: MessageContext,
): MessagePart[] {
  if (dues.length === 0) return [];
  const shown = dues.slice(0, ITEMS_A_MESSAGE).map((due, i) => item(due, i + 1, context));
  const rest = dues.length - shown.length;
  return [
    part('heading', heading(dues.length)),
    ...shown,
    ...(rest > 0 ? [part('note', words.more(rest))] : []),
  ];
}

/** What a weekly digest tells: overdue, due this week, due next week; null where there is nothing to tell. */
export function composeDigest(
  dues: {
    readonly overdue: readonly Due[];
    readonly thisWeek: readonly Due[];
    readonly nextWeek: readonly Due[];
  },
  context: MessageContext,
): ReminderMessage | null {
  const monday = mondayOf(context.today);
  const parts = [
    ...section(words.digestOverdue, dues.overdue, context),
    ...section(words.digestThisWeek, dues.thisWeek, context),
    ...section(words.digestNextWeek, dues.nextWeek, context),
  ];
  if (parts.length === 0) return null;
  const title = part('title', words.titleDigest(monday, addDays(monday, 6)));
  return { kind: 'digest', parts: [title, ...parts], buttons: [] };
}

/** A message as plain text, for logs, mail and channels without markup. */
export function plainText(message: ReminderMessage): string {
  return message.parts
    .map(({ kind, label, text }) => {
      if (kind === 'quote') return `${label ?? ''}：“${text}”`;
      return label === null ? text : `${label}：${text}`;
    })
    .join('\n');
}
