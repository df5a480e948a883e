/** From what came in to what is said: a command, a pressed button, an expected text, or a question. */
import { audit } from '../data/audit.ts';
import { readTurn } from '../data/conversations.ts';
import { takeExpected } from '../data/expectations.ts';
import { pressKey } from '../data/keyboards.ts';
import { isStaff, personKey } from '../data/people.ts';
import { type Action, actionSchema, type Expectation, expectationSchema } from './actions.ts';
import { ask, citeByNumber, giveReason, rate, showAnswer, showCitation } from './chat/ask.ts';
import * as duties from './chat/duties.ts';
import { handIn } from './chat/hand-in.ts';
import { inlineResults, showDocuments } from './chat/library.ts';
import { forget, welcome } from './chat/self.ts';
import { COMMANDS } from './chat/table.ts';
import * as tickets from './chat/tickets.ts';
import { type Context, type Reply, say } from './context.ts';
import { readCommand } from './incoming.ts';

async function runCommand(context: Context, name: string, argument: string): Promise<readonly Reply[]> {
  const { words, person, incoming } = context;
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) return say(words.unknownCommand);
  const allowed =
    command.audience === 'everyone' ||
    (command.audience === 'staff' ? isStaff(person) : person.role === 'administrator');
  if (!allowed) {
    const entry = { who: personKey(person), act: 'command', object: name, result: 'refused' };
    await audit(context.database, { at: context.at, ...entry });
    return say(command.audience === 'staff' ? words.staffOnly : words.administratorOnly);
  }
  if (command.privateOnly && incoming.chat.kind === 'group') return say(words.privateOnly);
  return command.run(context, argument);
}

async function act(context: Context, action: Action): Promise<readonly Reply[]> {
  switch (action.do) {
    case 'cite':
      return showCitation(context, await readTurn(context.database, action.turn), action.n);
    case 'back':
      return showAnswer(context, action.turn);
    case 'rate':
      return rate(context, action.turn, action.up);
    case 'reason':
      return giveReason(context, action.turn, action.reason);
    case 'ticket':
      return tickets.unsolved(context, action.turn, action.kind);
    case 'trouble':
      return tickets.askTrouble(context);
    case 'remind':
      return duties.remind(context, action.turn);
    case 'watch':
      return duties.watch(context, action.duty);
    case 'documents':
      return showDocuments(context, action.query, action.from);
    case 'deadlines':
      return duties.showDuties(context, { kind: action.kind, value: action.value }, action.from);
    case 'subscribe':
      return duties.askSubscription(context, action.kind);
    case 'unsubscribe':
      return duties.unsubscribe(context, action.id);
    case 'digest':
      return duties.setDigest(context, action.on);
    case 'finish':
    case 'postpone':
      return duties.askDutyText(context, { duty: action.duty, occurrence: action.occurrence }, action.do);
    case 'mute':
      return duties.mute(context, { duty: action.duty, occurrence: action.occurrence });
    case 'duty':
      return duties.showDuty(context, action.duty);
    case 'forget':
      return forget(context, action.sure);
    case 'answer':
      return tickets.askTicketAnswer(context, action.ticket);
    case 'verdict':
      return tickets.judge(context, action.ticket, action.solved);
    default:
      return action satisfies never;
  }
}

async function press(context: Context, key: string, messageId: string | null): Promise<readonly Reply[]> {
  const { words, incoming, person } = context;
  const by = { channel: incoming.channel, chat: incoming.chat.id, messageId, personId: person.id };
  const pressed = await pressKey(context.database, key, by, context.at);
  if (pressed.kind === 'foreign') {
    const entry = { who: personKey(person), act: 'button', object: incoming.chat.id, result: 'refused' };
    await audit(context.database, { at: context.at, ...entry });
    return [{ kind: 'notice', text: words.foreignButton }];
  }
  const action = actionSchema.safeParse(pressed.kind === 'action' ? pressed.action : null);
  if (!action.success) return [{ kind: 'notice', text: words.expiredButton }];
  return act(context, action.data);
}

async function takeText(context: Context, expected: Expectation, text: string): Promise<readonly Reply[]> {
  switch (expected.for) {
    case 'reason':
      return giveReason(context, expected.turn, text);
    case 'subscription':
      return duties.subscribe(context, { kind: expected.kind, value: text.trim().slice(0, 100) });
    case 'finish':
    case 'postpone':
      return duties.settleDuty(context, expected, text);
    case 'trouble':
      return tickets.obstructed(context, text);
    case 'answer':
      return tickets.giveTicketAnswer(context, expected.ticket, text);
    default:
      return expected satisfies never;
  }
}

async function hear(context: Context, text: string, addressed: boolean): Promise<readonly Reply[]> {
  const { incoming, person } = context;
  const command = addressed ? readCommand(text) : null;
  if (command) return runCommand(context, command.name, command.argument);
  const place = { channel: incoming.channel, chat: incoming.chat.id, personId: person.id };
  const expected = expectationSchema.safeParse(await takeExpected(context.database, place, context.at));
  if (expected.success) return takeText(context, expected.data, text);
  if (incoming.chat.kind === 'group' && !addressed) return [];
  return (await citeByNumber(context, text)) ?? ask(context, text);
}

/** What is said to an incoming; nothing for group talk that does not name the bot. */
export async function respond(context: Context): Promise<readonly Reply[]> {
  const { incoming } = context;
  switch (incoming.kind) {
    case 'message':
      return hear(context, incoming.text, incoming.addressed);
    case 'command':
      return runCommand(context, incoming.name, incoming.argument);
    case 'button':
      return press(context, incoming.key, incoming.messageId);
    case 'file':
      return handIn(context, incoming);
    case 'inline':
      return inlineResults(context, incoming.query);
    case 'join':
      return incoming.greet ? welcome(context) : [];
    case 'leave':
    case 'moved':
      return [];
    default:
      return incoming satisfies never;
  }
}
