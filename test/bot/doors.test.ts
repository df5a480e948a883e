/**
 * Every way by which words of a document leave, tried by every kind of reader: internal documents reach staff
 * of allowed departments in private chats and nobody else. A new command, action, expectation or a new file
 * that reads documents fails here until it is listed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Action, actionSchema, type Expectation, expectationSchema } from '../../bot/actions.ts';
import { announce } from '../../bot/announce.ts';
import { createWebApp } from '../../bot/channels/web/create-web-app.ts';
import { createStaffPages } from '../../bot/channels/web/staff/create-staff-pages.ts';
import { COMMANDS } from '../../bot/chat/table.ts';
import { incomingSchema } from '../../bot/incoming.ts';
import { readFeed } from '../../bot/ledger/feed.ts';
import { makeLedgerDuties } from '../../bot/ledger-duties.ts';
import { makeRecipientScope } from '../../bot/recipient-scope.ts';
import { makeReminderSender } from '../../bot/reminder-sender.ts';
import { runTick } from '../../bot/reminders/run.ts';
import { keepTurn } from '../../data/conversations.ts';
import { openDatabase } from '../../data/database.ts';
import { expect as waitFor } from '../../data/expectations.ts';
import { createFeed } from '../../data/feeds.ts';
import { keepKeyboard } from '../../data/keyboards.ts';
import { keepLink } from '../../data/links.ts';
import { packageRoot } from '../../data/package-root.ts';
import { assign, findPerson, type Role } from '../../data/people.ts';
import { listSubscriptions, subscribe } from '../../data/subscriptions.ts';
import { openTicket } from '../../data/tickets.ts';
import { mondayToFriday } from '../../data/working-days.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { chatAssistant, SECRET } from '../support/chat-assistant.ts';
import { type Bench, chatBench, SETTINGS } from '../support/chat-bench.ts';
import { deadline, document, publish } from '../support/deadlines.ts';
import { noIntake } from '../support/no-intake.ts';

const ALLOWED = '县委办';
const QUESTION = '玄武湖口令何时更换';
const NUMBER = '泾政办密〔2023〕1号';
const START = Date.parse('2023-07-20T02:00:00Z');

interface Reader {
  readonly name: string;
  readonly role: Role;
  readonly departments: readonly string[];
  readonly chat: { readonly id: string; readonly kind: 'private' | 'group' };
  readonly sees: boolean;
  /** Had the right when subscriptions, answers and buttons were made, and lost it. */
  readonly demoted?: boolean;
}

const mine = { id: 'reader', kind: 'private' as const };
const group = { id: 'room', kind: 'group' as const };
const READERS: readonly Reader[] = [
  { name: 'a citizen in private', role: 'citizen', departments: [], chat: mine, sees: false },
  { name: 'a citizen in a group', role: 'citizen', departments: [], chat: group, sees: false },
  { name: 'staff of another department', role: 'staff', departments: ['县财政局'], chat: mine, sees: false },
  {
    name: 'staff of an allowed department in a group',
    role: 'staff',
    departments: [ALLOWED],
    chat: group,
    sees: false,
  },
  { name: 'an administrator in a group', role: 'administrator', departments: [], chat: group, sees: false },
  {
    name: 'staff who lost the right',
    role: 'citizen',
    departments: [],
    chat: mine,
    sees: false,
    demoted: true,
  },
  {
    name: 'staff of an allowed department in private',
    role: 'staff',
    departments: [ALLOWED],
    chat: mine,
    sees: true,
  },
  { name: 'an administrator in private', role: 'administrator', departments: [], chat: mine, sees: true },
];

interface World {
  readonly bench: Bench;
  readonly reader: Reader;
  readonly personId: number;
  readonly dutyId: string;
  readonly turnId: number;
  say(text: string): Promise<void>;
  press(action: Action): Promise<void>;
  expectThen(expectation: Expectation, text: string): Promise<void>;
}

