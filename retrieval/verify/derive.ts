/**
 * Whether a sentence can be derived from a source by what a faithful writer does: copying runs of words,
 * leaving words out, adding words that say nothing, naming the place. Found by dynamic programming over
 * (atoms of the sentence, last atom copied from the source), cheapest way first.
 */
import type { Atoms, Label } from './atoms.ts';
import type { Terrain } from './terrain.ts';
import { FILLER_WORDS, LONGEST_FILLER, POINTER_WORDS } from './wordings.ts';

/** Costs of what is not plain copying. */
const COST = { filler: 0.3, place: 0.2, gap: 1, jump: 1.5, leap: 2 };
/** More work than this (atoms times atoms) is refused, so that no text can stall an answer. */
const MOST_CELLS = 3_000_000;

/** Words at one position of a sentence that may be passed over; `points` ones need a subject after them. */
interface Skip {
  readonly length: number;
  readonly points: boolean;
}

/** Length of the run that two texts share from these atoms on. */
function sharedRun(a: Atoms, from: number, b: Atoms, start: number): number {
  let length = 0;
  while (a.texts[from + length] !== undefined && a.texts[from + length] === b.texts[start + length]) length++;
  return length;
}

/** A text that places a source. `whole` ones (a title with its issuer) are named whole or not at all. */
export interface Place {
  readonly terrain: Terrain;
  readonly whole: boolean;
}

/** Shorter parts of a title or heading could stand for anything: 政府办 in 县人民政府办公室. */
const SHORTEST_PLACE = 4;

function placeRun(sentence: Atoms, at: number, { terrain, whole }: Place, start: number): number {
  const { atoms, startsWord } = terrain;
  let length = sharedRun(sentence, at, atoms, start);
  if (length === atoms.texts.length) return length;
  while (length > 0 && !startsWord(start + length)) length--;
  return !whole && startsWord(start) && length >= SHORTEST_PLACE ? length : 0;
}

function longestPlace(sentence: Atoms, at: number, places: readonly Place[]): number {
  const runs = places.flatMap((place) =>
    (place.terrain.positions.get(sentence.texts[at] ?? '') ?? []).map((start) =>
      placeRun(sentence, at, place, start),
    ),
  );
  return Math.max(0, ...runs);
}

function skipsAt(sentence: Atoms, at: number, places: readonly Place[]): Skip[] {
  const skips: Skip[] = [];
  for (let length = 1; length <= LONGEST_FILLER; length++) {
    const word = sentence.shape.slice(at, at + length);
    if (word.length < length) break;
    if (FILLER_WORDS.has(word)) skips.push({ length, points: false });
    if (POINTER_WORDS.has(word)) skips.push({ length, points: true });
  }
  const place = longestPlace(sentence, at, places);
  if (place > 0) skips.push({ length: place, points: true });
  return skips;
}

/** State numbers: 2·p (+1 after a pointer) for the last copied atom p, and two for the start before any. */
class Table {
  readonly width: number;
  readonly start: number;
  readonly #cost: Float32Array;
  readonly #from: Int32Array;

  constructor(rows: number, atoms: number) {
    this.width = 2 * atoms + 2;
    this.start = 2 * atoms;
    this.#cost = new Float32Array((rows + 1) * this.width).fill(Number.POSITIVE_INFINITY);
    this.#from = new Int32Array((rows + 1) * this.width).fill(-1);
    this.#cost[this.start] = 0;
  }

  cost(row: number, state: number): number {
    return this.#cost[row * this.width + state] ?? Number.POSITIVE_INFINITY;
  }

