/** What was asked and answered, masked before it is kept, forgotten on request and after a time. */
import { sql } from 'kysely';
import { forgetAnswersBefore } from './answers.ts';
import type { Database } from './database.ts';
import { maskDeep, maskPersonal } from './privacy.ts';
import type { Answer } from './types.ts';

/** A question and its answer as they are kept: without personal data. */
export interface Turn {
  readonly id: number;
  readonly personId: number;
  readonly channel: string;
  readonly chat: string;
  readonly at: string;
  readonly question: string;
  readonly answer: Answer;
}

/** Keeps a turn and returns its number. */
export async function keepTurn(
  database: Database,
  turn: { personId: number; channel: string; chat: string; question: string; answer: Answer },
  now: Date,
): Promise<number> {
  const row = await database.kysely
    .insertInto('turns')
    .values({
      person_id: turn.personId,
      channel: turn.channel,
      chat: turn.chat,
      at: now.toISOString(),
      question: maskPersonal(turn.question),
      answer: JSON.stringify(maskDeep(turn.answer)),
      rating: null,
      reason: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const COLUMNS = ['id', 'person_id as personId', 'channel', 'chat', 'at', 'question', 'answer'] as const;

/** One turn, or null when it was forgotten. */
export async function readTurn(database: Database, id: number): Promise<Turn | null> {
  const row = await database.kysely
    .selectFrom('turns')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, answer: JSON.parse(row.answer) } : null;
}

/** A person's latest turns in a chat, oldest first. */
export async function latestTurns(
  database: Database,
  where: { channel: string; chat: string; personId: number },
  count: number,
): Promise<readonly Turn[]> {
  const rows = await database.kysely
    .selectFrom('turns')
    .select(COLUMNS)
    .where('channel', '=', where.channel)
    .where('chat', '=', where.chat)
    .where('person_id', '=', where.personId)
    .orderBy('id', 'desc')
    .limit(count)
    .execute();
  return rows.reverse().map((row) => ({ ...row, answer: JSON.parse(row.answer) }));
}

/** Keeps what a person thought of an answer. */
export async function rateTurn(
  database: Database,
  id: number,
  rating: 'up' | 'down',
  reason: string | null,
): Promise<void> {
  await database.kysely
    .updateTable('turns')
    .set({ rating, reason: reason === null ? null : maskPersonal(reason) })
    .where('id', '=', id)
    .execute();
}

/**
 * Erases a person's history: questions, answers and how these came about, buttons, what was waited for, and the
 * texts of tickets.
 */
export async function forgetPerson(database: Database, personId: number): Promise<number> {
  return database.kysely.transaction().execute(async (transaction) => {
    await sql`DELETE FROM answers WHERE id IN
      (SELECT json_extract(answer, '$.answerId') FROM turns WHERE person_id = ${personId})`.execute(
      transaction,
    );
    const turns = await transaction.deleteFrom('turns').where('person_id', '=', personId).executeTakeFirst();
    await transaction.deleteFrom('keyboards').where('person_id', '=', personId).execute();
    await transaction.deleteFrom('expectations').where('person_id', '=', personId).execute();
    await transaction.deleteFrom('outbox').where('person_id', '=', personId).execute();
    await transaction
      .updateTable('tickets')
      .set({ person_id: null, question: '', transcript: '[]', answer: null, chat: '', state: 'solved' })
      .where('person_id', '=', personId)
      .execute();
    return Number(turns.numDeletedRows);
  });
}

const DAY_MS = 86_400_000;

/**
 * Deletes what is older than its term: turns, stored answers and closed tickets after `days`; sent messages
 * (those that announce a document aside, lest it be announced again) and handled update ids after a week;
 * expired buttons at once. The audit stays.
 */
export async function applyRetention(database: Database, days: number, now: Date): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age * DAY_MS).toISOString();
  const { kysely } = database;
  await kysely.deleteFrom('turns').where('at', '<', before(days)).execute();
  forgetAnswersBefore(database, new Date(now.getTime() - days * DAY_MS));
  await kysely
    .deleteFrom('tickets')
    .where('opened_at', '<', before(days))
    .where('state', 'in', ['solved', 'unsolved'])
    .execute();
  await kysely
    .deleteFrom('outbox')
    .where('state', 'in', ['sent', 'failed'])
    .where('once', 'not like', 'announce:%')
    .where('next_at', '<', before(7))
    .execute();
  await kysely.deleteFrom('received').where('at', '<', before(7)).execute();
  await kysely.deleteFrom('code_attempts').where('at', '<', before(1)).execute();
  await kysely.deleteFrom('keyboards').where('expires_at', '<', now.toISOString()).execute();
  await kysely.deleteFrom('expectations').where('expires_at', '<', now.toISOString()).execute();
}
