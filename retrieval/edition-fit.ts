/** How far a candidate is of the year and place that a question names. */
import { findDocumentNumber } from '../data/document-number.ts';
import type { Candidate } from '../data/types.ts';
import { barePlace, type EditionAsk } from './edition-ask.ts';
import { fold } from './tokenize.ts';

/**
 * `own`: the document is of that year or place. `mentioned`: the passage speaks of it. `unknown`: its head or
 * date does, or nothing tells. `foreign`: the document is of another one.
 */
export type Fit = 'own' | 'mentioned' | 'unknown' | 'foreign';

/** The years a document is for: those of its title, else of its number or date. */
export function yearsOf(candidate: Candidate): { readonly from: number; readonly to: number } | null {
  const { yearFrom, yearTo, documentNumber, issuedOn } = candidate;
  if (typeof yearFrom === 'number') return { from: yearFrom, to: yearTo ?? yearFrom };
  const numbered = documentNumber ? (findDocumentNumber(documentNumber)?.year ?? null) : null;
  const year = numbered ?? (issuedOn ? Number(issuedOn.slice(0, 4)) : null);
  return year === null ? null : { from: year, to: year };
}

/** Numbers of documents hold years that the passage does not speak of. */
const NUMBERED = /[〔[(（]\s*\d{4}\s*[〕\])）]\s*\d+\s*号/g;
const RANGE = /((?:19|20)\d\d)\s*年?\s*[-—–~～至到]+\s*((?:19|20)\d\d)/g;

function speaksOfYear(text: string, year: number): boolean {
  const plain = text.replace(NUMBERED, '');
  if (new RegExp(`(?<!\\d)${year}(?!\\d)`).test(plain)) return true;
  return [...plain.matchAll(RANGE)].some(([, from, to]) => Number(from) <= year && year <= Number(to));
}

function fitYear(candidate: Candidate, year: number, document: string): Fit {
  const own = yearsOf(candidate);
  if (own && own.from <= year && year <= own.to) return 'own';
  if (speaksOfYear([candidate.text, ...candidate.path, candidate.before].join('\n'), year))
    return 'mentioned';
  if (!own) return speaksOfYear(document, year) ? 'mentioned' : 'unknown';
  const { text, lead, before, title } = candidate;
  const near = [text, lead, before, title].join('\n').includes(String(year));
  return near || candidate.issuedOn?.startsWith(String(year)) ? 'unknown' : 'foreign';
}

function fitPlace(candidate: Candidate, place: string, document: string): Fit {
  const { region, title, issuers, publication } = candidate;
  if (region && barePlace(region) === place) return 'own';
  if (fold([title, ...issuers, publication ?? ''].join('\n')).includes(place)) return 'own';
  if (document.includes(place)) return 'mentioned';
  return region ? 'foreign' : 'unknown';
}

const ORDER: Readonly<Record<Fit, number>> = { own: 3, mentioned: 2, unknown: 1, foreign: 0 };

const best = (fits: readonly Fit[]): Fit => [...fits].sort((a, b) => ORDER[b] - ORDER[a])[0] ?? 'own';

/** How far a candidate is of the year and of the place that a question names. */
export interface Fits {
  readonly year: Fit;
  readonly place: Fit;
}

/**
 * How far a candidate is what a question names: of several years or places, one will do; what is left open
 * fits.
 * @param document what is known of the candidate's document, folded
 */
export function fitsOf(candidate: Candidate, { years, places }: EditionAsk, document: string): Fits {
  return {
    year: best(years.map((each) => fitYear(candidate, each, document))),
    place: best(places.map((each) => fitPlace(candidate, each, document))),
  };
}

/** Below zero where the first fits better, by place before year. */
export function compareFits(a: Fits, b: Fits): number {
  return ORDER[b.place] - ORDER[a.place] || ORDER[b.year] - ORDER[a.year];
}
