/** Taking a filled-in workbook back: row by row, by id, each row wholly or not at all. */
import { audit } from '../../data/audit.ts';
import type { Database } from '../../data/database.ts';
import { parseDay } from '../../data/day.ts';
import { type Act, actOnDeadline } from '../../data/deadline-actions.ts';
import { findStored } from '../../data/deadline-store.ts';
import {
  type DeadlineAction,
  type DeadlineState,
  type LedgerEntry,
  type LedgerRecord,
  STATES,
} from '../../data/ledger.ts';
import type { Scope } from '../../retrieval/access.ts';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { readXlsx, type SheetRow } from './read-xlsx.ts';
import { COLUMNS } from './sheet.ts';

/** What became of one row of the sheet. */
export interface RowResult {
  readonly row: number;
  readonly id: string | null;
  readonly result: 'changed' | 'unchanged' | 'refused';
  /** Why it was refused, in the words of the locale. */
  readonly reasons: readonly string[];
}

/** What became of the file; a refused file changed nothing. */
export type ImportResult =
  | { readonly kind: 'read'; readonly rows: readonly RowResult[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Who imports, and what that person may see. */
export interface Importer {
  readonly actor: string;
  readonly scope: Scope;
  readonly now: Date;
}

/** A reason that the whole row is refused for. */
class Refused extends Error {
  readonly reasons: readonly string[];
  constructor(...reasons: readonly string[]) {
    super(reasons.join(' '));
    this.reasons = reasons;
  }
}

const isState = (text: string): text is DeadlineState => STATES.some((state) => state === text);

/** The acts that lead from one state to another, as a clerk would do them one by one. */
function acts(
  from: DeadlineState,
  to: DeadlineState,
  note: string,
  evidence: string,
): DeadlineAction[] | null {
  const finish: DeadlineAction = { kind: 'finish', note, ...(evidence === '' ? {} : { evidence }) };
  const confirm: DeadlineAction = { kind: 'confirm' };
  const start: DeadlineAction = { kind: 'start' };
  const reopen: DeadlineAction = { kind: 'reopen', reason: note };
  const ways: Readonly<Record<string, DeadlineAction[]>> = {
    '待确认>已确认': [confirm],
    '待确认>进行中': [confirm, start],
    '待确认>已办结': [confirm, finish],
    '待确认>不适用': [{ kind: 'reject', reason: note }],
    '已确认>进行中': [start],
    '已确认>已办结': [finish],
    '已确认>不适用': [{ kind: 'reject', reason: note }],
    '进行中>已办结': [finish],
    '进行中>不适用': [{ kind: 'reject', reason: note }],
    '已办结>进行中': [reopen],
    '不适用>已确认': [reopen],
  };
  return ways[`${from}>${to}`] ?? null;
}

/** Cells that people must not touch and that differ from the ledger: a slipped or foreign row. */
function foreignCells({ cells }: SheetRow, record: LedgerRecord): string[] {
  const entry: LedgerEntry = {
    ...record,
    overdue: false,
    nextDue: null,
    nextWorkingDay: null,
    workingDaysLeft: null,
    light: null,
  };
  return COLUMNS.filter(({ compared }) => compared)
    .filter(({ key, read }) => cells[key] !== String(read(entry)).trim())
    .map(({ key }) => words.refuseRow.foreign(words.columns[key]));
}

/** What a row asks for. Throws Refused. */
function wanted({ cells }: SheetRow, record: LedgerRecord): DeadlineAction[] {
  const { state = '', note = '', evidence = '', extendTo = '', extendReason = '' } = cells;
  if (!isState(state)) throw new Refused(words.refuseRow.state(state));
  const actions: DeadlineAction[] = [];
  if (extendTo !== '') {
    const due = parseDay(extendTo);
    if (!due) throw new Refused(words.refuseRow.day);
    actions.push({ kind: 'extend', due, reason: extendReason });
  }
  if (state !== record.state) {
    const way = acts(record.state, state, note, evidence);
    if (!way) throw new Refused(words.refuseRow.transition(record.state, state));
    return [...way.slice(0, 1), ...actions, ...way.slice(1)];
  }
  if (evidence !== (record.evidence ?? '') && state === '已办结') {
    actions.push({ kind: 'reopen', reason: note }, { kind: 'finish', note, evidence });
  } else if (note !== (record.note ?? '')) actions.push({ kind: 'note', note });
  return actions;
}

function applyRow(
  database: Database,
  row: SheetRow,
  by: Act,
  seen: Map<string, number>,
): RowResult['result'] {
  const id = row.cells.id ?? '';
  if (row.problems.length > 0) throw new Refused(...row.problems);
  if (id === '') throw new Refused(words.refuseRow['no id']);
  const before = seen.get(id);
  if (before !== undefined) throw new Refused(words.refuseRow.duplicate(before));
  seen.set(id, row.row);
  const record = findStored(database.raw, id, by.visibilities)?.record;
  if (!record) throw new Refused(words.refuseRow.missing);
  if (row.cells.revision !== String(record.revision)) throw new Refused(words.refuseRow.stale);
  const foreign = foreignCells(row, record);
  if (foreign.length > 0) throw new Refused(...foreign);
  const actions = wanted(row, record);
  for (const action of actions) {
    const outcome = actOnDeadline(database, id, action, by);
    if (outcome.kind === 'done') continue;
    const known = outcome.reason === 'reason required' || outcome.reason === 'due not later';
    throw new Refused(words.refuseRow[known ? outcome.reason : 'other']);
  }
  return actions.length > 0 ? 'changed' : 'unchanged';
}

/**
 * Takes a filled-in workbook back. A file that is not ours is refused whole; a row that is broken, foreign,
 * out of date or not allowed is refused with its reasons, and the other rows are taken.
 */
export async function importXlsx(database: Database, bytes: Uint8Array, by: Importer): Promise<ImportResult> {
  const content = await readXlsx(bytes);
  if (content.kind === 'refused') return content;
  const seen = new Map<string, number>();
  const act: Act = { actor: by.actor, at: by.now, visibilities: by.scope.visibilities };
  const rows = content.rows.map((row): RowResult => {
    const id = row.cells.id || null;
    const run = database.raw.transaction(() => applyRow(database, row, act, seen));
    try {
      return { row: row.row, id, result: run.immediate(), reasons: [] };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { row: row.row, id, result: 'refused', reasons: error.reasons };
    }
  });
  const count = (result: RowResult['result']) => rows.filter((row) => row.result === result).length;
  const result = `changed ${count('changed')}, unchanged ${count('unchanged')}, refused ${count('refused')}`;
  await audit(database, { at: by.now, who: by.actor, act: 'ledger import', object: 'xlsx', result });
  return { kind: 'read', rows };
}
