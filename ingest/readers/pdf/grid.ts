/** Rebuilds tables from the lines drawn around their cells. */

import type { PageLayout, PageTable, Rule, Run } from './layout.ts';
import { cutRun, makeLines } from './lines.ts';

/** Ends of lines that nearly meet count as meeting, in points. */
const NEAR = 3;

/** Borders that reach further than this beyond the last line across enclose a row that the page cut. */
const OPEN = 8;

/** Joins rules that lie on one straight line and touch. */
function mergeRules(rules: readonly Rule[]): Rule[] {
  const merged: Rule[] = [];
  for (const rule of [...rules].sort((a, b) => a.at - b.at || a.from - b.from)) {
    const i = merged.findIndex(
      (other) =>
        Math.abs(other.at - rule.at) <= NEAR && rule.from <= other.to + NEAR && rule.to >= other.from - NEAR,
    );
    const other = merged[i];
    if (other)
      merged[i] = { at: other.at, from: Math.min(other.from, rule.from), to: Math.max(other.to, rule.to) };
    else merged.push(rule);
  }
  return merged;
}

const crosses = (h: Rule, v: Rule) =>
  v.at >= h.from - NEAR && v.at <= h.to + NEAR && h.at >= v.from - NEAR && h.at <= v.to + NEAR;

interface Mesh {
  readonly horizontal: Rule[];
  readonly vertical: Rule[];
}

/** Sets of rules that hang together by crossings. */
function meshes(horizontal: readonly Rule[], vertical: readonly Rule[]): Mesh[] {
  const free = new Set(vertical);
  const waiting = new Set(horizontal);
  const found: Mesh[] = [];
  for (const seed of horizontal) {
    if (!waiting.delete(seed)) continue;
    const mesh: Mesh = { horizontal: [seed], vertical: [] };
    for (let h = 0, v = 0; h < mesh.horizontal.length || v < mesh.vertical.length; ) {
      const row = mesh.horizontal[h];
      const column = mesh.vertical[v];
      if (row) {
        for (const each of free) if (crosses(row, each) && free.delete(each)) mesh.vertical.push(each);
        h++;
      } else if (column) {
        for (const each of waiting)
          if (crosses(each, column) && waiting.delete(each)) mesh.horizontal.push(each);
        v++;
      }
    }
    found.push(mesh);
  }
  return found;
}

/** Distinct positions, nearly equal ones taken as one. */
function positions(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - (sorted[i - 1] ?? 0) > NEAR);
}

const covers = (rules: readonly Rule[], at: number, point: number) =>
  rules.some((rule) => Math.abs(rule.at - at) <= NEAR && rule.from <= point && rule.to >= point);

/** The y of the borders between rows; a row that the page cut ends where its vertical lines do. */
function levels(mesh: Mesh): { ys: readonly number[]; openTop: boolean; openBottom: boolean } {
  const drawn = mesh.horizontal.map((rule) => rule.at);
  const top = Math.min(...mesh.vertical.map((rule) => rule.from));
  const bottom = Math.max(...mesh.vertical.map((rule) => rule.to));
  const openTop = top < Math.min(...drawn) - OPEN;
  const openBottom = bottom > Math.max(...drawn) + OPEN;
  const ys = positions([...drawn, ...(openTop ? [top] : []), ...(openBottom ? [bottom] : [])]);
  return { ys, openTop, openBottom };
}

/** The x of the borders between the cells of a row whose middle is at y, without the outer ones. */
function innerBorders(mesh: Mesh, y: number): number[] {
  const xs = positions(mesh.vertical.filter((rule) => rule.from <= y && rule.to >= y).map((rule) => rule.at));
  return xs.slice(1, -1);
}

/** Whether two rows have hardly a border in common: then two tables touch there. */
function differ(above: readonly number[], below: readonly number[]): boolean {
  const fewer = Math.min(above.length, below.length);
  const common = above.filter((x) => below.some((other) => Math.abs(other - x) <= 2)).length;
  return fewer >= 2 && common < fewer * 0.75;
}

