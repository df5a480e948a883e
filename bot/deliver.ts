/** Replies go out from here, and only here: masked for their reader, their actions turned into bound keys. */
import { loseChat, moveChat } from '../data/chats.ts';
import { bindKeyboard, dropKeyboards, keepKeyboard } from '../data/keyboards.ts';
import { postLetter } from '../data/outbox.ts';
import { isStaff, type Person } from '../data/people.ts';
import { maskPersonal } from '../data/privacy.ts';
import type { Action } from './actions.ts';
import type { Channel } from './channels/channel.ts';
import { SendError } from './channels/send-error.ts';
import type { AppParts, Context, Reply } from './context.ts';
import { type Message, mapText, type OutMessage } from './message.ts';

/** Where a message goes, and whose its buttons are (null: everybody's in the chat). */
export interface Destination {
  readonly channel: Channel;
  readonly chat: string;
  readonly personId: number | null;
  readonly token?: string;
}

/** A message with keys for actions, and what binds them to the message once it has an id. */
async function withKeys(
  parts: AppParts,
  to: Destination,
  message: Message<Action>,
  messageId: string | null,
): Promise<{ out: OutMessage; bind: (messageId: string) => Promise<void> }> {
  const actions = message.buttons.flat().flatMap((button) => button.action ?? []);
  const { database } = parts;
  const at = { channel: to.channel.name, chat: to.chat };
  const id =
    actions.length === 0
      ? null
      : await keepKeyboard(database, { ...at, personId: to.personId, messageId }, actions, parts.now());
  let index = 0;
  const buttons = message.buttons.map((row) =>
    row.map(({ action, ...button }) => (action ? { ...button, action: `${id}.${index++}` } : button)),
  );
  return {
    out: { ...message, buttons },
    bind: async (sent) => {
      if (messageId !== null) await dropKeyboards(database, { ...at, messageId }, id ?? '');
      else if (id !== null) await bindKeyboard(database, id, sent);
    },
  };
}

/** Sends one message and returns its id; a moved chat is followed, a lost one is noted. @throws SendError */
export async function sendMessage(
  parts: AppParts,
  to: Destination,
  message: Message<Action>,
): Promise<string> {
  const { out, bind } = await withKeys(parts, to, message, null);
  try {
    const id = await to.channel.send(to.chat, out, to.token);
    await bind(id);
    return id;
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (error.problem.kind === 'gone') await loseChat(parts.database, to.channel.name, to.chat);
    if (error.problem.kind !== 'moved') throw error;
    await moveChat(parts.database, to.channel.name, to.chat, error.problem.to, parts.now());
    return sendMessage(parts, { ...to, chat: error.problem.to }, message);
  }
}

async function changeMessage(
  parts: AppParts,
  to: Destination,
  messageId: string,
  message: Message<Action>,
): Promise<void> {
  const { out, bind } = await withKeys(parts, to, message, messageId);
  await to.channel.edit(to.chat, messageId, out, to.token);
  await bind(messageId);
}

/** What a reader gets to see: unmasked for staff in private alone. */
export function shownTo(
  person: Person,
  chatKind: 'private' | 'group',
  message: Message<Action>,
): Message<Action> {
  return isStaff(person) && chatKind === 'private' ? message : mapText(message, maskPersonal);
}

async function deliverOne(context: Context, channel: Channel, reply: Reply, index: number): Promise<void> {
  const { incoming, person } = context;
  const to: Destination = {
    channel,
    chat: incoming.chat.id,
    personId: reply.kind === 'say' && reply.shared ? null : person.id,
    ...(incoming.token === undefined ? {} : { token: incoming.token }),
  };
  switch (reply.kind) {
    case 'inline':
      return channel.answerInline?.(
        incoming.token ?? '',
        reply.results.map((result) => ({
          id: result.id,
          title: maskPersonal(result.title),
          description: maskPersonal(result.description),
          message: mapText(result.message, maskPersonal),
        })),
      );
    case 'settle': {
      const { messageId, token } = reply.origin;
      await dropKeyboards(context.database, { channel: channel.name, chat: to.chat, messageId });
      return channel.settle(to.chat, messageId, reply.label, token);
    }
    case 'notice':
      if (!channel.capabilities.notices) {
        await sendMessage(context, to, { text: [{ text: maskPersonal(reply.text) }], buttons: [] });
        return;
      }
      return channel.acknowledge(incoming.token ?? '', maskPersonal(reply.text));
    case 'change':
    case 'say': {
      const message = shownTo(person, incoming.chat.kind, reply.message);
      if (
        reply.kind === 'change' &&
        channel.capabilities.edit &&
        incoming.kind === 'button' &&
        incoming.messageId
      ) {
        return changeMessage(context, to, incoming.messageId, message);
      }
      try {
        await sendMessage(context, to, message);
      } catch (error) {
        if (!(error instanceof SendError) || error.problem.kind !== 'later') throw error;
        await postLetter(
          context.database,
          {
            once: `reply:${channel.name}:${incoming.id}:${index}`,
            channel: channel.name,
            chat: to.chat,
            personId: person.id,
            message,
          },
          context.at,
        );
      }
      return;
    }
    default:
      return reply satisfies never;
  }
}

/** Sends the replies to what came in, in order. What the platform refuses is logged, not thrown. */
export async function deliver(context: Context, channel: Channel, replies: readonly Reply[]): Promise<void> {
  const { incoming } = context;
  const noticed = channel.capabilities.notices && replies.some((reply) => reply.kind === 'notice');
  try {
    if (incoming.kind === 'button' && !noticed) await channel.acknowledge(incoming.token ?? '');
    for (const [index, reply] of replies.entries()) await deliverOne(context, channel, reply, index);
  } catch (error) {
    const problem = error instanceof SendError ? error.problem.kind : 'unknown';
    context.log.warn({ channel: channel.name, problem, error: String(error) }, 'a reply was not delivered');
  }
}
