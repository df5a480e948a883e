/**
 * The shapes that every folder shares. All are plain, frozen-by-convention data; offsets are UTF-16
 * positions in `DocumentRecord.text`, half open `[start, end)`.
 */
import type { Day } from './day.ts';

/** A range of characters in a document's text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Who may read a document: everybody, or signed-in staff alone. */
export type Visibility = 'public' | 'internal';

/** Whether a document is in force on the day asked about; `unstated` when it sets no term. */
export type Validity = 'in force' | 'expired' | 'repealed' | 'unstated';

/** An attachment as the document announces it (附件说明): its number as printed, its name. */
export interface Attachment {
  readonly number: string;
  readonly name: string;
}

/**
 * What a document says of itself, named as in GB/T 9704—2012.
 * `front matter` is the masthead and contents of a gazette issue: findable, but no document of its own.
 */
export interface DocumentMetadata {
  readonly kind: 'document' | 'front matter';
  /** 发文字号, as printed with spaces removed: 泾政办发〔2023〕48号; null for documents without one. */
  readonly documentNumber: string | null;
  /** Title as the body prints it. */
  readonly title: string;
  /** Title as the contents list prints it, where that differs. */
  readonly contentsTitle: string | null;
  readonly issuers: readonly string[];
  readonly addressees: readonly string[];
  /** 成文日期. */
  readonly issuedOn: Day | null;
  /** The disclosure note (附注), e.g. 此件公开发布. */
  readonly disclosure: string | null;
  readonly visibility: Visibility;
  /** Day it takes effect (自…起施行), and last day in force (有效期至…). */
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
  readonly attachments: readonly Attachment[];
  /** The publication it was printed in, e.g. 泾源县人民政府公报 2023年第04期. */
  readonly publication: string | null;
}

/** One heading of a document's outline; `level` 0 is a part (正文, 附件 8), 1 is 一、, 2 is （一）… */
export interface OutlineEntry {
  readonly level: number;
  readonly label: string;
  readonly heading: string;
  readonly span: Span;
}

/** One cell of a table row: its column's name, its text, and where that text stands. */
export interface Cell {
  readonly header: string;
  readonly text: string;
  readonly span: Span;
  /** True where a merged cell above supplies the text (its span lies in that earlier row). */
  readonly inherited: boolean;
}

/**
 * What a passage is. `title` is the head of a document (title, number, addressees) or its signature block,
 * `heading` an outline heading without text of its own, `clause` an outline item or paragraph, `row` a table
 * row, `front` lines of a gazette's masthead.
 */
export type PassageKind = 'title' | 'heading' | 'clause' | 'row' | 'front';

/** A citable unit: a clause, paragraph or table row with the words that place it. */
export interface Passage {
  readonly kind: PassageKind;
  /** What a clerk would write: 三、（二）2. or 附件8 第20行. */
  readonly locator: string;
  /** Headings above it, outermost first, without the document's title. */
  readonly path: readonly string[];
  /** What is shown and searched: the verbatim clause; for a row `caption｜header: value | header: value`. */
  readonly text: string;
  readonly span: Span;
  /** Row passages only. */
  readonly cells: readonly Cell[];
  /** The page of the printed original it begins on, from 1; left out for formats without pages. */
  readonly page?: number;
}

/** Levels of the bodies that issue documents. */
export type Level = '国家' | '省' | '市' | '县' | '乡镇';

/** What the library files a document under; days are kept apart from 成文日期 and 施行日期. */
export interface Filing {
  /** One of `data/lexicon/themes.txt`: 农业农村, 安全生产 … */
  readonly theme: string | null;
  /** The place whose body issued it, with what it is: 某某县. */
  readonly region: string | null;
  readonly level: Level | null;
  /** 印发日期 (版记) and 发布日期 (the page it was published on). */
  readonly printedOn: Day | null;
  readonly publishedOn: Day | null;
  /** The years its title says it is for: 2023年政务公开要点, （2021—2025年）. */
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
}

