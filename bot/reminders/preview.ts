/** What a tick would send, without sending or keeping anything: `gongbao remind --now ISO --dry-run`. */
import { queueAll } from '../../data/plan-queue.ts';
import { peekDue } from '../../data/reminders.ts';
import { subscribe } from '../../data/subscriptions.ts';
import { byRecipient, groupRows } from './group.ts';
import { type MessageButton, plainText } from './message.ts';
import { updatePlan } from './planner.ts';
import { examine } from './run.ts';
import type { ReminderServices } from './services.ts';

/** One message that would go out. */
export interface PreviewedMessage {
  readonly channel: string;
  readonly chat: string;
  readonly kind: 'reminder' | 'list' | 'escalation' | 'digest';
  /** What it speaks of; a digest names none. */
  readonly deadlines: readonly { readonly id: string; readonly occurrence: string; readonly lead: string }[];
  readonly text: string;
  readonly buttons: readonly Pick<MessageButton, 'label' | 'data'>[];
}

class RollBack extends Error {
  readonly messages: readonly PreviewedMessage[];
  constructor(messages: readonly PreviewedMessage[]) {
    super('preview only');
    this.messages = messages;
  }
}

function* previewMessages(services: ReminderServices, now: Date): Generator<PreviewedMessage> {
  queueAll(services.database);
  updatePlan(services.database, services, now);
  for (const rows of byRecipient(peekDue(services.database, now))) {
    for (const group of groupRows(rows, now)) {
      const { prepared } = examine(services, group, now);
      const [first] = prepared?.rows ?? [];
      if (!prepared || !first) continue;
      yield {
        channel: first.channel,
        chat: first.chat,
        kind: prepared.message.kind,
        deadlines: prepared.rows
          .filter(({ deadlineId }) => deadlineId !== '')
          .map(({ deadlineId, occurrence, lead }) => ({ id: deadlineId, occurrence, lead })),
        text: plainText(prepared.message),
        buttons: prepared.message.buttons.map(({ label, data }) => ({ label, data })),
      };
    }
  }
}

/**
 * The messages that a tick at this moment would send. Everything is planned anew as of `now`, in a
 * transaction that is then rolled back.
 */
export function previewTick(services: ReminderServices): readonly PreviewedMessage[] {
  const run = services.database.raw.transaction(() => {
    throw new RollBack([...previewMessages(services, services.clock())]);
  });
  try {
    run.immediate();
    return [];
  } catch (error) {
    if (error instanceof RollBack) return error.messages;
    throw error;
  }
}

/** The recipient that every installation has: the log channel, which hears of everything public. */
export const LOG_RECIPIENT = { channel: 'log', chat: 'office' } as const;

/** Gives a database without any subscription one for the log channel. */
export function ensureLogSubscription(services: Pick<ReminderServices, 'database' | 'clock'>): void {
  const { database } = services;
  if (database.raw.prepare('SELECT 1 FROM subscriptions LIMIT 1').get()) return;
  subscribe(
    database,
    { ...LOG_RECIPIENT, owner: '系统', filter: { kind: 'everything' }, weeklyDigest: true },
    services.clock(),
  );
}
