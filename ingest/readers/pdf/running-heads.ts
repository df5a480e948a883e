/** Drops what is printed on every page: running heads, feet and page numbers. */
import { isHandlingMark } from '../../disclosure.ts';
import type { PageLayout, Run } from './layout.ts';
import { type Line, makeLines } from './lines.ts';

const PAGE_NUMBER =
  /^[-—–－─·.•~～\s]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十百]{1,5}(?=\s*页))(?:\s*页)?\s*(?:[/／,，]?\s*(?:共|总)?\s*\d{1,4}\s*页?)?[-—–－─·.•~～\s]*$/;

/** Head and foot of a page, as shares of its height. */
const EDGE = 0.11;

/** Lines are compared with their numbers left out, and only with lines at the same height. */
const keyOf = (line: Line) =>
  `${line.text.replace(/[\d\s一二三四五六七八九十]+/g, '#')}@${Math.round(line.y / 8)}`;

/** Whether lines are drawn above and below: then it is a cell of a table. */
function isEnclosed(line: Line, layout: PageLayout): boolean {
  const over = layout.horizontal.filter((rule) => rule.from <= line.x0 && rule.to >= line.x1);
  return over.some((rule) => rule.at < line.y) && over.some((rule) => rule.at >= line.y);
}

/** Lines in the head and the foot of a page that are not inside a table. */
function edgeLines(layout: PageLayout): Line[] {
  const inEdge = (run: Run) => run.y < layout.height * EDGE || run.y > layout.height * (1 - EDGE);
  return makeLines(layout.runs.filter(inEdge)).filter((line) => !isEnclosed(line, layout));
}

function repeated(edges: readonly (readonly Line[])[]): Set<string> {
  const counts = new Map<string, number>();
  for (const lines of edges) {
    for (const key of new Set(lines.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const enough = edges.length <= 3 ? 2 : Math.max(3, edges.length * 0.25);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([key]) => key));
}

/** A number alone is a page number only as the outermost line of its page. */
function isPageNumber(line: Line, layout: PageLayout): boolean {
  if (!PAGE_NUMBER.test(line.text)) return false;
  return layout.runs.every(
    (run) => Math.abs(run.y - line.y) < 3 || run.y > line.y === line.y < layout.height / 2,
  );
}

/** Marks at the edges of pages, which may be dropped with the running heads: 内部资料 注意保存. */
export const marksAtEdges = (layouts: readonly PageLayout[]): string[] => [
  ...new Set(layouts.flatMap((layout) => edgeLines(layout).map((line) => line.text)).filter(isHandlingMark)),
];

/** The pages without running heads and page numbers; both stand at the upper or lower edge. */
export function dropRunningHeads(layouts: readonly PageLayout[]): readonly PageLayout[] {
  const edges = layouts.map(edgeLines);
  const heads = repeated(edges);
  return layouts.map((layout, i) => {
    const lines = edges[i] ?? [];
    const kept = lines.filter((line) => !heads.has(keyOf(line)));
    const dropped = new Set(lines.filter((line) => heads.has(keyOf(line))).flatMap((line) => line.runs));
    const rest = { ...layout, runs: layout.runs.filter((run) => !dropped.has(run)) };
    const numbers = new Set(kept.filter((line) => isPageNumber(line, rest)).flatMap((line) => line.runs));
    return { ...rest, runs: rest.runs.filter((run) => !numbers.has(run)) };
  });
}