/** What other documents of the library do to a document's validity. */
export interface Standing {
  /** First day on which another document has repealed it or let it lapse. */
  readonly repealedOn: Day | null;
  /** First day on which the same plan of a later year is there. */
  readonly supersededOn: Day | null;
  /** Last day in force after another document prolonged it. */
  readonly extendedUntil: Day | null;
}

/** A document as it is kept; one that has not been filed yet has neither filing nor standing. */
export interface DocumentRecord extends DocumentMetadata, Partial<Filing>, Partial<Standing> {
  readonly id: string;
  /** Name of the ingested file. */
  readonly source: string;
  readonly text: string;
  readonly outline: readonly OutlineEntry[];
}

/** A passage as it is kept: with its number, its place in the document and its document. */
export interface PassageRecord extends Passage {
  readonly id: number;
  readonly documentId: string;
  readonly ordinal: number;
}

/** A passage with what places it, as a search works with it. */
export interface Candidate
  extends PassageRecord,
    Partial<Pick<Filing, 'region' | 'level' | 'yearFrom' | 'yearTo'>>,
    Partial<Standing> {
  readonly documentNumber: string | null;
  readonly title: string;
  readonly contentsTitle: string | null;
  readonly publication: string | null;
  /** The document's first words, which say where and what it is about. */
  readonly lead: string;
  /** The passage before it: a roster or a second paragraph says there what it is about. */
  readonly before: string;
  readonly issuers: readonly string[];
  readonly issuedOn: Day | null;
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
  readonly source: string;
  /** What all years of one plan share; '' where the title names no plan. */
  readonly series?: string;
}

/** A numbered proof in an answer. `quote` stands verbatim in the document's text. */
export interface Citation {
  readonly n: number;
  readonly documentId: string;
  readonly documentNumber: string | null;
  readonly title: string;
  readonly locator: string;
  readonly quote: string;
  readonly span: Span;
  readonly passageId: number;
  readonly validity: Validity;
  readonly source: string;
  /** The page of the printed original the passage begins on; left out for formats without pages. */
  readonly page?: number;
}

/** One line of the library as a list. */
export interface DocumentSummary extends Omit<DocumentMetadata, 'kind'>, Partial<Filing>, Partial<Standing> {
  readonly id: string;
  readonly validity: Validity;
  readonly source: string;
  /** All files that hold it; the first is where its text was read from. */
  readonly sources?: readonly string[];
  /** How many earlier editions are kept. */
  readonly editions?: number;
  readonly passages: number;
  readonly deadlines: number;
}

/** A passage found by a search. Higher scores are better; scores of two queries cannot be compared. */
export interface Hit {
  readonly rank: number;
  readonly score: number;
  readonly documentId: string;
  readonly documentNumber: string | null;
  readonly title: string;
  readonly locator: string;
  readonly text: string;
  readonly passageId: number;
  readonly source: string;
  /** All files that hold the document, where there are several. */
  readonly sources?: readonly string[];
  /** Page of the printed original, where the file has pages. */
  readonly page?: number;
}

/** Figures for one thing that differ between two places; both are cited (numbers of `citations`). */
export interface Conflict {
  readonly subject: string;
  readonly citations: readonly number[];
  readonly note: string;
}

/** What an explanation covers, in the order in which it is read. */
export const EXPLANATION_PARTS = ['背景依据', '目标任务', '谁受影响', '怎么办', '时限', '注意事项'] as const;
export type ExplanationPart = (typeof EXPLANATION_PARTS)[number];

/** A point of an explanation with the numbers of the citations it rests on. */
export interface ExplainedPoint {
  readonly text: string;
  readonly citations: readonly number[];
}

/** A 解读 of a document. Channels show it under a label of its own; it is no source and is never cited. */
export interface Explanation {
  readonly documentId: string;
  readonly documentNumber: string | null;
  readonly title: string;
  /** The clause that is explained; null for the whole document. */
  readonly locator: string | null;
  readonly parts: readonly { readonly part: ExplanationPart; readonly points: readonly ExplainedPoint[] }[];
  readonly citations: readonly Citation[];
  /** The model that worded it; null where its points are the clauses' own words. */
  readonly model: string | null;
}

