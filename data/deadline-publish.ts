/** What a reading of a document does to the ledger: new tasks, known ones kept, changed ones to confirm again. */
import type { Database as Raw } from 'better-sqlite3';
import { deadlineId, foldText } from './deadline-id.ts';
import { matchDeadlines } from './deadline-match.ts';
import { isProposed, standingProposals } from './deadline-proposed.ts';
import { type Extracted, extractedOf } from './deadline-rows.ts';
import { append, isTaken, type Stored, save, storedOfDocument } from './deadline-store.ts';
import {
  CONFIRM_BELOW,
  type DeadlineState,
  type LedgerRecord,
  OPEN_STATES,
  SYSTEM,
  type SystemAction,
} from './ledger.ts';
import { isRecurrenceRule } from './recurrence.ts';
import type { Deadline, DocumentRecord } from './types.ts';

/** What the ledger keeps of a deadline's document. */
export type LedgerDocument = Pick<
  DocumentRecord,
  'id' | 'documentNumber' | 'title' | 'visibility' | 'source' | 'issuedOn' | 'validUntil'
> &
  Partial<Pick<DocumentRecord, 'text'>>;

/** What a publication did, by id. `ids` follows the order of the deadlines given. */
export interface PublishedDeadlines {
  readonly ids: readonly string[];
  readonly added: readonly string[];
  readonly reconfirm: readonly string[];
  readonly withdrawn: readonly string[];
}

/** Why a reading waits for a person before anything is pushed; null where it is clear. */
export function needsPerson(deadline: Deadline): string | null {
  if (isProposed(deadline)) return 'proposed';
  if (deadline.unresolved !== null) return 'unresolved';
  if (deadline.ambiguity !== null) return 'ambiguous';
  if (deadline.confidence < CONFIRM_BELOW) return 'low confidence';
  if (deadline.rrule !== null && !isRecurrenceRule(deadline.rrule)) return 'rule invalid';
  if (deadline.due === null && deadline.rrule === null) return 'no due day';
  return deadline.start !== null && deadline.due !== null && deadline.start > deadline.due
    ? 'reversed range'
    : null;
}

/** Whether a change between two readings asks for a person: other words or other days, not other spacing. */
function isMaterial(old: Stored, fresh: Deadline): boolean {
  const days = (reading: Pick<Extracted, 'start' | 'due' | 'rrule'>) =>
    [reading.start, reading.due, reading.rrule].join('|');
  return foldText(old.record.quote) !== foldText(fresh.quote) || days(old.extracted) !== days(fresh);
}

const ofDocument = (document: LedgerDocument) => ({
  documentId: document.id,
  documentNumber: document.documentNumber,
  title: document.title,
  visibility: document.visibility,
  source: document.source,
  issuedOn: document.issuedOn,
  documentValidUntil: document.validUntil,
});

function freeId(raw: Raw, documentId: string, deadline: Deadline): string {
  for (let copy = 0; ; copy++) {
    const id = deadlineId({ ...deadline, documentId }, copy);
    if (!isTaken(raw, id)) return id;
  }
}

function add(raw: Raw, document: LedgerDocument, deadline: Deadline, ordinal: number, at: string): string {
  const id = freeId(raw, document.id, deadline);
  const waitsFor = needsPerson(deadline);
  const state: DeadlineState = waitsFor ? '待确认' : '已确认';
  const record: LedgerRecord = {
    ...deadline,
    ...ofDocument(document),
    id,
    ordinal,
    state,
    resumeState: null,
    extendedFrom: null,
    note: null,
    evidence: null,
    corrections: {},
    revision: 1,
    activeSince: waitsFor ? null : at,
    createdAt: at,
    updatedAt: at,
  };
  save(raw, record, extractedOf(deadline));
  const detail = { confidence: deadline.confidence, ...(waitsFor ? { waitsFor } : {}) };
  append(raw, {
    deadlineId: id,
    at,
    actor: SYSTEM,
    action: 'publish',
    from: null,
    to: state,
    occurrence: null,
    detail,
  });
  return id;
}

/** The state that a known deadline takes after a fresh reading, and the line of history that says so. */
function nextState(
  old: Stored,
  fresh: Deadline,
): { state: DeadlineState; resumeState: DeadlineState | null; action: SystemAction } {
  const { state, resumeState } = old.record;
  const before = state === '已撤销' ? (resumeState ?? '待确认') : state;
  if (!isMaterial(old, fresh)) {
    const action = state === '已撤销' ? 'restore' : 'update';
    return { state: before, resumeState: state === '已撤销' ? null : resumeState, action };
  }
  if (before === '待确认') return { state: '待确认', resumeState: null, action: 'reconfirm' };
  return { state: '待确认', resumeState: before, action: 'reconfirm' };
}

/** A known deadline under its fresh reading, with people's corrections and extensions on top. */
function merged(old: LedgerRecord, document: LedgerDocument, fresh: Deadline, ordinal: number): LedgerRecord {
  const reading = { ...old, ...fresh, ...ofDocument(document), ordinal, ...old.corrections };
  return old.extendedFrom === null ? reading : { ...reading, due: old.due };
}

