/** Reads the deadlines of one sentence or cell. */
import { type Day, partsOf } from '../../data/day.ts';
import type { Deadline, Responsible, Span } from '../../data/types.ts';
import { type DutyGroup, dutiesAt, rowDuties } from '../responsibility.ts';
import { readNumbering } from '../structure/numbering.ts';
import { subjectAt, subjectsOf } from '../subject.ts';
import { acceptance } from './accept.ts';
import type { Clause, DocumentText } from './clauses.ts';
import { type Compact, compactText, sourceSpan } from './compact.ts';
import { completes, labelBefore, limitColumn } from './labels.ts';
import type { Reading } from './phrase.ts';
import { type Found, findAmount, findPhrases } from './phrases.ts';
import type { Piece } from './pieces.ts';
import { yearlyOn } from './recurrence.ts';
import { type Resolved, resolveReading } from './resolve.ts';
import { datesStage } from './stages.ts';
import { taskOfClause, taskOfRow, taskOfSentence, taskOfStage } from './task.ts';
import type { Anchor } from './years.ts';

/** What holds for all sentences of a clause. */
export interface Context {
  readonly document: DocumentText;
  readonly clause: Clause;
  readonly headingYear: number | null;
  readonly stage: Anchor['stage'];
  /** True behind a duty of every year in the same clause, where 次年 means each next year. */
  readonly yearly: boolean;
  /** Duties named with labels in the clause, and those the clauses above hand down. */
  readonly groups: readonly DutyGroup[];
  readonly inherited: readonly Responsible[];
}

/** A deadline, and whether it gives the dates of a stage that others stand under. */
export interface Hit {
  readonly deadline: Deadline;
  readonly isStage: boolean;
}

interface Sentence {
  readonly piece: Piece;
  readonly compact: Compact;
  /** Name of the column, where it announces limits. */
  readonly column: string;
}

/** A phrase that sets a limit, with its days and what is known of its place. */
interface Limit {
  readonly found: Found;
  readonly resolved: Resolved;
  readonly confidence: number;
  readonly label: string;
  readonly isStage: boolean;
  /** Where the task of the phrase ends at the latest. */
  readonly next: number;
}

type Carried = Anchor['carried'];

function anchorOf(context: Context, carried: Carried, force: Day | null): Anchor {
  const { issuedOn, validFrom } = context.document.metadata;
  const { headingYear, stage } = context;
  return { issuedOn, validFrom: force ?? validFrom, headingYear, carried, stage };
}

/** Year and month that a later limit of the same clause may lean on. */
function carryFrom({ kind, start, due, precision }: Resolved): Carried {
  const day = kind === 'period' ? (start ?? due) : due;
  if (!day || (kind !== 'date' && kind !== 'period')) return null;
  const { year, month } = partsOf(day);
  return { year, month: /year|quarter/.test(precision) ? null : month };
}

/** A year that a sentence names without a limit still holds for what follows: 2024年2月份的申报延至3月5日. */
function carryFromMention(found: Found, resolved: Resolved, issuedOn: Day | null): Carried {
  const carried = /^\d{4}年/.test(found.text) ? carryFrom(resolved) : null;
  return carried && issuedOn && carried.year >= partsOf(issuedOn).year ? carried : null;
}

/** 完成时限：2023年10月 is due at the month's end; 8月份 in running text is a stretch. */
function underLabel(reading: Reading, label: string): Reading {
  return reading.kind === 'in' && completes(label)
    ? { kind: 'by', point: reading.point, bound: 'end' }
    : reading;
}

/** 每年11月申报，次年1月底前下达: the next year is every next year. */
function inYearlyDuty(reading: Reading, words: string): Reading {
  if (reading.kind !== 'by' || reading.point.year?.kind !== 'from context') return reading;
  if (reading.point.year.value !== 1) return reading;
  return yearlyOn({ ...reading.point, year: null }, reading.bound === 'before', words) ?? reading;
}

export const isYearly = ({ rrule }: { readonly rrule: string | null }) =>
  rrule?.startsWith('FREQ=YEARLY') ?? false;

/** The phrases of a sentence or cell; under a label a bare amount is one too. */
function phrasesOf({ compact, column }: Sentence): Found[] {
  const all = findPhrases(compact.text);
  const amount = column && all.length === 0 ? findAmount(compact.text) : null;
  return amount ? [amount] : all;
}

const readingsOf = (found: readonly Found[]) => found.flatMap(({ readings }) => readings);

/** The start of force and the end of force in one sentence are one validity. */
function endsForce(found: readonly Found[]): boolean {
  return readingsOf(found).some(({ kind }) => kind === 'until' || kind === 'term');
}

/** The day the sentence itself says it takes effect (自2023年7月1日起施行，有效期3年). */
function forceOf(context: Context, found: readonly Found[]): Day | null {
  const reading = readingsOf(found).find(({ kind }) => kind === 'force');
  return reading ? (resolveReading(reading, '', anchorOf(context, null, null))?.start ?? null) : null;
}

/** A second mention of the same limit (每日10时前未报送的视为…) tells what follows if it is missed. */
function isConsequence(sentence: string, found: Found): boolean {
  return /^[^，。；]{0,4}(?:未|逾期|没有|不)/.test(sentence.slice(found.end, found.end + 8));
}

