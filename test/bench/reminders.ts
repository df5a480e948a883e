/**
 * The reminder engine under load. Run: npx tsx test/bench/reminders.ts [load|year]
 *
 * load: 1,000,000 planned rows in a file; a tick on a new day with about 10,000 due rows and 100 changed
 *       deadlines, its planning and claiming timed apart from sending.
 * year: 500 departments through a simulated year; the engine's process is killed at random moments and every
 *       channel fails at random. At the end each reminder that was owed has been sent or is a dead letter,
 *       and none was sent twice except after a send of unknown outcome.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchLoad } from './reminders-load.ts';
import { benchYear } from './reminders-year.ts';

const which = process.argv[2] ?? 'all';
const folder = mkdtempSync(join(tmpdir(), 'gongbao-bench-'));
try {
  if (which !== 'year') await benchLoad(join(folder, 'load.db'));
  if (which !== 'load') await benchYear(join(folder, 'year.db'), folder);
} finally {
  rmSync(folder, { recursive: true });
}
