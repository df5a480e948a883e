/** The chat app: Incoming → person → scope → command or answer → Reply. */
import { loseChat, moveChat, seeChat } from '../data/chats.ts';
import { applyRetention } from '../data/conversations.ts';
import { reviveLetters } from '../data/outbox.ts';
import { meetPerson, type Person } from '../data/people.ts';
import { claimAbandoned, claimReceived, settleReceived } from '../data/received.ts';
import type { Channel } from './channels/channel.ts';
import { type AppParts, type Context, say } from './context.ts';
import { deliver, shownTo } from './deliver.ts';
import { type Incoming, incomingSchema } from './incoming.ts';
import { wordsOf } from './locales/words.ts';
import { flushOutbox } from './outbox-run.ts';
import { respond } from './respond.ts';
import { scopeOf } from './scope.ts';
import { escalateTickets } from './tickets.ts';
import { Turns } from './turns.ts';

/** A chat app that is joined to its channels. */
export interface App {
  /** Handles one incoming to its end; what the channels call. */
  receive(incoming: Incoming): Promise<void>;
  start(): Promise<void>;
  /** Stops the channels, waits for what is under way, sends what waits. */
  stop(): Promise<void>;
  /** The rounds of a minute: letters that are due, tickets that are overdue, what has lived its term. */
  tick(): Promise<void>;
}

/** After this long without an answer the chat shows that one is under way; repeated until it comes. */
const BUSY_AFTER_MS = 500;
const BUSY_AGAIN_MS = 4500;
const BUSY_AT_MOST = 200;
const TICK_MS = 20_000;
const RETENTION_EVERY_MS = 3_600_000;
/** What was taken this long ago and is not under way was left by a process that died. */
const ABANDONED_MS = 60_000;

async function meet(parts: AppParts, incoming: Incoming): Promise<Person> {
  const { channel, from } = incoming;
  return meetPerson(
    parts.database,
    { channel, account: from.account },
    {
      name: from.name,
      language: from.language?.toLowerCase().startsWith('en') ? 'en' : 'zh',
      role: from.office ? 'staff' : 'citizen',
    },
    parts.now(),
  );
}

/** Shows that work is under way until `work` ends, unless so many wait that showing it would slow the answers. */
async function whileBusy(
  channel: Channel,
  incoming: Incoming,
  turns: Turns,
  work: () => Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout;
  const show = () => {
    if (turns.size <= BUSY_AT_MOST) channel.busy(incoming.chat.id, incoming.token).catch(() => {});
    timer = setTimeout(show, BUSY_AGAIN_MS);
  };
  timer = setTimeout(show, BUSY_AFTER_MS);
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
}

/** Notes what says something of the chat itself; true when nothing else is to be done. */
async function noteChat(parts: AppParts, incoming: Incoming): Promise<boolean> {
  const { database } = parts;
  const { channel, chat } = incoming;
  if (incoming.kind === 'leave') await loseChat(database, channel, chat.id);
  else if (incoming.kind === 'moved') await moveChat(database, channel, chat.id, incoming.to, parts.now());
  else if (incoming.kind !== 'inline') await seeChat(database, channel, chat.id, chat.kind);
  if (incoming.kind === 'join') await reviveLetters(database, channel, chat.id, parts.now());
  return incoming.kind === 'leave' || incoming.kind === 'moved';
}

/** How a part of an answer is shown to the person who asked. */
function drafting(channel: Channel, { chat, token }: Incoming, person: Person): Context['draft'] {
  const draft = channel.draft?.bind(channel);
  if (!draft || token === undefined) return null;
  return (message) => draft(chat.id, { ...shownTo(person, chat.kind, message), buttons: [] }, token);
}

async function handle(parts: AppParts, channel: Channel, incoming: Incoming): Promise<void> {
  if (await noteChat(parts, incoming)) return settleReceived(parts.database, incoming.channel, incoming.id);
  const person = await meet(parts, incoming);
  const context: Context = {
    ...parts,
    incoming,
    person,
    scope: scopeOf(person, incoming.chat.kind, parts.settings.internalDepartments),
    words: wordsOf(person.language),
    can: channel.capabilities,
    draft: drafting(channel, incoming, person),
    at: parts.now(),
  };
  const replies = await respond(context).catch((error: unknown) => {
    parts.log.error({ channel: channel.name, error: String(error) }, 'no reply could be made');
    return say(context.words.failed);
  });
  await settleReceived(parts.database, incoming.channel, incoming.id);
  await deliver(context, channel, replies);
}

/** Joins the app to its channels. Nothing runs before `start`; `rounds` are run at every tick beside its own. */
export function makeApp(parts: AppParts, rounds: readonly (() => Promise<void>)[] = []): App {
  const turns = new Turns();
  const byName = new Map(parts.channels.map((channel) => [channel.name, channel]));
  let nextRetention = 0;
  let ticker: NodeJS.Timeout | null = null;
  let ticking: Promise<void> = Promise.resolve();

  const underWay = new Set<string>();

  async function take(incoming: Incoming): Promise<void> {
    const channel = byName.get(incoming.channel);
    const key = `${incoming.channel}\n${incoming.id}`;
    if (!channel || underWay.has(key)) return;
    underWay.add(key);
    const accepted = await turns
      .run(`${incoming.channel}\n${incoming.chat.id}`, () =>
        whileBusy(channel, incoming, turns, () => handle(parts, channel, incoming)).catch((error: unknown) =>
          parts.log.error({ channel: incoming.channel, error: String(error) }, 'an incoming was not handled'),
        ),
      )
      .finally(() => underWay.delete(key));
    if (accepted) return;
    await settleReceived(parts.database, incoming.channel, incoming.id);
    const text = [{ text: wordsOf('zh').tooMany }];
    await channel.send(incoming.chat.id, { text, buttons: [] }, incoming.token).catch(() => {});
  }

  async function receive(incoming: Incoming): Promise<void> {
    if (await claimReceived(parts.database, incoming, parts.now())) await take(incoming);
  }

  async function retakeAbandoned(): Promise<void> {
    const now = parts.now();
    const abandoned = await claimAbandoned(parts.database, new Date(now.getTime() - ABANDONED_MS), now);
    for (const payload of abandoned) {
      const incoming = incomingSchema.safeParse(payload);
      if (incoming.success) await take(incoming.data);
    }
  }

  async function tick(): Promise<void> {
    await retakeAbandoned();
    for (const round of rounds) await round();
    await escalateTickets(parts);
    await flushOutbox(parts);
    if (parts.now().getTime() < nextRetention) return;
    nextRetention = parts.now().getTime() + RETENTION_EVERY_MS;
    await applyRetention(parts.database, parts.settings.retentionDays, parts.now());
  }

  return {
    receive,
    tick,
    async start() {
      for (const channel of parts.channels) await channel.start(receive);
      ticker = setInterval(() => {
        ticking = tick().catch((error: unknown) =>
          parts.log.error({ error: String(error) }, 'a round of the outbox failed'),
        );
      }, TICK_MS);
      ticker.unref();
    },
    async stop() {
      if (ticker) clearInterval(ticker);
      await Promise.all(parts.channels.map((channel) => channel.stop()));
      await turns.drain();
      await ticking;
    },
  };
}
