/** Reads the deadlines of a document: every limit with its days, its task and who owes it. Pure; no clock. */
import { type Day, partsOf } from '../../data/day.ts';
import { splitSentences } from '../../data/sentences.ts';
import type { Cell, Deadline, DocumentMetadata, Passage, Responsible, Span } from '../../data/types.ts';
import {
  type DutyGroup,
  dutiesAt,
  readDutyGroups,
  rowDuties,
  subjectAt,
  subjectsOf,
} from '../responsibility.ts';
import { readNumbering } from '../structure/numbering.ts';
import { acceptance } from './accept.ts';
import { type Clause, readClauses } from './clauses.ts';
import { type Compact, compactText, sourceSpan } from './compact.ts';
import { completes, labelBefore, limitColumn, skipsColumn } from './labels.ts';
import type { Reading } from './phrase.ts';
import { type Found, findAmount, findPhrases } from './phrases.ts';
import { type Anchor, type Resolved, resolveReading } from './resolve.ts';
import { taskOfClause, taskOfRow, taskOfSentence, taskOfStage } from './task.ts';

/** What is read: a document as the structure step leaves it. Passage and cell spans are offsets in `text`. */
export interface DocumentText {
  readonly metadata: DocumentMetadata;
  readonly passages: readonly Passage[];
  readonly text: string;
}

type Stage = NonNullable<Anchor['stage']>;

interface Context {
  readonly document: DocumentText;
  readonly clause: Clause;
  readonly headingYear: number | null;
  readonly stage: Stage | null;
  readonly groups: readonly DutyGroup[];
  readonly inherited: readonly Responsible[];
}

/** A sentence or cell to read, with its place in the document's text. */
interface Piece extends Span {
  readonly cell: Cell | null;
}

interface Hit {
  readonly deadline: Deadline;
  readonly isStage: boolean;
}

const YEAR_IN_HEADING = /(\d{4})年/;

/** The year the nearest heading names, else the title's. */
function headingYearOf(path: readonly string[], title: string): number | null {
  for (const heading of [...path, title].length > 0 ? [title, ...path].reverse() : []) {
    const year = Number(YEAR_IN_HEADING.exec(compactText(heading).text)?.[1]);
    if (year >= 1990 && year <= 2100) return year;
  }
  return null;
}

/** No quote is longer than this; longer sentences are cut at commas. */
const LONGEST = 600;

function cutAtCommas(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  while (end - from > LONGEST) {
    const comma = text.lastIndexOf('，', from + LONGEST - 1);
    const to = comma > from + LONGEST / 3 ? comma + 1 : from + LONGEST;
    spans.push({ start: from, end: to });
    from = to;
  }
  return [...spans, { start: from, end }];
}

function sentencesOf(text: string, offset: number, cell: Cell | null): Piece[] {
  return splitSentences(text)
    .flatMap((span) => cutAtCommas(text, span))
    .map(({ start, end }) => ({ start: offset + start, end: offset + end, cell }));
}

/** Sentences of a clause, or the cells of a row; in a column of limits merged cells above count too. */
function piecesOf(clause: Clause): Piece[] {
  const { passage, span, text } = clause;
  if (passage.kind !== 'row') return sentencesOf(text, span.start, null);
  if (passage.cells.some((cell) => /□|☐/.test(cell.text))) return [];
  return passage.cells
    .filter((cell) => !skipsColumn(cell.header) && (!cell.inherited || limitColumn(cell.header)))
    .flatMap((cell) => sentencesOf(cell.text, cell.span.start, cell));
}

/** True where a phrase is all that stands in a bracket behind the name of a stage. */
function isStage(sentence: string, found: Found): boolean {
  const before = sentence.slice(Math.max(0, found.start - 30), found.start);
  const after = sentence.slice(found.end, found.end + 3);
  if (/（(?:时间：?|自|从)?$/.test(before) && /^(?:前|止|底|左右)?[）；，]/.test(after))
    return /(?:阶段|步骤|环节|时段|部署|动员|发动|实施|整改|总结|验收|自查|筹备|准备|启动|推进|提升|巩固|评估|检查|期)[^（。；]{0,4}（(?:时间：?|自|从)?$/.test(
      before,
    );
  return /(?:阶段|第[一二三四五六]步)(?:[^，。；：]{0,8})?(?:：|为|是|，|。|时间：?)$/.test(before);
}

/** 完成时限：2023年10月 is due at the month's end; 8月份 in running text is a stretch. */
function underLabel(reading: Reading, label: string): Reading {
  return reading.kind === 'in' && completes(label)
    ? { kind: 'by', point: reading.point, bound: 'end' }
    : reading;
}

