/** Where in a source a run of copied words may begin and end without losing what decides its meaning. */
import type { Atoms } from './atoms.ts';
import { BARS, COMPOUNDS, FILLER_WORDS, LIMITS } from './wordings.ts';

/** A source's atoms with the parts they stand in and where copying may begin and end. */
export interface Terrain {
  readonly atoms: Atoms;
  /** Whether a word begins with an atom (or the text ends before it). */
  startsWord(i: number): boolean;
  /** A table's row: its cells may be told in any order, its groups one after the other. */
  readonly isTable: boolean;
  /** Numbers of the part (between 、), clause and sentence that each atom stands in. */
  readonly part: readonly number[];
  readonly clause: readonly number[];
  readonly sentence: readonly number[];
  /** Whether a run may begin at an atom and may end with it. */
  mayStart(i: number): boolean;
  mayEnd(i: number): boolean;
  /** The break before an atom, words that say nothing at the head of its part passed over: 具体|负责 …. */
  entry(i: number): number;
  /** Whether the part an atom stands in says something by itself, since it holds a figure: 利用率达到42%. */
  isComplete(i: number): boolean;
  /** Whether the atoms between two copied ones of the same part may be left out. */
  mayOmit(after: number, before: number): boolean;
  /** Where each atom's text stands. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

/** For each atom whether a word of the pattern covers it, other than inside one of the compounds. */
function covered(shape: string, pattern: RegExp, joined: readonly boolean[]): boolean[] {
  const flags = new Array<boolean>(shape.length).fill(false);
  for (const { index, 0: word } of shape.matchAll(pattern)) {
    if (word.length === 1 && (joined[index] || joined[index + 1])) continue;
    for (let i = index; i < index + word.length; i++) flags[i] = true;
  }
  return flags;
}

/** For each atom whether it belongs to the same compound as the one before. */
function joints(shape: string): boolean[] {
  const flags = new Array<boolean>(shape.length).fill(false);
  for (const { index, 0: word } of shape.matchAll(COMPOUNDS))
    for (let i = index + 1; i < index + word.length; i++) flags[i] = true;
  return flags;
}

/** Running counts, so that a range is asked about in one step. */
function counts(flags: readonly boolean[]): Int32Array {
  const sums = new Int32Array(flags.length + 1);
  flags.forEach((flag, i) => {
    sums[i + 1] = (sums[i] ?? 0) + (flag ? 1 : 0);
  });
  return sums;
}

function numbered(atoms: Atoms, level: number): number[] {
  let number = 0;
  return atoms.texts.map((_, i) => {
    if (i > 0 && (atoms.breaks[i] ?? 0) >= level) number++;
    return number;
  });
}

function edges(numbers: readonly number[]): { readonly first: number[]; readonly last: number[] } {
  const first: number[] = [];
  const last: number[] = [];
  numbers.forEach((number, i) => {
    first[number] ??= i;
    last[number] = i;
  });
  return {
    first: numbers.map((number) => first[number] ?? 0),
    last: numbers.map((number) => last[number] ?? 0),
  };
}

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });

/** Tells whether a word begins with an atom: copying that begins or ends inside a word makes new words. */
function wordStarts(shape: string): (i: number) => boolean {
  let starts: Set<number> | null = null;
  return (i) => {
    starts ??= new Set([...SEGMENTER.segment(shape)].map(({ index }) => index)).add(shape.length);
    return starts.has(i);
  };
}

/** Studies a source once; every sentence that cites it is then compared with the result. */
export function survey(atoms: Atoms, isTable = false): Terrain {
  const size = atoms.texts.length;
  const joined = joints(atoms.shape);
  const barred = covered(atoms.shape, BARS, joined);
  const limited = covered(atoms.shape, LIMITS, joined);
  const startsWord = wordStarts(atoms.shape);
  const [bars, limits, figures] = [counts(barred), counts(limited), counts(atoms.figures)];
  const any = (sums: Int32Array, from: number, to: number) => (sums[to] ?? 0) > (sums[from] ?? 0);
  const [part, clause, sentence] = [numbered(atoms, 1), numbered(atoms, 2), numbered(atoms, 3)];
  const parts = edges(part);
  const clauses = edges(clause);
  const broken = (i: number) => (atoms.breaks[i] ?? 3) > 0;
  const mayStart = (i: number) => {
    if (joined[i] || any(bars, clauses.first[i] ?? 0, i)) return false;
    if (broken(i)) return true;
    return !any(limits, parts.first[i] ?? 0, i) && atoms.figures[i - 1] !== true && startsWord(i);
  };
  const mayEnd = (i: number) => {
    if (joined[i + 1] || any(bars, i + 1, (clauses.last[i] ?? i) + 1)) return false;
    return broken(i + 1) || (limited[i + 1] !== true && atoms.figures[i] !== true && startsWord(i + 1));
  };
  const entry = (i: number) => {
    const first = parts.first[i] ?? i;
    const head = atoms.shape.slice(first, i);
    return head === '' || FILLER_WORDS.has(head) ? (atoms.breaks[first] ?? 0) : 0;
  };
  const isComplete = (i: number) => any(figures, parts.first[i] ?? 0, (parts.last[i] ?? 0) + 1);
  const mayOmit = (after: number, before: number) =>
    part[after] === part[before] &&
    atoms.figures[after] !== true &&
    !joined[after + 1] &&
    !joined[before] &&
    ![bars, limits, figures].some((sums) => any(sums, after + 1, before));
  const positions = new Map<string, number[]>();
  for (let i = 0; i < size; i++) {
    const text = atoms.texts[i] ?? '';
    const list = positions.get(text);
    if (list) list.push(i);
    else positions.set(text, [i]);
  }
  return {
    atoms,
    startsWord,
    isTable,
    part,
    clause,
    sentence,
    mayStart,
    mayEnd,
    entry,
    isComplete,
    mayOmit,
    positions,
  };
}
