import type { Day } from '../data/day.ts';
import type { FixedKind } from './route.ts';

/** The sentences an answer may need beside quotes; a locale supplies them. */
export interface AnswerWords {
  /** Nothing in the documents answers; `nearest` is a document to look at, `line` a published office line. */
  declined(nearest: string | null, line: string | null): string;
  /** The question names a document that the library does not hold. */
  noSuchDocument(number: string): string;
  greeting(): string;
  expired(title: string, until: Day): string;
  differ(): string;
  /** Several documents bear a sloppy number. */
  whichDocument(numbers: readonly string[]): string;
  /** The reply to a message that does not ask about documents. */
  fixed(kind: Exclude<FixedKind, 'small talk'>): string;
}