function anchorOf(context: Context, carried: Anchor['carried'], force: Day | null = null): Anchor {
  const { issuedOn, validFrom } = context.document.metadata;
  return {
    issuedOn,
    validFrom: force ?? validFrom,
    headingYear: context.headingYear,
    carried,
    stage: context.stage,
  };
}

/** A second mention of the same limit (每日10时前未报送的视为…) tells what follows if it is missed. */
function isConsequence(sentence: string, found: Found): boolean {
  return /^[^，。；]{0,4}(?:未|逾期|没有|不)/.test(sentence.slice(found.end, found.end + 8));
}

const sameLimit = (a: Deadline, b: Resolved) =>
  a.kind === b.kind &&
  a.due === b.due &&
  a.start === b.start &&
  a.rrule === b.rrule &&
  JSON.stringify(a.trigger) === JSON.stringify(b.trigger);

function responsibleFor(
  context: Context,
  piece: Piece,
  phrase: Span,
  stage: boolean,
): readonly Responsible[] {
  const { clause, groups, inherited } = context;
  const row = clause.passage.kind === 'row' ? rowDuties(clause.passage.cells) : [];
  if (row.length > 0) return row;
  const labelled = piece.cell ? [] : dutiesAt(groups, phrase.start - clause.span.start);
  if (labelled.length > 0) return labelled;
  if (stage) return subjectsOf(context.document.text.slice(phrase.end, clause.span.end).slice(0, 1500));
  const from = piece.cell ? piece.start : Math.max(clause.span.start, piece.start - 1200);
  const text = context.document.text.slice(from, piece.end);
  const subject = subjectAt(text, phrase.start - from, phrase.end - from);
  return subject.length > 0 ? subject : inherited;
}

function taskFor(
  context: Context,
  piece: Piece,
  sentence: string,
  found: Found,
  next: number,
  label: string,
  stage: boolean,
): string {
  if (piece.cell && limitColumn(piece.cell.header))
    return taskOfRow(context.clause.passage.cells, piece.cell);
  if (stage) return taskOfStage(sentence, found.start);
  if (label) return taskUnderLabel(context.clause);
  return taskOfSentence(sentence, found.start, found.end, next);
}

/** A label line speaks of its clause; an unnumbered paragraph is named by the heading above it. */
function taskUnderLabel({ passage, text }: Clause): string {
  const heading = passage.path.at(-1);
  return heading && !readNumbering(text)
    ? taskOfClause(heading)
    : taskOfClause(compactText(text.slice(0, 200)).text);
}

/** Year and month that a later limit of the same clause may lean on. */
function carryFrom(resolved: Resolved): Anchor['carried'] {
  const day = resolved.kind === 'period' ? (resolved.start ?? resolved.due) : resolved.due;
  if (!day || resolved.kind === 'recurring' || resolved.kind === 'relative' || resolved.kind === 'validity')
    return null;
  const { year, month } = partsOf(day);
  const isCoarse = /year|quarter/.test(resolved.precision);
  return { year, month: isCoarse ? null : month };
}

/** A year a sentence names without setting a limit by it still holds for what follows: 2024年2月份的申报延至3月5日. */
function carryFromMention(resolved: Resolved, issuedOn: Day | null): Anchor['carried'] {
  const carried = carryFrom(resolved);
  return carried && issuedOn && carried.year >= partsOf(issuedOn).year ? carried : null;
}

interface Sentence {
  readonly piece: Piece;
  readonly compact: Compact;
  readonly column: string;
}

function deadlineOf(
  context: Context,
  { piece, compact }: Sentence,
  found: Found,
  resolved: Resolved,
  extra: { confidence: number; next: number; label: string; stage: boolean },
): Deadline {
  const { text, metadata } = context.document;
  const local = sourceSpan(compact, found.start, found.end);
  const phrase = { start: piece.start + local.start, end: piece.start + local.end };
  const { certainty, ...days } = resolved;
  return {
    ...days,
    locator: context.clause.passage.locator,
    quote: text.slice(piece.start, piece.end),
    span: { start: piece.start, end: piece.end },
    phrase: text.slice(phrase.start, phrase.end),
    task: taskFor(context, piece, compact.text, found, extra.next, extra.label, extra.stage),
    past: isPast(resolved, metadata.issuedOn),
    responsible: responsibleFor(context, piece, phrase, extra.stage),
    confidence: Math.round(extra.confidence * certainty * 100) / 100,
  };
}

const isPast = ({ due, kind }: Resolved, issuedOn: Day | null) =>
  kind !== 'recurring' && due !== null && issuedOn !== null && due < issuedOn;

/** The start of force and the end of force in one sentence are one validity. */
function absorbsForce(found: readonly Found[]): boolean {
  return found.some((each) => each.readings.some(({ kind }) => kind === 'until' || kind === 'term'));
}

