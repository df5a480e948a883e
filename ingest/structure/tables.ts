/** Reads tab-separated lines as tables: headers (also repeated and in two rows), sections, merged cells. */
import type { Cell, Span } from '../../data/types.ts';
import { assignColumns, ColumnHistory, columnType } from './columns.ts';
import type { Line } from './repair.ts';

/** A printed row. `number` is its 序号, or its place among the data rows of its table. */
export interface TableRow extends Span {
  readonly kind: 'header' | 'section' | 'data';
  readonly cells: readonly Cell[];
  readonly section: string;
  readonly number: number;
}

const HEADER_WORD =
  /序号|名称|单位|内容|项目|指标|情况|备注|时间|时限|责任|措施|类型|类别|数量|标准|地址|电话|联系|职务|姓名|任务|领导|部门|地区|地市|年份|合计|金额|人数|户数|所在|单元|数（|数\(|数$|清单|进展|比例|目标|小区|工作|事项|要求|依据|期限|方式/;

interface RawCell extends Span {
  readonly text: string;
}

function splitCells(line: Line): RawCell[] {
  const cells: RawCell[] = [];
  let at = line.start;
  for (const part of line.text.split('\t')) {
    const lead = part.length - part.trimStart().length;
    const text = part.trim();
    cells.push({ text, start: at + lead, end: at + lead + text.length });
    at += part.length + 1;
  }
  return cells;
}

const squeeze = (text: string) => text.replace(/\s/g, '');
const filled = (cells: readonly RawCell[]) => cells.filter((cell) => cell.text !== '');

/** Labels with blanks between them to fill in (联系人 ＿ 电话 ＿) are a form's row, not a header. */
function looksLikeHeader(cells: readonly RawCell[]): boolean {
  const named = filled(cells).map((cell) => squeeze(cell.text));
  if (
    named.length < 2 ||
    named.some((name) => name.length > 25 || /[□。；]|^[\d.%]+$|^\d+[.．、]/.test(name))
  ) {
    return false;
  }
  const blanks = cells.slice(0, cells.length - 1).filter((cell) => cell.text === '').length;
  if (blanks >= 2 && blanks >= named.length - 1) return false;
  const known = named.filter((name) => HEADER_WORD.test(name)).length;
  return /^(?:序号|编号)$/.test(named[0] ?? '') || known / named.length >= (named.length > 2 ? 0.6 : 1);
}

/** A second header row names the parts of merged header cells: 天然气入户安检数 → 居民用户, 非居民用户. */
function isSubHeader(header: readonly string[], cells: readonly RawCell[]): boolean {
  const used = cells.flatMap((cell, i) => (cell.text === '' ? [] : [i]));
  if (used.length < 2 || cells[0]?.text !== '') return false;
  const merged = (i: number) => header[i] === '' || header[i + 1] === '';
  return used.every((i) => merged(i) && (cells[i]?.text.length ?? 0) <= 20);
}

/** Column names: blanks inside the header belong to the merged cell on their left. */
function nameColumns(top: readonly string[], below: readonly RawCell[] | null): string[] {
  let last = top.length - 1;
  while (last > 0 && top[last] === '' && !below?.[last]?.text) last--;
  let carried = '';
  return top.slice(0, last + 1).map((name, i) => {
    carried = name || carried;
    const sub = below?.[i]?.text ?? '';
    return sub && sub !== carried ? `${carried}·${squeeze(sub)}` : carried;
  });
}

interface State {
  names: string[] | null;
  section: string;
  ordinal: number;
  above: Map<string, Cell>;
  rows: TableRow[];
  readonly history: ColumnHistory;
}

function sameHeader(names: readonly string[], cells: readonly RawCell[]): boolean {
  const texts = filled(cells).map((cell) => squeeze(cell.text));
  return texts.length > 1 && texts.filter((text) => names.includes(text)).length / texts.length >= 0.8;
}

/** Contents that may be merged over rows: words, never figures, and never where a blank means "none". */
function mayInherit(name: string, cell: Cell): boolean {
  if (columnType(name) === 'ordinal' || /备注|进展|情况|时间|时限|日期/.test(name)) return false;
  return columnType(name) !== 'text' ? true : !/^[\d.,%—\-/\s]+$/.test(cell.text);
}

function ownCells(names: readonly string[], cells: readonly RawCell[], history: ColumnHistory): Cell[] {
  let count = cells.length;
  while (count > 0 && cells[count - 1]?.text === '') count--;
  const kept = cells.slice(0, count);
  const columns = assignColumns(
    names,
    kept.map((cell) => cell.text),
    history,
  );
  return kept.flatMap((cell, i) =>
    cell.text === ''
      ? []
      : [
          {
            header: names[columns[i] ?? -1] ?? '',
            text: cell.text,
            span: { start: cell.start, end: cell.end },
            inherited: false,
          },
        ],
  );
}

/** Adds what merged cells above supply, in the order of the columns. */
function withInherited(
  names: readonly string[],
  own: readonly Cell[],
  above: ReadonlyMap<string, Cell>,
): Cell[] {
  const present = new Set(own.map((cell) => cell.header));
  const result: Cell[] = [...own];
  names.forEach((name, i) => {
    const source = above.get(name);
    if (present.has(name) || !source || !mayInherit(name, source)) return;
    present.add(name);
    const at = result.findIndex((cell) => names.indexOf(cell.header) > i);
    result.splice(at < 0 ? result.length : at, 0, { ...source, inherited: true });
  });
  return result;
}

function dataRow(
  state: State,
  names: readonly string[],
  line: Line,
  cells: readonly RawCell[],
  grouped: boolean,
): void {
  const own = ownCells(names, cells, state.history);
  const ordinal = own.find((cell) => columnType(cell.header) === 'ordinal');
  if (grouped && ordinal) state.above.clear();
  const all = withInherited(names, own, state.above);
  for (const cell of own) {
    state.above.set(cell.header, cell);
    state.history.add(cell.header, cell.text);
  }
  state.ordinal++;
  const number = !grouped && ordinal ? Number(ordinal.text) : state.ordinal;
  state.rows.push({
    kind: 'data',
    cells: all,
    section: state.section,
    number,
    start: line.start,
    end: line.end,
  });
}

function plainRow(state: State, line: Line, cells: readonly RawCell[]): void {
  state.ordinal++;
  const own = filled(cells).map((cell) => ({
    header: '',
    text: cell.text,
    span: { start: cell.start, end: cell.end },
    inherited: false,
  }));
  state.rows.push({
    kind: 'data',
    cells: own,
    section: state.section,
    number: state.ordinal,
    start: line.start,
    end: line.end,
  });
}

/** Whether 序号 numbers groups of rows (mostly blank) and not single rows. */
function isGrouped(lines: readonly Line[]): boolean {
  const rows = lines.map(splitCells).filter((cells) => filled(cells).length > 1 && !looksLikeHeader(cells));
  const numbered = rows.filter((cells) => /^\d+$/.test(cells[0]?.text ?? ''));
  return numbered.length > 0 && numbered.length < rows.length / 2;
}

function marker(state: State, kind: 'header' | 'section', line: Line): void {
  state.rows.push({ kind, cells: [], section: state.section, number: 0, start: line.start, end: line.end });
}

/** Reads consecutive table lines; every line gives exactly one row, so none can be lost. */
export function readTable(lines: readonly Line[]): TableRow[] {
  const state: State = {
    names: null,
    section: '',
    ordinal: 0,
    above: new Map(),
    rows: [],
    history: new ColumnHistory(),
  };
  const grouped = isGrouped(lines);
  let top: string[] | null = null;
  for (const line of lines) {
    const cells = splitCells(line);
    const only = filled(cells);
    const fresh = !state.names || only.every((cell) => HEADER_WORD.test(squeeze(cell.text)));
    if (looksLikeHeader(cells) && (fresh || sameHeader(state.names ?? [], cells))) {
      top = cells.map((cell) => squeeze(cell.text));
      const again = state.names !== null && sameHeader(state.names, cells);
      state.names = nameColumns(top, null);
      if (!again) state.above.clear();
      marker(state, 'header', line);
    } else if (top && state.rows.at(-1)?.kind === 'header' && isSubHeader(top, cells)) {
      state.names = nameColumns(top, cells);
      marker(state, 'header', line);
    } else if (!state.names) {
      plainRow(state, line, cells);
    } else if (
      only.length === 1 &&
      cells[0]?.text &&
      state.names.length > 2 &&
      !/^(?:\d+$|[①-⑳])/.test(cells[0].text)
    ) {
      state.section = cells[0].text;
      state.above.clear();
      marker(state, 'section', line);
    } else {
      dataRow(state, state.names, line, cells, grouped);
    }
  }
  return state.rows;
}
