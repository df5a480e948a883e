/**
 * How many questions the chats answer: 2,000 chats send 20,000 questions through the Bot API's fake, which runs
 * in a process of its own, to the whole Telegram channel and app without a model. First flat out, then at 80 %
 * of what that sustained, then the same with 5 % faults.
 *
 * `npx tsx test/bench/chat-load.ts [questions] [chats]` prints one line of JSON a phase.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeApp } from '../../bot/app.ts';
import { makeTelegram } from '../../bot/channels/telegram/telegram.ts';
import { openDatabase } from '../../data/database.ts';
import { chatAssistant } from '../support/chat-assistant.ts';
import { SETTINGS } from '../support/chat-bench.ts';
import { fakeDuties } from '../support/fake-duties.ts';
import type { LoadPlan, LoadReport } from './chat-load-platform.ts';

const QUESTIONS = Number(process.argv[2] ?? 20_000);
const CHATS = Number(process.argv[3] ?? 2000);
const TOKEN = `123456:${'A'.repeat(35)}`;

type Told = { kind: 'listening'; url: string } | { kind: 'report'; report: LoadReport };

/** The platform's process: it sends the questions and checks the answers. */
function startPlatform() {
  const child = fork(fileURLToPath(new URL('./chat-load-platform.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const heard = <K extends Told['kind']>(kind: K) =>
    new Promise<Extract<Told, { kind: K }>>((resolve, reject) => {
      child.on('message', (told: Told) => {
        if (told.kind === kind) resolve(told as Extract<Told, { kind: K }>);
      });
      child.once('exit', (code) => reject(new Error(`the platform ended with ${code}`)));
    });
  return { child, heard };
}

async function phase(name: string, plan: Omit<LoadPlan, 'token'>): Promise<LoadReport> {
  const { child, heard } = startPlatform();
  const listening = heard('listening');
  child.send({ ...plan, token: TOKEN });
  const { url } = await listening;
  const folder = mkdtempSync(join(tmpdir(), 'gongbao-load-'));
  const database = openDatabase(join(folder, 'load.sqlite'));
  const log = { info() {}, warn() {}, error() {} };
  const config = { token: TOKEN, apiRoot: url, webhook: null, messagesPerSecond: 1000, chatPauseMs: 1000 };
  const channel = makeTelegram(config, log);
  const app = makeApp({
    assistant: chatAssistant(),
    database,
    channels: [channel],
    duties: fakeDuties(),
    settings: SETTINGS,
    log,
    now: () => new Date(),
    pageUrl: (id) => `https://gongbao.test/documents/${id}`,
  });
  const memory: number[] = [];
  const sample = setInterval(() => {
    globalThis.gc?.();
    memory.push(Math.round(process.memoryUsage().heapUsed / 1_000_000));
  }, 1000);
  const cpu = process.cpuUsage();
  const done = heard('report');
  await app.start();
  const { report } = await done;
  clearInterval(sample);
  const used = process.cpuUsage(cpu);
  await app.stop();
  await database.close();
  rmSync(folder, { recursive: true });
  child.kill();
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  const mean = (values: readonly number[]) => Math.round(values.reduce((a, b) => a + b, 0) / values.length);
  const heap = {
    heapFirstQuarterMb: mean(memory.slice(0, quarter)),
    heapLastQuarterMb: mean(memory.slice(-quarter)),
    rssMb: Math.round(process.memoryUsage().rss / 1_000_000),
    cpuSeconds: Math.round((used.user + used.system) / 1e5) / 10,
  };
  console.log(JSON.stringify({ phase: name, ...report, ...heap }));
  return report;
}

const size = { questions: QUESTIONS, chats: CHATS };
const flatOut = await phase('flat out', { ...size, perSecond: 400, faults: 0 });
const steady = Math.round(flatOut.answersPerSecond * 0.8);
await phase('80 % of that', { ...size, perSecond: steady, faults: 0 });
await phase('80 % with 5 % faults', { ...size, perSecond: steady, faults: 0.05 });
