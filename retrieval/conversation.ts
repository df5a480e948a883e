import type { Answer } from '../data/types.ts';

/** A question that was asked before, with what was answered. */
export interface Turn {
  readonly question: string;
  readonly answer: Answer;
}

/** What was said before a question, oldest first, and the document that lies open beside it. */
export interface Conversation {
  readonly history: readonly Turn[];
  /** Id of the document the reader is looking at. */
  readonly document?: string | undefined;
}

/** Turns looked back on. */
export const REMEMBERED_TURNS = 6;
