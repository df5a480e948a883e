/** The table of deadlines: its columns, and the way between a row and a record. */
import { type Day, parseDay } from './day.ts';
import type { Correction, DeadlineEvent, DeadlineState, LedgerRecord } from './ledger.ts';
import type { Deadline, Precision, Visibility } from './types.ts';

/** One deadline; `trigger`, `responsible`, `extracted` and `corrections` are JSON. */
export interface DeadlineTable {
  id: string;
  document_id: string;
  document_number: string | null;
  title: string;
  visibility: Visibility;
  source: string;
  issued_on: string | null;
  document_valid_until: string | null;
  ordinal: number;
  kind: Deadline['kind'];
  locator: string;
  quote: string;
  span_start: number;
  span_end: number;
  phrase: string;
  task: string;
  start: string | null;
  due: string | null;
  rrule: string | null;
  trigger: string | null;
  trace: string;
  precision: Precision;
  ambiguity: string | null;
  unresolved: string | null;
  past: number;
  responsible: string;
  confidence: number;
  /** The reading as the extraction gave it, before corrections and extensions. */
  extracted: string;
  corrections: string;
  state: DeadlineState;
  resume_state: DeadlineState | null;
  extended_from: string | null;
  note: string | null;
  evidence: string | null;
  revision: number;
  active_since: string | null;
  created_at: string;
  updated_at: string;
}

/** One line of a deadline's history; `detail` is JSON. */
export interface DeadlineEventTable {
  id: number;
  deadline_id: string;
  at: string;
  actor: string;
  action: DeadlineEvent['action'];
  from_state: DeadlineState | null;
  to_state: DeadlineState;
  occurrence: string | null;
  detail: string;
}

/** One finished occurrence of a recurring deadline. */
export interface DeadlineOccurrenceTable {
  deadline_id: string;
  occurrence: string;
  note: string;
  evidence: string | null;
  actor: string;
  at: string;
}

const day = (value: string | null): Day | null => (value === null ? null : parseDay(value));

/** A row as a record. */
export function toRecord(row: DeadlineTable): LedgerRecord {
  return {
    id: row.id,
    documentId: row.document_id,
    documentNumber: row.document_number,
    title: row.title,
    visibility: row.visibility,
    source: row.source,
    issuedOn: day(row.issued_on),
    documentValidUntil: day(row.document_valid_until),
    ordinal: row.ordinal,
    kind: row.kind,
    locator: row.locator,
    quote: row.quote,
    span: { start: row.span_start, end: row.span_end },
    phrase: row.phrase,
    task: row.task,
    start: day(row.start),
    due: day(row.due),
    rrule: row.rrule,
    trigger: row.trigger === null ? null : JSON.parse(row.trigger),
    trace: row.trace,
    precision: row.precision,
    ambiguity: row.ambiguity,
    unresolved: row.unresolved,
    past: row.past === 1,
    responsible: JSON.parse(row.responsible),
    confidence: row.confidence,
    state: row.state,
    resumeState: row.resume_state,
    extendedFrom: day(row.extended_from),
    note: row.note,
    evidence: row.evidence,
    corrections: JSON.parse(row.corrections),
    revision: row.revision,
    activeSince: row.active_since,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The fields of a reading that people may correct, as kept beside the effective ones. */
export type Extracted = Required<Correction>;

/** The correctable part of a reading. */
export function extractedOf(deadline: Extracted): Extracted {
  const { task, start, due, rrule, responsible, precision } = deadline;
  return { task, start, due, rrule, responsible, precision };
}

/** A record as a row; `extracted` is kept beside what people made of it. */
export function toRow(record: LedgerRecord, extracted: Extracted): DeadlineTable {
  return {
    id: record.id,
    document_id: record.documentId,
    document_number: record.documentNumber,
    title: record.title,
    visibility: record.visibility,
    source: record.source,
    issued_on: record.issuedOn,
    document_valid_until: record.documentValidUntil,
    ordinal: record.ordinal,
    kind: record.kind,
    locator: record.locator,
    quote: record.quote,
    span_start: record.span.start,
    span_end: record.span.end,
    phrase: record.phrase,
    task: record.task,
    start: record.start,
    due: record.due,
    rrule: record.rrule,
    trigger: record.trigger === null ? null : JSON.stringify(record.trigger),
    trace: record.trace,
    precision: record.precision,
    ambiguity: record.ambiguity,
    unresolved: record.unresolved,
    past: record.past ? 1 : 0,
    responsible: JSON.stringify(record.responsible),
    confidence: record.confidence,
    extracted: JSON.stringify(extracted),
    corrections: JSON.stringify(record.corrections),
    state: record.state,
    resume_state: record.resumeState,
    extended_from: record.extendedFrom,
    note: record.note,
    evidence: record.evidence,
    revision: record.revision,
    active_since: record.activeSince,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
  };
}

/** A line of history as it is read. */
export function toEvent(row: DeadlineEventTable): DeadlineEvent {
  return {
    id: row.id,
    deadlineId: row.deadline_id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    from: row.from_state,
    to: row.to_state,
    occurrence: day(row.occurrence),
    detail: JSON.parse(row.detail),
  };
}
