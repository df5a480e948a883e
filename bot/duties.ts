import type { Day } from '../data/day.ts';
import type { Person } from '../data/people.ts';
import type { Responsible } from '../data/types.ts';
import type { Scope } from '../retrieval/access.ts';

/** A time limit as a chat shows it. `due` is null where it could not be resolved. */
export interface Duty {
  readonly id: string;
  readonly documentId: string;
  readonly documentNumber: string | null;
  readonly title: string;
  readonly locator: string;
  readonly quote: string;
  readonly task: string;
  readonly phrase: string;
  readonly due: Day | null;
  readonly responsible: readonly Responsible[];
  readonly state: string;
}

/** Where reminders go: a chat of a channel. */
export interface Recipient {
  readonly channel: string;
  readonly chat: string;
  readonly kind: 'private' | 'group';
}

/** What a subscription asks for. */
export interface DutyFilter {
  readonly kind: 'department' | 'document' | 'keyword' | 'everything' | 'deadline';
  readonly value: string;
}

/** A subscription of a recipient. */
export interface ChatSubscription {
  readonly id: string;
  readonly recipient: Recipient;
  readonly filter: DutyFilter;
}

/** Which occurrence of which deadline a button spoke of. */
export interface DutyPress {
  readonly duty: string;
  readonly occurrence: string;
}

/** Who acts, from where, and what they may see. */
export interface DutyActor {
  readonly person: Person;
  readonly recipient: Recipient;
  readonly scope: Scope;
}

/** `stale`: the deadline has moved since; `unreadable`: the text holds no day and reason. */
export type DutyOutcome = 'done' | 'missing' | 'stale' | 'unreadable' | 'refused';

/**
 * What the chats ask of the ledger and of the subscriptions. Implemented over data/ by the reminder engine's
 * side; every reading takes a Scope.
 */
export interface Duties {
  list(filter: DutyFilter, scope: Scope, now: Date): Promise<readonly Duty[]>;
  find(id: string, scope: Scope): Promise<Duty | null>;
  /** False when it was there before. */
  subscribe(recipient: Recipient, filter: DutyFilter, by: Person, now: Date): Promise<boolean>;
  subscriptions(recipient: Recipient): Promise<readonly ChatSubscription[]>;
  /** All subscriptions, for announcing new documents. */
  everySubscription(): Promise<readonly ChatSubscription[]>;
  unsubscribe(id: string, recipient: Recipient): Promise<void>;
  setDigest(recipient: Recipient, on: boolean, by: Person, now: Date): Promise<void>;
  /** Whether this person, in this chat, may report on a deadline. */
  mayAct(id: string, actor: DutyActor): Promise<boolean>;
  finish(press: DutyPress, note: string, actor: DutyActor, now: Date): Promise<DutyOutcome>;
  /** `text` is the new day and the reason: 2023-08-30 因汛情推迟. */
  postpone(press: DutyPress, text: string, actor: DutyActor, now: Date): Promise<DutyOutcome>;
  mute(press: DutyPress, actor: DutyActor, now: Date): Promise<DutyOutcome>;
}