/** Cuts a mesh where one table stands directly upon another with other columns. */
function cutMesh(mesh: Mesh): Mesh[] {
  const ys = levels(mesh).ys;
  const middle = (i: number) => ((ys[i] ?? 0) + (ys[i + 1] ?? 0)) / 2;
  const cuts = ys.filter(
    (_, i) =>
      i > 0 && i + 1 < ys.length && differ(innerBorders(mesh, middle(i - 1)), innerBorders(mesh, middle(i))),
  );
  const bounds = [Number.NEGATIVE_INFINITY, ...cuts, Number.POSITIVE_INFINITY];
  return bounds.slice(1).map((end, i) => {
    const start = bounds[i] ?? Number.NEGATIVE_INFINITY;
    return {
      horizontal: mesh.horizontal.filter((rule) => rule.at >= start - NEAR && rule.at <= end + NEAR),
      vertical: mesh.vertical
        .filter((rule) => rule.from < end - NEAR && rule.to > start + NEAR)
        .map((rule) => ({ ...rule, from: Math.max(rule.from, start), to: Math.min(rule.to, end) })),
    };
  });
}

/** A mesh with its cells: `owner[r][c]` is the number of the (merged) cell that the field belongs to. */
interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly owner: readonly (readonly number[])[];
  readonly openTop: boolean;
  readonly openBottom: boolean;
}

function makeGrid(mesh: Mesh): Grid | null {
  const { ys, openTop, openBottom } = levels(mesh);
  const ends = mesh.horizontal.flatMap((rule) => [rule.from, rule.to]);
  const xs = positions([...mesh.vertical.map((rule) => rule.at), Math.min(...ends), Math.max(...ends)]);
  if (xs.length < 2 || ys.length < 2 || (xs.length - 1) * (ys.length - 1) < 2) return null;
  const owner = ys.slice(1).map(() => xs.slice(1).map(() => -1));
  let next = 0;
  const middle = (list: readonly number[], i: number) => ((list[i] ?? 0) + (list[i + 1] ?? 0)) / 2;
  const flood = (r: number, c: number, id: number) => {
    const work: [number, number][] = [[r, c]];
    for (let field = work.pop(); field; field = work.pop()) {
      const [row, column] = field;
      const line = owner[row];
      if (!line || line[column] !== -1) continue;
      line[column] = id;
      const y = middle(ys, row);
      const x = middle(xs, column);
      if (column + 2 < xs.length && !covers(mesh.vertical, xs[column + 1] ?? 0, y))
        work.push([row, column + 1]);
      if (column > 0 && !covers(mesh.vertical, xs[column] ?? 0, y)) work.push([row, column - 1]);
      if (row + 2 < ys.length && !covers(mesh.horizontal, ys[row + 1] ?? 0, x)) work.push([row + 1, column]);
      if (row > 0 && !covers(mesh.horizontal, ys[row] ?? 0, x)) work.push([row - 1, column]);
    }
  };
  for (let r = 0; r < owner.length; r++) {
    for (let c = 0; c + 1 < xs.length; c++) if (owner[r]?.[c] === -1) flood(r, c, next++);
  }
  return next < 2 ? null : { xs, ys, owner, openTop, openBottom };
}

const indexIn = (edges: readonly number[], value: number) => {
  const at = edges.findIndex((edge, i) => i > 0 && value < edge);
  return at < 0 ? edges.length - 2 : Math.max(0, at - 1);
};

const inside = (grid: Grid, run: Run) => {
  const x = (run.x0 + run.x1) / 2;
  const y = run.y - run.size * 0.35;
  const [left = 0, top = 0] = [grid.xs[0], grid.ys[0]];
  return (
    x > left - NEAR && x < (grid.xs.at(-1) ?? 0) + NEAR && y > top - NEAR && y < (grid.ys.at(-1) ?? 0) + NEAR
  );
};

