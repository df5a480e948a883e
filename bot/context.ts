import type { Database } from '../data/database.ts';
import type { Person } from '../data/people.ts';
import type { Scope } from '../retrieval/access.ts';
import type { Assistant } from '../retrieval/assistant.ts';
import type { Action } from './actions.ts';
import type { Capabilities, Channel } from './channels/channel.ts';
import type { Duties } from './duties.ts';
import type { Incoming } from './incoming.ts';
import type { Intake } from './intake.ts';
import type { Words } from './locales/chat-zh.ts';
import type { InlineResult, Message } from './message.ts';

/** What an office sets for its chats. */
export interface ChatSettings {
  /** Departments whose staff may read internal documents; null: all staff. */
  readonly internalDepartments: readonly string[] | null;
  /** Who gets tickets that concern no department with staff. */
  readonly fallbackDepartment: string;
  readonly retentionDays: number;
  readonly maxQuestionLength: number;
  /** A ticket unanswered for this long is escalated to the administrators. */
  readonly ticketHours: number;
}

/** What a log takes: fields first, then words. Its owner masks personal data and secrets. */
export interface ChatLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The parts that main joins. */
export interface AppParts {
  readonly assistant: Assistant;
  readonly database: Database;
  readonly channels: readonly Channel[];
  /** Null where the ledger is not switched on. */
  readonly duties: Duties | null;
  readonly settings: ChatSettings;
  readonly log: ChatLog;
  readonly now: () => Date;
  /** Where files sent by administrators are read in; absent where that is not switched on. */
  readonly intake?: Intake;
  /** The page of a document, at a passage; null where no page address is configured. */
  readonly pageUrl: (documentId: string, passageId: number | null) => string | null;
}

/** All that a command or a button's action may use. */
export interface Context extends AppParts {
  readonly incoming: Incoming;
  readonly person: Person;
  readonly scope: Scope;
  readonly words: Words;
  readonly can: Capabilities;
  /** Shows part of an answer that is still being written; null where the channel cannot. */
  readonly draft: ((message: Message<never>) => Promise<void>) | null;
  /** The instant at which the incoming is handled. */
  readonly at: Date;
}

/** The message whose button led here, and what the channel needs to change it. */
export interface Origin {
  readonly messageId: string;
  readonly token: string;
}

/**
 * What the app answers. `change` replaces the message whose button was pressed, where the channel can;
 * `shared` buttons may be pressed by everybody in the chat; `settle` ends the buttons of a message.
 */
export type Reply =
  | { readonly kind: 'say'; readonly message: Message<Action>; readonly shared?: boolean }
  | { readonly kind: 'change'; readonly message: Message<Action> }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'settle'; readonly origin: Origin; readonly label: string }
  | { readonly kind: 'inline'; readonly results: readonly InlineResult[] };

/** One message of plain words, with or without buttons. */
export function say(text: string, buttons: Message<Action>['buttons'] = []): Reply[] {
  return [{ kind: 'say', message: { text: [{ text }], buttons } }];
}
