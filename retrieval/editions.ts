/**
 * Chooses among look-alikes: of passages that differ in year or place alone, the one the question names; where
 * it names none, the one in force, of the library's own place, the latest. What was set aside is reported, so
 * that an answer can say which edition it used.
 */
import type { Day } from '../data/day.ts';
import { validityOn } from '../data/documents.ts';
import type { Candidate } from '../data/types.ts';
import type { EditionAsk } from './edition-ask.ts';
import { compareFits, type Fits, fitsOf, yearsOf } from './edition-fit.ts';
import { gatherTexts } from './gather-texts.ts';
import { areLookAlikes, type Masked, maskPassage, planOf } from './look-alike.ts';
import type { Ranked } from './rerank.ts';

/** What of editions is known when candidates are arranged. */
export interface EditionContext {
  readonly ask: EditionAsk;
  /** The place most of the library's documents are of; null where none stands out. */
  readonly home: string | null;
  /** Day as of which a document is in force; null for the latest edition. */
  readonly today: Day | null;
}

/** Candidates with one edition each, and what stood beside them. */
export interface Arranged {
  readonly ranked: readonly Ranked[];
  /** Editions set aside, by the document that was preferred to them. */
  readonly aside: ReadonlyMap<string, readonly Candidate[]>;
  /** Candidates of another year or place than the one that is named, best first. */
  readonly foreign: readonly Ranked[];
}

interface Entry {
  readonly ranked: Ranked;
  readonly fits: Fits;
  readonly masked: Masked;
}

/** What a named year or place adds to a candidate that is of it, in points of the ranking. */
const OWN_BONUS = 1.5;
const LEVEL_BONUS = 1;
/** What it takes from one that is of another. */
const FOREIGN_PENALTY = 3;

function pointsOf(fits: Fits, { level }: Candidate, ask: EditionAsk, telling: boolean): number {
  const isOwn = fits.year === 'own' && fits.place === 'own';
  const own = telling && isOwn ? OWN_BONUS : 0;
  const foreign = fits.year === 'foreign' || fits.place === 'foreign' ? FOREIGN_PENALTY : 0;
  return own - foreign + (ask.level !== null && level === ask.level ? LEVEL_BONUS : 0);
}

/** Candidates with how far they are of the year and place that is named, in the order this gives. */
function fitAll(
  ranked: readonly Ranked[],
  { ask }: EditionContext,
): readonly { ranked: Ranked; fits: Fits }[] {
  const documents = gatherTexts(
    ranked.map(({ candidate }) => candidate),
    ({ title, issuers, publication, lead }) => [title, ...issuers, publication ?? '', lead],
  );
  const fitted = ranked.map((each) => ({
    each,
    fits: fitsOf(each.candidate, ask, documents.get(each.candidate.documentId) ?? ''),
  }));
  // Where all are of the year and place that is named, that tells none from another.
  const telling = fitted.some(({ fits }) => fits.year === 'foreign' || fits.place === 'foreign');
  return fitted
    .map(({ each, fits }) => ({
      ranked: { ...each, score: each.score + pointsOf(fits, each.candidate, ask, telling) },
      fits,
    }))
    .sort((a, b) => b.ranked.score - a.ranked.score || a.ranked.candidate.id - b.ranked.candidate.id);
}

/** How well a document stands on a day: in force, then what says nothing, then what has lapsed. */
function standing(candidate: Candidate, today: Day | null): number {
  if (!today) return 0;
  const { supersededOn } = candidate;
  switch (validityOn(candidate, today)) {
    case 'repealed':
      return 3;
    case 'expired':
      return 2;
    case 'in force':
    case 'unstated':
      return supersededOn && supersededOn <= today ? 1 : 0;
  }
}

const latest = (candidate: Candidate): string =>
  `${yearsOf(candidate)?.to ?? 0}`.padStart(4, '0') + (candidate.issuedOn ?? '');

/** The day's editions only: one that is to come is no answer to what holds now. */
const isToCome = ({ issuedOn }: Candidate, today: Day | null) =>
  today !== null && issuedOn !== null && issuedOn > today;

/** Order of preference among editions of one text: below zero where `a` is to be preferred. */
function preferEdition(a: Entry, b: Entry, { home, today, ask }: EditionContext): number {
  const [left, right] = [a.ranked.candidate, b.ranked.candidate];
  const isHome = ({ region }: Candidate) => (home !== null && region === home ? 0 : 1);
  const isLevel = ({ level }: Candidate) => (ask.level !== null && level === ask.level ? 0 : 1);
  return (
    compareFits(a.fits, b.fits) ||
    isLevel(left) - isLevel(right) ||
    isHome(left) - isHome(right) ||
    Number(isToCome(left, today)) - Number(isToCome(right, today)) ||
    standing(left, today) - standing(right, today) ||
    latest(right).localeCompare(latest(left)) ||
    b.ranked.score - a.ranked.score
  );
}

