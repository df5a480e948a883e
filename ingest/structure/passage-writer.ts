/** Keeps the place in the outline while a document is walked, and writes its passages with their locators. */
import type { OutlineEntry, Passage, PassageKind } from '../../data/types.ts';
import { squeeze } from './cells.ts';
import { TITLE_END } from './line-kinds.ts';
import { type Numbering, readNumbering } from './numbering.ts';
import { isListLike, isRosterGroup, unitOf } from './paragraph-kinds.ts';
import { cutAtUnits, cutLong, headingOf, isOnePhrase, LONGEST } from './passage-cut.ts';
import { renderRow } from './render.ts';
import type { Line } from './repair.ts';
import { readTable, type TableRow } from './tables.ts';

interface Level {
  readonly level: number;
  readonly label: string;
  readonly heading: string;
}

interface Part {
  /** '' for the main body, 通知 for the covering notice, 附件8 … */
  readonly name: string;
  readonly title: string;
}

/** A numbered heading that has no text of its own so far. */
interface Bare {
  readonly line: Line;
  readonly path: readonly string[];
}

/** Short lines are gathered up to about this many characters. */
const GATHERED = 320;
const LONGEST_ROSTER = 2000;

export class PassageWriter {
  readonly outline: OutlineEntry[] = [];
  readonly passages: Passage[] = [];
  /** Lines that give no passage because they say nothing new: header rows of tables. */
  readonly layout: Line[] = [];
  #part: Part = { name: '', title: '' };
  #stack: Level[] = [];
  #paragraphs = 0;
  #bare: Bare | null = null;
  #gathered: Line[] = [];
  #caption = '';
  #tables = 0;
  #rows = 0;

  /** The outline number the walk stands under, or null. */
  get top(): Level | null {
    return this.#stack.at(-1) ?? null;
  }

  /** Begins a part: the covering notice, the main body or an attachment; `lines` are its head and title. */
  begin(name: string, title: string, lines: readonly Line[]): void {
    this.#settle(false);
    this.#part = { name, title };
    this.#stack = [];
    this.#paragraphs = 0;
    this.#caption = title;
    this.#tables = 0;
    this.#rows = 0;
    const [first] = lines;
    if (!first) return;
    this.outline.push({ level: 0, label: name || '正文', heading: title, span: spanOf(lines) });
    this.#add('heading', lines, name || '正文标题', []);
  }

  /** The head of the document: title, number, addressees. */
  head(lines: readonly Line[]): void {
    this.#add('title', lines, '标题', []);
  }

  signature(lines: readonly Line[]): void {
    this.#settle(false);
    this.#add('title', lines, '落款', []);
  }

  /** Lines that stand outside the outline, under a name of their own: 附件说明, 联系方式, 末段. */
  aside(name: string, lines: readonly Line[]): void {
    this.#settle(false);
    const locator =
      name === '末段' && this.#part.name === '' ? '正文末段' : `${this.#part.name} ${name}`.trim();
    this.#add('clause', lines, locator, [this.#part.title].filter(Boolean));
  }

  /** A numbered clause with the lines that say who answers for it. */
  numbered(line: Line, numbering: Numbering, duties: readonly Line[]): void {
    this.#settle(this.#stack.length > 0 && numbering.level > (this.top?.level ?? 0));
    while ((this.top?.level ?? -1) >= numbering.level) this.#stack.pop();
    const text = line.text.slice(numbering.length);
    const heading = headingOf(text);
    const { label, level } = numbering;
    this.outline.push({ level: this.#stack.length + 1, label, heading, span: spanOf([line]) });
    const path = this.#path();
    this.#stack.push({ level, label, heading: `${label}${heading}` });
    this.#paragraphs = 0;
    this.#caption = heading;
    const isArticle = label.endsWith('条') && /。$/.test(text);
    if (isOnePhrase(text) && duties.length === 0 && !isArticle) this.#bare = { line, path };
    else {
      this.#paragraphs = 1;
      this.#add('clause', [line, ...duties], this.#base(), path);
    }
  }

  /** An unnumbered paragraph with the lines that say who answers for it. */
  paragraph(line: Line, duties: readonly Line[]): void {
    const unit = unitOf(line.text);
    if (unit !== null) {
      this.#settle(true);
      this.#add('clause', [line, ...duties], this.#unitPlace(unit));
    } else if (isListLike(line.text) && duties.length === 0) this.#gather(line);
    else {
      this.#flushGathered();
      this.#addParagraph([line, ...duties]);
    }
  }

  table(lines: readonly Line[]): void {
    const caption = this.#gathered.at(-1)?.text;
    this.#settle(true);
    if (caption && (TITLE_END.test(caption) || /^表\s*\d/.test(caption))) this.#caption = squeeze(caption);
    const rows = readTable(lines);
    const withRows = new Set(rows.filter((row) => row.kind !== 'header').map((row) => row.table));
    rows.forEach((row, i) => {
      const line = lines[i];
      if (line) this.#row(row, line, withRows);
    });
    this.#tables += (rows.at(-1)?.table ?? -1) + 1;
    this.#caption = this.top?.heading ?? this.#part.title;
  }

  /** Writes what still waits for its end. */
  finish(): void {
    this.#settle(false);
  }

  /** Articles are numbered through the chapters, so 第五条 needs no 第一章 before it. */
  #base(): string {
    const article = this.#stack.findIndex((level) => level.label.endsWith('条'));
    const labels = this.#stack.slice(Math.max(0, article)).map((level) => level.label);
    const numbers = labels.join('');
    return [this.#part.name, numbers].filter(Boolean).join(' ');
  }

  #path(): string[] {
    return [this.#part.title, ...this.#stack.map((level) => level.heading)].filter(Boolean);
  }

  /** 四、县住建局; 附件2 县水务局. */
  #unitPlace(unit: string): string {
    return this.#stack.length === 0 ? `${this.#part.name || '正文'} ${unit}` : `${this.#base()}${unit}`;
  }

  /** The locator of the next paragraph under the current number. */
  #nextPlace(): string {
    this.#paragraphs++;
    if (this.#paragraphs === 1 && (this.#stack.length > 0 || this.#part.name === '通知')) return this.#base();
    const base = this.#base() || '正文';
    const unit = this.top?.label.endsWith('条') ? '款' : '段';
    return `${base}${this.#stack.length === 0 && this.#part.name ? ' ' : ''}第${this.#paragraphs}${unit}`;
  }

  #addParagraph(lines: readonly Line[]): void {
    if (this.#bare) {
      const { line, path } = this.#bare;
      this.#bare = null;
      this.#paragraphs = 1;
      this.#add('clause', [line, ...lines], this.#base(), path);
    } else this.#add('clause', lines, this.#nextPlace());
  }

