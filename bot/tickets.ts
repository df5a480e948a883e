/** 没解决 and 办不成事: from the asker to the department, and back with the office named. */
import { postLetter } from '../data/outbox.ts';
import {
  type Account,
  accountsOf,
  isStaff,
  listDepartments,
  type Person,
  readPerson,
} from '../data/people.ts';
import { maskPersonal } from '../data/privacy.ts';
import { claimOverdueTickets, openTicket, type Ticket, type TranscriptLine } from '../data/tickets.ts';
import type { Citation } from '../data/types.ts';
import type { Action } from './actions.ts';
import type { AppParts, Context } from './context.ts';
import { wordsOf } from './locales/words.ts';
import { bold, type Message, plain } from './message.ts';
import { flushOutbox } from './outbox-run.ts';

/** Rounds of escalation: after one, two and three times the office's term. */
const ROUNDS = [3, 2, 1] as const;

/** Who may answer a ticket: staff of its department or of the fallback, and administrators. */
export function mayAnswer(person: Person, ticket: Ticket, fallbackDepartment: string): boolean {
  if (person.role === 'administrator') return true;
  return (
    isStaff(person) &&
    [ticket.department, fallbackDepartment].some((name) => person.departments.includes(name))
  );
}

/** The department a question concerns: one it names, else the issuer of its sources, else the fallback. */
async function departmentOf(
  context: Context,
  question: string,
  citations: readonly Citation[],
): Promise<string> {
  const departments = [...(await listDepartments(context.database))].sort((a, b) => b.length - a.length);
  const named = departments.find((department) => question.includes(department));
  if (named) return named;
  for (const { documentId } of citations) {
    const open = await context.assistant.document(documentId, context.scope);
    const issuer = departments.find((department) =>
      open?.document.issuers.some((name) => name.includes(department)),
    );
    if (issuer) return issuer;
  }
  return context.settings.fallbackDepartment;
}

async function staffFor(parts: AppParts, department: string): Promise<readonly Account[]> {
  for (const name of [department, parts.settings.fallbackDepartment, null]) {
    const accounts = await accountsOf(parts.database, name);
    if (accounts.length > 0) return accounts;
  }
  return [];
}

/** What staff see of a ticket; every text in it was masked when it was kept. */
export function ticketMessage(ticket: Ticket, head: string | null): Message<Action> {
  const words = wordsOf('zh');
  const lines = ticket.transcript.map((line) => `\n问：${line.question}\n答：${line.answer}`);
  return {
    text: [
      plain(head ? `${head}\n` : ''),
      bold(words.ticketCard(ticket.id, words.ticketKinds[ticket.kind], ticket.department)),
      plain(`\n${words.ticketQuestion}：${ticket.question}`),
      plain(lines.length > 0 ? `\n\n${words.ticketTranscript}${lines.join('')}` : ''),
    ],
    buttons: [[{ label: words.buttons.answer, action: { do: 'answer', ticket: ticket.id } }]],
  };
}

async function tellStaff(
  parts: AppParts,
  ticket: Ticket,
  round: string,
  message: Message<Action>,
  accounts: readonly Account[],
): Promise<void> {
  for (const { channel, account } of accounts) {
    const once = `ticket:${ticket.id}:${round}:${channel}:${account}`;
    const letter = { once, channel, chat: account, personId: ticket.personId, message };
    await postLetter(parts.database, letter, parts.now());
  }
}

/** Opens a ticket and tells the department; the letters survive a restart and offline staff. */
export async function raiseTicket(
  context: Context,
  kind: Ticket['kind'],
  question: string,
  transcript: readonly TranscriptLine[],
  citations: readonly Citation[],
): Promise<Ticket> {
  const department = await departmentOf(context, question, citations);
  const { channel, chat } = context.incoming;
  const ticket = await openTicket(
    context.database,
    { kind, personId: context.person.id, channel, chat: chat.id, department, question, transcript },
    context.at,
  );
  await tellStaff(context, ticket, 'open', ticketMessage(ticket, null), await staffFor(context, department));
  await flushOutbox(context);
  return ticket;
}

/** Sends the department's answer to the asker, and asks once whether it solved the matter. */
export async function returnAnswer(parts: AppParts, ticket: Ticket, answer: string): Promise<void> {
  const asker = ticket.personId === null ? null : await readPerson(parts.database, ticket.personId);
  if (!asker) return;
  const words = wordsOf(asker.language);
  const verdict = (solved: boolean) => ({ do: 'verdict' as const, ticket: ticket.id, solved });
  const message: Message<Action> = {
    text: [
      bold(words.ticketAnswered(ticket.department, ticket.id)),
      plain(`\n${isStaff(asker) ? answer : maskPersonal(answer)}\n\n${words.ticketVerdict}`),
    ],
    buttons: [
      [
        { label: words.buttons.solved, action: verdict(true) },
        { label: words.buttons.notSolved, action: verdict(false) },
      ],
    ],
  };
  const { channel, chat } = ticket;
  await postLetter(
    parts.database,
    { once: `ticket:${ticket.id}:answer`, channel, chat, personId: asker.id, message },
    parts.now(),
  );
  await flushOutbox(parts);
}

/** Tells the department and the administrators that the asker is not helped. */
export async function reportUnsolved(parts: AppParts, ticket: Ticket): Promise<void> {
  const accounts = [
    ...(await staffFor(parts, ticket.department)),
    ...(await accountsOf(parts.database, null)),
  ];
  const head = wordsOf('zh').ticketNotSolvedNotice(ticket.id);
  await tellStaff(parts, ticket, 'unsolved', ticketMessage(ticket, head), accounts);
  await flushOutbox(parts);
}

/** Tickets past their term go to the administrators, or to the fallback where there are none. */
export async function escalateTickets(parts: AppParts): Promise<void> {
  const hours = parts.settings.ticketHours;
  for (const round of ROUNDS) {
    const before = new Date(parts.now().getTime() - round * hours * 3_600_000);
    for (const ticket of await claimOverdueTickets(parts.database, before, round)) {
      const administrators = await accountsOf(parts.database, null);
      const accounts = administrators.length > 0 ? administrators : await staffFor(parts, ticket.department);
      const head = wordsOf('zh').ticketOverdue(round * hours);
      await tellStaff(parts, ticket, `overdue${round}`, ticketMessage(ticket, head), accounts);
    }
  }
}
