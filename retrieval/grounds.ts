/** What speaks for and against a passage as an answer. */
import type { Candidate } from '../data/types.ts';
import { fitsAsks, fitsMeasure, namesMeasure } from './asks.ts';
import { gatherTexts } from './gather-texts.ts';
import { holds } from './match.ts';
import type { Concept, Query } from './query.ts';
import { placeOf, type Ranked } from './rerank.ts';
import type { ScoredUnit } from './score-unit.ts';
import { fold } from './tokenize.ts';

/** What speaks for and against an answer. Shares are between 0 and 1; telling is counted in tenths. */
export interface Grounds {
  /** Of the question's telling, and of the thing asked for: in the best statement. */
  readonly own: number;
  readonly focus: number;
  /** Of the question's telling: in the passage with its place, where words near in meaning count too. */
  readonly near: number;
  /** Of the question's pairs of characters: in the document. */
  readonly pairsAround: number;
  /** 1 where a measure, or a time, place, figure or unit, is asked for and the passage gives none. */
  readonly noMeasure: number;
  readonly unfit: number;
  /** Telling of the most telling concept that the passage does not hold, and of what is asked for. */
  readonly missing: number;
  readonly focusMissing: number;
  /** Telling of the words of official texts it does not hold: an everyday word may stand there in other words. */
  readonly officialMissing: number;
  /** Shares of the telling: what the whole document lacks, and official words that no document holds. */
  readonly documentMissing: number;
  readonly unknownOfficial: number;
  /** Share of the question's figures that the passage does not hold. */
  readonly figuresMissing: number;
  /** 1 where the row has no cell in a column that the question names. */
  readonly blank: number;
  /** 1 where a place, or a year, of the question is not that of the documents found; or of no document. */
  readonly foreignPlace: number;
  readonly unknownPlace: number;
  readonly foreignYear: number;
  /** As in the ranking (rerank.ts). */
  readonly facet: number;
  readonly words: number;
  readonly around: number;
  readonly score: number;
  /** How far the passage is behind the first of the ranking. */
  readonly behind: number;
  readonly row: number;
}

/** How near in meaning the nearest word of a text is to a word: 1 the same, 0 nothing alike. */
export type Nearest = (word: string, text: string) => number;

/** What the grounds of one passage are read from. */
export interface Judgement {
  readonly query: Query;
  /** What was found of each document, and the headers of the columns of its tables. */
  readonly texts: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Figures of the question that are no year and no document's number. */
  readonly figures: readonly string[];
  /** Score of the first passage of the ranking. */
  readonly best: number;
  readonly nearest: Nearest;
}

function headersByDocument(candidates: readonly Candidate[]): ReadonlyMap<string, ReadonlySet<string>> {
  const headers = new Map<string, Set<string>>();
  for (const { documentId, kind, cells } of candidates) {
    if (kind !== 'row') continue;
    const known = headers.get(documentId) ?? new Set();
    for (const { header } of cells) known.add(fold(header));
    headers.set(documentId, known);
  }
  return headers;
}

const YEAR = /(?:19|20)\d\d\s*年/g;
const NUMBERED = /[〔[(（]\s*\d{4}\s*[〕\])）]\s*\d+\s*号/g;

/** Makes ready to judge passages of a ranking. */
export function judgementOf(query: Query, ranked: readonly Ranked[], nearest: Nearest): Judgement {
  const plain = query.folded.replace(NUMBERED, ' ').replace(YEAR, ' ');
  const figures = [...plain.matchAll(/\d+(?:\.\d+)?/g)].map(([figure]) => figure);
  const candidates = ranked.map(({ candidate }) => candidate);
  return {
    query,
    texts: gatherTexts(candidates, ({ title, contentsTitle, issuers, lead }) => [
      ...[title, contentsTitle ?? '', issuers.join(), lead],
    ]),
    headers: headersByDocument(candidates),
    figures,
    best: ranked[0]?.score ?? 0,
    nearest,
  };
}

const lacks = (concept: Concept, text: string) => (concept.rarity * (1 - holds(concept, text))) / 10;

/** A year of the question stands in what was found, or is the year of the document. */
function isOfYear(year: string, passage: string, { issuedOn, title }: Candidate): boolean {
  return passage.includes(year) || title.includes(year) || issuedOn?.startsWith(year) === true;
}

