/** A sender that remembers, a clock that is set, and services around an in-memory database. */

import { plainText } from '../../bot/reminders/message.ts';
import {
  type Outgoing,
  type ReminderServices,
  type SendResult,
  scopeOfRecipient,
} from '../../bot/reminders/services.ts';
import type { Database } from '../../data/database.ts';
import { type SubscriptionInput, subscribe } from '../../data/subscriptions.ts';
import { mondayToFriday } from '../../data/working-days.ts';
import { at } from './deadlines.ts';

export interface Sent extends Outgoing {
  readonly text: string;
}

/** Services whose clock is moved by `set('2023-07-27 09:00')` and whose sends are kept in `sent`. */
export function makeServices(database: Database, start: string) {
  let now = at(start);
  const sent: Sent[] = [];
  const answers: (SendResult | Error | 'hang')[] = [];
  const services: ReminderServices = {
    database,
    clock: () => now,
    calendar: mondayToFriday,
    dayOff: 'itself',
    sameDepartment: (left, right) => left === right,
    scopeOf: scopeOfRecipient,
    processId: 'test',
    sendTimeoutMs: 50,
    sender: {
      async send(outgoing) {
        const answer = answers.shift();
        if (answer === 'hang') return new Promise(() => {});
        if (answer instanceof Error) throw answer;
        if (answer?.kind === 'failed') return answer;
        sent.push({ ...outgoing, text: plainText(outgoing.message) });
        return { kind: 'sent', messageId: `m${sent.length}` };
      },
    },
  };
  const set = (text: string) => {
    now = at(text);
  };
  return { services, sent, answers, set };
}

/** A subscription of a chat to everything, unless told otherwise. */
export function addSubscription(
  database: Database,
  fields: Partial<SubscriptionInput> = {},
  when = '2023-07-01 11:00',
) {
  return subscribe(
    database,
    { owner: 'u1', channel: 'log', chat: 'office', filter: { kind: 'everything' }, ...fields },
    at(when),
  );
}
