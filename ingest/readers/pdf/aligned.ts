/** Finds tables without borders: lines whose words stand in the same columns one below the other. */
import type { PageTable } from './layout.ts';
import { type Line, splitAtGaps } from './lines.ts';

/** A gap that parts cells, in ems, and how many lines and columns make a table. */
const GAP = 1.5;
const MIN_ROWS = 3;
const MIN_COLUMNS = 3;

interface Column {
  readonly from: number;
  readonly to: number;
}

/** Columns are the strips that words occupy; words that overlap belong to one. */
function columnsOf(rows: readonly (readonly Line[])[]): Column[] {
  const columns: { from: number; to: number }[] = [];
  for (const part of rows.flat().sort((a, b) => a.x0 - b.x0)) {
    const last = columns.at(-1);
    if (last && part.x0 < last.to) last.to = Math.max(last.to, part.x1);
    else columns.push({ from: part.x0, to: part.x1 });
  }
  return columns;
}

const indexOf = (columns: readonly Column[], part: Line) =>
  columns.findIndex((column) => part.x0 < column.to && part.x1 > column.from);

/** A line of one word under a cell goes on with that cell. */
function rowsOf(group: readonly (readonly Line[])[], columns: readonly Column[]): string[][] {
  const rows: string[][] = [];
  for (const parts of group) {
    const above = rows.at(-1);
    const [only] = parts;
    const column = only && parts.length === 1 ? indexOf(columns, only) : 0;
    if (above && only && column > 0 && above[column]) above[column] += `\n${only.text}`;
    else
      rows.push(
        columns.map((_, i) =>
          parts
            .filter((part) => indexOf(columns, part) === i)
            .map((part) => part.text)
            .join(' '),
        ),
      );
  }
  return rows;
}

/** Whether lines in sequence form a table: most hold several words, and these fall into at least three columns. */
function toTable(group: readonly (readonly Line[])[], page: number): PageTable | null {
  if (group.filter((parts) => parts.length >= MIN_COLUMNS - 1).length < MIN_ROWS) return null;
  if (group.filter((parts) => parts.length >= MIN_COLUMNS).length < 2) return null;
  const columns = columnsOf(group);
  const fullest = Math.max(...group.map((parts) => parts.length));
  if (columns.length < MIN_COLUMNS || columns.length < fullest) return null;
  return {
    kind: 'table',
    page,
    top: group[0]?.[0]?.y ?? 0,
    bottom: group.at(-1)?.[0]?.y ?? 0,
    edges: columns.map((column) => column.from),
    rows: rowsOf(group, columns),
    openTop: false,
    openBottom: false,
  };
}

/** Takes aligned tables out of a page's lines. */
export function findAligned(lines: readonly Line[], page: number): { lines: Line[]; tables: PageTable[] } {
  const rest: Line[] = [];
  const tables: PageTable[] = [];
  let open: Line[] = [];
  const close = () => {
    for (let last = open.at(-1); last && splitAtGaps(last, GAP).length < 2; last = open.at(-1)) {
      rest.push(last);
      open.pop();
    }
    const table = toTable(
      open.map((line) => splitAtGaps(line, GAP)),
      page,
    );
    if (table) tables.push(table);
    else rest.push(...open);
    open = [];
  };
  for (const line of lines) {
    const parts = splitAtGaps(line, GAP).length;
    const last = open.at(-1);
    const wraps =
      parts === 1 &&
      last !== undefined &&
      line.x0 > (open[0]?.runs[0]?.x1 ?? 0) &&
      line.y - last.y < line.size * 2.2;
    if (parts >= MIN_COLUMNS - 1 || wraps) open.push(line);
    else {
      close();
      rest.push(line);
    }
  }
  close();
  return { lines: rest.sort((a, b) => a.y - b.y), tables };
}