  /** Takes a way into a cell where it is cheaper than the one known. */
  reach(row: number, state: number, way: Way, fromRow: number): void {
    const cell = row * this.width + state;
    if (way.cost >= (this.#cost[cell] ?? 0)) return;
    this.#cost[cell] = way.cost;
    this.#from[cell] = fromRow * this.width + way.state;
  }

  /** The atoms copied on the way to a cell: pairs of sentence atom and source atom, last first. */
  *trace(row: number, state: number): Generator<readonly [number, number]> {
    let [at, now] = [row, state];
    for (let from = this.#from[at * this.width + now] ?? -1; from >= 0; ) {
      const [earlier, before] = [Math.floor(from / this.width), from % this.width];
      if (now >> 1 !== before >> 1) yield [at - 1, now >> 1];
      [at, now] = [earlier, before];
      from = this.#from[at * this.width + now] ?? -1;
    }
  }
}

/** A way to have come so far: what it cost and the state it ends in. */
interface Way {
  readonly cost: number;
  readonly state: number;
}

const NO_WAY: Way = { cost: Number.POSITIVE_INFINITY, state: -1 };
const cheaper = (a: Way, b: Way) => (b.cost < a.cost ? b : a);
const after = (way: Way, cost: number): Way => ({ cost: way.cost + cost, state: way.state });

/** The cheapest ways from which a new run may begin elsewhere, by how far away. */
class Departures {
  clause = NO_WAY;
  sentence = NO_WAY;
  readonly fromPart = new Map<number, Way>();
  readonly fromClause = new Map<number, Way>();

  add(source: Terrain, p: number, way: Way): void {
    const level = source.atoms.breaks[p + 1] ?? 3;
    if (level === 0 || !source.mayEnd(p)) return;
    const put = (map: Map<number, Way>, key: number) => map.set(key, cheaper(map.get(key) ?? NO_WAY, way));
    put(this.fromPart, source.clause[p] ?? 0);
    if (level >= 2 || source.isComplete(p)) put(this.fromClause, source.sentence[p] ?? 0);
    if (level < 2) return;
    this.clause = cheaper(this.clause, way);
    if (level === 3) this.sentence = cheaper(this.sentence, way);
  }

  /** The cheapest way to begin a run at q: parts within a clause, clauses within a sentence, whole sentences. */
  to(source: Terrain, q: number): Way {
    const level = source.entry(q);
    if (level === 0) return NO_WAY;
    const near = cheaper(
      this.fromPart.get(source.clause[q] ?? 0) ?? NO_WAY,
      this.fromClause.get(source.sentence[q] ?? 0) ?? NO_WAY,
    );
    const far = level === 3 ? this.clause : source.isTable && level === 2 ? this.sentence : NO_WAY;
    return cheaper(after(near, COST.jump), after(far, COST.leap));
  }
}

function gapsBefore(table: Table, row: number, q: number, source: Terrain): Way {
  let best = NO_WAY;
  for (let p = q - 2; p >= 0 && source.part[p] === source.part[q]; p--) {
    if (!source.mayOmit(p, q)) break;
    best = cheaper(best, { cost: table.cost(row, 2 * p) + COST.gap, state: 2 * p });
  }
  return best;
}

function firstRun(table: Table, row: number, q: number, source: Terrain): Way {
  const broken = source.entry(q) > 0;
  const plain = { cost: table.cost(row, table.start) + (broken ? 0 : 0.5), state: table.start };
  const pointed = { cost: table.cost(row, table.start + 1), state: table.start + 1 };
  return broken ? cheaper(plain, pointed) : plain;
}

/** All ways to copy source atom q as the next atom of the sentence. */
function waysTo(table: Table, row: number, q: number, source: Terrain, departures: Departures): Way {
  let best = NO_WAY;
  for (const state of [2 * q - 2, 2 * q - 1]) {
    if (q > 0) best = cheaper(best, { cost: table.cost(row, state), state });
  }
  best = cheaper(best, gapsBefore(table, row, q, source));
  if (!source.mayStart(q)) return best;
  return cheaper(cheaper(best, firstRun(table, row, q, source)), departures.to(source, q));
}

function skip(table: Table, row: number, { length, points }: Skip, live: readonly number[]): void {
  const cost = points ? COST.place : COST.filler * length;
  for (const state of live) {
    const way = { cost: table.cost(row, state) + cost, state };
    table.reach(row + length, points ? state | 1 : state, way, row);
  }
}

function fill(sentence: Atoms, source: Terrain, places: readonly Place[]): Table {
  const table = new Table(sentence.texts.length, source.atoms.texts.length);
  sentence.texts.forEach((text, row) => {
    const live: number[] = [];
    const departures = new Departures();
    for (let state = 0; state < table.width; state++) {
      const cost = table.cost(row, state);
      if (cost === Number.POSITIVE_INFINITY) continue;
      live.push(state);
      if (state < table.start) departures.add(source, state >> 1, { cost, state });
    }
    if (live.length === 0) return;
    for (const each of skipsAt(sentence, row, places)) skip(table, row, each, live);
    for (const q of source.positions.get(text) ?? [])
      table.reach(row + 1, 2 * q, waysTo(table, row, q, source, departures), row);
  });
  return table;
}

/** The plain case: the whole sentence stands in the source as it is. */
function copyOf(sentence: Atoms, source: Terrain): readonly number[] | null {
  const { length } = sentence.texts;
  const start = source.positions
    .get(sentence.texts[0] ?? '')
    ?.find(
      (each) =>
        source.mayStart(each) &&
        source.mayEnd(each + length - 1) &&
        sharedRun(sentence, 0, source.atoms, each) === length,
    );
  return start === undefined ? null : sentence.texts.map((_, i) => start + i);
}

/** Nothing is copied twice, be it a run or a whole part: 发改局、发改局 from 发改局、住建局. */
function copiesOnce(copied: readonly number[], { breaks }: Atoms): boolean {
  const seen = new Set<number>();
  let doubled = 0;
  for (const q of copied) {
    const isPart = (breaks[q] ?? 0) > 0 && (breaks[q + 1] ?? 0) > 0;
    doubled = seen.has(q) ? doubled + (isPart ? 2 : 1) : 0;
    if (doubled > 1) return false;
    seen.add(q);
  }
  return true;
}

/** A label is copied to its end and followed by what it names; what another label names does not follow it. */
function keepsLabels(copied: readonly number[], { labels }: Atoms): boolean {
  let current: Label | null = null;
  for (const [i, q] of copied.entries()) {
    const next = copied[i + 1];
    const label = labels.find(({ start, end }) => start <= q && q < end);
    if (label) {
      const goesOn =
        next === q + 1 || (q === label.end - 1 && (next === undefined || isNamedBy(label, next)));
      if (!goesOn) return false;
      current = label;
      continue;
    }
    const naming = labels.find((each) => isNamedBy(each, q));
    if (naming && current && naming !== current) return false;
  }
  return true;
}

const isNamedBy = ({ end, until }: Label, q: number) => end <= q && q < until;

/**
 * Source atoms that the sentence copies, in its order, or null where it cannot be derived. `places` are texts
 * that place the source (title, headings): naming them adds nothing.
 */
export function derive(sentence: Atoms, source: Terrain, places: readonly Place[]): readonly number[] | null {
  const length = sentence.texts.length;
  const copied = copyOf(sentence, source);
  if (copied) return copied;
  if (length * source.atoms.texts.length > MOST_CELLS) return null;
  const table = fill(sentence, source, places);
  let best = NO_WAY;
  for (let state = 0; state < table.start; state++) {
    const p = state >> 1;
    const isCut = state % 2 === 1 && source.atoms.breaks[p + 1] === 0;
    if (source.mayEnd(p) && !isCut) best = cheaper(best, { cost: table.cost(length, state), state });
  }
  if (best.state < 0) return null;
  const pairs = [...table.trace(length, best.state)].reverse();
  const enough = pairs.length >= 0.3 * length && best.cost <= 3 + 0.25 * length;
  const copies = pairs.map(([, q]) => q);
  return enough && copiesOnce(copies, source.atoms) && keepsLabels(copies, source.atoms) ? copies : null;
}
