/** A question for a unit's tasks is answered by the list of them, each from its own clause or row. */
import type { Database } from '../data/database.ts';
import { readPassages } from '../data/passages.ts';
import type { Candidate, PassageRecord } from '../data/types.ts';
import type { Concept, Query } from './query.ts';
import type { Judged } from './support.ts';
import { fold } from './tokenize.ts';
import { type Unit, unitsOf } from './units.ts';

const ASKED =
  /(?:牵头|负责|承担|配合|包抓|管|要做|该做|要干|分管)(?:的|了)?(?:是)?(?:哪些|什么|啥|哪几|几项|几个|多少)|(?:哪些|什么|啥|哪几[项个]|几项).{0,6}(?:任务|工作|事项|职责|分工|小区)|(?:任务|职责|分工)(?:有|是|包括|清单|$|[？?])/;
const LEADING = /牵头|主管|主办/;
const UNIT_COLUMN = /单位|部门|机关|机构/;
/** A tail or a line that names who is responsible: （牵头单位：…；责任单位：…）. */
const DUTY = /((?:牵头|责任|配合|主管|主办|协办)(?:单位|部门))\s*[:：]([^；;）)\n]*)/g;
const MOST = 12;
/** A list of one is no list: the usual answer says it better. */
const LEAST = 2;

const named = (department: Concept, text: string) =>
  department.wordings.some((wording) => fold(text).replace(/\s/g, '').includes(wording.text));

/** Whether a passage lays a duty on the department, as leader where the question asks for that. */
function isDutyOf(department: Concept, passage: PassageRecord, leading: boolean): boolean {
  const fits = (role: string) => !leading || LEADING.test(role);
  if (passage.kind === 'row') {
    return passage.cells.some(
      ({ header, text }) => UNIT_COLUMN.test(header) && fits(header) && named(department, text),
    );
  }
  const tails = [...passage.text.matchAll(DUTY)];
  if (tails.some(([, role = '', units = '']) => fits(role) && named(department, units))) return true;
  const label = /^([一-鿿（）()、\s]{2,20})[:：]/.exec(passage.text)?.[1];
  return !leading && label !== undefined && named(department, label);
}

/** The first sentence of a clause names its task; a row says it by its cells. */
function unitOf(candidate: Candidate): Unit | null {
  return unitsOf(candidate)[0] ?? null;
}

/**
 * The duties of the department a question asks about, in the document that answers best, in its order; null
 * where the question asks for something else or there is no such list.
 */
export async function listDuties(
  query: Query,
  judged: readonly Judged[],
  database: Database,
): Promise<readonly Unit[] | null> {
  const department = query.concepts.find((concept) => concept.kind === 'department');
  const best = judged[0]?.source.candidate;
  if (!department || !best || !ASKED.test(query.folded)) return null;
  const passages = await readPassages(database, best.documentId);
  const leading = LEADING.test(query.folded);
  const units = passages
    .filter((passage) => isDutyOf(department, passage, leading))
    .flatMap((passage) => unitOf({ ...best, ...passage }) ?? []);
  return units.length >= LEAST ? units.slice(0, MOST) : null;
}
