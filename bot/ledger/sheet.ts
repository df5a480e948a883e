/** The sheet of the ledger: its columns, which of them people may fill in, and what each holds. */
import type { LedgerEntry } from '../../data/ledger.ts';
import { zhLedger as words } from '../locales/zh-ledger.ts';
import { zhReminders } from '../locales/zh-reminders.ts';

/** A column's name in code; its heading is in the locale. */
export type ColumnKey = keyof typeof words.columns;

export interface Column {
  readonly key: ColumnKey;
  readonly width: number;
  /** True where an import takes what people wrote. */
  readonly editable: boolean;
  /** True where an import compares the cell with the ledger, so that a row that slipped is noticed. */
  readonly compared: boolean;
  readonly read: (entry: LedgerEntry) => string | number;
}

const column = (
  key: ColumnKey,
  width: number,
  read: Column['read'],
  use: 'shown' | 'compared' | 'editable' = 'shown',
): Column => ({ key, width, read, editable: use === 'editable', compared: use === 'compared' });

/** The columns in order. */
export const COLUMNS: readonly Column[] = [
  column('id', 16, ({ id }) => id),
  column('documentNumber', 22, ({ documentNumber }) => documentNumber ?? ''),
  column('title', 32, ({ title }) => title),
  column('locator', 16, ({ locator }) => locator),
  column('task', 36, ({ task }) => task, 'compared'),
  column('quote', 48, ({ quote }) => quote),
  column('kind', 10, ({ kind }) => words.kinds[kind]),
  column('start', 12, ({ start }) => start ?? ''),
  column('due', 12, ({ due }) => due ?? '', 'compared'),
  column('rrule', 24, ({ rrule }) => rrule ?? ''),
  column('responsible', 30, ({ responsible }) => zhReminders.responsible(responsible)),
  column('trace', 30, ({ trace }) => trace),
  column('confidence', 8, ({ confidence }) => confidence),
  column('light', 8, ({ light }) => light ?? ''),
  column('state', 10, ({ state }) => state, 'editable'),
  column('note', 32, ({ note }) => note ?? '', 'editable'),
  column('evidence', 24, ({ evidence }) => evidence ?? '', 'editable'),
  column('extendTo', 12, () => '', 'editable'),
  column('extendReason', 24, () => '', 'editable'),
  column('revision', 8, ({ revision }) => revision),
];

/** The row in which headings stand; the row above holds the hint for its readers. */
export const HEADING_ROW = 2;
