/** Puts a page's lines and tables into reading order: one column, or two side by side. */

import type { PageElement, PageLayout, PageTable, Run, TextLine } from './layout.ts';
import { type Line, makeLine, makeLines } from './lines.ts';

/** Fewer lines than this beside each other are no columns but a row of signatures or the like. */
const MIN_LINES = 6;

/**
 * The x of the white strip between two columns: the widest strip in the middle third that runs of text leave
 * free on most lines, with text on both sides of it.
 */
function findGutter(lines: readonly Line[], width: number): number | null {
  const middle = lines.filter((line) => line.runs.length > 0);
  if (middle.length < MIN_LINES) return null;
  let best: { x: number; size: number } | null = null;
  for (let x = width * 0.38; x <= width * 0.62; x += 2) {
    const split = middle.filter((line) => {
      const left = line.runs.filter((run) => run.x1 <= x).at(-1);
      const right = line.runs.find((run) => run.x0 >= x);
      return (
        left &&
        right &&
        right.x0 - left.x1 > line.size * 0.9 &&
        !line.runs.some((run) => run.x0 < x && run.x1 > x)
      );
    });
    if (split.length < MIN_LINES || split.length < middle.length * 0.5) continue;
    if (!best || split.length > best.size) best = { x, size: split.length };
  }
  return best?.x ?? null;
}

interface Band {
  readonly top: number;
  readonly lines: readonly Line[];
  readonly columns: boolean;
}

const crossing = (line: Line, x: number) => line.runs.some((run) => run.x0 < x - 2 && run.x1 > x + 2);

/** Bands from top to bottom: lines that reach over the strip stand alone, the others in two columns. */
function bandsOf(lines: readonly Line[], gutter: number): Band[] {
  const bands: { top: number; lines: Line[]; columns: boolean }[] = [];
  for (const line of lines) {
    const columns = !crossing(line, gutter);
    const last = bands.at(-1);
    if (last && last.columns === columns) last.lines.push(line);
    else bands.push({ top: line.y, lines: [line], columns });
  }
  return bands.map((band) => ({ ...band, columns: band.columns && band.lines.length >= 3 }));
}

function toTextLine(line: Line, page: number, left: number, right: number): TextLine {
  return { ...line, kind: 'line', page, frame: { left, right } };
}

function columnLines(runs: readonly Run[], page: number): TextLine[] {
  const lines = makeLines(runs);
  const left = Math.min(...lines.map((line) => line.x0));
  const right = Math.max(...lines.map((line) => line.x1));
  return lines.map((line) => toTextLine(line, page, left, right));
}

function orderedLines(band: Band, gutter: number, layout: PageLayout): TextLine[] {
  if (!band.columns) {
    return band.lines.map((line) => toTextLine(makeLine(line.runs), layout.page, Number.NaN, Number.NaN));
  }
  const runs = band.lines.flatMap((line) => line.runs);
  const side = (isLeft: boolean) => runs.filter((run) => (run.x0 + run.x1) / 2 < gutter === isLeft);
  return [...columnLines(side(true), layout.page), ...columnLines(side(false), layout.page)];
}

/** Puts tables between the lines they stand between. */
function withTables(lines: readonly TextLine[], tables: readonly PageTable[]): PageElement[] {
  const ordered: PageElement[] = [...lines];
  for (const table of [...tables].sort((a, b) => a.top - b.top)) {
    const at = ordered.findIndex((each) => (each.kind === 'line' ? each.y : each.top) > table.top);
    ordered.splice(at < 0 ? ordered.length : at, 0, table);
  }
  return ordered;
}

/** Reading order of one page. Frames of full-width lines are NaN: the whole document's margins hold for them. */
export function orderPage(
  layout: PageLayout,
  rest: readonly Run[],
  tables: readonly PageTable[],
): PageElement[] {
  const lines = makeLines(rest);
  const gutter = tables.length > 0 ? null : findGutter(lines, layout.width);
  if (gutter === null) {
    return withTables(
      lines.map((line) => toTextLine(line, layout.page, Number.NaN, Number.NaN)),
      tables,
    );
  }
  return bandsOf(lines, gutter).flatMap((band) => orderedLines(band, gutter, layout));
}
