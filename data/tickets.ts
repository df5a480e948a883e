/** 没解决 and 办不成事: a question that a department must answer; each state is entered once. */
import type { Database } from './database.ts';
import { maskDeep, maskPersonal } from './privacy.ts';

/** A line of the conversation that led to a ticket. */
export interface TranscriptLine {
  readonly question: string;
  readonly answer: string;
}

/** A ticket as it is kept; all texts are masked. */
export interface Ticket {
  readonly id: number;
  readonly kind: 'unsolved' | 'obstructed';
  readonly personId: number | null;
  readonly channel: string;
  readonly chat: string;
  readonly department: string;
  readonly question: string;
  readonly transcript: readonly TranscriptLine[];
  readonly state: 'open' | 'answered' | 'solved' | 'unsolved';
  readonly openedAt: string;
  readonly escalated: number;
  readonly answer: string | null;
}

const COLUMNS = [
  'id',
  'kind',
  'person_id as personId',
  'channel',
  'chat',
  'department',
  'question',
  'transcript',
  'state',
  'opened_at as openedAt',
  'escalated',
  'answer',
] as const;

/** Opens a ticket. */
export async function openTicket(
  database: Database,
  ticket: {
    kind: Ticket['kind'];
    personId: number;
    channel: string;
    chat: string;
    department: string;
    question: string;
    transcript: readonly TranscriptLine[];
  },
  now: Date,
): Promise<Ticket> {
  const row = await database.kysely
    .insertInto('tickets')
    .values({
      kind: ticket.kind,
      person_id: ticket.personId,
      channel: ticket.channel,
      chat: ticket.chat,
      department: ticket.department,
      question: maskPersonal(ticket.question),
      transcript: JSON.stringify(maskDeep(ticket.transcript)),
      state: 'open',
      opened_at: now.toISOString(),
      answer: null,
      answered_by: null,
      answered_at: null,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return { ...row, transcript: JSON.parse(row.transcript) };
}

/** Whether a person's question (masked, as it is kept) waits for an answer already. */
export async function hasOpenTicket(
  database: Database,
  personId: number,
  question: string,
): Promise<boolean> {
  const row = await database.kysely
    .selectFrom('tickets')
    .select('id')
    .where('person_id', '=', personId)
    .where('question', '=', question)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row !== undefined;
}

/** One ticket, or null. */
export async function readTicket(database: Database, id: number): Promise<Ticket | null> {
  const row = await database.kysely
    .selectFrom('tickets')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, transcript: JSON.parse(row.transcript) } : null;
}

/** Open tickets of some departments (null: all), oldest first. */
export async function openTickets(
  database: Database,
  departments: readonly string[] | null,
): Promise<readonly Ticket[]> {
  let query = database.kysely.selectFrom('tickets').select(COLUMNS).where('state', '=', 'open');
  if (departments) query = query.where('department', 'in', [...departments]);
  const rows = await query.orderBy('id').limit(50).execute();
  return rows.map((row) => ({ ...row, transcript: JSON.parse(row.transcript) }));
}

/** Records the answer; false when another member of staff was first. */
export async function answerTicket(
  database: Database,
  id: number,
  answer: string,
  by: number,
  now: Date,
): Promise<boolean> {
  const result = await database.kysely
    .updateTable('tickets')
    .set({ state: 'answered', answer, answered_by: by, answered_at: now.toISOString() })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Records the asker's verdict, once. */
export async function judgeTicket(database: Database, id: number, solved: boolean): Promise<boolean> {
  const result = await database.kysely
    .updateTable('tickets')
    .set({ state: solved ? 'solved' : 'unsolved' })
    .where('id', '=', id)
    .where('state', '=', 'answered')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Claims tickets open since before `openedBefore` that were escalated fewer than `level` times. */
export async function claimOverdueTickets(
  database: Database,
  openedBefore: Date,
  level: number,
): Promise<readonly Ticket[]> {
  const rows = await database.kysely
    .updateTable('tickets')
    .set({ escalated: level })
    .where('state', '=', 'open')
    .where('opened_at', '<', openedBefore.toISOString())
    .where('escalated', '<', level)
    .returning(COLUMNS)
    .execute();
  return rows.map((row) => ({ ...row, transcript: JSON.parse(row.transcript) }));
}
