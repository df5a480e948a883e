/** Reads the deadlines of a document: every limit with its days, its task and who owes it. Pure; no clock. */
import type { Deadline, Responsible } from '../../data/types.ts';
import { type DutyGroup, readDutyGroups } from '../responsibility.ts';
import { type Clause, type DocumentText, readClauses } from './clauses.ts';
import { compactText } from './compact.ts';
import { piecesOf } from './pieces.ts';
import { type Context, type Hit, isYearly, readPiece } from './sentence.ts';
import type { Anchor } from './years.ts';

/** What a clause hands down to those under it. */
interface Above {
  readonly stage: Anchor['stage'];
  readonly duties: readonly Responsible[];
}

const NOTHING: Above = { stage: null, duties: [] };
const YEAR_IN_HEADING = /(\d{4})年/;

/** The year the nearest heading names, else the title's. */
function headingYearOf(path: readonly string[], title: string): number | null {
  for (const heading of [title, ...path].reverse()) {
    const year = Number(YEAR_IN_HEADING.exec(compactText(heading).text)?.[1]);
    if (year >= 1990 && year <= 2100) return year;
  }
  return null;
}

function contextOf(document: DocumentText, clause: Clause, above: Above): Context {
  return {
    document,
    clause,
    headingYear: headingYearOf(clause.passage.path, document.metadata.title),
    stage: above.stage,
    yearly: false,
    groups: clause.passage.kind === 'row' ? [] : readDutyGroups(clause.text),
    inherited: above.duties,
  };
}

function readClause(context: Context): Hit[] {
  const hits: Hit[] = [];
  let carried: Anchor['carried'] = null;
  let stage = context.stage;
  for (const piece of piecesOf(context.clause)) {
    const read = readPiece(
      { ...context, stage, yearly: hits.some((hit) => isYearly(hit.deadline)) },
      piece,
      carried,
    );
    hits.push(...read.hits);
    carried = read.carried;
    stage = stageOf(read.hits) ?? stage;
  }
  return hits;
}

/** The stage that the first of these deadlines gives the dates of, if one does. */
function stageOf(hits: readonly Hit[]): Anchor['stage'] {
  const stage = hits.find((hit) => hit.isStage)?.deadline;
  return stage?.due ? { start: stage.start, due: stage.due } : null;
}

/** Its stage and the duties its own line names; what it does not say itself it hands on from above. */
function handsDown(hits: readonly Hit[], groups: readonly DutyGroup[], above: Above): Above {
  const duties = groups.flatMap((group) => group.responsible);
  return {
    stage: stageOf(hits) ?? above.stage,
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
    const context = contextOf(document, clause, above);
    const hits = readClause(context);
    handed.set(clause, handsDown(hits, context.groups, above));
    deadlines.push(...hits.map((hit) => hit.deadline));
  }
  return deadlines;
}
