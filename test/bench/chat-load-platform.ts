/** The platform's side of the chat benchmark, in a process of its own: asks at a pace, counts what comes back. */
import { type Fault, telegramServer } from '../support/telegram-server.ts';
import { text } from '../support/telegram-updates.ts';

/** What to send, and how fast. */
export interface LoadPlan {
  readonly token: string;
  readonly questions: number;
  readonly chats: number;
  readonly perSecond: number;
  /** Share of calls that fail: half of them 429, the rest 500 and cut lines. */
  readonly faults: number;
}

/** What came back. Latencies in milliseconds from the update's being available to the answer's arrival. */
export interface LoadReport {
  readonly answered: number;
  readonly lost: number;
  readonly doubled: number;
  readonly seconds: number;
  readonly answersPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly refusals: number;
  readonly faulty: number;
}

const QUIET_MS = 15_000;

function chooseFault(share: number): Fault | null {
  if (Math.random() >= share) return null;
  const dice = Math.random();
  if (dice < 0.5) return { kind: 'status', code: 429, parameters: { retry_after: 1 } };
  return dice < 0.75 ? { kind: 'status', code: 500 } : { kind: 'drop' };
}

async function run(plan: LoadPlan): Promise<void> {
  const server = await telegramServer(plan.token);
  let faulty = 0;
  server.fault = (method) => {
    const fault = method === 'sendMessage' || method === 'getUpdates' ? chooseFault(plan.faults) : null;
    if (fault) faulty++;
    return fault;
  };
  // A chat's questions and answers come in order, so the n-th answer of a chat belongs to its n-th question.
  const asked = new Map<number, number[]>();
  const answers = new Map<number, number>();
  const latencies: number[] = [];
  let last = performance.now();
  server.onMessage(({ chat }) => {
    const n = answers.get(chat) ?? 0;
    answers.set(chat, n + 1);
    const at = asked.get(chat)?.[n];
    last = performance.now();
    if (at !== undefined) latencies.push(last - at);
    server.messages.length = 0;
    server.calls.length = 0;
  });
  process.send?.({ kind: 'listening', url: server.url });
  await new Promise<void>((resolve) => {
    const ready = setInterval(() => {
      if (!server.calls.some((call) => call.method === 'getUpdates')) return;
      clearInterval(ready);
      resolve();
    }, 20);
  });
  const begun = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(plan.questions, Math.floor(((performance.now() - begun) / 1000) * plan.perSecond));
      for (; sent < due; sent++) {
        const chat = 1000 + (sent % plan.chats);
        asked.set(chat, [...(asked.get(chat) ?? []), performance.now()]);
        server.push(text(chat, sent % 2 === 0 ? '住房补贴标准' : '入户调查什么时候完成'));
      }
      if (sent < plan.questions) return;
      const complete = [...asked].every(([chat, times]) => (answers.get(chat) ?? 0) >= times.length);
      if (!complete && performance.now() - last < QUIET_MS) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
  const seconds = (last - begun) / 1000;
  // What is doubled comes a moment later.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const difference = [...asked].map(([chat, times]) => (answers.get(chat) ?? 0) - times.length);
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  const report: LoadReport = {
    answered: sorted.length,
    lost: difference.reduce((sum, d) => sum + Math.max(0, -d), 0),
    doubled: difference.reduce((sum, d) => sum + Math.max(0, d), 0),
    seconds: Math.round(seconds * 10) / 10,
    answersPerSecond: Math.round(sorted.length / seconds),
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    refusals: server.refusals.length,
    faulty,
  };
  process.send?.({ kind: 'report', report });
}

process.once('message', (plan) => {
  run(plan as LoadPlan).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
