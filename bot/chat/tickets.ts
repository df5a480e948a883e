import { audit } from '../../data/audit.ts';
import { latestTurns, readTurn } from '../../data/conversations.ts';
import { personKey } from '../../data/people.ts';
import {
  answerTicket,
  hasOpenTicket,
  judgeTicket,
  openTickets,
  readTicket,
  type Ticket,
} from '../../data/tickets.ts';
import type { Answer } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import { type Context, type Reply, say } from '../context.ts';
import { mayAnswer, raiseTicket, reportUnsolved, returnAnswer, ticketMessage } from '../tickets.ts';
import type { Command } from './command.ts';
import { waitFor } from './duties.ts';

const TRANSCRIPT_TURNS = 5;
const SHOWN = 5;

/** Whether everybody may see all that an answer cites: a ticket's readers may not be the asker's equals. */
async function isPublic(context: Context, answer: Answer): Promise<boolean> {
  const ids = [...new Set(answer.citations.map((citation) => citation.documentId))];
  const open = await Promise.all(ids.map((id) => context.assistant.document(id, publicScope())));
  return !open.includes(null);
}

async function transcriptOf(context: Context) {
  const { incoming, person } = context;
  const where = { channel: incoming.channel, chat: incoming.chat.id, personId: person.id };
  const turns = await latestTurns(context.database, where, TRANSCRIPT_TURNS);
  return Promise.all(
    turns.map(async ({ question, answer }) => ({
      question,
      answer: (await isPublic(context, answer)) ? answer.answer.slice(0, 500) : context.words.ticketInternal,
    })),
  );
}

/** 没解决: hands a turn over, once. */
export async function unsolved(
  context: Context,
  turnId: number,
  kind: Ticket['kind'],
): Promise<readonly Reply[]> {
  const { words } = context;
  const turn = await readTurn(context.database, turnId);
  if (!turn) return say(words.sourceGone);
  if (await hasOpenTicket(context.database, context.person.id, turn.question)) return say(words.ticketTwice);
  const ticket = await raiseTicket(
    context,
    kind,
    turn.question,
    await transcriptOf(context),
    turn.answer.citations,
  );
  return say(words.ticketOpened(ticket.id, ticket.department));
}

/** The description of 办不成事 has come. */
export async function obstructed(context: Context, text: string): Promise<readonly Reply[]> {
  const { settings, words } = context;
  if ([...text].length > settings.maxQuestionLength) return say(words.tooLong(settings.maxQuestionLength));
  const ticket = await raiseTicket(context, 'obstructed', text, await transcriptOf(context), []);
  return say(words.ticketOpened(ticket.id, ticket.department));
}

/** Asks for the description of 办不成事. */
export async function askTrouble(context: Context): Promise<readonly Reply[]> {
  await waitFor(context, { for: 'trouble' });
  return say(context.words.troubleAsk);
}

/** /trouble (办不成事) */
export const troubleCommand: Command = {
  name: 'trouble',
  audience: 'everyone',
  privateOnly: true,
  run: (context, argument) => (argument === '' ? askTrouble(context) : obstructed(context, argument)),
};

/** /tickets: what waits for one's departments; administrators see all. */
export const ticketsCommand: Command = {
  name: 'tickets',
  audience: 'staff',
  privateOnly: true,
  async run(context) {
    const { person, words, settings } = context;
    const all = await openTickets(context.database, null);
    const mine = all.filter((ticket) => mayAnswer(person, ticket, settings.fallbackDepartment));
    if (mine.length === 0) return say(words.ticketsNone);
    const shown = mine
      .slice(0, SHOWN)
      .map((ticket) => ({ kind: 'say' as const, message: ticketMessage(ticket, null) }));
    return [...say(words.ticketsHead(mine.length)), ...shown];
  },
};

async function allowed(context: Context, ticket: Ticket | null): Promise<boolean> {
  const { person, incoming, settings } = context;
  if (ticket && incoming.chat.kind === 'private' && mayAnswer(person, ticket, settings.fallbackDepartment))
    return true;
  const entry = { who: personKey(person), act: 'answer ticket', object: `ticket:${ticket?.id ?? 0}` };
  await audit(context.database, { at: context.at, ...entry, result: 'refused' });
  return false;
}

/** 答复: asks a member of staff for the answer. */
export async function askTicketAnswer(context: Context, id: number): Promise<readonly Reply[]> {
  const { words } = context;
  const ticket = await readTicket(context.database, id);
  if (!(await allowed(context, ticket))) return say(words.staffOnly);
  if (ticket?.state !== 'open') return say(words.ticketTaken);
  await waitFor(context, { for: 'answer', ticket: id });
  return say(words.ticketAskAnswer(id));
}

/** The answer has come: of two colleagues who answer at once, one is told that the other was first. */
export async function giveTicketAnswer(
  context: Context,
  id: number,
  text: string,
): Promise<readonly Reply[]> {
  const { words, person, at } = context;
  const ticket = await readTicket(context.database, id);
  if (!ticket || !(await allowed(context, ticket))) return say(words.staffOnly);
  const answer = text.slice(0, 3000);
  if (!(await answerTicket(context.database, id, answer, person.id, at))) return say(words.ticketTaken);
  await audit(context.database, {
    at,
    who: personKey(person),
    act: 'answer ticket',
    object: `ticket:${id}`,
    result: 'done',
  });
  await returnAnswer(context, ticket, answer);
  return say(words.ticketSent(id));
}

/** 已解决 or 未解决, from the asker alone and once. */
export async function judge(context: Context, id: number, solved: boolean): Promise<readonly Reply[]> {
  const { words } = context;
  const ticket = await readTicket(context.database, id);
  if (ticket?.personId !== context.person.id) return [{ kind: 'notice', text: words.foreignButton }];
  if (!(await judgeTicket(context.database, id, solved))) return [{ kind: 'notice', text: words.thanks }];
  if (!solved) await reportUnsolved(context, ticket);
  return say(solved ? words.ticketSolved : words.ticketUnsolved);
}
