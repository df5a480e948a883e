/** What is kept of an answer, so that it can be replayed and audited. */
import { type AnswerTrace, newAnswerId, type StoredAnswer } from '../data/answers.ts';
import type { Answer } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Found } from './settle.ts';
import type { Understood } from './write/understander.ts';
import type { Written } from './write/writer.ts';

/** Within what an answer was given. */
export interface Circumstances {
  readonly scope: Scope;
  readonly now: Date;
  readonly searchMs: number;
  /** The question as it was understood; a message with several questions as a whole. */
  readonly asked: string;
  /** What a model made of the message, where one was asked. */
  readonly understood?: Understood | null | undefined;
}

function traceOf(
  found: Found,
  written: Written | undefined,
  { asked, searchMs, understood }: Circumstances,
): AnswerTrace {
  const shown = new Map(written?.trace.passages.map(({ id, passageId }) => [passageId, id]));
  return {
    asked,
    within: found.reading.within,
    prompts: [...(understood ? [understood.prompt] : []), ...(written?.trace.prompts ?? [])],
    passages: found.judged.map(({ source: { candidate } }) => ({
      passageId: candidate.id,
      documentId: candidate.documentId,
      shownAs: shown.get(candidate.id) ?? null,
    })),
    replies: written?.trace.replies ?? [],
    refused: written?.trace.refused ?? [],
    failure: written?.trace.failure ?? null,
    inputTokens: written?.trace.inputTokens ?? 0,
    outputTokens: written?.trace.outputTokens ?? 0,
    searchMs: Math.round(searchMs - (understood?.ms ?? 0)),
    modelMs: (written?.trace.ms ?? 0) + (understood?.ms ?? 0),
  };
}

/** An answer ready to be kept; its `answerId` is new. */
export function recordOf(
  answer: Answer,
  found: Found,
  written: Written | undefined,
  circumstances: Circumstances,
): StoredAnswer {
  const { scope, now } = circumstances;
  const id = newAnswerId();
  return {
    id,
    askedAt: now,
    visibilities: scope.visibilities,
    model: written?.draft ? written.trace.model : null,
    answer: { ...answer, answerId: id },
    trace: traceOf(found, written, circumstances),
  };
}