function keep(
  raw: Raw,
  document: LedgerDocument,
  old: Stored,
  fresh: Deadline,
  ordinal: number,
  at: string,
): SystemAction {
  const next = nextState(old, fresh);
  const record = merged(old.record, document, fresh, ordinal);
  const unchanged =
    next.state === old.record.state &&
    JSON.stringify({ ...record, documentId: '' }) === JSON.stringify({ ...old.record, documentId: '' });
  if (unchanged) return 'update';
  const active = OPEN_STATES.includes(next.state);
  save(
    raw,
    {
      ...record,
      state: next.state,
      resumeState: next.resumeState,
      revision: old.record.revision + 1,
      activeSince: active ? (old.record.activeSince ?? at) : old.record.activeSince,
      updatedAt: at,
    },
    extractedOf(fresh),
  );
  const detail = { quoteBefore: old.record.quote, dueBefore: old.record.due, due: record.due };
  append(raw, {
    deadlineId: old.record.id,
    at,
    actor: SYSTEM,
    action: next.action,
    from: old.record.state,
    to: next.state,
    occurrence: null,
    detail,
  });
  return next.action;
}

function withdraw(raw: Raw, { record, extracted }: Stored, at: string, why: string): boolean {
  if (record.state === '已撤销') return false;
  const resumeState = record.resumeState ?? record.state;
  save(
    raw,
    { ...record, state: '已撤销', resumeState, revision: record.revision + 1, updatedAt: at },
    extracted,
  );
  append(raw, {
    deadlineId: record.id,
    at,
    actor: SYSTEM,
    action: 'withdraw',
    from: record.state,
    to: '已撤销',
    occurrence: null,
    detail: { why },
  });
  return true;
}

/**
 * Brings the ledger up to a fresh reading of a document. Call it inside the transaction that publishes the
 * document. Known deadlines keep their id and state; those whose words or days changed wait for
 * confirmation again (and return to their state when confirmed); vanished ones are kept as 已撤销.
 */
export function publishDeadlines(
  raw: Raw,
  document: LedgerDocument,
  deadlines: readonly Deadline[],
  at: Date,
): PublishedDeadlines {
  const when = at.toISOString();
  const old = storedOfDocument(raw, document.id);
  const kept = old.map(({ record, extracted }) => ({ ...record, task: extracted.task }));
  const proposed = standingProposals(old, document.text ?? '', deadlines);
  const all = [...deadlines, ...proposed];
  const fresh = all.map((deadline) => ({ ...deadline, documentId: document.id }));
  const { pairs, vanished } = matchDeadlines(kept, fresh);
  const oldOf = new Map([...pairs].map(([i, j]) => [j, old[i]]));
  const added: string[] = [];
  const reconfirm: string[] = [];
  const ids = all.map((deadline, j) => {
    const known = oldOf.get(j);
    if (!known) {
      const id = add(raw, document, deadline, j, when);
      added.push(id);
      return id;
    }
    if (keep(raw, document, known, deadline, j, when) === 'reconfirm') reconfirm.push(known.record.id);
    return known.record.id;
  });
  const withdrawn = vanished.flatMap((i) => {
    const gone = old[i];
    return gone && withdraw(raw, gone, when, 'clause gone') ? [gone.record.id] : [];
  });
  return { ids: ids.slice(0, deadlines.length), added, reconfirm, withdrawn };
}

/**
 * Puts a model's proposals into the queue of what waits for a person. One whose sentence the ledger knows
 * already, also as rejected, is passed over. Returns the ids added.
 */
export function proposeDeadlines(
  raw: Raw,
  document: LedgerDocument,
  proposals: readonly Deadline[],
  at: Date,
): readonly string[] {
  const known = storedOfDocument(raw, document.id).map(({ record }) => foldText(record.quote));
  return proposals.flatMap((proposal, i) => {
    const quote = foldText(proposal.quote);
    if (!isProposed(proposal) || known.includes(quote)) return [];
    known.push(quote);
    return [add(raw, document, proposal, known.length + i, at.toISOString())];
  });
}

/** Withdraws the deadlines of a document that is no longer there. Returns the ids withdrawn. */
export function withdrawDocument(raw: Raw, documentId: string, at: Date): readonly string[] {
  return storedOfDocument(raw, documentId).flatMap((stored) =>
    withdraw(raw, stored, at.toISOString(), 'document gone') ? [stored.record.id] : [],
  );
}

/**
 * Withdraws the deadlines of documents that a file no longer holds. `kept` are the ids of the documents
 * that its fresh reading published. Returns the ids withdrawn.
 */
export function withdrawVanishedDocuments(
  raw: Raw,
  source: string,
  kept: readonly string[],
  at: Date,
): readonly string[] {
  const documents = raw
    .prepare<[string], { document_id: string }>('SELECT DISTINCT document_id FROM deadlines WHERE source = ?')
    .all(source)
    .map((row) => row.document_id)
    .filter((id) => !kept.includes(id));
  return documents.flatMap((id) => withdrawDocument(raw, id, at));
}