/** A ledger with the internal deadline, an internal answer kept for the reader, and the reader's role as it is now. */
async function worldOf(reader: Reader): Promise<World> {
  const database = openDatabase(':memory:');
  let now = START;
  const duties = makeLedgerDuties(database, (a, b) => a.includes(b) || b.includes(a));
  const bench = chatBench({
    database,
    duties,
    now: () => new Date(now++),
    settings: { ...SETTINGS, internalDepartments: [ALLOWED] },
  });
  const internal = document({
    id: 'doc-internal',
    documentNumber: NUMBER,
    title: `${SECRET}工作方案`,
    visibility: 'internal',
  });
  publish(
    database,
    [
      deadline({
        task: `更换${SECRET}`,
        quote: `${SECRET}于7月30日前更换`,
        locator: '二、',
        responsible: [{ name: ALLOWED, role: '牵头' }],
      }),
    ],
    '2023-07-01 10:00',
    internal,
  );
  await bench.make(
    'reader',
    reader.demoted ? 'staff' : reader.role,
    reader.demoted ? [ALLOWED] : reader.departments,
  );
  const person = await findPerson(database, { channel: 'memory', account: 'reader' });
  if (!person) throw new Error('no reader');
  const [duty] = await duties.list({ kind: 'everything', value: '' }, scopeOfRole('staff'), new Date(now));
  const answer = await chatAssistant().ask(QUESTION, scopeOfRole('staff'), new Date(now));
  const at = { channel: 'memory', chat: reader.chat.id, personId: person.id };
  const turnId = await keepTurn(database, { ...at, question: QUESTION, answer }, new Date(now));
  const publicOnly = reader.chat.kind === 'group' || (reader.role === 'citizen' && !reader.demoted);
  for (const filter of [
    { kind: 'everything' as const },
    { kind: 'deadline' as const, deadline: duty?.id ?? '' },
  ]) {
    subscribe(
      database,
      {
        owner: `memory:${reader.chat.id}`,
        channel: 'memory',
        chat: reader.chat.id,
        filter,
        publicOnly,
        weeklyDigest: true,
      },
      new Date(now),
    );
  }
  if (reader.demoted) await assign(database, person.id, 'citizen', []);
  bench.channel.sent.length = 0;
  let next = 1;
  return {
    bench,
    reader,
    personId: person.id,
    dutyId: duty?.id ?? '',
    turnId,
    say: async (text) => void (await bench.write('reader', text, { chat: reader.chat })),
    async press(action) {
      const messageId = `pressed-${next++}`;
      const id = await keepKeyboard(database, { ...at, messageId }, [action], new Date(now));
      await bench.press('reader', `${id}.0`, messageId, { chat: reader.chat });
    },
    async expectThen(expectation, text) {
      await waitFor(database, at, expectation, new Date(now));
      await bench.write('reader', text, { chat: reader.chat });
    },
  };
}

interface Door {
  readonly name: string;
  /** What of the enumerated ways it opens: command:x, action:x, expected:x, incoming:x. */
  readonly covers: readonly string[];
  /** True where it shows the internal document to whom may see it. */
  readonly shows: boolean;
  open(world: World): Promise<unknown>;
}

const say = (name: string, text: string, covers: string, shows = true): Door => ({
  name,
  covers: [covers],
  shows,
  open: (world) => world.say(text),
});
const press = (name: string, action: (world: World) => Action, shows = true): Door => ({
  name,
  covers: [`action:${action({ turnId: 0, dutyId: '' } as World).do}`],
  shows,
  open: (world) => world.press(action(world)),
});
const wait = (
  name: string,
  expectation: (world: World) => Expectation,
  text: string,
  shows = false,
): Door => ({
  name,
  covers: [`expected:${expectation({ turnId: 0, dutyId: '' } as World).for}`],
  shows,
  open: (world) => world.expectThen(expectation(world), text),
});
const occurrence = '2023-07-30';

async function tickReminders({ bench }: World, instant: string): Promise<void> {
  const { parts } = bench;
  await runTick({
    database: parts.database,
    clock: () => new Date(instant),
    calendar: mondayToFriday,
    dayOff: 'itself',
    sameDepartment: (a, b) => a === b,
    scopeOf: makeRecipientScope(parts.database, parts.settings.internalDepartments),
    processId: 'doors',
    sender: makeReminderSender(parts),
  });
}

