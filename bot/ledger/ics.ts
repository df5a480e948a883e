/** Deadlines as an RFC 5545 calendar: all-day events with stable UIDs, recurrence rules and alarms. */
import { addDays, type Day, writeDay } from '../../data/day.ts';
import type { LedgerEntry } from '../../data/ledger.ts';
import { nextOccurrence, recurrenceOf } from '../../data/recurrence.ts';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { zhReminders } from '../locales/zh-reminders.ts';

/** What a calendar says of itself, and when its alarms ring: `leads` days before, at `hour`. */
export interface CalendarOptions {
  readonly name: string;
  readonly leads: readonly number[];
  readonly hour: number;
  readonly linkTo?: (documentId: string, deadlineId: string) => string | null;
}

const SHOWN = ['已确认', '进行中', '已办结'];
const ALARMS_AT_MOST = 5;

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 forbids them in text
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** TEXT as RFC 5545 3.3.11 escapes it. */
function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** A content line folded to at most 75 octets a line without splitting a character (3.1). */
export function foldLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += char;
    octets += size;
  }
  return folded;
}

const compactDay = (day: Day) => day.replaceAll('-', '');
const compactInstant = (iso: string) => `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** The rule with an UNTIL of a date, as an all-day event needs it, ended by the document's validity. */
function ruleOf(rule: string, last: Day | null): string {
  const parts = rule.replace(/^RRULE:/i, '').split(';');
  const until = parts.find((part) => /^UNTIL=/i.test(part))?.slice(6, 14);
  const rest = parts.filter((part) => part !== '' && !/^UNTIL=/i.test(part));
  const counted = rest.some((part) => /^COUNT=/i.test(part));
  const ends = [until, last && !counted ? compactDay(last) : undefined].filter((end) => end !== undefined);
  const [end] = ends.toSorted();
  return [...rest, ...(end ? [`UNTIL=${end}`] : [])].join(';');
}

function description(entry: LedgerEntry): string {
  const { documentNumber, title, locator } = entry;
  return [
    words.describeUnits(zhReminders.responsible(entry.responsible)),
    words.describeSource(zhReminders.source(documentNumber, title, locator)),
    words.describeQuote(entry.quote),
    ...(entry.trace === '' ? [] : [words.describeTrace(entry.trace)]),
    ...(entry.nextWorkingDay && entry.rrule === null
      ? [words.describeNextWorkingDay(writeDay(entry.nextWorkingDay))]
      : []),
  ].join('\n');
}

/** An alarm `lead` days before the start of an all-day event, at an hour of the reader's day. */
function alarm(lead: number, hour: number, summary: string): string[] {
  const hours = hour - lead * 24;
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(summary)}`,
    `TRIGGER:${hours < 0 ? '-' : ''}PT${Math.abs(hours)}H`,
    'END:VALARM',
  ];
}

function event(entry: LedgerEntry, options: CalendarOptions): string[] {
  const recurrence = recurrenceOf(entry);
  const first = recurrence ? nextOccurrence(recurrence, recurrence.first) : entry.due;
  if (!first || !SHOWN.includes(entry.state)) return [];
  const done = entry.state === '已办结';
  const summary = done ? words.done(entry.task) : entry.task;
  const url = options.linkTo?.(entry.documentId, entry.id);
  const units = entry.responsible.map(({ name }) => escapeText(name)).join(',');
  return [
    'BEGIN:VEVENT',
    `UID:${entry.id}@gongbao`,
    `DTSTAMP:${compactInstant(entry.updatedAt)}`,
    `LAST-MODIFIED:${compactInstant(entry.updatedAt)}`,
    `SEQUENCE:${entry.revision - 1}`,
    `DTSTART;VALUE=DATE:${compactDay(first)}`,
    `DTEND;VALUE=DATE:${compactDay(addDays(first, 1))}`,
    ...(recurrence ? [`RRULE:${ruleOf(recurrence.rule, recurrence.last)}`] : []),
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description(entry))}`,
    ...(units === '' ? [] : [`CATEGORIES:${units}`]),
    ...(url ? [`URL:${url}`] : []),
    'STATUS:CONFIRMED',
    'TRANSP:TRANSPARENT',
    ...(done
      ? []
      : options.leads.slice(0, ALARMS_AT_MOST).flatMap((lead) => alarm(lead, options.hour, summary))),
    'END:VEVENT',
  ];
}

/**
 * The calendar of these deadlines. Those that are confirmed, under way or done are shown; what has no day is
 * left out. The same deadlines give the same text, byte for byte.
 */
export function writeCalendar(entries: readonly LedgerEntry[], options: CalendarOptions): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Gongbao//Deadlines 1.0//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(options.name)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...entries.flatMap((entry) => event(entry, options)),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