/** What one document says at a line of a comparison: a sentence verbatim, a row with the names of its columns. */
export interface ComparedSide {
  readonly text: string;
  readonly citation: number;
}

/** A line of a comparison. `differs` where both speak of the same and their figures are not the same. */
export interface ComparedLine {
  readonly subject: string;
  readonly left: ComparedSide | null;
  readonly right: ComparedSide | null;
  readonly differs: boolean;
}

/** A document as a comparison names it. */
export interface ComparedDocument {
  readonly documentId: string;
  readonly documentNumber: string | null;
  readonly title: string;
}

/** Two documents as a table: lines that differ first, then those that are alike, then those of one alone. */
export interface Comparison {
  readonly documents: readonly [ComparedDocument, ComparedDocument];
  readonly lines: readonly ComparedLine[];
  /** Lines that are left out because there are too many. */
  readonly omitted: number;
  readonly citations: readonly Citation[];
}

/**
 * What the assistant says. `answer` marks each statement with [n] of `citations`; a declined answer has
 * none and names a next step; `clarify` asks back. `notices` are warnings such as a lapsed source.
 */
export interface Answer {
  readonly question: string;
  readonly status: 'answered' | 'declined' | 'clarify';
  readonly answer: string;
  readonly citations: readonly Citation[];
  readonly conflicts: readonly Conflict[];
  readonly notices: readonly string[];
  readonly ms: number;
  /** The stored answer, to replay it by; absent where none is kept. */
  readonly answerId?: string;
  /** The question as it was understood within its conversation, where that differs. */
  readonly asked?: string;
  /** Questions to ask next that the same passages answer; only where a model wrote the answer. */
  readonly followUps?: readonly string[];
  /** Where a 解读 was asked for: the same points, part by part. Its label is part of `answer`. */
  readonly explanation?: Explanation;
  /** Where a comparison was asked for: the same lines, as a table. */
  readonly comparison?: Comparison;
}

/** How exact a written time limit is; `due` is then the last day of that unit. */
export type Precision = 'day' | 'ten-day part' | 'month' | 'quarter' | 'half-year' | 'year';

/** The event a relative limit counts from: 制发后15天内 → `{event: '制发', amount: 15, unit: 'day', direction: 'after'}`. */
export interface Trigger {
  readonly event: string;
  readonly amount: number;
  readonly unit: 'day' | 'working day' | 'week' | 'month' | 'quarter' | 'year' | 'hour';
  readonly direction: 'after' | 'before';
}

/** A unit or person a duty rests on; 牵头领导 and 责任人 are people, the other roles are units. */
export interface Responsible {
  readonly name: string;
  readonly role: '牵头' | '责任' | '配合' | '牵头领导' | '责任人';
}

/**
 * A time limit found in a document. `start` and `due` are null where the anchor is unknown (law 5), and
 * `unresolved` then says why. `quote` stands verbatim at `span` of the document's text.
 */
export interface Deadline {
  readonly kind: 'date' | 'period' | 'recurring' | 'relative' | 'validity';
  readonly locator: string;
  readonly quote: string;
  readonly span: Span;
  /** The words that set the limit, inside the quote: 7月30日前. */
  readonly phrase: string;
  readonly task: string;
  readonly start: Day | null;
  readonly due: Day | null;
  /** RFC 5545 recurrence rule without the `RRULE:` prefix; null where it does not recur. */
  readonly rrule: string | null;
  readonly trigger: Trigger | null;
  /** How the days were reached, for a clerk to follow: 制发日 2023-07-18 + 15 天 = 2023-08-02. */
  readonly trace: string;
  readonly precision: Precision;
  /** Set where the phrase is read differently by different people (10月前), with both readings. */
  readonly ambiguity: string | null;
  readonly unresolved: string | null;
  /** True for a limit that lay before the document's date of issue. */
  readonly past: boolean;
  readonly responsible: readonly Responsible[];
  /** 0 to 1; low ones wait for a person. */
  readonly confidence: number;
}
