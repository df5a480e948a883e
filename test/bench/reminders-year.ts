/** A simulated year under random kills and failing channels, and what came of it. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../data/database.ts';
import { at } from '../support/deadlines.ts';
import { expectedReminders, START, subscribeAll, tasksOfYear } from './reminders-year-world.ts';

const KILLS = 60;

interface Files {
  readonly database: string;
  readonly outbox: string;
  readonly clock: string;
}

/** Runs the engine once and kills it after a while; true when it had finished by itself. */
async function runOnce(files: Files, seed: number, killAfterMs: number | null): Promise<boolean> {
  const script = join(import.meta.dirname, 'reminders-year-engine.ts');
  const args = ['--import', 'tsx', script, files.database, files.outbox, files.clock, String(seed)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<boolean>((resolve, reject) =>
    child.once('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(code === 0);
      else reject(new Error(`the engine ended with ${code ?? signal}`));
    }),
  );
  if (killAfterMs !== null) {
    await Promise.race([ended, delay(killAfterMs)]);
    child.kill('SIGKILL');
  }
  return ended;
}

interface Row {
  readonly id: number;
  readonly key: string;
  readonly state: string;
  readonly uncertain: number;
}

function readRows(path: string): readonly Row[] {
  const database = openDatabase(path);
  const rows = database.raw
    .prepare<[], Row>(
      `SELECT r.id, coalesce(d.task, 'digest') || '|' || r.occurrence || '|' || r.lead || '|' || r.chat AS key,
       r.state, r.uncertain FROM reminders r LEFT JOIN deadlines d ON d.id = r.deadline_id`,
    )
    .all();
  database.raw.close();
  return rows;
}

function judge(files: Files, started: number, kills: number): void {
  const rows = readRows(files.database);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const arrivals = new Map<number, number>();
  for (const line of readFileSync(files.outbox, 'utf8').trim().split('\n')) {
    for (const id of (line.split(' ')[1] ?? '').split(','))
      arrivals.set(Number(id), (arrivals.get(Number(id)) ?? 0) + 1);
  }
  const expected = expectedReminders(tasksOfYear());
  const lost = [...expected].filter((key) => {
    const row = byKey.get(key);
    return (
      !row ||
      (row.state !== 'sent' && row.state !== 'dead') ||
      (row.state === 'sent' && !arrivals.has(row.id))
    );
  });
  const wrong = rows.filter(
    (row) => arrivals.has(row.id) && !row.key.startsWith('digest') && !expected.has(row.key),
  );
  const twice = rows.filter((row) => (arrivals.get(row.id) ?? 0) > 1);
  const doubled = twice.filter((row) => row.uncertain === 0 || (arrivals.get(row.id) ?? 0) > 2);
  const dead = rows.filter((row) => row.state === 'dead');
  console.log({
    seconds: Math.round((performance.now() - started) / 1000),
    kills,
    rows: rows.length,
    expected: expected.size,
    sentRows: rows.filter((row) => row.state === 'sent').length,
    lost: lost.length,
    doubled: doubled.length,
    sentTwiceAfterUnknownOutcome: twice.length - doubled.length,
    toldThoughFinished: wrong.length,
    deadLetters: dead.length,
    deadThoughArrived: dead.filter((row) => arrivals.has(row.id)).length,
  });
  for (const key of lost.slice(0, 5)) console.log('lost', key, byKey.get(key));
  for (const row of wrong.slice(0, 5)) console.log('wrong', row);
  if (lost.length + doubled.length + wrong.length > 0) process.exitCode = 1;
}

/** Runs the year and prints the judgement; exit code 1 where anything was lost, doubled or false. */
export async function benchYear(path: string, folder: string): Promise<void> {
  const files: Files = {
    database: path,
    outbox: join(folder, 'outbox.txt'),
    clock: join(folder, 'clock.txt'),
  };
  const database = openDatabase(path);
  subscribeAll(database);
  await database.close();
  writeFileSync(files.clock, at(START).toISOString());
  writeFileSync(files.outbox, '');
  const started = performance.now();
  let kills = 0;
  while (kills < KILLS && !(await runOnce(files, kills + 1, 1200 + ((kills * 7919) % 2500)))) kills++;
  if (kills === KILLS) await runOnce(files, 999, null);
  judge(files, started, kills);
}
