/** The reminder engine's port to the chats. */
import { findPerson, type Person } from '../data/people.ts';
import type { Action } from './actions.ts';
import { SendError } from './channels/send-error.ts';
import type { AppParts } from './context.ts';
import { sendMessage, shownTo } from './deliver.ts';
import { type Button, bold, type Message, plain, quote, type TextPart } from './message.ts';
import type { MessageButton, MessagePart, ReminderMessage } from './reminders/message.ts';
import type { Sender } from './reminders/services.ts';

function runsOf({ kind, label, text }: MessagePart): readonly TextPart[] {
  switch (kind) {
    case 'title':
    case 'heading':
      return [bold(text), plain('\n')];
    case 'quote':
      return [plain(label ? `${label}：\n` : ''), quote(text), plain('\n')];
    case 'field':
    case 'item':
    case 'note':
      return [plain(`${label ? `${label}：` : ''}${text}\n`)];
    default:
      return kind satisfies never;
  }
}

function buttonOf({ label, action, deadlineId: duty, occurrence, url }: MessageButton): Button<Action> {
  switch (action) {
    case 'done':
      return { label, action: { do: 'finish', duty, occurrence } };
    case 'extend':
      return { label, action: { do: 'postpone', duty, occurrence } };
    case 'mute':
      return { label, action: { do: 'mute', duty, occurrence } };
    case 'open':
      return url ? { label, url } : { label, action: { do: 'duty', duty } };
    default:
      return action satisfies never;
  }
}

/** A reminder in the chats' own terms; its buttons are everybody's in the chat, their acts are checked. */
export function reminderMessage(message: ReminderMessage): Message<Action> {
  const buttons = message.buttons.map(buttonOf);
  return { text: message.parts.flatMap(runsOf), buttons: buttons.length > 0 ? [buttons] : [] };
}

const STRANGER: Person = { id: 0, role: 'citizen', name: '', language: 'zh', departments: [] };

/** Sends reminders through the chats' channels; personal data is masked as in every other output. */
export function makeReminderSender(parts: AppParts): Sender {
  return {
    async send({ channel: name, chat, message }) {
      const channel = parts.channels.find((one) => one.name === name);
      if (!channel) return { kind: 'failed', retryable: false, reason: `channel not configured: ${name}` };
      const person = (await findPerson(parts.database, { channel: name, account: chat })) ?? STRANGER;
      const shown = shownTo(person, 'private', reminderMessage(message));
      try {
        return {
          kind: 'sent',
          messageId: await sendMessage(parts, { channel, chat, personId: null }, shown),
        };
      } catch (error) {
        if (!(error instanceof SendError)) throw error;
        const { problem } = error;
        const retryable = problem.kind === 'later';
        const after = problem.kind === 'later' ? { retryAfterMs: problem.afterMs } : {};
        return { kind: 'failed', retryable, reason: problem.kind, ...after };
      }
    },
  };
}
