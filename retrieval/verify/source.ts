/** What a citation proves: its quote (for a row with the names of its columns) and the words that place it. */
import type { Candidate, Cell, Citation } from '../../data/types.ts';
import { atomise } from './atoms.ts';
import type { Place } from './derive.ts';
import { type Duties, dutiesOfClause, dutiesOfRow } from './roles.ts';
import { survey, type Terrain } from './terrain.ts';

/** A citation made ready for comparison. */
export interface Source {
  readonly n: number;
  readonly terrain: Terrain;
  readonly places: readonly Place[];
  readonly duties: Duties;
}

const MEASURE = /^[%‰\p{Script=Han}]{1,4}(?:\/[\p{Script=Han}]{1,2})?$/u;

/** 单位: 万亩 | 2023年目标: 6.54 is also told as 6.54万亩, and 户数: 312 as 312户. */
function measured(cells: readonly Cell[]): string[] {
  const unit = cells.find(
    ({ header, text }) => /^(?:计量)?单位$/.test(header.trim()) && MEASURE.test(text.trim()),
  );
  return cells.flatMap(({ header, text }) => {
    if (!/^\s*[\d.,]+\s*$/.test(text)) return [];
    const own =
      /[（(]([^）)]{1,5})[）)]\s*$/.exec(header)?.[1] ?? /^.*?([户人次项个家])数$/.exec(header)?.[1];
    return [own, unit?.text.trim()].flatMap((each) => (each ? [`${header}：${text.trim()}${each}`] : []));
  });
}

/** A row of a roster may hold two people: columns that come round again begin a new group. */
function groupsOf(cells: readonly Cell[]): Cell[][] {
  const groups: Cell[][] = [[]];
  let seen = new Set<string>();
  cells.forEach((cell, i) => {
    if (seen.has(cell.header) && cells[i - 1]?.header !== cell.header) {
      groups.push([]);
      seen = new Set();
    }
    seen.add(cell.header);
    groups.at(-1)?.push(cell);
  });
  return groups;
}

const oneLine = (text: string) => text.replace(/[。！？\n]+/g, '，').trim();

function rowText(cells: readonly Cell[]): string {
  return groupsOf(cells)
    .map((group) => [
      ...group.map(({ header, text }) => `${oneLine(header)}：${oneLine(text)}`),
      ...measured(group),
    ])
    .map((lines) => lines.join('；'))
    .join('。');
}

/** Names of columns above a row, for a row whose cells are not known. */
function headersAbove(text: string, before: number): string[] {
  return text
    .slice(0, before)
    .split('\n')
    .slice(-60)
    .filter((line) => line.includes('\t') && !/(?:^|\t)[\d.\s]+(?:\t|$)/.test(line))
    .flatMap((line) => line.split('\t').map((cell) => cell.trim()))
    .filter((cell) => cell.length > 1 && cell.length <= 12);
}

/** Cells that the quotes prove: a cell of a merged column only where the row that prints it is cited too. */
function provenCells(row: Candidate, quoted: readonly Citation[]): readonly Cell[] {
  const covers = (cell: Cell) =>
    quoted.some(
      ({ documentId, span }) =>
        documentId === row.documentId && span.start <= cell.span.start && cell.span.end <= span.end,
    );
  return row.cells.filter((cell) => !cell.inherited || covers(cell));
}

/** A title without the words that say who issued it: 县政府办关于印发《某方案》的通知 → 某方案. */
const coreOf = (title: string) => /《(.{4,})》/.exec(title)?.[1] ?? title.replace(/^.*?关于/, '');

const MOST_PLACES = 2_000;
const surveyed = new Map<string, Terrain>();

/** Titles and headings come again with every citation, so they are studied once. */
function surveyPlace(text: string): Terrain {
  const known = surveyed.get(text) ?? survey(atomise(text));
  if (surveyed.size >= MOST_PLACES) surveyed.clear();
  surveyed.set(text, known);
  return known;
}

function placesOf(citation: Citation, row: Candidate | undefined, headers: readonly string[]): Place[] {
  const { title, documentNumber, locator } = citation;
  const whole = [
    title,
    `《${title}》`,
    documentNumber ?? '',
    locator,
    row?.contentsTitle ?? '',
    row?.publication ?? '',
  ];
  const parts = [coreOf(title), ...(row?.path ?? [])];
  if (row?.contentsTitle) parts.push(coreOf(row.contentsTitle));
  if (row?.kind === 'row') parts.push(row.text.split('｜')[0] ?? '');
  const place = (isWhole: boolean) => (text: string) => ({ terrain: surveyPlace(text), whole: isWhole });
  return [
    ...[...new Set([...whole, ...headers])].filter(Boolean).map(place(true)),
    ...[...new Set(parts)].filter(Boolean).map(place(false)),
  ];
}

/**
 * Makes a citation ready.
 * @param passage the passage it cites, where it is known: its headings, and the cells of a row
 * @param quoted the citations of the same statement, which may prove cells that the row inherits
 */
export function sourceOf(
  citation: Citation,
  passage: Candidate | undefined,
  quoted: readonly Citation[],
  documentText: string,
): Source {
  const { n, quote, span } = citation;
  const cells = passage?.kind === 'row' ? provenCells(passage, quoted) : [];
  const isTable = cells.length > 0 || quote.includes('\t');
  const headers = isTable && cells.length === 0 ? headersAbove(documentText, span.start) : [];
  return {
    n,
    terrain: survey(atomise(cells.length > 0 ? rowText(cells) : quote), isTable),
    places: placesOf(citation, passage, headers),
    duties: cells.length > 0 ? dutiesOfRow(cells) : dutiesOfClause(quote),
  };
}