/** The day the sentence itself says it takes effect (自2023年7月1日起施行，有效期3年). */
function forceOf(context: Context, found: readonly Found[]): Day | null {
  const reading = found.flatMap((each) => each.readings).find(({ kind }) => kind === 'force');
  return reading ? (resolveReading(reading, '', anchorOf(context, null))?.start ?? null) : null;
}

/** The phrases of a sentence or cell; under a label a bare amount is one too. */
function phrasesOf({ compact, column }: Sentence): Found[] {
  const all = findPhrases(compact.text);
  const amount = column && all.length === 0 ? findAmount(compact.text) : null;
  return amount ? [amount] : all;
}

/** A phrase that ends the task of the one before it. */
const isFirm = (found: Found) => found.strength !== 'bare' && found.readings[0]?.kind !== 'mention';

const isForceAlone = (reading: Reading) => reading.kind === 'force' && reading.point === null;

function readSentence(
  context: Context,
  sentence: Sentence,
  carriedIn: Anchor['carried'],
): { hits: Hit[]; carried: Anchor['carried'] } {
  const { compact, column } = sentence;
  const all = phrasesOf(sentence);
  const absorbed = absorbsForce(all);
  const force = absorbed ? forceOf(context, all) : null;
  const hits: Hit[] = [];
  let carried = carriedIn;
  all.forEach((found, _i) => {
    const label = column || labelBefore(compact.text, found.start);
    const stage = isStage(compact.text, found);
    for (const raw of found.readings) {
      if (raw.kind === 'force' && (absorbed || isForceAlone(raw))) continue;
      const resolved = resolveReading(underLabel(raw, label), found.text, anchorOf(context, carried, force));
      if (!resolved) continue;
      const place = {
        sentence: compact.text,
        label,
        isStage: stage,
        issuedOn: context.document.metadata.issuedOn,
      };
      const confidence = acceptance(found, resolved, place);
      if (confidence === 0) {
        carried = carryFromMention(resolved, place.issuedOn) ?? carried;
        continue;
      }
      carried = carryFrom(resolved) ?? carried;
      if (isConsequence(compact.text, found) && hits.some((hit) => sameLimit(hit.deadline, resolved)))
        continue;
      const next =
        all.find((other) => other.start >= found.end && isFirm(other))?.start ?? compact.text.length;
      hits.push({
        deadline: deadlineOf(context, sentence, found, resolved, { confidence, next, label, stage }),
        isStage: stage,
      });
    }
  });
  return { hits, carried };
}

function readClause(context: Context): Hit[] {
  const { text } = context.document;
  const hits: Hit[] = [];
  let carried: Anchor['carried'] = null;
  for (const piece of piecesOf(context.clause)) {
    const column = piece.cell ? limitColumn(piece.cell.header) : '';
    const sentence = { piece, column, compact: compactText(text.slice(piece.start, piece.end)) };
    const read = readSentence(context, sentence, piece.cell ? null : carried);
    hits.push(...read.hits);
    carried = read.carried;
  }
  return hits;
}

interface Above {
  readonly stage: Stage | null;
  readonly duties: readonly Responsible[];
}

const NOTHING: Above = { stage: null, duties: [] };

/** What a clause hands down to those under it: its stage and the duties its own line names. */
function handsDown(hits: readonly Hit[], groups: readonly DutyGroup[], above: Above): Above {
  const stage = hits.find((hit) => hit.isStage)?.deadline;
  const duties = groups.flatMap((group) => group.responsible);
  return {
    stage: stage?.due ? { start: stage.start, due: stage.due } : above.stage,
    duties: duties.length > 0 ? duties : above.duties,
  };
}

/**
 * The deadlines of one document, in the order of the text. Days come from the document alone: its date of issue,
 * the years of its headings, the stage above a clause; where these do not tell, a deadline stays unresolved.
 */
export function extractDeadlines(document: DocumentText): readonly Deadline[] {
  if (document.metadata.kind !== 'document') return [];
  const handed = new Map<Clause, Above>();
  const deadlines: Deadline[] = [];
  for (const clause of readClauses(document.passages, document.text)) {
    const above = (clause.parent && handed.get(clause.parent)) ?? NOTHING;
    const groups = clause.passage.kind === 'row' ? [] : readDutyGroups(clause.text);
    const context: Context = {
      document,
      clause,
      headingYear: headingYearOf(clause.passage.path, document.metadata.title),
      stage: above.stage,
      groups,
      inherited: above.duties,
    };
    const hits = readClause(context);
    handed.set(clause, handsDown(hits, groups, above));
    deadlines.push(...hits.map((hit) => hit.deadline));
  }
  return deadlines;
}
