/** What the engine of reminders is given: a database, a clock, the office's rules, and a way to send. */
import type { Database } from '../../data/database.ts';
import { publicScope, type Scope, scopeOfRole } from '../../retrieval/access.ts';
import type { ReminderMessage } from './message.ts';
import type { PlanRules, Recipient } from './plan.ts';

/**
 * One message on its way to a chat. `key` is the same when the same message is sent again; `reminders` are
 * the rows that it settles, for logs.
 */
export interface Outgoing {
  readonly channel: string;
  readonly chat: string;
  readonly message: ReminderMessage;
  readonly key: string;
  readonly reminders: readonly number[];
}

/**
 * What became of a send. `failed` means that nothing arrived; it is tried again where `retryable`, not
 * before `retryAfterMs`. A send that throws or times out is uncertain: it may have arrived.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly messageId: string }
  | {
      readonly kind: 'failed';
      readonly retryable: boolean;
      readonly reason: string;
      readonly retryAfterMs?: number;
    };

/** The port through which reminders leave. Implementations must heed the signal. */
export interface Sender {
  send(outgoing: Outgoing, signal: AbortSignal): Promise<SendResult>;
}

export interface ReminderServices extends PlanRules {
  readonly database: Database;
  readonly clock: () => Date;
  readonly sender: Sender;
  /** Names this process in claims. */
  readonly processId: string;
  /** A web address for a deadline's clause, or null where no web server is known. */
  readonly linkTo?: (documentId: string, deadlineId: string) => string | null;
  readonly sendTimeoutMs?: number;
}

/** The scope of a chat by its subscription alone: internal documents only where it is not public. */
export function scopeOfRecipient(recipient: Recipient): Scope {
  return recipient.publicOnly ? publicScope() : scopeOfRole('staff');
}

/** One sender for all channels; a channel that is not switched on fails for good, and is shown as dead. */
export function routeSenders(senders: Readonly<Record<string, Sender>>): Sender {
  return {
    async send(outgoing, signal) {
      const sender = Object.hasOwn(senders, outgoing.channel) ? senders[outgoing.channel] : undefined;
      if (sender) return sender.send(outgoing, signal);
      return { kind: 'failed', retryable: false, reason: `channel not configured: ${outgoing.channel}` };
    },
  };
}
