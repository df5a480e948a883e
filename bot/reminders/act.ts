/** What a chat's person does with a reminder: 已办结, 推迟, 静音. The one door for every channel. */
import { z } from 'zod';
import { audit } from '../../data/audit.ts';
import type { Database } from '../../data/database.ts';
import { type Day, parseDay } from '../../data/day.ts';
import { actOnDeadline } from '../../data/deadline-actions.ts';
import { findStored } from '../../data/deadline-store.ts';
import type { DeadlineAction, Outcome } from '../../data/ledger.ts';
import { muteDeadline } from '../../data/subscriptions.ts';
import type { Scope } from '../../retrieval/access.ts';
import type { ReminderButton } from './buttons.ts';

/** What the person typed after pressing a button. */
export type ButtonInput =
  | { readonly action: 'done'; readonly note: string; readonly evidence?: string }
  | { readonly action: 'extend'; readonly due: Day; readonly reason: string }
  | { readonly action: 'mute' };

/** Who pressed, where and when. Only a channel that knows the person and his scope may build one. */
export interface Presser {
  readonly actor: string;
  readonly channel: string;
  readonly chat: string;
  readonly scope: Scope;
  readonly now: Date;
}

const extension = z
  .string()
  .trim()
  .max(500)
  .transform((text) => /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)日?\s*[，,、：:]?\s*(.+)$/su.exec(text))
  .transform((match, context) => {
    const day =
      match && parseDay([match[1], match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')].join('-'));
    if (match?.[4] && day) return { due: day, reason: match[4].trim() };
    context.addIssue({ code: 'custom', message: 'due invalid' });
    return z.NEVER;
  });

/** Reads `2023-08-30 因汛情推迟` or `2023年8月30日，因汛情推迟`; null for impossible days and missing reasons. */
export function parseExtension(text: string): { readonly due: Day; readonly reason: string } | null {
  const parsed = extension.safeParse(text);
  return parsed.success ? parsed.data : null;
}

function actionOf(
  button: ReminderButton,
  input: Exclude<ButtonInput, { action: 'mute' }>,
  recurring: boolean,
): DeadlineAction {
  if (input.action === 'extend') return { kind: 'extend', due: input.due, reason: input.reason };
  return {
    kind: 'finish',
    note: input.note,
    ...(input.evidence === undefined ? {} : { evidence: input.evidence }),
    ...(recurring ? { occurrence: button.occurrence } : {}),
  };
}

/**
 * Carries out a pressed button with what the person typed. A deadline outside the person's scope is
 * `missing`; a button older than the task's last extension is `stale`. Every act and refusal is audited.
 */
export async function actOnReminder(
  database: Database,
  button: ReminderButton,
  input: ButtonInput,
  by: Presser,
): Promise<Outcome> {
  const outcome = carryOut(database, button, input, by);
  await audit(database, {
    at: by.now,
    who: by.actor,
    act: `deadline ${input.action}`,
    object: button.deadlineId,
    result: outcome.kind === 'done' ? 'done' : `refused: ${outcome.reason}`,
  });
  return outcome;
}

function carryOut(database: Database, button: ReminderButton, input: ButtonInput, by: Presser): Outcome {
  const { visibilities } = by.scope;
  const record = findStored(database.raw, button.deadlineId, visibilities)?.record;
  if (!record) return { kind: 'refused', reason: 'missing', state: null };
  if (input.action === 'mute') {
    muteDeadline(database, by, record.id, { actor: by.actor, at: by.now });
    return { kind: 'done', record };
  }
  const recurring = record.rrule !== null;
  if (!recurring && record.due !== button.occurrence)
    return { kind: 'refused', reason: 'stale', state: record.state };
  const action = actionOf(button, input, recurring);
  return actOnDeadline(database, record.id, action, { actor: by.actor, at: by.now, visibilities });
}