/** Cuts runs that reach over a border between two cells. */
function cutAtBorders(grid: Grid, run: Run): Run[] {
  const row = indexIn(grid.ys, run.y - run.size * 0.35);
  let parts = [run];
  for (let c = 1; c + 1 < grid.xs.length; c++) {
    const x = grid.xs[c] ?? 0;
    if (grid.owner[row]?.[c] === grid.owner[row]?.[c - 1]) continue;
    parts = parts.flatMap((part) =>
      part.x0 < x - part.size * 0.4 && part.x1 > x + part.size * 0.4 ? cutRun(part, x) : [part],
    );
  }
  return parts;
}

/**
 * The text of a cell: a line that reaches the right border goes on in the next one, a shorter one ends a
 * paragraph.
 */
export function cellOf(runs: readonly Run[], right: number): string {
  const lines = makeLines(runs);
  let text = '';
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const full = before !== undefined && before.x1 > right - before.size * 1.8 - 6;
    const words = /[A-Za-z,;]$/.test(text) && /^[A-Za-z]/.test(line.text);
    text += (before === undefined || (full && !words) ? '' : full ? ' ' : '\n') + line.text;
  });
  return text;
}

function fillGrid(grid: Grid, runs: readonly Run[]): string[][] {
  const byOwner = new Map<number, Run[]>();
  for (const run of runs.flatMap((each) => cutAtBorders(grid, each))) {
    const row = indexIn(grid.ys, run.y - run.size * 0.35);
    const column = indexIn(grid.xs, (run.x0 + run.x1) / 2);
    const id = grid.owner[row]?.[column] ?? 0;
    byOwner.set(id, [...(byOwner.get(id) ?? []), run]);
  }
  const seen = new Set<number>();
  return grid.owner.map((line) =>
    line.map((id, c) => {
      if (seen.has(id)) return '';
      seen.add(id);
      return cellOf(byOwner.get(id) ?? [], grid.xs[line.lastIndexOf(id) + 1] ?? grid.xs[c + 1] ?? 0);
    }),
  );
}

const gridsOf = (layout: PageLayout) =>
  meshes(mergeRules(layout.horizontal), mergeRules(layout.vertical))
    .flatMap(cutMesh)
    .map(makeGrid)
    .filter((grid) => grid !== null);

/** A cell's place on the page. */
export interface CellBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Cells in which no text was found, of tables that have text. */
export function emptyCells(layout: PageLayout): CellBox[] {
  return gridsOf(layout).flatMap((grid) => {
    const own = layout.runs.filter((run) => inside(grid, run));
    if (own.length === 0) return [];
    const boxes = new Map<number, CellBox>();
    grid.owner.forEach((line, r) => {
      line.forEach((id, c) => {
        const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [grid.xs[c], grid.xs[c + 1], grid.ys[r], grid.ys[r + 1]];
        const box = boxes.get(id) ?? { x0, y0, x1, y1 };
        boxes.set(id, {
          x0: Math.min(box.x0, x0),
          y0: Math.min(box.y0, y0),
          x1: Math.max(box.x1, x1),
          y1: Math.max(box.y1, y1),
        });
      });
    });
    const holds = (box: CellBox, run: Run) => {
      const x = (run.x0 + run.x1) / 2;
      const y = run.y - run.size * 0.35;
      return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
    };
    return [...boxes.values()].filter((box) => !own.some((run) => holds(box, run)));
  });
}

/** The tables of a page, and the runs that stand in none of them. */
export function findTables(layout: PageLayout): { tables: readonly PageTable[]; rest: readonly Run[] } {
  const grids = gridsOf(layout);
  let rest = layout.runs;
  const tables: PageTable[] = [];
  for (const grid of grids) {
    const own = rest.filter((run) => inside(grid, run));
    if (own.length === 0) continue;
    rest = rest.filter((run) => !inside(grid, run));
    tables.push({
      kind: 'table',
      page: layout.page,
      top: grid.ys[0] ?? 0,
      bottom: grid.ys.at(-1) ?? 0,
      edges: grid.xs,
      rows: fillGrid(grid, own),
      openTop: grid.openTop,
      openBottom: grid.openBottom,
    });
  }
  return { tables, rest };
}
