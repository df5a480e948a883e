/**
 * Assigns the cells of a printed row to the column names of its table. Merged cells make rows longer or
 * shorter than the header, so the best assignment is the one whose contents fit the names.
 */

type ColumnType = 'ordinal' | 'unit' | 'person' | 'text';

const ORDINAL = /^(?:序号|编号|项次)$/;
const PERSON = /领导|责任人|负责人|联系人|人员|姓名|局长|组长/;
const UNIT = /单位|部门|机关|机构|科室/;
const UNIT_VALUE =
  /(?:[局办委部厅院会镇乡司社校队馆室站所科股]|中心|乡（镇）|乡\(镇\)|公司|部门|单位|社区|园区|分局|政府|大队|支行)(?:[\s、，,（(]|$)/;
const PERSON_VALUE = /^[一-鿿]\s?[一-鿿]{1,3}(?:[\s\d*、，]|$)/;
const SENTENCE = /[。；]|，.*，/;

/** The kind of content a column's name announces. */
export function columnType(name: string): ColumnType {
  if (ORDINAL.test(name)) return 'ordinal';
  if (PERSON.test(name)) return 'person';
  return UNIT.test(name) ? 'unit' : 'text';
}

/** The kind of outline number a cell opens with (1. or ① or （一）), or none. */
function enumerator(value: string): string {
  if (/^\d{1,3}[.．、](?!\d)/.test(value)) return '1.';
  if (/^[①-⑳]/.test(value)) return '①';
  return /^[（(]?[一二三四五六七八九十]+[）)、]/.test(value) ? '一、' : '';
}

/** What a column has held so far: the kinds of outline numbers its cells opened with. */
export class ColumnHistory {
  readonly #seen = new Map<string, Set<string>>();

  /** Remembers a value under its column's name. */
  add(name: string, value: string): void {
    const kinds = this.#seen.get(name) ?? new Set();
    kinds.add(enumerator(value));
    this.#seen.set(name, kinds);
  }

  /** How well a numbered value suits a column: others like it speak for it, none like it against it. */
  fit(name: string, value: string): number {
    const kind = enumerator(value);
    const kinds = this.#seen.get(name);
    if (kind === '' || !kinds) return 0;
    return kinds.has(kind) ? 1.5 : -1.5;
  }
}

function fit(name: string, value: string): number {
  if (value === '') return 0;
  switch (columnType(name)) {
    case 'ordinal':
      return /^\d+$/.test(value) ? 3 : -4;
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

interface Best {
  readonly score: number;
  readonly columns: readonly number[];
}

/**
 * For each value the index of its column (never falling). A text column may take several neighbouring
 * values, a column may stay empty; both cost a little, so a row of the header's own length stays as it is
 * unless its contents say otherwise.
 */
export function assignColumns(
  names: readonly string[],
  values: readonly string[],
  history: ColumnHistory,
): readonly number[] {
  const memo = new Map<string, Best>();
  const solve = (value: number, column: number): Best => {
    if (value === values.length) return { score: 0, columns: [] };
    const key = `${value}:${column}`;
    const known = memo.get(key);
    if (known) return known;
    let best: Best = { score: Number.NEGATIVE_INFINITY, columns: [] };
    for (let next = column; next < names.length; next++) {
      const again = next === column && column >= 0 && value > 0;
      if (again && columnType(names[next] ?? '') !== 'text' && values[value] !== '') continue;
      const rest = solve(value + 1, next);
      const skipped = value === 0 ? next : Math.max(0, next - column - 1);
      const cost = skipped + (again ? (values[value] === '' ? 0.6 : 0.5) : 0);
      const suits =
        fit(names[next] ?? '', values[value] ?? '') + history.fit(names[next] ?? '', values[value] ?? '');
      const score = suits - cost + (next === value ? 0.3 : 0) + rest.score;
      if (score > best.score) best = { score, columns: [next, ...rest.columns] };
    }
    memo.set(key, best);
    return best;
  };
  return solve(0, 0).columns;
}
