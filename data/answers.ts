/** Stored answers: what was asked, what was said, and how that came about. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Database } from './database.ts';
import type { Day } from './day.ts';
import { maskPersonal } from './privacy.ts';
import type { Answer, Visibility } from './types.ts';

/** What a passage looked like when it was read for an answer. */
export interface ReadPassage {
  readonly passageId: number;
  readonly documentId: string;
  /** Its id in the request to a model; null where none was asked. */
  readonly shownAs: string | null;
}

/** How an answer came about. `replies` are a model's own words, kept to be judged again. */
export interface AnswerTrace {
  readonly asked: string;
  /** Documents that the question was looked for in; all where empty. */
  readonly within: readonly string[];
  readonly prompts: readonly string[];
  readonly passages: readonly ReadPassage[];
  readonly replies: readonly string[];
  readonly refused: readonly { readonly text: string; readonly reason: string }[];
  readonly failure: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly searchMs: number;
  readonly modelMs: number;
}

/** A stored answer. */
export interface StoredAnswer {
  readonly id: string;
  /** The moment it was asked as of. */
  readonly askedAt: Date;
  readonly visibilities: readonly Visibility[];
  readonly model: string | null;
  readonly answer: Answer;
  readonly trace: AnswerTrace;
}

/** A new answer's id: short, and not to be guessed. */
export function newAnswerId(): string {
  return randomBytes(9).toString('base64url');
}

/** Keeps an answer; personal numbers in the question are masked. */
export function saveAnswer(database: Database, stored: StoredAnswer): void {
  database.raw
    .prepare(
      `INSERT INTO answers (id, asked_at, question, visibilities, status, model, answer, trace)
       VALUES (@id, @askedAt, @question, @visibilities, @status, @model, @answer, @trace)`,
    )
    .run({
      id: stored.id,
      askedAt: stored.askedAt.toISOString(),
      question: maskPersonal(stored.answer.question),
      visibilities: JSON.stringify(stored.visibilities),
      status: stored.answer.status,
      model: stored.model,
      answer: JSON.stringify({ ...stored.answer, question: maskPersonal(stored.answer.question) }),
      trace: JSON.stringify({ ...stored.trace, asked: maskPersonal(stored.trace.asked) }),
    });
}

interface AnswerRow {
  readonly id: string;
  readonly asked_at: string;
  readonly visibilities: string;
  readonly model: string | null;
  readonly answer: string;
  readonly trace: string;
}

const Visibilities = z.array(z.enum(['public', 'internal']));

/** A stored answer, or null where there is none of that id (any more). */
export function readAnswer(database: Database, id: string): StoredAnswer | null {
  const row = database.raw.prepare<[string], AnswerRow>('SELECT * FROM answers WHERE id = ?').get(id);
  if (!row) return null;
  return {
    id: row.id,
    askedAt: new Date(row.asked_at),
    visibilities: Visibilities.parse(JSON.parse(row.visibilities)),
    model: row.model,
    answer: JSON.parse(row.answer),
    trace: JSON.parse(row.trace),
  };
}

/** Forgets answers asked before a moment (a question may hold personal data); returns how many. */
export function forgetAnswersBefore(database: Database, moment: Date): number {
  return database.raw.prepare('DELETE FROM answers WHERE asked_at < ?').run(moment.toISOString()).changes;
}

/** Tokens a model used on a day. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly requests: number;
}

/** Adds one request to a day's count. */
export function addUsage(database: Database, day: Day, model: string, usage: Omit<Usage, 'requests'>): void {
  database.raw
    .prepare(
      `INSERT INTO model_usage (day, model, input_tokens, output_tokens, requests) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT (day, model) DO UPDATE SET input_tokens = input_tokens + excluded.input_tokens,
         output_tokens = output_tokens + excluded.output_tokens, requests = requests + 1`,
    )
    .run(day, model, usage.inputTokens, usage.outputTokens);
}

/** What a model used on a day so far. */
export function usageOn(database: Database, day: Day, model: string): Usage {
  const row = database.raw
    .prepare<[string, string], Usage>(
      `SELECT input_tokens AS inputTokens, output_tokens AS outputTokens, requests FROM model_usage
       WHERE day = ? AND model = ?`,
    )
    .get(day, model);
  return row ?? { inputTokens: 0, outputTokens: 0, requests: 0 };
}
