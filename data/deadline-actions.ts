/** What people do to deadlines: which act is allowed in which state, and what it writes. */

import type { Database } from './database.ts';
import { type Day, parseDay } from './day.ts';
import { type Extracted, extractedOf } from './deadline-rows.ts';
import { append, findStored, save } from './deadline-store.ts';
import {
  type Actor,
  type Correction,
  type DeadlineAction,
  type DeadlineState,
  type LedgerRecord,
  OPEN_STATES,
  type Outcome,
  type Refusal,
} from './ledger.ts';
import { isRecurrenceRule, occurrencesBetween, recurrenceOf } from './recurrence.ts';
import type { Visibility } from './types.ts';

/** From which states an act is allowed. */
const ALLOWED: Readonly<Record<DeadlineAction['kind'], readonly DeadlineState[]>> = {
  confirm: ['待确认'],
  correct: ['待确认', '已确认', '进行中'],
  reject: ['待确认', '已确认', '进行中'],
  start: ['已确认'],
  finish: ['已确认', '进行中'],
  extend: ['已确认', '进行中'],
  reopen: ['已办结', '不适用', '已确认', '进行中'],
  note: ['待确认', '已确认', '进行中', '已办结', '不适用'],
};

/** The change an act makes: fields of the record, and what its history says. */
interface Change {
  readonly fields: Partial<LedgerRecord>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly occurrence?: Day;
}

/** A real day of our time; a year like 2999 is a slip of the pen. */
const isSensible = (day: Day) => parseDay(day) !== null && day >= '1949-10-01' && day <= '2199-12-31';

type Verdict = Change | Refusal['reason'];

function correctionChange(record: LedgerRecord, extracted: Extracted, correction: Correction): Verdict {
  const given = Object.entries(correction).filter(([, value]) => value !== undefined);
  if (given.length === 0) return 'nothing to correct';
  const corrections = { ...record.corrections, ...Object.fromEntries(given) };
  const after = { ...extracted, ...corrections };
  if (after.rrule !== null && !isRecurrenceRule(after.rrule)) return 'rule invalid';
  if ([correction.start, correction.due].some((day) => day && !isSensible(day))) return 'due invalid';
  if (after.start && after.due && after.start > after.due) return 'due invalid';
  const state = record.state === '待确认' ? (record.resumeState ?? '已确认') : record.state;
  const dated = correction.due !== undefined || correction.rrule !== undefined;
  const due = dated
    ? { unresolved: null, ambiguity: null, extendedFrom: null }
    : { due: record.due, extendedFrom: record.extendedFrom };
  return {
    fields: { ...after, ...due, corrections, state, resumeState: null },
    detail: { before: extractedOf(record), correction },
  };
}

function finishChange(record: LedgerRecord, action: Extract<DeadlineAction, { kind: 'finish' }>): Verdict {
  const evidence = action.evidence ?? null;
  const detail = { note: action.note, evidence };
  if (action.note.trim() === '') return 'reason required';
  if (action.occurrence === undefined) {
    return { fields: { state: '已办结', note: action.note, evidence }, detail };
  }
  const recurrence = recurrenceOf(record);
  const day = action.occurrence;
  const known = recurrence ? occurrencesBetween(recurrence, day, day).length === 1 : day === record.due;
  if (!known) return 'occurrence unknown';
  if (!recurrence) return { fields: { state: '已办结', note: action.note, evidence }, detail };
  return { fields: {}, detail, occurrence: day };
}

function reopenChange(record: LedgerRecord, action: Extract<DeadlineAction, { kind: 'reopen' }>): Verdict {
  if (action.reason.trim() === '') return 'reason required';
  const detail = { reason: action.reason };
  if (action.occurrence !== undefined) return { fields: {}, detail, occurrence: action.occurrence };
  if (OPEN_STATES.includes(record.state)) return 'transition';
  return { fields: { state: record.state === '已办结' ? '进行中' : '已确认' }, detail };
}

