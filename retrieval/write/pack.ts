/** Chooses what a model gets to read: whole clauses and rows, best first, with what limits them, within a budget. */
import type { Database } from '../../data/database.ts';
import { followingIds, readCandidates } from '../../data/passages.ts';
import type { Candidate, Visibility } from '../../data/types.ts';
import { speaksToMachines } from '../orders.ts';
import { limits } from '../units.ts';

/** Passages offered, and the characters (about a token each) that all of them may have. */
const MOST_PASSAGES = 12;

/** The passages that follow and limit what was said (但…除外), by the id of the one they limit. */
function limitingPassages(
  passages: readonly Candidate[],
  database: Database,
  visibilities: readonly Visibility[],
): ReadonlyMap<number, Candidate> {
  const next = followingIds(
    database,
    passages.map(({ id }) => id),
  );
  const byId = new Map(
    readCandidates(database, [...next.values()], visibilities)
      .filter(({ text }) => !speaksToMachines(text))
      .map((each) => [each.id, each]),
  );
  return new Map(
    passages.flatMap((passage): [number, Candidate][] => {
      const following = byId.get(next.get(passage.id) ?? -1);
      const limiting =
        following && limits({ candidate: following, text: following.text, span: following.span });
      return limiting ? [[passage.id, following]] : [];
    }),
  );
}

/**
 * The passages to show, best first. One that does not fit whole is left out.
 * @param ranked found within the reader's scope, best first
 */
export function packPassages(
  ranked: readonly Candidate[],
  database: Database,
  visibilities: readonly Visibility[],
  budget: number,
): readonly Candidate[] {
  const best = ranked.filter(({ kind }) => kind !== 'heading').slice(0, MOST_PASSAGES);
  const limiting = limitingPassages(best, database, visibilities);
  const packed = new Map<number, Candidate>();
  let room = budget;
  for (const passage of best) {
    const with_ = [passage, limiting.get(passage.id)].flatMap((each) =>
      each && !packed.has(each.id) ? [each] : [],
    );
    const size = with_.reduce(
      (sum, { text, title, locator }) => sum + text.length + title.length + locator.length + 40,
      0,
    );
    if (size > room) continue;
    room -= size;
    for (const each of with_) packed.set(each.id, each);
  }
  return [...packed.values()];
}
