/**
 * Chooses among look-alikes: of passages that differ in year or place alone, the one the question names; where
 * it names none, the one in force, of the library's own place, the latest. What was set aside is reported, so
 * that an answer can say which edition it used.
 */
import type { Day } from '../data/day.ts';
import { validityOn } from '../data/documents.ts';
import type { Candidate } from '../data/types.ts';
import type { EditionAsk } from './edition-ask.ts';
import { type Fit, fitOf, fitsBetter, yearsOf } from './edition-fit.ts';
import { areLookAlikes, type Masked, maskPassage, planOf } from './look-alike.ts';
import type { Ranked } from './rerank.ts';
import { fold } from './tokenize.ts';

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
  readonly fit: Fit;
  readonly masked: Masked;
}

/** What a named year or place adds to a candidate that is of it, in points of the ranking. */
const OWN_BONUS = 1.5;
const LEVEL_BONUS = 1;

function textsByDocument(ranked: readonly Ranked[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { candidate } of ranked) {
    const { documentId, title, issuers, publication, lead, text } = candidate;
    const known = texts.get(documentId) ?? fold([title, ...issuers, publication ?? '', lead].join('\n'));
    texts.set(documentId, `${known}\n${fold(text)}`);
  }
  return texts;
}

function bonusOf(fit: Fit, candidate: Candidate, { ask }: EditionContext, telling: boolean): number {
  const own = telling && fit === 'own' ? OWN_BONUS : 0;
  return own + (ask.level !== null && candidate.level === ask.level ? LEVEL_BONUS : 0);
}

/** Candidates with how far they are of the year and place that is named. */
function fitAll(ranked: readonly Ranked[], context: EditionContext): readonly { ranked: Ranked; fit: Fit }[] {
  const documents = textsByDocument(ranked);
  const fits = ranked.map(({ candidate }) =>
    fitOf(candidate, context.ask, documents.get(candidate.documentId) ?? ''),
  );
  // Where all are of the year and place that is named, that tells none from another.
  const telling = fits.includes('foreign');
  return ranked.map((each, i) => {
    const fit = fits[i] ?? 'unknown';
    const score = each.score + bonusOf(fit, each.candidate, context, telling);
    return { ranked: { ...each, score }, fit };
  });
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
    fitsBetter(a.fit, b.fit) ||
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

/** Puts one edition of each text in the ranking, and takes out what is of another year or place. */
export function arrangeEditions(ranked: readonly Ranked[], context: EditionContext): Arranged {
  const all = fitAll(ranked, context)
    .map((each): Entry => ({ ...each, masked: maskPassage(each.ranked.candidate) }))
    .sort((a, b) => b.ranked.score - a.ranked.score);
  const foreign = all.filter(({ fit }) => fit === 'foreign').map((each) => each.ranked);
  const fitting = all.filter(({ fit }) => fit !== 'foreign');
  const aside = new Map<string, Candidate[]>();
  const setAside = (kept: Entry, other: Entry) => {
    const { documentId } = kept.ranked.candidate;
    const known = aside.get(documentId) ?? [];
    if (known.every((each) => each.documentId !== other.ranked.candidate.documentId)) {
      aside.set(documentId, [...known, other.ranked.candidate]);
    }
  };
  if (comparesEditions(context.ask)) return { ranked: fitting.map((each) => each.ranked), aside, foreign };
  const single = groupLookAlikes(fitting).flatMap((group): Entry[] => {
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
  const settled = settleSeries(single, context, setAside).map((each) => each.ranked);
  return { ranked: settled.sort((a, b) => b.score - a.score), aside, foreign };
}

const FOREIGN_PENALTY = 3;

/** The same order without taking anything out, for a search whose reader wants to see all editions. */
export function steerEditions(ranked: readonly Ranked[], context: EditionContext): readonly Ranked[] {
  return fitAll(ranked, context)
    .map(({ ranked: each, fit }) => ({
      ...each,
      score: each.score - (fit === 'foreign' ? FOREIGN_PENALTY : 0),
    }))
    .sort((a, b) => b.score - a.score || a.candidate.id - b.candidate.id);
}