const holdsFigure = (text: string, figure: string) =>
  new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}(?![\\d.])`).test(text);

/** Columns' names shorter or longer than this are no name that a question would use. */
const HEADER = { shortest: 2, longest: 8 };

function isBlank({ folded }: Query, { kind, cells }: Candidate, headers: ReadonlySet<string>): boolean {
  if (kind !== 'row') return false;
  const own = cells.map(({ header }) => fold(header)).join('|');
  return [...headers].some(
    (header) =>
      header.length >= HEADER.shortest &&
      header.length <= HEADER.longest &&
      folded.includes(header) &&
      !own.includes(header),
  );
}

/** Cosines below this say nothing; even the same meaning in another word counts for less than the word. */
const UNLIKE = 0.25;
const OTHER_WORD = 0.8;

/** Share of the question's telling that stands in a text, in its words or in words near in meaning. */
function nearShare({ concepts }: Query, text: string, nearest: Nearest): number {
  let sum = 0;
  let all = 0;
  for (const concept of concepts) {
    all += concept.rarity;
    const held = holds(concept, text);
    const alike = held >= 0.9 ? 0 : (nearest(concept.text, text) - UNLIKE) / (1 - UNLIKE);
    sum += concept.rarity * Math.max(held, OTHER_WORD * alike);
  }
  return all === 0 ? 0 : sum / all;
}

/** The concepts of a question that a passage, or its document, lacks. */
function missingGrounds(query: Query, candidate: Candidate, passage: string, document: string) {
  const headed = `${fold(candidate.path.join('\n'))}\n${fold(candidate.text)}`;
  const missing = query.concepts.map((concept) => lacks(concept, passage));
  const asked = query.focus.filter((concept) => concept.kind === 'word');
  const official = query.concepts.filter((concept) => concept.official);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const telling = sum(query.concepts.map(({ rarity }) => rarity)) || 1;
  const unknown = official.filter((concept) => concept.unknown);
  return {
    missing: Math.max(0, ...missing),
    focusMissing: Math.max(0, ...asked.map((concept) => lacks(concept, headed))),
    officialMissing: sum(official.map((concept) => lacks(concept, passage))),
    documentMissing: (10 * sum(query.concepts.map((concept) => lacks(concept, document)))) / telling,
    unknownOfficial: sum(unknown.map(({ rarity }) => rarity)) / telling,
  };
}

/** Reads what speaks for and against a passage; `unit` is its best statement. */
export function groundsOf(judgement: Judgement, source: Ranked, unit: ScoredUnit): Grounds {
  const { query, figures, best, nearest } = judgement;
  const { candidate, signals, score } = source;
  const document = judgement.texts.get(candidate.documentId) ?? '';
  const text = fold(candidate.text);
  const placed = `${placeOf(candidate)}\n${text}`;
  const passage = [placeOf(candidate), fold(candidate.lead), fold(candidate.before), text].join('\n');
  const isForeign = (name: string) => !`${passage}${document}`.includes(name);
  return {
    own: unit.own,
    focus: query.focus.length === 0 ? 0.5 : unit.focus,
    near: nearShare(query, placed, nearest),
    pairsAround: signals.pairsAround,
    noMeasure: namesMeasure(query.folded) && fitsMeasure(query.folded, text) === 0 ? 1 : 0,
    unfit: fitsAsks(query.asks, text) === 0 ? 1 : 0,
    ...missingGrounds(query, candidate, passage, document),
    figuresMissing:
      figures.filter((figure) => !holdsFigure(placed, figure)).length / Math.max(1, figures.length),
    blank: isBlank(query, candidate, judgement.headers.get(candidate.documentId) ?? new Set()) ? 1 : 0,
    foreignPlace: query.places.some(({ name }) => isForeign(name)) ? 1 : 0,
    unknownPlace: query.places.some((each) => !each.known) ? 1 : 0,
    foreignYear: query.years.some((year) => !isOfYear(year, passage, candidate)) ? 1 : 0,
    facet: signals.facet,
    words: signals.words / 5,
    around: signals.around,
    score: score / 10,
    behind: (best - score) / 10,
    row: candidate.kind === 'row' ? 1 : 0,
  };
}
