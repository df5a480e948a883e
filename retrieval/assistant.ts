import type { Answer, DocumentRecord, DocumentSummary, Hit, PassageRecord } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Conversation } from './conversation.ts';
import type { AnswerEvent } from './stream-answer.ts';

/** A document with its passages, for a page that shows it. */
export interface OpenDocument {
  readonly document: DocumentRecord;
  readonly passages: readonly PassageRecord[];
}

/** What every channel may ask of the library. Time is passed in; nothing here reads a clock for dates. */
export interface Assistant {
  /** @param conversation what was said before, so that 那居民不配合呢？ is understood */
  ask(question: string, scope: Scope, now: Date, conversation?: Conversation): Promise<Answer>;
  /** The same, statement by statement as they are verified; absent where an assistant answers all at once. */
  stream?(question: string, scope: Scope, now: Date, conversation?: Conversation): AsyncIterable<AnswerEvent>;
  search(query: string, scope: Scope, top: number): Promise<readonly Hit[]>;
  documents(scope: Scope, now: Date): Promise<readonly DocumentSummary[]>;
  /** Null where there is no such document, or none that this reader may see. */
  document(id: string, scope: Scope): Promise<OpenDocument | null>;
}
