/**
 * Writes an answer with a language model: pack → ask → read → check each statement → ask once more → hand over.
 * Only what the verifier lets through leaves this file; whatever goes wrong is told in the trace, and the
 * caller answers without a model.
 */
import type { Database } from '../../data/database.ts';
import type { Day } from '../../data/day.ts';
import type { Candidate, Visibility } from '../../data/types.ts';
import { answerPrompt } from '../../prompts/answer.ts';
import { promptId } from '../../prompts/prompt.ts';
import { repairPrompt } from '../../prompts/repair.ts';
import type { Draft, Statement } from '../compose.ts';
import type { Llm, LlmRequest } from '../llm/llm.ts';
import { LlmError, type LlmFailure } from '../llm/llm-error.ts';
import { ItemReader } from '../llm/read-json.ts';
import { systemTimer, type Timer } from '../llm/time.ts';
import { DEFAULT_PATIENCE, Deadline, type Patience } from './deadline.ts';
import { asksOfPassages, plainText } from './evidence.ts';
import { packPassages } from './pack.ts';
import { REPLY_SCHEMA, REPLY_SHAPE, type Reply, readReply, readStatement } from './reply.ts';
import { type Refused, Session, unguessable } from './session.ts';

/** What a writer works with. */
export interface WriterParts {
  readonly llm: Llm;
  readonly database: Database;
  readonly patience?: Patience;
  readonly timer?: Timer;
  /** Characters of passages that a request may carry. */
  readonly budget?: number;
}

/** What to answer, from passages found within the reader's scope, best first. */
export interface WriteTask {
  readonly question: string;
  readonly ranked: readonly Candidate[];
  readonly visibilities: readonly Visibility[];
  readonly today: Day;
  /** Called with each statement as soon as it is verified. */
  readonly onStatement?: (statement: Statement, draft: Draft) => void;
}

/** How an answer came about, for the log and for replaying it. */
export interface WriteTrace {
  readonly model: string;
  readonly prompts: readonly string[];
  /** Passages shown, by id. */
  readonly passages: readonly { readonly id: string; readonly passageId: number }[];
  readonly replies: readonly string[];
  readonly refused: readonly Refused[];
  readonly failure: LlmFailure | 'malformed' | 'nothing stands' | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
}

/** What came of it; `draft` is null where the answer is to be given without a model. */
export interface Written {
  readonly draft: Draft | null;
  readonly completeness: Reply['completeness'];
  readonly followUps: readonly string[];
  readonly trace: WriteTrace;
}

export type Writer = (task: WriteTask) => Promise<Written>;

const BUDGET = 6_000;
const LONGEST_REPLY_TOKENS = 1_200;
/** A second attempt needs at least this long. */
const SECOND_ATTEMPT_MS = 4_000;

/** Everything that is asked of the model for one answer, and what that cost. */
class Exchange {
  readonly prompts: string[] = [];
  readonly replies: string[] = [];
  inputTokens = 0;
  outputTokens = 0;
  readonly #llm: Llm;
  readonly #deadline: Deadline;

  constructor(llm: Llm, deadline: Deadline) {
    this.#llm = llm;
    this.#deadline = deadline;
  }

  /** Sends a prompt; `onItem` gets each statement of the reply as it is complete. Returns the whole reply. */
  async send(
    request: Pick<LlmRequest, 'prompt' | 'messages'>,
    onItem?: (item: unknown) => void,
  ): Promise<string> {
    const { signal } = this.#deadline;
    this.prompts.push(request.prompt);
    const reader = new ItemReader('statements');
    const asked = { ...request, schema: REPLY_SCHEMA, maxTokens: LONGEST_REPLY_TOKENS, signal };
    for await (const event of this.#llm.stream(asked)) {
      if (event.kind === 'end') {
        this.inputTokens += event.inputTokens;
        this.outputTokens += event.outputTokens;
        continue;
      }
      this.#deadline.hasText();
      for (const item of reader.push(event.text)) onItem?.(item);
    }
    this.replies.push(reader.text);
    return reader.text;
  }
}

/** Asks once; statements are checked while they stream in, the rest when the reply is whole. */
async function attempt(
  exchange: Exchange,
  session: Session,
  task: WriteTask,
  canRepair: boolean,
): Promise<Reply | null> {
  const take = (item: unknown) => {
    const statement = readStatement(item);
    const accepted = statement && session.take(statement);
    if (accepted) task.onStatement?.(accepted, session.draft);
  };
  const messages = answerPrompt.messages({
    question: task.question,
    questionId: unguessable('q'),
    passages: session.fenced,
    refused: session.refused.map(({ text }) => text.slice(0, 200)).slice(0, 6),
  });
  const text = await exchange.send({ prompt: promptId(answerPrompt), messages }, take);
  const reply = readReply(text) ?? (canRepair ? await repair(exchange, text) : null);
  for (const statement of reply?.statements ?? []) take(statement);
  return reply;
}

async function repair(exchange: Exchange, reply: string): Promise<Reply | null> {
  if (!/\S/.test(reply)) return null;
  const input = { reply: reply.slice(0, 8_000), shape: REPLY_SHAPE, problem: '不是合法的 JSON 对象' };
  return readReply(
    await exchange.send({ prompt: promptId(repairPrompt), messages: repairPrompt.messages(input) }),
  );
}

/** A second attempt is worth its time where more of the first fell than stood. */
const isPoor = ({ accepted, refused }: Session) => refused.length > accepted.length;

async function converse(exchange: Exchange, session: Session, task: WriteTask, deadline: Deadline) {
  const first = await attempt(exchange, session, task, true);
  if (first === null || !isPoor(session) || deadline.leftMs < SECOND_ATTEMPT_MS) return first;
  return (await attempt(exchange, session, task, false)) ?? first;
}

function followUpsOf(reply: Reply | null, { byId }: Session): string[] {
  const asked = (reply?.followUps ?? []).map((text) => plainText(text, []));
  return asked.filter((text) => asksOfPassages(text, [...byId.values()])).slice(0, 2);
}

/** A writer over a model and a library. */
export function createWriter({ llm, database, patience, timer = systemTimer, budget }: WriterParts): Writer {
  return async (task) => {
    const began = timer.now();
    const deadline = new Deadline(patience ?? DEFAULT_PATIENCE, timer);
    const packed = packPassages(task.ranked, database, task.visibilities, budget ?? BUDGET);
    const session = new Session(packed, database, task.today);
    const exchange = new Exchange(llm, deadline);
    let reply: Reply | null = null;
    let failure: WriteTrace['failure'] = null;
    try {
      reply = await converse(exchange, session, task, deadline);
      if (reply === null) failure = 'malformed';
    } catch (error) {
      if (!(error instanceof LlmError)) throw error;
      failure = error.failure;
    } finally {
      deadline.stop();
    }
    const isEmpty = session.accepted.length === 0;
    if (failure === null && isEmpty && session.refused.length > 0) failure = 'nothing stands';
    return {
      draft: failure !== null || isEmpty ? null : session.draft,
      completeness: isEmpty ? (reply?.completeness ?? 'none') : (reply?.completeness ?? 'partial'),
      followUps: failure === null ? followUpsOf(reply, session) : [],
      trace: {
        model: llm.name,
        prompts: exchange.prompts,
        passages: [...session.byId].map(([id, passage]) => ({ id, passageId: passage.id })),
        replies: exchange.replies,
        refused: session.refused,
        failure,
        inputTokens: exchange.inputTokens,
        outputTokens: exchange.outputTokens,
        ms: Math.round(timer.now() - began),
      },
    };
  };
}
