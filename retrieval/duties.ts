/** A question for a unit's tasks is answered by the list of them, each from its own clause or row. */
import type { Database } from '../data/database.ts';
import { readPassages } from '../data/passages.ts';
import type { Candidate, PassageRecord } from '../data/types.ts';
import type { Concept, Query } from './query.ts';
import type { Ranked } from './rerank.ts';
import { fold } from './tokenize.ts';
import { type Unit, unitsOf } from './units.ts';

const ASKED =
  /(?:牵头|负责|承担|配合|包抓|管|要做|该做|要干|分管)(?:的|了)?(?:是)?(?:哪些|什么|啥|哪几|几项|几个|多少)|(?:哪些|什么|啥|哪几[项个]|几项).{0,6}(?:任务|工作|事项|职责|分工|小区)|(?:任务|职责|分工)(?:有|是|包括|清单|$|[？?])/;
const LEADING = /牵头|主管|主办/;
const UNIT_COLUMN = /单位|部门|机关|机构/;
/** A tail or a line that names who is responsible: （牵头单位：…；责任单位：…）. */
const DUTY = /((?:牵头|责任|配合|主管|主办|协办)(?:单位|部门))\s*[:：]([^；;）)\n]*)/g;
const MOST = 20;
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

/** Documents whose duties are listed, and those that are looked through for them, the best first. */
const DOCUMENTS = 4;
const LOOKED_THROUGH = 12;
/** A word rarer than this beside the unit says which matter is meant, and so which document. */
const TELLING = 2.5;

/** A unit's duties, and how many more there are than are listed. */
export interface Duties {
  readonly units: readonly Unit[];
  readonly more: number;
}

const namesMatter = ({ number, concepts }: Query) =>
  number !== null || concepts.some(({ kind, rarity }) => kind === 'word' && rarity >= TELLING);

/** The best passage of each document that may hold duties; of the best alone where the matter is named. */
function documentsOf(query: Query, ranked: readonly Ranked[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const { candidate } of ranked) {
    if (!best.has(candidate.documentId)) best.set(candidate.documentId, candidate);
  }
  return [...best.values()].slice(0, namesMatter(query) ? 1 : LOOKED_THROUGH);
}

/**
 * The duties of the department a question asks about, document by document in their order; null where the
 * question asks for something else or there is no such list.
 */
export async function listDuties(
  query: Query,
  ranked: readonly Ranked[],
  database: Database,
): Promise<Duties | null> {
  const department = query.concepts.find((concept) => concept.kind === 'department');
  if (!department || !ASKED.test(query.folded)) return null;
  const leading = LEADING.test(query.folded);
  const lists: (readonly Unit[])[] = [];
  for (const best of documentsOf(query, ranked)) {
    if (lists.length === DOCUMENTS) break;
    const passages = await readPassages(database, best.documentId);
    const own = passages.filter((passage) => isDutyOf(department, passage, leading));
    if (own.length > 0) lists.push(own.flatMap((passage) => unitOf({ ...best, ...passage }) ?? []));
  }
  const all = lists.flat();
  // Each document has its share of the room, so that a long one leaves the others theirs.
  const units = lists.flatMap((list) => list.slice(0, Math.ceil(MOST / lists.length))).slice(0, MOST);
  return all.length >= LEAST ? { units, more: all.length - units.length } : null;
}
