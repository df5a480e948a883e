/** A tick over a million planned rows. */

import { updatePlan } from '../../bot/reminders/planner.ts';
import { runTick } from '../../bot/reminders/run.ts';
import { type ReminderServices, scopeOfRecipient } from '../../bot/reminders/services.ts';
import { openDatabase } from '../../data/database.ts';
import { addDays } from '../../data/day.ts';
import { claimDue } from '../../data/reminders.ts';
import { subscribe } from '../../data/subscriptions.ts';
import { mondayToFriday } from '../../data/working-days.ts';
import { at, day, deadline, document, publish } from '../support/deadlines.ts';

const DEPARTMENTS = 500;
const DEADLINES = 25_000;
const UNITS_EACH = 10;

function fill(database: ReturnType<typeof openDatabase>): void {
  for (let n = 0; n < DEPARTMENTS; n++) {
    const filter = { kind: 'department', department: `第${n}局` } as const;
    subscribe(
      database,
      { owner: `u${n}`, channel: 'log', chat: `c${n}`, filter, hour: 8 + (n % 3) },
      at('2026-01-01 09:00'),
    );
  }
  for (let d = 0; d < 50; d++) {
    const tasks = Array.from({ length: DEADLINES / 50 }, (_, i) => {
      const n = d * 500 + i;
      const units = Array.from({ length: UNITS_EACH }, (_, k) => (n * 7 + k * 53) % DEPARTMENTS);
      return deadline({
        locator: `附件${d} 第${i}行`,
        task: `第${n}项`,
        quote: `第${n}项于当月完成`,
        due: addDays(day('2026-02-10'), n % 25),
        responsible: units.map((unit) => ({ name: `第${unit}局`, role: '责任' as const })),
      });
    });
    publish(database, tasks, '2026-01-01 10:00', document({ id: `doc${d}`, documentNumber: null }));
  }
}

const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(2);

/** Prints how long planning, claiming and a whole tick take. */
export async function benchLoad(path: string): Promise<void> {
  const database = openDatabase(path);
  let now = at('2026-01-15 07:00');
  const services: ReminderServices = {
    database,
    clock: () => now,
    calendar: mondayToFriday,
    dayOff: 'itself',
    sameDepartment: (left, right) => left === right,
    scopeOf: scopeOfRecipient,
    processId: 'bench',
    sender: { send: async () => ({ kind: 'sent', messageId: 'x' }) },
  };
  let started = performance.now();
  fill(database);
  console.log(`filled: ${DEADLINES} deadlines, ${DEPARTMENTS} departments in ${seconds(started)} s`);
  started = performance.now();
  const planned = updatePlan(database, services, now);
  console.log(`planned from nothing: ${planned} rows in ${seconds(started)} s`);
  await runTick({ ...services, clock: () => at('2026-02-12 23:00') });
  database.raw.exec("UPDATE deadlines SET note = 'x' WHERE id IN (SELECT id FROM deadlines LIMIT 100)");
  now = at('2026-02-13 08:00');
  const due = database.raw
    .prepare<[number], { n: number }>(
      "SELECT count(*) AS n FROM reminders WHERE state = 'planned' AND ready_at <= ?",
    )
    .get(now.getTime())?.n;
  started = performance.now();
  const replanned = updatePlan(database, services, now);
  const planSeconds = seconds(started);
  let claimed = 0;
  for (let batch = 0; ; batch++) {
    const rows = claimDue(database, { by: `b${batch}`, now, leaseMs: 60_000, limit: 5000 });
    if (rows.length === 0) break;
    claimed += rows.length;
  }
  const total = database.raw.prepare<[], { n: number }>('SELECT count(*) AS n FROM reminders').get()?.n;
  console.log(
    `tick over ${total} rows, ${due} due: planning ${planSeconds} s (${replanned} rows), planning and claiming ${claimed} in ${seconds(started)} s`,
  );
  now = at('2026-02-13 08:05');
  started = performance.now();
  const report = await runTick(services);
  console.log(`whole tick, sending included: ${seconds(started)} s`, report);
  await database.close();
}
