/**
 * The engine's process of the simulated year: an hour a tick, from the hour that the clock file names.
 * Its channel fails, hangs up and loses answers at random; what did arrive is a line of the outbox.
 * Usage: reminders-year-engine.ts DATABASE OUTBOX CLOCK SEED
 */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { runTick } from '../../bot/reminders/run.ts';
import { type ReminderServices, scopeOfRecipient } from '../../bot/reminders/services.ts';
import { openDatabase } from '../../data/database.ts';
import { dayAt } from '../../data/day.ts';
import { hourAt, mondayToFriday } from '../../data/working-days.ts';
import { at } from '../support/deadlines.ts';
import { END, finishOn, publishMonth, tasksOfYear } from './reminders-year-world.ts';

const [path = '', outbox = '', clockFile = '', seedText = '1'] = process.argv.slice(2);
const HOUR_MS = 3_600_000;

let seed = Number(seedText);
/** Mulberry32: the same seed gives the same failures. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

let now = new Date(readFileSync(clockFile, 'utf8'));
const database = openDatabase(path);
const tasks = tasksOfYear();
const services: ReminderServices = {
  database,
  clock: () => now,
  calendar: mondayToFriday,
  dayOff: 'itself',
  sameDepartment: (left, right) => left === right,
  scopeOf: scopeOfRecipient,
  processId: `p${process.pid}`,
  sender: {
    async send({ chat, reminders }) {
      const luck = random();
      if (luck < 0.08) return { kind: 'failed', retryable: true, reason: '503' };
      if (luck < 0.1) return { kind: 'failed', retryable: true, reason: '429', retryAfterMs: 30 * 60_000 };
      if (luck < 0.105) throw new Error('connection reset before it was sent');
      appendFileSync(outbox, `${chat} ${reminders.join(',')}\n`);
      if (luck < 0.11) throw new Error('connection reset after it was sent');
      return { kind: 'sent', messageId: 'x' };
    },
  },
};

while (now < at(END)) {
  const today = dayAt(now);
  const hour = hourAt(now);
  if (hour === 6 && today.endsWith('-01')) publishMonth(database, tasks, Number(today.slice(5, 7)));
  if (hour === 8) finishOn(database, tasks, today);
  await runTick(services);
  now = new Date(now.getTime() + HOUR_MS);
  // Renamed into place, so that a kill never leaves half a clock.
  writeFileSync(`${clockFile}.new`, now.toISOString());
  renameSync(`${clockFile}.new`, clockFile);
}
await database.close();
