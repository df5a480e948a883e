/** Points of an explanation in a model's words: each is checked like a statement of an answer as it comes. */
import { z } from 'zod';
import type { Database } from '../../data/database.ts';
import type { Day } from '../../data/day.ts';
import { type Candidate, EXPLANATION_PARTS, type ExplanationPart } from '../../data/types.ts';
import { explainPrompt } from '../../prompts/explain.ts';
import { promptId } from '../../prompts/prompt.ts';
import type { Draft, Statement } from '../compose.ts';
import type { Llm } from '../llm/llm.ts';
import { LlmError } from '../llm/llm-error.ts';
import { ItemReader } from '../llm/read-json.ts';
import { systemTimer, type Timer } from '../llm/time.ts';
import { speaksToMachines } from '../orders.ts';
import { DEFAULT_PATIENCE, Deadline, type Patience } from '../write/deadline.ts';
import { readStatement } from '../write/reply.ts';
import { Session } from '../write/session.ts';
import { MOST_POINTS } from './extract-points.ts';
import { placeSentence } from './parts.ts';

/** A statement with the part of the explanation it belongs to. */
export interface PlacedStatement extends Statement {
  readonly part: ExplanationPart;
}

export interface PlacedDraft extends Draft {
  readonly statements: readonly PlacedStatement[];
}

/** What is to be explained. */
export interface ExplainWriting {
  readonly title: string;
  readonly passages: readonly Candidate[];
  readonly today: Day;
}

/** Writes the points of an explanation; `draft` is null where the model failed or nothing of it stood. */
export type ExplainWriter = (
  writing: ExplainWriting,
) => Promise<{ readonly draft: PlacedDraft | null; readonly model: string }>;

/** What an explaining writer works with. */
export interface ExplainWriterParts {
  readonly llm: Llm;
  readonly database: Database;
  readonly patience?: Patience;
  readonly timer?: Timer;
}

const BUDGET = 6_000;
const REPLY_TOKENS = 2_000;
const Place = z.looseObject({ part: z.enum(EXPLANATION_PARTS) });

/** Whole clauses, those that belong to a part first, as many as the budget takes, in the document's order. */
function withinBudget(passages: readonly Candidate[]): readonly Candidate[] {
  let room = BUDGET;
  const shown = passages.filter(({ kind, text }) => kind !== 'heading' && !speaksToMachines(text));
  const tells = (each: Candidate) => placeSentence(each, each.text) !== null;
  const taken = new Set(
    [...shown.filter(tells), ...shown.filter((each) => !tells(each))].filter(({ text }) => {
      if (text.length + 60 > room) return false;
      room -= text.length + 60;
      return true;
    }),
  );
  return passages.filter((each) => taken.has(each));
}

/** Takes the points of a reply that stand. */
class Points {
  readonly statements: PlacedStatement[] = [];
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  take(item: unknown): void {
    const place = Place.safeParse(item);
    const statement = readStatement(item);
    if (!place.success || !statement) return;
    const { part } = place.data;
    if (this.statements.filter((each) => each.part === part).length >= MOST_POINTS) return;
    const accepted = this.#session.take(statement);
    if (accepted) this.statements.push({ ...accepted, part });
  }
}

/** A writer of explanations over a model. */
export function createExplainWriter({ llm, database, ...parts }: ExplainWriterParts): ExplainWriter {
  return async ({ title, passages, today }) => {
    const deadline = new Deadline(parts.patience ?? DEFAULT_PATIENCE, parts.timer ?? systemTimer);
    const session = new Session(
      withinBudget(passages),
      database,
      today,
      EXPLANATION_PARTS.length * MOST_POINTS,
    );
    const points = new Points(session);
    const reader = new ItemReader('statements');
    const messages = explainPrompt.messages({ title, passages: session.fenced });
    const request = { prompt: promptId(explainPrompt), messages, schema: null, maxTokens: REPLY_TOKENS };
    try {
      for await (const event of llm.stream({ ...request, signal: deadline.signal })) {
        if (event.kind === 'end') continue;
        deadline.hasText();
        for (const item of reader.push(event.text)) points.take(item);
      }
    } catch (error) {
      if (!(error instanceof LlmError)) throw error;
      return { draft: null, model: llm.name };
    } finally {
      deadline.stop();
    }
    const { statements } = points;
    return { draft: statements.length > 0 ? { ...session.draft, statements } : null, model: llm.name };
  };
}