const limitKey = ({ kind, start, due, rrule, trigger }: Resolved) =>
  JSON.stringify([kind, start, due, rrule, trigger]);

/** A phrase that ends the task of the one before it. */
const isFirm = (found: Found) => found.strength !== 'bare' && found.readings[0]?.kind !== 'mention';

/** The limits of a sentence in order; what one says of the year holds for the next. */
function findLimits(
  context: Context,
  sentence: Sentence,
  carriedIn: Carried,
): { limits: Limit[]; carried: Carried } {
  const { compact, column } = sentence;
  const { issuedOn } = context.document.metadata;
  const all = phrasesOf(sentence);
  const isOneForce = endsForce(all);
  const force = isOneForce ? forceOf(context, all) : null;
  const limits: Limit[] = [];
  let carried = carriedIn;
  const consider = (found: Found, reading: Reading) => {
    if (reading.kind === 'force' && (isOneForce || reading.point === null)) return;
    const label = column || labelBefore(compact.text, found.start);
    const isStage = datesStage(compact.text, found);
    const yearly = context.yearly || limits.some((limit) => isYearly(limit.resolved));
    const meant = underLabel(yearly ? inYearlyDuty(reading, found.text) : reading, label);
    const resolved = resolveReading(meant, found.text, anchorOf(context, carried, force));
    if (!resolved) return;
    const confidence = acceptance(found, resolved, { sentence: compact.text, label, isStage, issuedOn });
    carried = (confidence > 0 ? carryFrom(resolved) : carryFromMention(found, resolved, issuedOn)) ?? carried;
    const isRepeated = limits.some((other) => limitKey(other.resolved) === limitKey(resolved));
    if (confidence === 0 || (isRepeated && isConsequence(compact.text, found))) return;
    const next = all.find((other) => other.start >= found.end && isFirm(other))?.start ?? compact.text.length;
    limits.push({ found, resolved, confidence, label, isStage, next });
  };
  for (const found of all) for (const reading of found.readings) consider(found, reading);
  return { limits, carried };
}

/** How far back a subject is looked for, and how far on the subjects of a stage. */
const BACK = 1200;
const ONWARD = 1500;

function responsibleFor(
  { clause, groups, inherited, document }: Context,
  piece: Piece,
  phrase: Span,
  isStage: boolean,
) {
  const row = clause.passage.kind === 'row' ? rowDuties(clause.passage.cells) : [];
  if (row.length > 0) return row;
  const labelled = piece.cell ? [] : dutiesAt(groups, phrase.start - clause.span.start);
  if (labelled.length > 0) return labelled;
  if (isStage)
    return subjectsOf(document.text.slice(phrase.end, Math.min(clause.span.end, phrase.end + ONWARD)));
  const from = piece.cell ? piece.start : Math.max(clause.span.start, piece.start - BACK);
  const subject = subjectAt(document.text.slice(from, piece.end), phrase.start - from, phrase.end - from);
  return subject.length > 0 ? subject : inherited;
}

/** A label line speaks of its clause; an unnumbered paragraph is named by the heading above it. */
function taskUnderLabel({ passage, text }: Clause): string {
  const heading = passage.path.at(-1);
  const named = heading && !readNumbering(text) ? heading : compactText(text.slice(0, 200)).text;
  return taskOfClause(named);
}

function taskFor(
  context: Context,
  { piece, compact }: Sentence,
  { found, label, isStage, next }: Limit,
): string {
  const { passage } = context.clause;
  if (piece.cell && limitColumn(piece.cell.header)) return taskOfRow(passage.cells, piece.cell);
  if (isStage) return taskOfStage(compact.text, found.start);
  if (label) return taskUnderLabel(context.clause);
  return taskOfSentence(compact.text, found.start, found.end, next);
}

function deadlineOf(context: Context, sentence: Sentence, limit: Limit): Deadline {
  const { text, metadata } = context.document;
  const { piece, compact } = sentence;
  const local = sourceSpan(compact, limit.found.start, limit.found.end);
  const phrase = { start: piece.start + local.start, end: piece.start + local.end };
  const { certainty, ...days } = limit.resolved;
  const { kind, due } = days;
  return {
    ...days,
    locator: context.clause.passage.locator,
    quote: text.slice(piece.start, piece.end),
    span: { start: piece.start, end: piece.end },
    phrase: text.slice(phrase.start, phrase.end),
    task: taskFor(context, sentence, limit),
    past: kind !== 'recurring' && due !== null && metadata.issuedOn !== null && due < metadata.issuedOn,
    responsible: responsibleFor(context, piece, phrase, limit.isStage),
    confidence: Math.round(limit.confidence * certainty * 100) / 100,
  };
}

/** The deadlines of one piece of a clause; `carried` is the year and month spoken of, in and out. */
export function readPiece(
  context: Context,
  piece: Piece,
  carriedIn: Carried,
): { hits: Hit[]; carried: Carried } {
  const column = piece.cell ? limitColumn(piece.cell.header) : '';
  const compact = compactText(context.document.text.slice(piece.start, piece.end));
  const sentence = { piece, column, compact };
  const { limits, carried } = findLimits(context, sentence, piece.cell ? null : carriedIn);
  const hits = limits.map((limit) => ({
    deadline: deadlineOf(context, sentence, limit),
    isStage: limit.isStage,
  }));
  return { hits, carried };
}
