/**
 * Assigns the cells of a printed row to the columns of its table. Merged cells and reading errors shift
 * cells to the side, so the best assignment is the one whose contents fit the columns.
 */
import { isFigure, type RawCell, squeeze } from './cells.ts';
import { isOrdinalName } from './header.ts';

/** What a column's name promises: figures that count rows, units, people, or anything. */
export type ColumnType = 'ordinal' | 'unit' | 'person' | 'text';

const PERSON = /领导|责任人|负责人|联系人|人员|姓名|局长|组长/;
const UNIT = /单位|部门|机关|机构|科室/;
const MEASURE = /^(?:计量)?单位$/;
const UNIT_VALUE =
  /(?:[局办委部厅院会镇乡司社校队馆室站所科股]|中心|乡（镇）|乡\(镇\)|公司|部门|单位|社区|园区|分局|政府|大队|支行)(?:[\s、，,（(]|$)/;
const PERSON_VALUE = /^[一-鿿]\s?[一-鿿]{1,3}(?:[\s\d*、，]|$)/;
const SENTENCE = /[。；]|，.*，/;

/** The kind of content a column's name announces; 单位 alone is a unit of measure, hence text. */
export function columnType(name: string): ColumnType {
  if (isOrdinalName(name)) return 'ordinal';
  if (PERSON.test(name)) return 'person';
  return UNIT.test(name) && !MEASURE.test(name) ? 'unit' : 'text';
}

/** The kind of outline number a cell opens with (1. or ① or （一）), or none. */
function enumerator(value: string): string {
  if (/^\d{1,3}[.．、](?!\d)/.test(value)) return '1.';
  if (/^[①-⑳]/.test(value)) return '①';
  return /^[（(]?[一二三四五六七八九十]+[）)、]/.test(value) ? '一、' : '';
}

function typeFit(name: string, value: string): number {
  switch (columnType(name)) {
    case 'ordinal':
      return /^\d+(?:[.．-]\d+)*[.．、]?$/.test(value) ? 3 : -4;
    case 'unit':
      if (SENTENCE.test(value) || enumerator(value)) return -3;
      return UNIT_VALUE.test(value) ? 2 : -0.5;
    case 'person':
      if (SENTENCE.test(value) || enumerator(value) || /^\d/.test(value)) return -3;
      return PERSON_VALUE.test(value) && !UNIT_VALUE.test(value) ? 2 : -1;
    case 'text':
      return SENTENCE.test(value) ? 0.4 : 0;
  }
}

/** What a column holds in the rows that are printed in full: the yardstick for the others. */
class ColumnProfile {
  readonly #tokens = new Map<string, number>();
  readonly #enumerators = new Set<string>();
  #figures = 0;
  #logLength = 0;
  #count = 0;

  add(value: string): void {
    for (const token of tokensOf(value)) this.#tokens.set(token, (this.#tokens.get(token) ?? 0) + 1);
    this.#enumerators.add(enumerator(value));
    if (isFigure(value)) this.#figures++;
    this.#logLength += Math.log(squeeze(value).length);
    this.#count++;
  }

  /** How often the parts of a value stand in this column. */
  seen(tokens: readonly string[]): number {
    return tokens.reduce((most, token) => Math.max(most, this.#tokens.get(token) ?? 0), 0);
  }

  /** How well a value's form suits: its outline number, its length, figures or words. */
  formFit(value: string): number {
    if (this.#count === 0) return 0;
    const kind = enumerator(value);
    const number = kind === '' ? 0 : this.#enumerators.has(kind) ? 1.5 : -1.5;
    if (this.#count < 3) return number;
    const share = this.#figures / this.#count;
    const figure = isFigure(value) ? (share < 0.2 ? -0.7 : 0) : share > 0.8 ? -1 : 0;
    const length = Math.abs(Math.log(squeeze(value).length) - this.#logLength / this.#count);
    return number + figure - 0.4 * Math.min(2, length);
  }
}

/** The whole value, and its parts that are long enough to know again (a name with its telephone). */
function tokensOf(value: string): string[] {
  const parts = value.split(/\s+/).filter((part) => part.length >= 3);
  return [...new Set([squeeze(value), ...parts])];
}

/** The columns of a table with what is known of each. */
export interface Columns {
  readonly names: readonly string[];
  readonly profiles: readonly ColumnProfile[];
  /** Fields of a row that is printed in full. */
  readonly width: number;
}

/** Tables wider than this are machine-made (a spreadsheet): their cells stand where they stand. */
const WIDEST = 40;

/** Names of columns that hold running text and so are the ones to be printed as two. */
const CONTENT = /内容|任务|措施|事项|要求|标准/;

/** Column names for a table whose rows have more fields than its header: one name stands over two. */
function widen(names: readonly string[], rows: readonly (readonly RawCell[])[]): readonly string[] {
  let best: readonly string[] = [...names, ''];
  let bestScore = Number.NEGATIVE_INFINITY;
  names.forEach((name, at) => {
    if (columnType(name) !== 'text') return;
    const wide = [...names.slice(0, at + 1), ...names.slice(at)];
    const fit = rows.reduce((sum, cells) => sum + positionalFit(wide, cells), 0);
    const score = fit + (CONTENT.test(name) ? 0.5 : 0) - at * 0.01;
    if (score > bestScore) [best, bestScore] = [wide, score];
  });
  return best;
}

function positionalFit(names: readonly string[], cells: readonly RawCell[]): number {
  return cells.reduce((sum, cell, i) => sum + (cell.text === '' ? 0 : typeFit(names[i] ?? '', cell.text)), 0);
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

const contentWidth = (cells: readonly RawCell[]) => cells.findLastIndex((cell) => cell.text !== '') + 1;

/**
 * Finds the columns of a table. `headerWidth` is the number of fields the header is printed with, its
 * blanks included; rows are the data rows as printed.
 */
export function findColumns(
  header: readonly string[],
  headerWidth: number,
  rows: readonly (readonly RawCell[])[],
): Columns {
  const width = Math.max(commonest(rows.map((cells) => cells.length)), header.length);
  const full = rows.filter((cells) => cells.length === width);
  const needed = Math.max(0, ...full.filter((cells) => contentWidth(cells) > 1).map(contentWidth));
  let names = header;
  const extra = Math.min(2, Math.max(width - headerWidth, needed - header.length));
  for (let i = 0; i < extra; i++) names = names.length > WIDEST ? [...names, ''] : widen(names, full);
  const profiles = names.map(() => new ColumnProfile());
  for (const cells of full) {
    if (positionalFit(names, cells) < 0) continue;
    cells.forEach((cell, i) => {
      if (cell.text !== '') profiles[i]?.add(cell.text);
    });
  }
  return { names, profiles, width };
}

const SHIFT_COST = 0.35;
/** Of SHIFT_COST, for moving right by no more than the fields a row lacks. */
const FREE_SHIFT = 0.3;
const SHARED_COST = 0.8;
/** For cells that do not keep their distance: a shifted row is shifted as a whole. */
const GAP_COST = 0.5;

/** How well a value suits each column by what it holds in other rows; `own` is where its row put it. */
function historyFits({ profiles }: Columns, value: string, own: number | null): number[] {
  const tokens = tokensOf(value);
  const seen = profiles.map((profile, i) => Math.max(0, profile.seen(tokens) - (i === own ? 1 : 0)));
  const most = Math.max(0, ...seen);
  return profiles.map((profile, i) => {
    const here = seen[i] ?? 0;
    const history = here > 0 ? Math.min(1.5, 0.5 + here / 4) : most > 1 ? -0.8 : 0;
    return history + profile.formFit(value);
  });
}

/**
 * How well a value suits a column by its kind. Where it suits the columns it is printed in, being a name or a
 * unit is no reason to move on to a column of names or units.
 */
function kindFit({ names }: Columns, value: string, column: number, homes: readonly number[]): number {
  const fit = typeFit(names[column] ?? '', value);
  if (homes.includes(column)) return fit;
  const home = Math.max(...homes.map((each) => typeFit(names[each] ?? '', value)));
  return home >= 0 ? Math.min(fit, Math.max(home, 0.3)) : fit;
}

/** The columns a field may be printed in: in a row short of merged columns, on either side of them. */
function homesOf(columns: Columns, fields: number, field: number): number[] {
  const missing = Math.max(0, columns.names.length - fields);
  return Array.from({ length: missing + 1 }, (_, i) => field + i).filter((i) => i < columns.names.length);
}

/** The cost of standing away from there. */
function shiftOf(columns: Columns, fields: number, field: number, column: number): number {
  const missing = Math.max(0, columns.names.length - fields);
  const shift = column - field;
  return shift < 0 ? -shift : Math.max(0, shift - missing) + Math.min(shift, missing) * FREE_SHIFT;
}

interface Path {
  readonly score: number;
  readonly columns: readonly number[];
}

/**
 * For each filled cell its column, or null for a blank. Columns never fall; two neighbouring cells share a
 * column only where it holds text. Staying in place is preferred; contents that fit another column better
 * (a unit under 牵头领导, a value known from the next column) move.
 */
export function assignColumns(columns: Columns, cells: readonly RawCell[]): readonly (number | null)[] {
  if (columns.names.length > WIDEST) return assignInPlace(columns, cells);
  const values = cells.flatMap((cell, field) => (cell.text === '' ? [] : [{ text: cell.text, field }]));
  let paths: readonly Path[] = [{ score: 0, columns: [] }];
  values.forEach(({ text, field }, i) => {
    const homes = homesOf(columns, cells.length, field);
    const before = values[i - 1]?.field;
    const history = historyFits(columns, text, cells.length === columns.width ? field : null);
    paths = columns.names.map((_, column) => {
      const own =
        kindFit(columns, text, column, homes.length > 0 ? homes : [columns.names.length - 1]) +
        (history[column] ?? 0) -
        SHIFT_COST * shiftOf(columns, cells.length, field, column);
      const best = bestBefore(columns, paths, column, before === undefined ? null : field - before);
      return { score: best.score + own, columns: [...best.columns, column] };
    });
  });
  const best = paths.reduce((a, b) => (b.score > a.score ? b : a));
  const found = new Map(values.map(({ field }, i) => [field, best.columns[i] ?? columns.names.length - 1]));
  return cells.map((_, field) => found.get(field) ?? null);
}

function assignInPlace({ names }: Columns, cells: readonly RawCell[]): (number | null)[] {
  return cells.map((cell, i) => (cell.text === '' ? null : Math.min(i, names.length - 1)));
}

/** The best assignment of the cells before one that stands in `column`, `distance` fields after the last. */
function bestBefore(columns: Columns, paths: readonly Path[], column: number, distance: number | null): Path {
  const sharable = columnType(columns.names[column] ?? '') === 'text';
  let best: Path = { score: Number.NEGATIVE_INFINITY, columns: [] };
  for (const path of paths) {
    const last = path.columns.at(-1);
    if (last !== undefined && (last > column || (last === column && !sharable))) continue;
    const shared = last === column ? SHARED_COST : 0;
    const gap = last !== undefined && distance !== null && column - last !== distance ? GAP_COST : 0;
    const score = path.score - shared - gap;
    if (score > best.score) best = { score, columns: path.columns };
  }
  return best;
}
