/** Joins printed lines to paragraphs and table parts to tables, over the ends of pages. */
import type { Block, TableLine } from '../blocks.ts';
import type { Frame, PageElement, PageTable, TextLine } from './layout.ts';

/** The edge that many lines share; outliers (titles, signatures) are fewer. */
function commonEdge(values: readonly number[], outermost: 'least' | 'greatest'): number {
  const counts = new Map<number, number>();
  for (const value of values) {
    const key = Math.round(value / 4);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const keys = [...counts].filter(([, count]) => count >= Math.max(1, most * 0.15)).map(([key]) => key);
  return 4 * (outermost === 'least' ? Math.min(...keys) : Math.max(...keys));
}

/** Lines that must reach a common right edge before it is taken for the margin. */
const ENOUGH = 3;

/**
 * Left and right margin of the lines that run over the full page. Where too few lines reach the same right
 * edge to tell it, the margins are taken to be alike.
 */
function documentFrame(elements: readonly PageElement[], pageWidth: number): Frame {
  const lines = elements.filter(
    (each): each is TextLine => each.kind === 'line' && Number.isNaN(each.frame.left),
  );
  if (lines.length === 0) return { left: 0, right: 0 };
  const left = commonEdge(
    lines.map((line) => line.x0),
    'least',
  );
  const right = commonEdge(
    lines.map((line) => line.x1),
    'greatest',
  );
  const reaching = lines.filter((line) => line.x1 > right - line.size * 1.5).length;
  return { left, right: reaching < ENOUGH ? Math.max(right, pageWidth - left) : right };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The usual distance from line to line. */
function pitchOf(lines: readonly TextLine[]): number {
  const gaps = lines.flatMap((line, i) => {
    const before = lines[i - 1];
    const gap = before && before.page === line.page ? line.y - before.y : 0;
    return gap > 0 && gap < line.size * 4 ? [gap] : [];
  });
  return median(gaps) || 20;
}

interface Open {
  readonly first: TextLine;
  readonly last: TextLine;
  readonly text: string;
}

const NUMBERED = /^(?:\d{1,3}[.．、)）]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、]|[①-⑳])/;

/** Whether a line goes on with the open paragraph. */
function continues(open: Open, next: TextLine, frameOf: (line: TextLine) => Frame, pitch: number): boolean {
  const { last, first } = open;
  const em = Math.max(last.size, next.size);
  if (Math.abs(last.size - next.size) > em * 0.15) return false;
  // Rules on line beginnings (no 。 or ） there) leave up to two characters of a full line blank.
  if (last.x1 < frameOf(last).right - em * 2.6) return false;
  if (last.page === next.page && next.y > last.y && next.y - last.y > pitch * 1.7) return false;
  const { left } = frameOf(next);
  if (next.x0 <= left + em * 0.8) return true;
  const hanging = NUMBERED.test(first.text) && first.x0 <= left + em * 0.8 && !NUMBERED.test(next.text);
  return hanging && (last === first || Math.abs(next.x0 - last.x0) < em * 0.5);
}

/** A word broken by the end of a line goes on without a space, unless it is Latin. */
function glue(before: string, after: string): string {
  return /[A-Za-z,;]$/.test(before) && /^[A-Za-z]/.test(after) ? `${before} ${after}` : before + after;
}

/** Whether a table on the next page is the rest of one: it has the same columns and only page ends lie between. */
function isRest(table: PageTable, next: PageTable): boolean {
  if (next.page === table.page || next.page > table.page + 1) return false;
  if (next.edges.length !== table.edges.length) return false;
  const shift = (next.edges[0] ?? 0) - (table.edges[0] ?? 0);
  return next.edges.every((edge, i) => Math.abs(edge - shift - (table.edges[i] ?? 0)) < 8);
}

const tableLines = (table: PageTable): TableLine[] =>
  table.rows.map((cells) => ({ cells, page: table.page }));

/** The two halves of a row that a page end cut. */
function mend(upper: TableLine, lower: TableLine): TableLine {
  const cells = upper.cells.map((cell, i) => glue(cell, lower.cells[i] ?? ''));
  return { ...upper, cells };
}

class Joiner {
  readonly blocks: Block[] = [];
  readonly #frame: Frame;
  readonly #pitch: number;
  #open: Open | null = null;
  #table: { last: PageTable; rows: TableLine[] } | null = null;

  constructor(frame: Frame, pitch: number) {
    this.#frame = frame;
    this.#pitch = pitch;
  }

  close(): void {
    if (this.#open) {
      this.blocks.push({ kind: 'paragraph', text: this.#open.text, page: this.#open.first.page });
    }
    if (this.#table) this.blocks.push({ kind: 'table', rows: this.#table.rows });
    this.#open = null;
    this.#table = null;
  }

  table(table: PageTable): void {
    const rows = this.#table && isRest(this.#table.last, table) ? this.#table.rows : [];
    if (rows.length === 0) this.close();
    const more = tableLines(table);
    const cut = rows.at(-1);
    const [rest, ...others] = more;
    const joined = cut && rest && this.#table?.last.openBottom && table.openTop;
    this.#table = {
      last: table,
      rows: joined ? [...rows.slice(0, -1), mend(cut, rest), ...others] : [...rows, ...more],
    };
  }

  line(line: TextLine): void {
    const frameOf = ({ frame }: TextLine) => (Number.isNaN(frame.left) ? this.#frame : frame);
    const open = this.#open;
    if (open && continues(open, line, frameOf, this.#pitch)) {
      this.#open = { first: open.first, last: line, text: glue(open.text, line.text) };
    } else {
      this.close();
      this.#open = { first: line, last: line, text: line.text };
    }
  }
}

/** Blocks in reading order; each line of a table and each paragraph knows the page it begins on. */
export function joinElements(elements: readonly PageElement[], pageWidth: number): Block[] {
  const pitch = pitchOf(elements.filter((each): each is TextLine => each.kind === 'line'));
  const joiner = new Joiner(documentFrame(elements, pageWidth), pitch);
  for (const element of elements) {
    if (element.kind === 'table') joiner.table(element);
    else joiner.line(element);
  }
  joiner.close();
  return joiner.blocks;
}