const DOORS: readonly Door[] = [
  say('an answer', QUESTION, 'incoming:message'),
  say('/ask', `/ask ${QUESTION}`, 'command:ask'),
  say('/search', '/search 玄武湖口令', 'command:search'),
  say('/doc by number', `/doc ${NUMBER}`, 'command:doc'),
  say('/doc by title', '/doc 口令玄武湖', 'command:doc'),
  say('/doc list and count', '/doc', 'command:doc'),
  say('/deadlines by department', `/deadlines ${ALLOWED}`, 'command:deadlines'),
  say('/deadlines by number', `/deadlines ${NUMBER}`, 'command:deadlines'),
  say('/deadlines', '/deadlines', 'command:deadlines'),
  say('/mysubs', '/mysubs', 'command:mysubs'),
  say('/unsubscribe', '/unsubscribe', 'command:unsubscribe'),
  say('/subscribe', `/subscribe ${NUMBER}`, 'command:subscribe', false),
  say('/digest', '/digest on', 'command:digest', false),
  say('/link', `/link doc ${NUMBER}`, 'command:link', false),
  say('/tickets', '/tickets', 'command:tickets', false),
  say('/audit', '/audit', 'command:audit', false),
  ...['start', 'role', 'feedback', 'trouble', 'forget', 'language', 'help', 'code', 'people'].map((name) =>
    say(`/${name}`, `/${name}`, `command:${name}`, false),
  ),
  say('an unknown command', '/nothing 口令玄武湖', 'incoming:command', false),
  say('a citation by its number', '1', 'incoming:message'),
  press('the button of a citation', ({ turnId: turn }) => ({ do: 'cite', turn, n: 1 })),
  press('back to the answer', ({ turnId: turn }) => ({ do: 'back', turn })),
  press('👎', ({ turnId: turn }) => ({ do: 'rate', turn, up: false }), false),
  press('a reason', ({ turnId: turn }) => ({ do: 'reason', turn, reason: '答错了' }), false),
  press('没解决', ({ turnId: turn }) => ({ do: 'ticket', turn, kind: 'unsolved' }), false),
  press('办不成事', () => ({ do: 'trouble' }), false),
  press('设提醒 under an answer', ({ turnId: turn }) => ({ do: 'remind', turn })),
  press('设提醒 in a list', ({ dutyId: duty }) => ({ do: 'watch', duty })),
  press('a page of documents', () => ({ do: 'documents', query: '', from: 0 })),
  press('a page of deadlines', () => ({ do: 'deadlines', kind: 'everything', value: '', from: 0 })),
  press('a kind of subscription', () => ({ do: 'subscribe', kind: 'everything' }), false),
  press('an end of a subscription', () => ({ do: 'unsubscribe', id: 'x' }), false),
  press('the digest', () => ({ do: 'digest', on: true }), false),
  press('已办结', ({ dutyId: duty }) => ({ do: 'finish', duty, occurrence }), false),
  press('推迟', ({ dutyId: duty }) => ({ do: 'postpone', duty, occurrence }), false),
  press('静音', ({ dutyId: duty }) => ({ do: 'mute', duty, occurrence }), false),
  press('查看原文', ({ dutyId: duty }) => ({ do: 'duty', duty })),
  press('forget', () => ({ do: 'forget', sure: true }), false),
  press('答复', () => ({ do: 'answer', ticket: 1 }), false),
  press('a verdict', () => ({ do: 'verdict', ticket: 1, solved: true }), false),
  wait(
    'the note of 已办结',
    ({ dutyId: duty }) => ({ for: 'finish', duty, occurrence, origin: null }),
    '已报送',
    true,
  ),
  wait(
    'the reason of 推迟',
    ({ dutyId: duty }) => ({ for: 'postpone', duty, occurrence, origin: null }),
    '2023-08-30 因汛情',
    true,
  ),
  wait('a reason', ({ turnId: turn }) => ({ for: 'reason', turn }), '不好'),
  wait('a subscription', () => ({ for: 'subscription', kind: 'keyword' }), '口令'),
  wait('办不成事', () => ({ for: 'trouble' }), '办不成'),
  wait('the answer of a ticket', () => ({ for: 'answer', ticket: 1 }), '答复'),
  {
    name: 'inline mode',
    covers: ['incoming:inline'],
    shows: false,
    open: ({ bench, reader }) =>
      bench.app.receive({
        id: 'i',
        channel: 'memory',
        chat: { id: 'inline:reader', kind: 'private' },
        from: { account: 'reader', name: reader.name },
        kind: 'inline',
        query: QUESTION,
        token: 'i',
      }),
  },
  {
    name: 'joining, files, leaving and moving',
    covers: ['incoming:join', 'incoming:file', 'incoming:leave', 'incoming:moved', 'incoming:button'],
    shows: false,
    async open({ bench, reader }) {
      const base = { channel: 'memory', chat: reader.chat, from: { account: 'reader', name: 'reader' } };
      await bench.app.receive({ ...base, id: 'a', kind: 'join', greet: true });
      await bench.app.receive({ ...base, id: 'b', kind: 'file', name: SECRET.slice(0, 2), addressed: true });
      await bench.app.receive({ ...base, id: 'c', kind: 'leave' });
      await bench.app.receive({ ...base, id: 'd', kind: 'moved', to: 'elsewhere' });
      await bench.app.receive({ ...base, id: 'e', kind: 'button', key: 'x', messageId: '1' });
    },
  },
  {
    name: 'the deep link of a poster',
    covers: ['command:start'],
    shows: true,
    async open(world) {
      const code = await keepLink(
        world.bench.database,
        { kind: 'document', target: NUMBER },
        'cli',
        new Date(),
      );
      await world.say(`/start ${code}`);
    },
  },
  {
    name: 'a reminder of the engine',
    covers: ['unasked:reminder'],
    shows: true,
    open: (world) => tickReminders(world, '2023-07-27T01:30:00Z'),
  },
  {
    name: 'the weekly digest',
    covers: ['unasked:digest'],
    shows: true,
    open: (world) => tickReminders(world, '2023-07-24T01:30:00Z'),
  },
  {
    name: 'a calendar feed',
    covers: ['unasked:feed'],
    shows: true,
    async open({ bench, reader }) {
      const { database } = bench;
      const owner = `memory:${reader.chat.id}`;
      const [subscription] = listSubscriptions(database, { owner });
      const token = createFeed(database, subscription?.id ?? '', owner, new Date(START));
      const scopeOf = makeRecipientScope(database, [ALLOWED]);
      const rules = {
        calendar: mondayToFriday,
        dayOff: 'itself' as const,
        sameDepartment: () => true,
        scopeOf,
      };
      const answer = await readFeed(database, token ?? '', null, rules, new Date(START));
      const text = answer.kind === 'calendar' ? answer.body.replace(/\r\n /g, '') : '';
      await bench.channel.send('reader', { text: [{ text }], buttons: [] });
    },
  },
  {
    name: 'the announcement of a new document',
    covers: ['unasked:announcement'],
    shows: true,
    open: ({ bench }) => announce(bench.parts, ['doc-internal'], (a, b) => a === b),
  },
  {
    name: 'a ticket of a colleague who may see more',
    covers: ['unasked:ticket'],
    shows: false,
    async open({ bench, reader }) {
      await bench.make('colleague', 'staff', [ALLOWED]);
      await bench.write('colleague', QUESTION);
      bench.channel.sent.length = 0;
      const departments = reader.departments.length > 0 ? reader.departments : ['政府办'];
      if (reader.role === 'staff') await bench.make('reader', 'staff', [...departments, '政府办']);
      await bench.write('colleague', '/trouble 事情办不成');
    },
  },
];