/** Whether a question asks for two editions side by side (2022年和2023年分别…): then none is set aside. */
const comparesEditions = ({ years, places }: EditionAsk) => years.length > 1 || places.length > 1;

function groupLookAlikes(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const group = groups.find((each) => {
      const [first] = each;
      return (
        first && areLookAlikes(first.ranked.candidate, first.masked, entry.ranked.candidate, entry.masked)
      );
    });
    if (group) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

/** How much better an old edition's passage must be than the preferred one's to stand beside it. */
const SERIES_MARGIN = 2.5;

/**
 * Of one plan's editions that speak of the matter in different words, the preferred one stays alone, unless
 * only another one answers.
 */
function settleSeries(
  entries: readonly Entry[],
  context: EditionContext,
  setAside: (kept: Entry, other: Entry) => void,
) {
  const byPlan = new Map<string, Entry[]>();
  for (const entry of entries) {
    const plan = planOf(entry.ranked.candidate);
    if (plan) byPlan.set(plan, [...(byPlan.get(plan) ?? []), entry]);
  }
  const dropped = new Set<Entry>();
  for (const group of byPlan.values()) {
    const preferred = [...group].sort((a, b) => preferEdition(a, b, context))[0];
    if (!preferred) continue;
    const { documentId } = preferred.ranked.candidate;
    const own = Math.max(
      ...group
        .filter((each) => each.ranked.candidate.documentId === documentId)
        .map((each) => each.ranked.score),
    );
    for (const entry of group) {
      if (entry.ranked.candidate.documentId === documentId || entry.ranked.score > own + SERIES_MARGIN)
        continue;
      dropped.add(entry);
      setAside(preferred, entry);
    }
  }
  return entries.filter((entry) => !dropped.has(entry));
}

/**
 * Takes out what is of another place; and of another year, where the plan's edition of the named year is
 * there. Else a text may speak of a year without its figures (上年度), and only saying so is due.
 */
function withoutForeign(entries: readonly Entry[]): readonly Entry[] {
  const plansOfYear = new Set(
    entries
      .filter(({ fits }) => fits.year === 'own' || fits.year === 'mentioned')
      .map(({ ranked }) => planOf(ranked.candidate))
      .filter((plan) => plan !== ''),
  );
  return entries.filter(
    ({ fits, ranked }) =>
      fits.place !== 'foreign' && !(fits.year === 'foreign' && plansOfYear.has(planOf(ranked.candidate))),
  );
}

/** One edition of each group of look-alikes, in the group's best place. */
function preferInGroups(
  entries: readonly Entry[],
  context: EditionContext,
  setAside: (kept: Entry, other: Entry) => void,
): Entry[] {
  return groupLookAlikes(entries).flatMap((group): Entry[] => {
    const [best] = [...group].sort((a, b) => preferEdition(a, b, context));
    if (!best) return [];
    const { documentId } = best.ranked.candidate;
    const score = Math.max(...group.map((each) => each.ranked.score));
    return group.flatMap((entry): Entry[] => {
      if (entry.ranked.candidate.documentId === documentId) {
        return [entry === best ? { ...entry, ranked: { ...entry.ranked, score } } : entry];
      }
      setAside(best, entry);
      return [];
    });
  });
}

/** Puts one edition of each text in the ranking, and takes out what is of another year or place. */
export function arrangeEditions(ranked: readonly Ranked[], context: EditionContext): Arranged {
  const all = fitAll(ranked, context).map(
    (each): Entry => ({ ...each, masked: maskPassage(each.ranked.candidate) }),
  );
  const foreign = all
    .filter(({ fits }) => fits.year === 'foreign' || fits.place === 'foreign')
    .map((each) => each.ranked);
  const fitting = withoutForeign(all);
  const aside = new Map<string, Candidate[]>();
  if (comparesEditions(context.ask)) return { ranked: fitting.map((each) => each.ranked), aside, foreign };
  const setAside = (kept: Entry, other: Entry) => {
    const { documentId } = kept.ranked.candidate;
    const known = aside.get(documentId) ?? [];
    if (known.every((each) => each.documentId !== other.ranked.candidate.documentId)) {
      aside.set(documentId, [...known, other.ranked.candidate]);
    }
  };
  const single = preferInGroups(fitting, context, setAside);
  const settled = settleSeries(single, context, setAside).map((each) => each.ranked);
  return { ranked: settled.sort((a, b) => b.score - a.score), aside, foreign };
}

/** The same order without taking anything out, for a search whose reader wants to see all editions. */
export function steerEditions(ranked: readonly Ranked[], context: EditionContext): readonly Ranked[] {
  return fitAll(ranked, context).map((each) => each.ranked);
}
