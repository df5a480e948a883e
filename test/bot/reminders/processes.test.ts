import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { updatePlan } from '../../../bot/reminders/planner.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { listReminders } from '../../../data/reminders.ts';
import { at, deadline, publish } from '../../support/deadlines.ts';
import { addSubscription, makeServices } from '../../support/reminders.ts';

let folder: string;
let path: string;
let outbox: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongbao-reminders-'));
  path = join(folder, 'gongbao.db');
  outbox = join(folder, 'outbox.txt');
  database = openDatabase(path);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** Runs a tick in a process of its own; resolves to the signal that ended it, or its exit code. */
function tick(now: string, die = ''): Promise<NodeJS.Signals | number | null> {
  const script = join(import.meta.dirname, '../../support/reminder-child.ts');
  const args = ['--import', 'tsx', script, path, outbox, at(now).toISOString(), die];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

const sent = () => (existsSync(outbox) ? readFileSync(outbox, 'utf8').trim().split('\n') : []);

function prepare(chats: number, when = '2023-07-02 09:00') {
  publish(database, [deadline()]);
  for (let i = 0; i < chats; i++) addSubscription(database, { chat: `c${i}`, leads: [1] });
  const { services } = makeServices(database, when);
  updatePlan(database, services, at(when));
}

describe('processes on one database', () => {
  test('killed between claim and send: sent once, after the lease', async () => {
    prepare(1);
    expect(await tick('2023-07-29 09:00', 'before')).toBe('SIGKILL');
    expect(await tick('2023-07-29 09:01')).toBe(0);
    expect(sent()).toEqual([]);
    expect(await tick('2023-07-29 09:03')).toBe(0);
    expect(sent()).toHaveLength(1);
    expect(listReminders(database)[0]?.state).toBe('sent');
  });

  test('killed between send and settle: sent once more after the lease, and never again', async () => {
    prepare(1);
    expect(await tick('2023-07-29 09:00', 'after')).toBe('SIGKILL');
    expect(await tick('2023-07-29 09:03', 'after')).toBe('SIGKILL');
    expect(sent()).toHaveLength(2);
    expect(await tick('2023-07-29 09:06')).toBe(0);
    expect(sent()).toHaveLength(2);
    expect(listReminders(database)[0]).toMatchObject({
      state: 'dead',
      reason: 'outcome of two sends unknown',
    });
  });

  test('a task finished while the process lay dead is not told after the lease', async () => {
    prepare(1);
    expect(await tick('2023-07-29 09:00', 'before')).toBe('SIGKILL');
    database.raw.exec("UPDATE deadlines SET state = '已办结'");
    expect(await tick('2023-07-29 09:03')).toBe(0);
    expect(sent()).toEqual([]);
    expect(listReminders(database)[0]?.state).toBe('skipped');
  });

  test('three processes at once send every row once', async () => {
    prepare(300);
    const now = '2023-07-29 09:00';
    expect(await Promise.all([tick(now), tick(now), tick(now)])).toEqual([0, 0, 0]);
    expect(sent()).toHaveLength(300);
    expect(new Set(sent()).size).toBe(300);
    expect(listReminders(database, { state: 'sent' })).toHaveLength(300);
  });
});