/** All words that went out to the reader or the reader's chat. */
function heard({ bench, reader }: World): string {
  const mineOnly = [...bench.channel.sent, ...bench.channel.edits].filter(
    ({ chat }) => chat === reader.chat.id || chat === 'reader',
  );
  const files = mineOnly.map(({ message }) => new TextDecoder().decode(message.file?.bytes));
  return JSON.stringify([mineOnly, bench.channel.notices, bench.channel.inline, files]);
}

describe.each(READERS)('$name', (reader) => {
  it.each(DOORS)(
    `$name ${reader.sees ? 'shows internal documents or nothing' : 'shows no internal document'}`,
    async (door) => {
      const world = await worldOf(reader);
      if (door.covers.includes('action:verdict')) {
        await openTicket(
          world.bench.database,
          {
            kind: 'unsolved',
            personId: world.personId,
            channel: 'memory',
            chat: reader.chat.id,
            department: ALLOWED,
            question: QUESTION,
            transcript: [],
          },
          new Date(),
        );
      }
      await door.open(world);
      await world.bench.app.tick();
      const words = heard(world);
      if (!reader.sees) {
        expect(words).not.toContain(SECRET);
      } else if (door.shows) expect(words).toContain(SECRET);
    },
  );
});

describe('every way out', () => {
  const listed = new Set(DOORS.flatMap((door) => door.covers));
  const union = (
    schema: typeof actionSchema | typeof expectationSchema | typeof incomingSchema,
    key: string,
  ) => schema.options.map((option) => Reflect.get(option.shape, key).value as string);

  it('is listed above', () => {
    const all = [
      ...COMMANDS.map((command) => `command:${command.name}`),
      ...union(actionSchema, 'do').map((name) => `action:${name}`),
      ...union(expectationSchema, 'for').map((name) => `expected:${name}`),
      ...union(incomingSchema, 'kind').map((name) => `incoming:${name}`),
    ];
    expect(all.filter((name) => !listed.has(name))).toEqual([]);
  });

  /** Files of bot/ that read documents, passages or deadlines, and where their doors are tried. */
  const FILES: Readonly<Record<string, string>> = {
    'announce.ts': 'here',
    'chat/ask.ts': 'here',
    'chat/library.ts': 'here',
    'chat/tickets.ts': 'here',
    'tickets.ts': 'here',
    'ledger-duties.ts': 'here',
    'reminders/act.ts': 'here, and test/bot/reminders/act.test.ts',
    'reminders/check.ts': 'here, by the engine',
    'channels/web/api/routes.tsx': 'here, by every path of the API',
    'channels/web/api/ask-stream.tsx': 'here, by asking for events',
    'channels/web/pages/routes.tsx': 'here, by every page',
    'ledger/feed.ts': 'here: a calendar feed',
    'ledger/import-xlsx.ts': 'behind the staff pages',
    'ledger/deadlines-command.ts': "the command line: --role is its operator's word",
    ...Object.fromEntries(
      ['detail', 'ledger', 'month', 'reminders', 'review', 'timeline', 'workbook'].map((page) => [
        `channels/web/staff/${page}.tsx`,
        'here, by every route of the staff pages',
      ]),
    ),
    'commands/ask.ts': "the command line: --role is its operator's word",
    'commands/explain.ts': "the command line: --role is its operator's word",
    'commands/propose.ts': 'the command line: it puts up for confirmation, and prints counts',
    'commands/search.ts': "the command line: --role is its operator's word",
    'eval/run.ts': 'the command line: it prints figures, no content',
    'commands/documents.ts': "the command line: --role is its operator's word",
  };
  const READS =
    /assistant\.(?:ask|search|documents?|stream|explain|compare)(?:\?\.)?\(|\b(?:listRecords|listDeadlines|readDeadline|findStored|readPassages|readPassagesById|readDocument|listDocuments|listHistory|listDeliveries)\(/;

  it('that a new file opens is listed too', () => {
    const folder = join(packageRoot(), 'bot');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    const reading = files.filter((name) => READS.test(readFileSync(join(folder, name), 'utf8')));
    expect(reading.map((name) => name.replaceAll('\\', '/')).filter((name) => !(name in FILES))).toEqual([]);
  });

  it('of the staff pages needs a session', async () => {
    const world = await worldOf(READERS[0] as Reader);
    const { database, now } = world.bench.parts;
    const rules = { calendar: mondayToFriday, dayOff: 'itself' as const, sameDepartment: () => true };
    const pages = createStaffPages({
      ...rules,
      scopeOf: () => scopeOfRole('staff'),
      database,
      now,
      intake: noIntake,
    });
    const app = createWebApp({ assistant: chatAssistant(), staff: pages });
    const routes = pages.routes.filter(({ method }) => method !== 'ALL');
    expect(routes.length).toBeGreaterThan(10);
    for (const { method, path } of routes) {
      const address = `http://localhost/staff${path.replace(/:\w+/g, world.dutyId)}`;
      const response = await app.request(address, { method });
      expect(await response.text(), `${method} ${path}`).not.toContain(SECRET);
    }
  });

  it('of the web is public', async () => {
    const app = createWebApp({ assistant: chatAssistant() });
    const description: unknown = await (await app.request('http://localhost/openapi.json')).json();
    const { paths: described } = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(description);
    const paths = Object.keys(described);
    expect(paths.toSorted()).toEqual([
      '/api/ask',
      '/api/documents',
      '/api/documents/{id}',
      '/api/documents/{id}/comparison/{other}',
      '/api/documents/{id}/explanation',
      '/api/documents/{id}/text',
      '/api/search',
      '/healthz',
    ]);
    const q = encodeURIComponent(QUESTION);
    const gets = [
      '/api/documents',
      '/api/documents/doc-internal',
      '/api/documents/doc-internal/text',
      '/api/documents/doc-internal/explanation',
      '/api/documents/doc-survey/comparison/doc-internal',
      '/documents/doc-internal/explanation',
      '/documents/doc-survey/comparison/doc-internal',
      `/api/search?q=${q}`,
      `/?q=${q}`,
      '/documents',
      '/documents/doc-internal',
      `/search?q=${q}`,
      `/documents?q=${q}`,
    ];
    const ask = async (accept: string) => {
      const headers = { 'content-type': 'application/json', accept };
      const body = JSON.stringify({ question: QUESTION });
      return (await app.request('http://localhost/api/ask', { method: 'POST', headers, body })).text();
    };
    const texts = await Promise.all([
      ask('application/json'),
      ask('text/event-stream'),
      ...gets.map(async (path) => (await app.request(`http://localhost${path}`)).text()),
    ]);
    for (const text of texts) expect(text.replaceAll(QUESTION, '')).not.toContain(SECRET);
  });
});
