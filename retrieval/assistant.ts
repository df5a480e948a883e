import type { ShownConflict } from '../data/conflicts.ts';
import type { EditionSummary } from '../data/editions.ts';
import type { LedgerRecord } from '../data/ledger.ts';
import type { ShownRelation } from '../data/relations.ts';
import type { SeriesMember } from '../data/standing.ts';
import type {
  Answer,
  Comparison,
  DocumentRecord,
  DocumentSummary,
  Explanation,
  Hit,
  PassageRecord,
  Validity,
} from '../data/types.ts';
import type { Scope } from './access.ts';
import type { Conversation } from './conversation.ts';
import type { AnswerEvent } from './stream-answer.ts';

/** A document with its passages, for a page that shows it; `validity` is that of the day asked about. */
export interface OpenDocument {
  readonly document: DocumentRecord;
  readonly validity: Validity;
  readonly passages: readonly PassageRecord[];
  /** What other documents do to it and it to others, within what this reader may see. */
  readonly relations?: readonly ShownRelation[];
  /** Figures in it that differ from others, in it or in documents this reader may see. */
  readonly conflicts?: readonly ShownConflict[];
  /** The time limits it sets, without withdrawn ones, in the order of its text. */
  readonly deadlines?: readonly LedgerRecord[];
  /** All files that hold it, the one its text was read from first. */
  readonly sources?: readonly string[];
  /** The same plan of the years before and after. */
  readonly predecessor?: SeriesMember | null;
  readonly successor?: SeriesMember | null;
  /** Earlier editions that can be opened by their number, oldest first. */
  readonly editions?: readonly EditionSummary[];
  /** The number of the earlier edition this is; left out for the current one. */
  readonly edition?: number;
}

/** Which part or state of a document to open. */
export interface OpenOptions {
  /** An earlier edition by its number. */
  readonly edition?: number;
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
  document(id: string, scope: Scope, now: Date, options?: OpenOptions): Promise<OpenDocument | null>;
  /**
   * A 解读 of a document, or of the clause that `locator` names; null where there is nothing for this reader.
   * Absent where an assistant explains nothing.
   */
  explain?(id: string, scope: Scope, now: Date, locator?: string | null): Promise<Explanation | null>;
  /** Two documents side by side; null where one of them is not there, or not for this reader. */
  compare?(ids: readonly [string, string], scope: Scope, now: Date): Promise<Comparison | null>;
}
