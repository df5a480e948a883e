/** A year of 500 departments: who owes what, when it is finished, and what must therefore be told. */

import type { Database } from '../../data/database.ts';
import { addDays } from '../../data/day.ts';
import { actOnDeadline } from '../../data/deadline-actions.ts';
import { subscribe } from '../../data/subscriptions.ts';
import { at, day, deadline, document, publish } from '../support/deadlines.ts';

export const DEPARTMENTS = 500;
export const START = '2026-01-01 06:00';
export const END = '2027-01-01 06:00';
export const LEADS = [7, 3, 1, 0];
const TASKS_A_MONTH = 300;
const MONTHLY_DUTIES = 60;

const department = (n: number) => `第${n % DEPARTMENTS}局`;

/** One task: published at the start of its month, due within the next weeks, perhaps finished early. */
export interface Task {
  readonly key: string;
  readonly month: number;
  readonly due: string;
  readonly units: readonly number[];
  /** The day on whose morning it is reported as 已办结, before the reminders of nine o'clock; or null. */
  readonly finishedOn: string | null;
  readonly monthly: boolean;
}

const pad = (n: number) => String(n).padStart(2, '0');

/** All tasks of the year. */
export function tasksOfYear(): readonly Task[] {
  const tasks: Task[] = [];
  for (let month = 1; month <= 11; month++) {
    for (let i = 0; i < TASKS_A_MONTH; i++) {
      const n = month * TASKS_A_MONTH + i;
      const due = addDays(day(`2026-${pad(month)}-01`), 10 + (n % 20));
      const finishedOn = n % 3 === 0 ? addDays(due, -2) : null;
      tasks.push({
        key: `任务${n}`,
        month,
        due,
        units: [(n * 7) % DEPARTMENTS, (n * 13 + 1) % DEPARTMENTS],
        finishedOn,
        monthly: false,
      });
    }
  }
  for (let i = 0; i < MONTHLY_DUTIES; i++) {
    tasks.push({
      key: `月报${i}`,
      month: 1,
      due: '',
      units: [(i * 11) % DEPARTMENTS],
      finishedOn: null,
      monthly: true,
    });
  }
  return tasks;
}

const MONTHLY = 'FREQ=MONTHLY;BYMONTHDAY=20';

/** Publishes a month's document; safe to repeat. */
export function publishMonth(database: Database, tasks: readonly Task[], month: number): void {
  const deadlines = tasks
    .filter((task) => task.month === month)
    .map(({ key, due, units, monthly }) =>
      deadline({
        task: key,
        locator: key,
        quote: `${key}按期完成`,
        due: monthly ? null : day(due),
        kind: monthly ? 'recurring' : 'date',
        rrule: monthly ? MONTHLY : null,
        responsible: [...new Set(units)].map((unit) => ({ name: department(unit), role: '责任' as const })),
      }),
    );
  const issuedOn = day(`2026-${pad(month)}-01`);
  publish(
    database,
    deadlines,
    `2026-${pad(month)}-01 06:30`,
    document({ id: `m${month}`, documentNumber: null, issuedOn }),
  );
}

/** Reports what is finished on a morning; safe to repeat. */
export function finishOn(database: Database, tasks: readonly Task[], morning: string): void {
  const find = database.raw.prepare<[string], { id: string }>('SELECT id FROM deadlines WHERE task = ?');
  for (const task of tasks) {
    if (task.finishedOn !== morning) continue;
    const id = find.get(task.key)?.id ?? '';
    actOnDeadline(
      database,
      id,
      { kind: 'finish', note: '完成' },
      { actor: 'bench', at: at(`${morning} 07:30`), visibilities: ['public'] },
    );
  }
}

/** One subscription a department, with a digest each Monday and 督办 five days after. */
export function subscribeAll(database: Database): void {
  for (let n = 0; n < DEPARTMENTS; n++) {
    const filter = { kind: 'department', department: department(n) } as const;
    const escalation = { channel: 'log', chat: '督查', afterDays: 5, publicOnly: true };
    subscribe(
      database,
      { owner: `u${n}`, channel: 'log', chat: `c${n}`, filter, weeklyDigest: true, escalation },
      at(START),
    );
  }
}

/** Every reminder that must have gone out by the end: `task|occurrence|lead|chat`. Worked out without the engine. */
export function expectedReminders(tasks: readonly Task[]): ReadonlySet<string> {
  const expected = new Set<string>();
  for (const task of tasks) {
    const occurrences = task.monthly
      ? Array.from({ length: 12 }, (_, i) => `2026-${pad(i + 1)}-20`)
      : [task.due];
    for (const occurrence of occurrences) {
      for (const unit of new Set(task.units)) {
        for (const lead of LEADS) {
          const sent = addDays(day(occurrence), -lead);
          if (task.finishedOn !== null && sent >= task.finishedOn) continue;
          expected.add(`${task.key}|${occurrence}|${lead}d|c${unit}`);
        }
      }
      if (task.finishedOn === null && addDays(day(occurrence), 5) < '2027-01-01') {
        expected.add(`${task.key}|${occurrence}|e5|督查`);
      }
    }
  }
  return expected;
}
