import { audit } from '../../data/audit.ts';
import { readTurn } from '../../data/conversations.ts';
import { findDocumentNumber } from '../../data/document-number.ts';
import { expect } from '../../data/expectations.ts';
import { isStaff, personKey } from '../../data/people.ts';
import type { Expectation } from '../actions.ts';
import { type Context, type Origin, type Reply, say } from '../context.ts';
import type { Duties, DutyActor, DutyFilter, DutyPress, Recipient } from '../duties.ts';
import { dutiesMessage, dutyParts } from '../render/lists.ts';
import { dutiesOf } from './ask.ts';
import type { Command } from './command.ts';

/** The chat as a recipient of reminders. */
export function recipientOf(context: Context): Recipient {
  const { incoming } = context;
  return { channel: incoming.channel, chat: incoming.chat.id, kind: incoming.chat.kind };
}

/** Runs with the ledger, or says that there is none. */
async function withDuties(
  context: Context,
  run: (duties: Duties) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> {
  return context.duties ? run(context.duties) : say(context.words.dutyOffline);
}

/** What an argument asks for: a document number, else a department; nothing: one's own departments' first, or all. */
function filterOf(context: Context, argument: string): DutyFilter {
  if (findDocumentNumber(argument)) return { kind: 'document', value: argument };
  if (argument !== '') return { kind: 'department', value: argument };
  const [department] = context.scope.visibilities.includes('internal') ? context.person.departments : [];
  return department ? { kind: 'department', value: department } : { kind: 'everything', value: '' };
}

/** A page of deadlines. */
export async function showDuties(
  context: Context,
  filter: DutyFilter,
  from: number,
): Promise<readonly Reply[]> {
  return withDuties(context, async (duties) => {
    const found = await duties.list(filter, context.scope, context.at);
    return [{ kind: 'change', message: dutiesMessage(context, filter, found, from) }];
  });
}

/** /deadlines */
export const deadlinesCommand: Command = {
  name: 'deadlines',
  audience: 'everyone',
  run: (context, argument) => showDuties(context, filterOf(context, argument), 0),
};

async function label(context: Context, filter: DutyFilter): Promise<string> {
  const { filter: words } = context.words;
  switch (filter.kind) {
    case 'everything':
      return words.everything;
    case 'deadline':
      return words.deadline((await context.duties?.find(filter.value, context.scope))?.task ?? filter.value);
    default:
      return words[filter.kind](filter.value);
  }
}

async function maySubscribe(context: Context): Promise<boolean> {
  const { incoming, person } = context;
  if (incoming.chat.kind === 'private' || isStaff(person)) return true;
  return (await incoming.from.isChatAdministrator?.()) ?? false;
}

/** Subscribes the chat; in groups only for their administrators and staff. */
export async function subscribe(context: Context, filter: DutyFilter): Promise<readonly Reply[]> {
  const { words, person, at } = context;
  return withDuties(context, async (duties) => {
    if (!(await maySubscribe(context))) {
      const entry = { who: personKey(person), act: 'subscribe', object: context.incoming.chat.id };
      await audit(context.database, { at, ...entry, result: 'refused' });
      return say(words.subscribeGroupRight);
    }
    const fresh = await duties.subscribe(recipientOf(context), filter, person, at);
    return say((fresh ? words.subscribed : words.subscribedBefore)(await label(context, filter)));
  });
}

/** Waits for the next plain text. */
export async function waitFor(context: Context, expectation: Expectation): Promise<void> {
  const { incoming, person } = context;
  const place = { channel: incoming.channel, chat: incoming.chat.id, personId: person.id };
  await expect(context.database, place, expectation, context.at);
}

/** The button of a kind of subscription: asks for its value. */
export async function askSubscription(
  context: Context,
  kind: Exclude<DutyFilter['kind'], 'deadline'>,
): Promise<readonly Reply[]> {
  if (kind === 'everything') return subscribe(context, { kind, value: '' });
  await waitFor(context, { for: 'subscription', kind });
  return say(context.words.subscribeWhat[kind]);
}

/** /subscribe */
export const subscribeCommand: Command = {
  name: 'subscribe',
  audience: 'everyone',
  async run(context, argument) {
    if (argument !== '') return subscribe(context, filterOf(context, argument));
    const { buttons, subscribeAsk } = context.words;
    return say(subscribeAsk, [
      [
        { label: buttons.byDepartment, action: { do: 'subscribe', kind: 'department' } },
        { label: buttons.byDocument, action: { do: 'subscribe', kind: 'document' } },
      ],
      [
        { label: buttons.byKeyword, action: { do: 'subscribe', kind: 'keyword' } },
        { label: buttons.everything, action: { do: 'subscribe', kind: 'everything' } },
      ],
    ]);
  },
};

async function listSubscriptions(context: Context): Promise<readonly Reply[]> {
  const { words, can } = context;
  return withDuties(context, async (duties) => {
    const subscriptions = await duties.subscriptions(recipientOf(context));
    if (subscriptions.length === 0) return say(words.subsNone);
    const labels = await Promise.all(subscriptions.map(({ filter }) => label(context, filter)));
    const buttons = subscriptions
      .slice(0, can.maxButtons)
      .map(({ id }, i) => [
        { label: words.buttons.unsubscribe(labels[i] ?? ''), action: { do: 'unsubscribe' as const, id } },
      ]);
    return say(`${words.subsHead}\n${labels.map((text, i) => `${i + 1}. ${text}`).join('\n')}`, buttons);
  });
}

/** /mysubs */
export const mysubsCommand: Command = { name: 'mysubs', audience: 'everyone', run: listSubscriptions };

/** /unsubscribe: the same list, whose buttons cancel. */
export const unsubscribeCommand: Command = {
  name: 'unsubscribe',
  audience: 'everyone',
  run: listSubscriptions,
};

/** The button that cancels a subscription of this chat. */
export async function unsubscribe(context: Context, id: string): Promise<readonly Reply[]> {
  return withDuties(context, async (duties) => {
    if (!(await maySubscribe(context))) return say(context.words.subscribeGroupRight);
    await duties.unsubscribe(id, recipientOf(context));
    return [{ kind: 'change', message: { text: [{ text: context.words.unsubscribed }], buttons: [] } }];
  });
}

/** Switches the Monday digest of this chat. */
export async function setDigest(context: Context, on: boolean): Promise<readonly Reply[]> {
  return withDuties(context, async (duties) => {
    if (!(await maySubscribe(context))) return say(context.words.subscribeGroupRight);
    await duties.setDigest(recipientOf(context), on, context.person, context.at);
    return say(context.words.digest(on));
  });
}

/** /digest */
export const digestCommand: Command = {
  name: 'digest',
  audience: 'everyone',
  async run(context, argument) {
    if (/^(on|开|开启)$/i.test(argument)) return setDigest(context, true);
    if (/^(off|关|关闭)$/i.test(argument)) return setDigest(context, false);
    const { buttons, commands } = context.words;
    return say(commands.digest, [
      [
        { label: buttons.digestOn, action: { do: 'digest', on: true } },
        { label: buttons.digestOff, action: { do: 'digest', on: false } },
      ],
    ]);
  },
};

/** 设提醒 under an answer: watches its one deadline, or shows them to choose from. */
export async function remind(context: Context, turnId: number): Promise<readonly Reply[]> {
  const turn = await readTurn(context.database, turnId);
  const held = turn ? await dutiesOf(context, turn.answer) : [];
  const [only, second] = held;
  if (!only) return say(context.words.remindNone);
  if (!second) return watch(context, only.id);
  const message = dutiesMessage(context, { kind: 'document', value: only.documentId }, held.slice(0, 5), 0);
  return [...say(context.words.remindPick), { kind: 'say', message }];
}

/** Subscribes this chat to one deadline. */
export async function watch(context: Context, dutyId: string): Promise<readonly Reply[]> {
  const { words, person, at } = context;
  return withDuties(context, async (duties) => {
    const duty = await duties.find(dutyId, context.scope);
    if (!duty) return say(words.dutyNone);
    if (!(await maySubscribe(context))) return say(words.subscribeGroupRight);
    await duties.subscribe(recipientOf(context), { kind: 'deadline', value: duty.id }, person, at);
    return say(words.remindDone(duty.task));
  });
}

function actorOf(context: Context): DutyActor {
  return { person: context.person, recipient: recipientOf(context), scope: context.scope };
}

/** Runs an act on a deadline for those who may; refusals are audited. */
async function act(
  context: Context,
  press: DutyPress,
  what: 'finish' | 'postpone' | 'mute',
  run: (duties: Duties, task: string) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> {
  const { words, person, at } = context;
  return withDuties(context, async (duties) => {
    const duty = await duties.find(press.duty, context.scope);
    if (!duty) return say(words.dutyNone);
    const allowed = what === 'mute' ? maySubscribe(context) : duties.mayAct(press.duty, actorOf(context));
    if (await allowed) return run(duties, duty.task);
    const entry = { at, who: personKey(person), act: `deadline ${what}`, object: press.duty };
    await audit(context.database, { ...entry, result: 'refused' });
    return say(words.dutyForbidden);
  });
}

function originOf({ incoming }: Context): Origin | null {
  if (incoming.kind !== 'button' || incoming.messageId === null) return null;
  return { messageId: incoming.messageId, token: incoming.token ?? '' };
}

/** 已办结 and 推迟: ask for the note, or for the new day and the reason. */
export async function askDutyText(
  context: Context,
  press: DutyPress,
  what: 'finish' | 'postpone',
): Promise<readonly Reply[]> {
  return act(context, press, what, async () => {
    await waitFor(context, { for: what, ...press, origin: originOf(context) });
    return say(what === 'finish' ? context.words.askNote : context.words.askReason);
  });
}

/** The note, or the day and the reason, has come; what cannot be read is asked for again. */
export async function settleDuty(
  context: Context,
  expected: Extract<Expectation, { for: 'finish' | 'postpone' }>,
  text: string,
): Promise<readonly Reply[]> {
  const { words } = context;
  const { for: what, duty, occurrence, origin } = expected;
  const press = { duty, occurrence };
  return act(context, press, what, async (duties, task) => {
    const outcome = await duties[what](press, text.slice(0, 500), actorOf(context), context.at);
    if (outcome === 'unreadable') {
      await waitFor(context, expected);
      return say(words.askReasonAgain);
    }
    if (outcome !== 'done') return say(words.dutyOutcome[outcome]);
    const done = say((what === 'finish' ? words.finished : words.postponed)(task));
    const label = what === 'finish' ? words.buttons.finish : words.buttons.postpone;
    return origin ? [{ kind: 'settle', origin, label }, ...done] : done;
  });
}

/** 静音: no more reminders of this deadline in this chat. */
export async function mute(context: Context, press: DutyPress): Promise<readonly Reply[]> {
  return act(context, press, 'mute', async (duties) => {
    await duties.mute(press, actorOf(context), context.at);
    return say(context.words.muted);
  });
}

/** 查看原文 where no page address is known: the deadline with its quote. */
export async function showDuty(context: Context, id: string): Promise<readonly Reply[]> {
  return withDuties(context, async (duties) => {
    const duty = await duties.find(id, context.scope);
    if (!duty) return say(context.words.dutyNone);
    return [{ kind: 'say', message: { text: dutyParts(context, duty), buttons: [] } }];
  });
}
