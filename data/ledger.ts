/** The shapes of the ledger (任务台账): a deadline with its state, who changed it, and how it stands today. */
import type { Day } from './day.ts';
import type { Deadline, Visibility } from './types.ts';

/** Where a task stands. 已撤销 marks what a later reading of the document no longer holds. */
export const STATES = ['待确认', '已确认', '进行中', '已办结', '不适用', '已撤销'] as const;
export type DeadlineState = (typeof STATES)[number];

/** States in which a task is owed: reminders go out, it can fall overdue. */
export const OPEN_STATES: readonly DeadlineState[] = ['已确认', '进行中'];

/** Below this confidence a deadline waits for a person. */
export const CONFIRM_BELOW = 0.7;

/** Working days before the due day from which the light is 黄. */
export const YELLOW_WITHIN_WORKING_DAYS = 5;

/** Who did something: a person or account id, or 系统. */
export type Actor = string;
export const SYSTEM: Actor = '系统';

/** What can be done to a deadline by a person. */
export type DeadlineAction =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'correct'; readonly correction: Correction }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'start'; readonly note?: string }
  | { readonly kind: 'finish'; readonly note: string; readonly evidence?: string; readonly occurrence?: Day }
  | { readonly kind: 'extend'; readonly due: Day; readonly reason: string }
  | { readonly kind: 'reopen'; readonly reason: string; readonly occurrence?: Day }
  | { readonly kind: 'note'; readonly note: string };

/** What a person may put right in a reading; the quote, its place and its document stay as printed. */
export type Correction = Partial<
  Pick<Deadline, 'task' | 'start' | 'due' | 'rrule' | 'responsible' | 'precision'>
>;

/** What the system does when a document is read (again). */
export type SystemAction = 'publish' | 'update' | 'reconfirm' | 'withdraw' | 'restore';

/** One line of a deadline's history. */
export interface DeadlineEvent {
  readonly id: number;
  readonly deadlineId: string;
  readonly at: string;
  readonly actor: Actor;
  readonly action: DeadlineAction['kind'] | SystemAction;
  readonly from: DeadlineState | null;
  readonly to: DeadlineState;
  /** The occurrence of a recurring deadline that it concerns. */
  readonly occurrence: Day | null;
  /** What changed, by field: reason, note, evidence, old and new values. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A deadline as it is kept. `start`, `due`, `task`… hold a person's corrections where there are any. */
export interface LedgerRecord extends Deadline {
  readonly id: string;
  readonly documentId: string;
  readonly documentNumber: string | null;
  readonly title: string;
  readonly visibility: Visibility;
  readonly source: string;
  readonly issuedOn: Day | null;
  readonly documentValidUntil: Day | null;
  readonly ordinal: number;
  readonly state: DeadlineState;
  /** The state to which a confirmation or a return of the clause leads back. */
  readonly resumeState: DeadlineState | null;
  /** The due day before the first extension; null where there was none. */
  readonly extendedFrom: Day | null;
  readonly note: string | null;
  readonly evidence: string | null;
  readonly corrections: Correction;
  /** Grows with every change; an import that names an older one is refused. */
  readonly revision: number;
  /** When it last became owed (ISO); null while it waits for confirmation. */
  readonly activeSince: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** 绿: time enough or done. 黄: near. 红: overdue. Null where nothing is owed. */
export type Light = '绿' | '黄' | '红';

/** A deadline as it stands at a moment of reading. */
export interface LedgerEntry extends LedgerRecord {
  readonly overdue: boolean;
  /** The due day that counts now: of a recurring deadline the oldest unfinished or next occurrence. */
  readonly nextDue: Day | null;
  /** The next working day where `nextDue` is a day off; else null. */
  readonly nextWorkingDay: Day | null;
  /** Working days from today to `nextDue`, today not counted; negative when it has passed. */
  readonly workingDaysLeft: number | null;
  readonly light: Light | null;
}

/** Which deadlines a listing holds; all given conditions must be met. */
export interface DeadlineFilter {
  readonly id?: string;
  readonly documentId?: string;
  readonly documentNumber?: string;
  readonly department?: string;
  readonly keyword?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly states?: readonly DeadlineState[];
  /** `YYYY-MM`. */
  readonly month?: string;
  readonly overdue?: boolean;
}

/** Whether two names mean one department (县发改局 and 县发展和改革局). */
export type SameDepartment = (left: string, right: string) => boolean;

/** Why an action was refused; nothing was changed. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason:
    | 'missing'
    | 'transition'
    | 'stale'
    | 'reason required'
    | 'due not later'
    | 'due invalid'
    | 'rule invalid'
    | 'occurrence unknown'
    | 'nothing to correct';
  readonly state: DeadlineState | null;
}

/** What an action led to. */
export type Outcome = { readonly kind: 'done'; readonly record: LedgerRecord } | Refusal;
