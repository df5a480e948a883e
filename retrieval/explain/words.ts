import type { ComparedDocument } from '../../data/types.ts';

/** The sentences that an explanation or a comparison needs beside quotes; a locale supplies them. */
export interface ExplainWords {
  /** The label of an explanation; `locator` where only a clause is explained, `model` where one worded it. */
  explains(document: ComparedDocument, locator: string | null, model: string | null): string;
  compares(left: ComparedDocument, right: ComparedDocument): string;
  /** How a line of a comparison is headed. */
  line(kind: 'differs' | 'alike' | 'alone', subject: string): string;
  /** Lines of a comparison that are not shown. */
  omitted(count: number): string;
  /** Both documents were found, but hold no figures, dates or limits to set side by side. */
  nothingToCompare(): string;
  /** Several documents bear the name that was given. */
  whichDocument(documents: readonly ComparedDocument[]): string;
}
