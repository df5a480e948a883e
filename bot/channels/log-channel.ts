/** The channel that every installation has: each reminder is one line of JSON for a log. */
import { createHash } from 'node:crypto';
import { plainText } from '../reminders/message.ts';
import type { Sender } from '../reminders/services.ts';

/** Writes each reminder as one line through `write`; the message id follows from its content and key. */
export function makeLogSender(write: (line: string) => void): Sender {
  return {
    async send({ channel, chat, message, key }) {
      const text = plainText(message);
      write(JSON.stringify({ event: 'reminder', channel, chat, kind: message.kind, text }));
      return {
        kind: 'sent',
        messageId: createHash('sha256').update(`${key}${text}`).digest('hex').slice(0, 16),
      };
    },
  };
}

/**
 * A channel whose messages stay in the database, where a page reads them (`listDeliveries`): the web inbox.
 */
export const inboxSender: Sender = {
  async send({ key }) {
    return { kind: 'sent', messageId: `inbox-${key}` };
  },
};