function extendChange(record: LedgerRecord, action: Extract<DeadlineAction, { kind: 'extend' }>): Verdict {
  if (action.reason.trim() === '') return 'reason required';
  if (!isSensible(action.due)) return 'due invalid';
  if (record.rrule !== null) return 'transition';
  if (record.due !== null && action.due <= record.due) return 'due not later';
  const extendedFrom = record.extendedFrom ?? record.due ?? action.due;
  const detail = { reason: action.reason, dueBefore: record.due, due: action.due };
  return { fields: { due: action.due, extendedFrom }, detail };
}

function change(record: LedgerRecord, extracted: Extracted, action: DeadlineAction): Verdict {
  switch (action.kind) {
    case 'confirm':
      return { fields: { state: record.resumeState ?? '已确认', resumeState: null }, detail: {} };
    case 'correct':
      return correctionChange(record, extracted, action.correction);
    case 'reject':
      if (action.reason.trim() === '') return 'reason required';
      return { fields: { state: '不适用', resumeState: null }, detail: { reason: action.reason } };
    case 'start':
      return { fields: { state: '进行中' }, detail: action.note ? { note: action.note } : {} };
    case 'finish':
      return finishChange(record, action);
    case 'extend':
      return extendChange(record, action);
    case 'reopen':
      return reopenChange(record, action);
    case 'note':
      return { fields: { note: action.note }, detail: { note: action.note } };
    default:
      return action satisfies never;
  }
}

function writeOccurrence(
  database: Database,
  id: string,
  change: Change,
  action: DeadlineAction,
  by: Act,
): void {
  if (change.occurrence === undefined) return;
  if (action.kind === 'finish') {
    database.raw
      .prepare(
        `INSERT INTO deadline_occurrences VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (deadline_id, occurrence) DO UPDATE SET note = excluded.note, evidence = excluded.evidence,
         actor = excluded.actor, at = excluded.at`,
      )
      .run(id, change.occurrence, action.note, action.evidence ?? null, by.actor, by.at.toISOString());
  } else {
    database.raw
      .prepare('DELETE FROM deadline_occurrences WHERE deadline_id = ? AND occurrence = ?')
      .run(id, change.occurrence);
  }
}

/** Who acts, when, and what they may see; `revision` refuses the act where somebody was faster. */
export interface Act {
  readonly actor: Actor;
  readonly at: Date;
  readonly visibilities: readonly Visibility[];
  readonly revision?: number;
}

/**
 * Carries out one act and writes its line of history, in one transaction. A deadline that the actor may not
 * see is missing to him. Expected failures are a `refused` outcome that changes nothing.
 */
export function actOnDeadline(database: Database, id: string, action: DeadlineAction, by: Act): Outcome {
  const run = database.raw.transaction((): Outcome => {
    const found = findStored(database.raw, id, by.visibilities);
    if (!found) return { kind: 'refused', reason: 'missing', state: null };
    const { record, extracted } = found;
    const refuse = (reason: Refusal['reason']): Refusal => ({ kind: 'refused', reason, state: record.state });
    if (by.revision !== undefined && by.revision !== record.revision) return refuse('stale');
    if (!ALLOWED[action.kind].includes(record.state)) return refuse('transition');
    const verdict = change(record, extracted, action);
    if (typeof verdict === 'string') return refuse(verdict);
    const at = by.at.toISOString();
    const next = { ...record, ...verdict.fields, revision: record.revision + 1, updatedAt: at };
    const opened = OPEN_STATES.includes(next.state) && !OPEN_STATES.includes(record.state);
    const changed: LedgerRecord = {
      ...next,
      activeSince: opened || next.due !== record.due || next.rrule !== record.rrule ? at : next.activeSince,
    };
    save(database.raw, changed, extracted);
    writeOccurrence(database, id, verdict, action, by);
    append(database.raw, {
      deadlineId: id,
      at,
      actor: by.actor,
      action: action.kind,
      from: record.state,
      to: changed.state,
      occurrence: verdict.occurrence ?? null,
      detail: verdict.detail,
    });
    return { kind: 'done', record: changed };
  });
  return run.immediate();
}
