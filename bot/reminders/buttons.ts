/** The buttons under a reminder, as the 64 bytes that a chat hands back when one is pressed. */
import { type Day, parseDay } from '../../data/day.ts';

/** What a button under a reminder does, and to which occurrence. */
export interface ReminderButton {
  readonly action: 'done' | 'extend' | 'open' | 'mute';
  readonly deadlineId: string;
  readonly occurrence: Day;
}

const LETTERS = { done: 'd', extend: 'e', open: 'o', mute: 'm' } as const;
const ACTIONS = new Map(Object.entries(LETTERS).map(([action, letter]) => [letter, action]));

/** `{action: 'done', deadlineId: 'dabc…', occurrence: 2023-07-30}` → `r:d:dabc…:20230730`, at most 32 bytes. */
export function encodeButton({ action, deadlineId, occurrence }: ReminderButton): string {
  return `r:${LETTERS[action]}:${deadlineId}:${occurrence.replaceAll('-', '')}`;
}

/** What a chat hands back, or null where it is no button of a reminder. Whoever pressed it may be anybody. */
export function parseButton(data: string): ReminderButton | null {
  const match = /^r:([deom]):(d[a-z2-9]{12}):(\d{4})(\d{2})(\d{2})$/.exec(data);
  if (!match) return null;
  const action = ACTIONS.get(match[1] as 'd') as ReminderButton['action'] | undefined;
  const occurrence = parseDay(`${match[3]}-${match[4]}-${match[5]}`);
  const deadlineId = match[2];
  return action && occurrence && deadlineId ? { action, deadlineId, occurrence } : null;
}
