import type { Day } from '../data/day.ts';
import type { FixedKind } from './route.ts';

/** A document as a sentence names it. */
export interface NamedDocument {
  readonly title: string;
  readonly documentNumber: string | null;
}

/** What tells the edition an answer uses from others: null where they do not differ in it. */
export interface UsedEdition {
  readonly title: string;
  readonly year: number | null;
  readonly place: string | null;
}

/** A figure with where it stands: 附件2, or a document's title. */
export interface PlacedFigure {
  readonly place: string;
  readonly isTitle: boolean;
  readonly shown: string;
}

/** The sentences an answer may need beside quotes; a locale supplies them. */
export interface AnswerWords {
  /** Nothing in the documents answers; `nearest` is a document to look at, `line` a published office line. */
  declined(nearest: string | null, line: string | null): string;
  /** One of several questions that nothing answers, while others are answered. */
  declinedPart(question: string): string;
  /** The question names a document that the library does not hold. */
  noSuchDocument(number: string): string;
  greeting(): string;
  /** `by` is a document that takes its place, where the library holds one. */
  expired(title: string, until: Day, by?: NamedDocument | null): string;
  /** As of a day the document is in force. */
  inForce(title: string, day: Day): string;
  /** The document does not say how long it is in force, and nothing in the library ends it. */
  noTerm(title: string): string;
  repealed(title: string, by: NamedDocument | null): string;
  superseded(title: string, by: NamedDocument): string;
  amended(title: string, by: NamedDocument): string;
  notYet(title: string, from: Day): string;
  /** The question left year or place open; `others` are those of the editions not used. */
  editionUsed(
    used: UsedEdition,
    others: { readonly years: readonly number[]; readonly places: readonly string[] },
  ): string;
  /** The library holds no document of the year or place that the question names, but `nearest`. */
  otherEdition(
    asked: { readonly years: readonly number[]; readonly places: readonly string[] },
    nearest: NamedDocument,
  ): string;
  /** A list in the answer leaves out as many entries. */
  listContinues(more: number): string;
  differ(): string;
  /** What two places say that differ. */
  conflict(left: PlacedFigure, right: PlacedFigure): string;
  /** Several documents bear a sloppy number. */
  whichDocument(numbers: readonly string[]): string;
  /** The reply to a message that does not ask about documents. */
  fixed(kind: Exclude<FixedKind, 'small talk'>): string;
}
