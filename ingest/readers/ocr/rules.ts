/** Finds drawn lines (borders of tables) in a picture, and wipes them out so that they are not read as characters. */
import type { Rule } from '../pdf/layout.ts';
import type { Grey } from './bitmap.ts';
import type { PixelBox } from './tensor.ts';

/** Darker than this is ink. */
const DARK = 150;
/** A line is at least this share of the page's width or height, and at most so thick. */
const LENGTH = 0.025;
const THICK = 0.006;
/** Gaps in a scanned line that are passed over, in pixels. */
const GAP = 3;
/** How far apart lines may end that meet, in pixels. */
const MEET = 6;

/** Pixels of a picture seen by rows, or by columns. */
interface View {
  readonly lines: number;
  readonly length: number;
  isDark(line: number, at: number): boolean;
}

const byRows = ({ width, height, data }: Grey): View => ({
  lines: height,
  length: width,
  isDark: (line, at) => (data[line * width + at] ?? 255) < DARK,
});

const byColumns = ({ width, height, data }: Grey): View => ({
  lines: width,
  length: height,
  isDark: (line, at) => (data[at * width + line] ?? 255) < DARK,
});

/** Stretches of ink along one row or column of pixels. */
function stretches(view: View, line: number, least: number): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = -1;
  let last = -1;
  for (let at = 0; at <= view.length; at++) {
    if (at < view.length && view.isDark(line, at)) {
      if (from < 0) from = at;
      last = at;
    } else if (from >= 0 && (at - last > GAP || at === view.length)) {
      if (last - from >= least) found.push([from, last + 1]);
      from = -1;
    }
  }
  return found;
}

interface Bar {
  first: number;
  last: number;
  from: number;
  to: number;
}

/** Puts stretches in neighbouring rows together; what is too thick is a picture or a black area. */
function barsOf(view: View, least: number, thickest: number): Bar[] {
  const done: Bar[] = [];
  let open: Bar[] = [];
  for (let line = 0; line <= view.lines; line++) {
    const kept: Bar[] = [];
    for (const [from, to] of line < view.lines ? stretches(view, line, least) : []) {
      const bar = open.find((each) => each.last >= line - 2 && from < each.to && to > each.from);
      if (bar) {
        Object.assign(bar, { last: line, from: Math.min(bar.from, from), to: Math.max(bar.to, to) });
      } else kept.push({ first: line, last: line, from, to });
    }
    done.push(...open.filter((bar) => bar.last < line - 2 || line === view.lines));
    open = [...open.filter((bar) => bar.last >= line - 2 && line < view.lines), ...kept];
  }
  return done.filter((bar) => bar.last - bar.first < thickest);
}

/** Lines across and down, in pixels. */
export interface PixelRules {
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
}

function middleOf(bar: Bar, direction: 'across' | 'down'): { x: number; y: number } {
  const [along, thick] = [(bar.from + bar.to) / 2, (bar.first + bar.last) / 2];
  return direction === 'across' ? { x: along, y: thick } : { x: thick, y: along };
}

/** A stroke of a character lies in a line of text and is hardly longer than the line is high. */
function isStroke(bar: Bar, { x, y }: { x: number; y: number }, text: readonly PixelBox[]): boolean {
  return text.some(
    (box) =>
      x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1 && bar.to - bar.from < (box.y1 - box.y0) * 1.1,
  );
}

/** Strokes of large characters meet nothing, or are short in one direction: borders of tables meet borders. */
const meet = (row: Bar, column: Bar) =>
  column.first >= row.from - MEET &&
  column.last <= row.to + MEET &&
  row.first >= column.from - MEET &&
  row.last <= column.to + MEET;

function wipe(grey: Grey, x0: number, y0: number, x1: number, y1: number): void {
  for (let y = Math.max(0, y0); y < Math.min(grey.height, y1); y++) {
    grey.data.fill(255, y * grey.width + Math.max(0, x0), y * grey.width + Math.min(grey.width, x1));
  }
}

const toRule = (bar: Bar): Rule => ({ at: (bar.first + bar.last + 1) / 2, from: bar.from, to: bar.to });

/** Finds the borders of tables, `text` being where lines of text were found: lines that meet lines of the other direction, and paints them white. */
export function takeRules(grey: Grey, text: readonly PixelBox[]): PixelRules {
  const side = Math.max(grey.width, grey.height);
  const find = (view: View) => barsOf(view, side * LENGTH, Math.max(6, side * THICK));
  const rows = find(byRows(grey)).filter((bar) => !isStroke(bar, middleOf(bar, 'across'), text));
  const columns = find(byColumns(grey)).filter((bar) => !isStroke(bar, middleOf(bar, 'down'), text));
  const across = rows.filter((row) => columns.some((column) => meet(row, column)));
  const down = columns.filter((column) => rows.some((row) => meet(row, column)));
  for (const { from, to, first, last } of across) wipe(grey, from, first - 1, to, last + 2);
  for (const { from, to, first, last } of down) wipe(grey, first - 1, from, last + 2, to);
  return { horizontal: across.map(toRule), vertical: down.map(toRule) };
}
