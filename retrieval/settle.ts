/** Finds passages for each reading of a question and settles for the reading that the library answers best. */
import type { Day } from '../data/day.ts';
import type { Scope } from './access.ts';
import { type EditionAsk, readEditionAsk, regionsOf } from './edition-ask.ts';
import { type Arranged, arrangeEditions } from './editions.ts';
import { speaksToMachines } from './orders.ts';
import { type Lexicon, type Query, understand } from './query.ts';
import type { Reorder } from './rerank-endpoint.ts';
import { type Retrieved, retrieve } from './retrieve.ts';
import type { Reading, Readings } from './rewrite.ts';
import type { SearchParts } from './search.ts';
import type { Statistics } from './statistics.ts';
import { type Judged, judge, surenessOf } from './support.ts';
import { fold } from './tokenize.ts';

/** A reading with what was found for it. */
export interface Found {
  readonly reading: Reading;
  readonly query: Query;
  readonly retrieved: Retrieved;
  /** The best passages, the one that answers most surely first. */
  readonly judged: readonly Judged[];
  /** How surely the library answers; above zero it does. */
  readonly support: number;
  /** Which editions were set aside, and which are of another year or place than the question names. */
  readonly editions: Pick<Arranged, 'aside' | 'foreign'> & { readonly ask: EditionAsk };
}

/** What finding works with. */
export type FindParts = SearchParts & {
  readonly reorder?: Reorder | undefined;
  readonly lexicon: Lexicon;
  readonly statistics: (scope: Scope) => Statistics;
  /** The day the question is asked on; left out, the latest editions are preferred. */
  readonly today?: Day;
};

/** The document talked of is likely to answer, and in it the passages of the last answer. */
const DOCUMENT_ADVANTAGE = 1;
const NEAR_ADVANTAGE = 1.2;

function favour(judged: readonly Judged[], { within, near = [] }: Reading): readonly Judged[] {
  if (within.length === 0) return judged;
  const raised = judged.map((each) => {
    const place = near.indexOf(each.source.candidate.id);
    const raise = DOCUMENT_ADVANTAGE + (place < 0 ? 0 : NEAR_ADVANTAGE / (place + 1));
    return { ...each, support: each.support + raise };
  });
  return raised.sort((a, b) => b.support - a.support);
}

/** Searches for one reading and judges what was found. */
export async function find(reading: Reading, scope: Scope, parts: FindParts): Promise<Found> {
  const query = understand(reading.question, parts.tokenizer, parts.lexicon, parts.statistics(scope));
  const today = parts.today ?? null;
  const { named, ranked: found } = await retrieve(query, scope, parts, reading.within, today);
  const all = found.filter(({ candidate }) => !speaksToMachines(`${candidate.title}\n${candidate.text}`));
  const regions = regionsOf(parts, scope);
  const ask = readEditionAsk(query, regions, parts.tokenizer, today);
  const { ranked, aside, foreign } = arrangeEditions(all, { ask, home: regions.home, today });
  const judged = named === 'missing' ? [] : favour(judge(query, ranked, parts.lexicon.nearest), reading);
  const support = surenessOf(query, judged);
  return { reading, query, retrieved: { ranked, named }, judged, support, editions: { ask, aside, foreign } };
}

const EARLIER_ADVANTAGE = 0.5;
/** No further reading is tried after one as sure as this. */
const SURE_ENOUGH = 5;
/**
 * How much surer a question must be by itself to be taken by itself: little where it names another document's
 * subject, more where it may hang on the conversation, most where it surely does.
 */
const HOME_ADVANTAGE = { named: 0.5, alone: 0.5, maybe: 2.5, surely: 7 };

/** Whether the question names the subject of another document than the one talked of. */
function namesAnother(alone: Found, carried: Found): boolean {
  const [other, home] = [alone, carried].map(({ judged }) => judged[0]?.source.candidate);
  if (!other || !home || other.documentId === home.documentId) return false;
  const talkedOf = fold(`${home.title}${home.contentsTitle ?? ''}`);
  return alone.query.concepts.some(
    ({ text, kind, rarity }) =>
      kind === 'word' &&
      rarity > 2 &&
      text.length > 1 &&
      fold(other.title).includes(text) &&
      !talkedOf.includes(text),
  );
}

/** The surest reading; one that comes earlier is preferred by a little, since it adds less of its own. */
async function best(readings: readonly Reading[], scope: Scope, parts: FindParts): Promise<Found | null> {
  let surest: Found | null = null;
  for (const reading of readings) {
    const found = await find(reading, scope, parts);
    if (!surest || found.support > surest.support + (surest.support > 0 ? EARLIER_ADVANTAGE : 0))
      surest = found;
    if (surest.support >= SURE_ENOUGH) break;
  }
  return surest;
}

/** The order of passages once a rerank endpoint has had its say. */
async function secondOpinion(found: Found, { reorder, lexicon }: FindParts): Promise<Found> {
  if (!reorder || found.judged.length === 0) return found;
  const ranked = await reorder(found.reading.question, found.retrieved.ranked);
  if (ranked === found.retrieved.ranked) return found;
  const judged = favour(judge(found.query, ranked, lexicon.nearest), found.reading);
  return {
    ...found,
    retrieved: { ...found.retrieved, ranked },
    judged,
    support: surenessOf(found.query, judged),
  };
}

async function settleReading(readings: Readings, scope: Scope, parts: FindParts): Promise<Found> {
  const alone = await find(readings.alone, scope, parts);
  if (readings.carried.length === 0) return alone;
  const carried = await best(readings.carried, scope, parts);
  if (!carried || carried.judged.length === 0) return alone;
  const advantage = HOME_ADVANTAGE[namesAnother(alone, carried) ? 'named' : readings.dependence];
  return carried.support + advantage >= alone.support ? carried : alone;
}

/** The reading that answers best; the conversation's document is preferred as far as the words point to it. */
export async function settle(readings: Readings, scope: Scope, parts: FindParts): Promise<Found> {
  return secondOpinion(await settleReading(readings, scope, parts), parts);
}
