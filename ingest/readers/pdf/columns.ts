/** Puts a page's lines and tables into reading order: one column, or two side by side. */

import { findAligned } from './aligned.ts';
import type { PageElement, PageLayout, PageTable, Run, TextLine } from './layout.ts';
import { type Line, makeLine, makeLines } from './lines.ts';

/** Fewer lines than this beside each other are no columns but a row of signatures or the like. */
const MIN_LINES = 6;

/**
 * The x of the white strip between two columns: the widest strip in the middle third that runs of text leave
 * free on most lines, with text on both sides of it.
 */
function findGutter(lines: readonly Line[], width: number, share: number): number | null {
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
    if (split.length < MIN_LINES || split.length < middle.length * share) continue;
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

/** Bands from top to bottom: lines that reach over the strip stand alone, the others in two columns; a table ends a band. */
function bandsOf(lines: readonly Line[], gutter: number, tables: readonly PageTable[]): Band[] {
  const bands: { top: number; lines: Line[]; columns: boolean }[] = [];
  for (const line of lines) {
    const columns = !crossing(line, gutter);
    const last = bands.at(-1);
    const parted = tables.some(
      (table) => last && table.top > (last.lines.at(-1)?.y ?? 0) && table.top < line.y,
    );
    if (last && last.columns === columns && !parted) last.lines.push(line);
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

/** A page taken apart: its tables, the runs outside them, and where its columns part. */
export interface PageParts {
  readonly layout: PageLayout;
  readonly rest: readonly Run[];
  readonly tables: readonly PageTable[];
}

/** Where two columns part on each page, null for one column; a page that is unsure follows its document. */
export function findGutters(pages: readonly PageParts[]): (number | null)[] {
  const own = pages.map(({ layout, rest }) => findGutter(makeLines(rest), layout.width, 0.5));
  const sure = own.filter((gutter) => gutter !== null).sort((a, b) => a - b);
  if (sure.length < 3 || sure.length < pages.length * 0.3) return own;
  const usual = sure[Math.floor(sure.length / 2)] ?? 0;
  return own.map((gutter, i) => {
    const page = pages[i];
    if (gutter !== null || !page) return gutter;
    const free = makeLines(page.rest).filter((line) => !crossing(line, usual)).length;
    return free >= 3 ? usual : null;
  });
}

/** Reading order of one page. Frames of full-width lines are NaN: the whole document's margins hold for them. */
export function orderPage({ layout, rest, tables }: PageParts, gutter: number | null): PageElement[] {
  const lines = makeLines(rest);
  if (gutter === null) {
    const aligned = findAligned(lines, layout.page);
    const whole = aligned.lines.map((line) => toTextLine(line, layout.page, Number.NaN, Number.NaN));
    return withTables(whole, [...tables, ...aligned.tables]);
  }
  const bands = bandsOf(lines, gutter, tables);
  return withTablesByBand(bands, tables, (band) => orderedLines(band, gutter, layout));
}

/** Tables in two-column pages stand between the bands of text. */
function withTablesByBand(
  bands: readonly Band[],
  tables: readonly PageTable[],
  order: (band: Band) => TextLine[],
): PageElement[] {
  const waiting = [...tables].sort((a, b) => a.top - b.top);
  const ordered: PageElement[] = [];
  for (const band of bands) {
    while (waiting[0] && waiting[0].top < band.top) ordered.push(...waiting.splice(0, 1));
    ordered.push(...order(band));
  }
  return [...ordered, ...waiting];
}