  #gather(line: Line): void {
    const size = this.#gathered.reduce((sum, each) => sum + each.text.length, 0);
    const most = isRosterGroup(this.#gathered) ? LONGEST_ROSTER : GATHERED;
    if (size + line.text.length > most) this.#flushGathered();
    this.#gathered.push(line);
  }

  #flushGathered(): void {
    const lines = this.#gathered;
    if (lines.length === 0) return;
    this.#gathered = [];
    if (this.#bare || !isRosterGroup(lines)) this.#addParagraph(lines);
    else this.#add('clause', lines, this.#unitPlace('名单'));
  }

  /** Writes the lines that wait: gathered ones, and a number without text, which heads what is `deeper`. */
  #settle(deeper: boolean): void {
    this.#flushGathered();
    if (!this.#bare) return;
    const { line, path } = this.#bare;
    this.#bare = null;
    this.#add(deeper ? 'heading' : 'clause', [line], this.#base(), path);
  }

  #add(
    kind: PassageKind,
    lines: readonly Line[],
    locator: string,
    path: readonly string[] = this.#path(),
  ): void {
    const [first] = lines;
    if (!first) return;
    const text = lines.map((line) => line.text).join('\n');
    const units = kind === 'clause' && text.length > LONGEST ? cutAtUnits(text) : null;
    const own = this.top?.heading;
    const pieces = units?.flatMap((piece) =>
      cutLong(text.slice(piece.start, piece.end)).map(({ start, end }) => ({
        start: piece.start + start,
        end: piece.start + end,
        locator: piece.unit ? this.#unitPlace(piece.unit) : locator,
      })),
    );
    (pieces ?? cutLong(text).map((piece) => ({ ...piece, locator }))).forEach((piece, i) => {
      const above = i > 0 && own && kind === 'clause' && path.at(-1) !== own ? [...path, own] : path;
      this.passages.push({
        kind,
        locator: piece.locator || '正文',
        path: above,
        text: text.slice(piece.start, piece.end),
        span: { start: first.start + piece.start, end: first.start + piece.end },
        cells: [],
      });
    });
  }

  #row(row: TableRow, line: Line, withRows: ReadonlySet<number>): void {
    if (row.kind === 'header') this.#header(row, line, withRows.has(row.table));
    else if (row.kind === 'section') {
      const label = readNumbering(row.section)?.label ?? squeeze(row.section).slice(0, 20);
      const trimmed = { ...line, text: line.text.trimEnd(), end: line.start + line.text.trimEnd().length };
      this.#add('heading', [trimmed], `${this.#tableBase()} ${label}`.trim());
    } else this.#pushRow(this.#rowLocator(row), row, line, [this.#caption, row.section]);
  }

  /** Header rows are layout, except those of an empty form: the labels are all that it says. */
  #header(row: TableRow, line: Line, hasRows: boolean): void {
    if (!hasRows && row.cells.length > 0)
      this.#pushRow(`${this.#tableBase()} 表头`.trim(), row, line, [this.#caption]);
    else this.layout.push(line);
  }

  #pushRow(locator: string, row: TableRow, line: Line, captions: readonly string[]): void {
    this.passages.push({
      kind: 'row',
      locator,
      path: [...this.#path(), row.section].filter(Boolean),
      text: renderRow(captions, row.cells),
      span: spanOf([line]),
      cells: row.cells,
    });
  }

  #tableBase(): string {
    return this.#part.name && this.#stack.length === 0 ? this.#base() : `${this.#base()}表`;
  }

  /** 附件8 第20行; where a part holds several tables that number their rows, 附件8 表2 第3行. */
  #rowLocator(row: TableRow): string {
    const table = this.#tables + row.table;
    if (!row.numbered) this.#rows++;
    const place = row.numbered ? row.number : this.#rows;
    const later = row.numbered && (table > 0 || this.#rows > 0) ? ` 表${table + 1}` : '';
    return `${this.#tableBase()}${later} 第${place}行`.trim();
  }
}

function spanOf(lines: readonly Line[]): { start: number; end: number } {
  return { start: lines[0]?.start ?? 0, end: lines.at(-1)?.end ?? 0 };
}
