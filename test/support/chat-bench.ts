/** An app on an in-memory database with a clock that tests turn by hand. */
import { type App, makeApp } from '../../bot/app.ts';
import type { AppParts, ChatSettings } from '../../bot/context.ts';
import type { Incoming } from '../../bot/incoming.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { assign, findPerson, type Role } from '../../data/people.ts';
import { chatAssistant } from './chat-assistant.ts';
import { fakeDuties } from './fake-duties.ts';
import { type MemoryChannel, memoryChannel, type Sent } from './memory-channel.ts';

/** The settings that tests start from. */
export const SETTINGS: ChatSettings = {
  internalDepartments: null,
  fallbackDepartment: '政府办',
  retentionDays: 180,
  maxQuestionLength: 500,
  ticketHours: 48,
};

/** What is sent by a person, without what the bench fills in. */
type Act = Partial<Pick<Incoming, 'chat' | 'from' | 'id' | 'token'>>;

/** The bench. */
export interface Bench {
  readonly app: App;
  readonly parts: AppParts;
  readonly database: Database;
  readonly channel: MemoryChannel;
  readonly duties: ReturnType<typeof fakeDuties>;
  readonly logged: object[];
  pass(ms: number): void;
  write(who: string, text: string, more?: Act & { addressed?: boolean }): Promise<Sent | undefined>;
  press(who: string, key: string, messageId: string | null, more?: Act): Promise<void>;
  make(who: string, role: Role, departments?: readonly string[]): Promise<void>;
}

/** Makes a bench; parts may be replaced. */
export function chatBench(change: Partial<AppParts> = {}): Bench {
  const database = change.database ?? openDatabase(':memory:');
  const channel = memoryChannel();
  const duties = fakeDuties();
  const logged: object[] = [];
  let now = Date.parse('2023-07-20T02:00:00Z');
  let next = 1;
  const keep = (fields: object, message: string) => {
    logged.push({ ...fields, message });
  };
  const parts: AppParts = {
    assistant: chatAssistant(),
    database,
    channels: [channel],
    duties,
    settings: SETTINGS,
    log: { info: keep, warn: keep, error: keep },
    now: () => new Date(now),
    pageUrl: (id) => `https://gongbao.test/documents/${id}`,
    ...change,
  };
  const app = makeApp(parts);
  const base = (who: string, more: Act) => ({
    id: `u${next++}`,
    channel: channel.name,
    chat: { id: who, kind: 'private' as const },
    from: { account: who, name: who },
    token: `t${next}`,
    ...more,
  });
  return {
    app,
    parts,
    database,
    channel,
    duties,
    logged,
    pass: (ms) => {
      now += ms;
    },
    async write(who, text, more = {}) {
      const count = channel.sent.length;
      const incoming = base(who, more);
      await app.receive({
        ...incoming,
        kind: 'message',
        text,
        addressed: more.addressed ?? true,
        edited: false,
      });
      return channel.sent.slice(count).at(-1);
    },
    async press(who, key, messageId, more = {}) {
      await app.receive({ ...base(who, more), kind: 'button', key, messageId });
    },
    async make(who, role, departments = []) {
      await app.receive({ ...base(who, {}), kind: 'message', text: '/role', addressed: true, edited: false });
      const person = await findPerson(database, { channel: channel.name, account: who });
      if (person) await assign(database, person.id, role, departments);
    },
  };
}
