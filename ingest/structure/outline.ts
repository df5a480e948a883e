/** Walks one document's lines and gives its outline and its passages: clauses, rows, head and signature. */

import { splitSentences } from '../../data/sentences.ts';
import type { Cell, OutlineEntry, Passage, PassageKind } from '../../data/types.ts';
import type { DocumentLines } from './gazette.ts';
import type { Frame } from './metadata.ts';
import { readNumbering } from './numbering.ts';
import type { Line } from './repair.ts';
import { readTable, type TableRow } from './tables.ts';

/** A document's outline and passages; spans are offsets in the whole file's mended text. */
export interface Structure {
  readonly outline: readonly OutlineEntry[];
  readonly passages: readonly Passage[];
  /** Lines that give no passage because they say nothing new: header rows of tables. */
  readonly layout: readonly Line[];
}

interface Level {
  readonly level: number;
  readonly label: string;
  readonly heading: string;
}

interface Part {
  /** '' for the main body, 通知 for the covering notice, 附件8 … */
  readonly name: string;
  title: string;
}

/** Passages longer than this are cut at sentence ends. */
const LONGEST = 420;
const TARGET = 320;

const ATTACHMENT_HEAD =
  /^附\s*(?:件|表|录)\s*[:：]?\s*(\d{1,2}(?:\s*-\s*\d{1,2})?|[一二三四五六七八九十]{1,2})?\s*[:：.、]?\s*$/;
const ATTACHMENT_WITH_TITLE = /^附\s*(?:件|表)\s*(\d{1,2}(?:-\d{1,2})?)\s*[:：.、]?\s*([^\d\s].{1,60})$/;
const ATTACHMENT_LIST = /^附\s*件\s*[:：]/;
const DUTY =
  /^[（(]?\s*(?:责任|牵头|配合|主管|协办|主办|完成|落实)(?:单位|部门|领导|人|时限|时间|科室)\s*[:：]/;
const UNIT_LABEL = /^([一-鿿（）()、]{2,16}(?:[局办部厅委镇乡府院会室]|中心|公司|大队|分局))[:：]\s*\S/;

class Walker {
  readonly outline: OutlineEntry[] = [];
  readonly passages: Passage[] = [];
  readonly layout: Line[] = [];
  #part: Part = { name: '', title: '' };
  #stack: Level[] = [];
  #paragraph = 0;
  #rows = 0;
  #caption = '';
  #pending: Line[] = [];

  #base(): string {
    const numbers = this.#stack.map((level) => level.label).join('');
    return [this.#part.name, numbers].filter(Boolean).join(' ');
  }

  #path(): string[] {
    return [this.#part.title, ...this.#stack.map((level) => level.heading)].filter(Boolean);
  }

  #add(kind: PassageKind, lines: readonly Line[], locator: string, path = this.#path()): void {
    const first = lines[0];
    const last = lines.at(-1);
    if (!first || !last) return;
    const text = lines.map((line) => line.text).join('\n');
    for (const piece of cutLong(text)) {
      const start = first.start + piece.start;
      this.passages.push({
        kind,
        locator: locator || '正文',
        path,
        text: text.slice(piece.start, piece.end),
        span: { start, end: first.start + piece.end },
        cells: [],
      });
    }
  }

  /** Begins a part of the document: covering notice, main body or an attachment. */
  begin(name: string, title: string, line?: Line): void {
    this.flush();
    this.#part = { name, title };
    this.#stack = [];
    this.#paragraph = 0;
    this.#rows = 0;
    this.#caption = title;
    if (line) this.outline.push({ level: 0, label: name || '正文', heading: title, span: line });
  }

  /** Short unnumbered lines (rosters, contact lines) are gathered into one passage. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const lines = this.#pending;
    this.#pending = [];
    this.#paragraph++;
    const base = this.#base();
    this.#add('clause', lines, this.#paragraph > 1 ? `${base}第${this.#paragraph}段` : base);
  }

  head(lines: readonly Line[]): void {
    this.#add('title', lines, '标题', []);
  }

  signature(lines: readonly Line[]): void {
    this.flush();
    this.#add('title', lines, '落款', []);
  }

  numbered(line: Line, follow: readonly Line[]): void {
    this.flush();
    const numbering = readNumbering(line.text);
    if (!numbering) return;
    while ((this.#stack.at(-1)?.level ?? -1) >= numbering.level) this.#stack.pop();
    const heading = headingOf(line.text.slice(numbering.length));
    this.outline.push({ level: this.#stack.length + 1, label: numbering.label, heading, span: line });
    const path = this.#path();
    this.#stack.push({
      level: numbering.level,
      label: numbering.label,
      heading: `${numbering.label}${heading}`,
    });
    this.#paragraph = follow.length > 0 || /[。；！？，]/.test(line.text) ? 1 : 0;
    const bare = this.#paragraph === 0;
    this.#add(bare ? 'heading' : 'clause', [line, ...follow], this.#base(), path);
  }

  paragraph(line: Line, follow: readonly Line[]): void {
    const label = UNIT_LABEL.exec(line.text)?.[1];
    const listLike = line.text.length <= 40 && !/[。；]/.test(line.text);
    if (listLike && !label) {
      if (this.#pending.reduce((sum, each) => sum + each.text.length, 0) > TARGET) this.flush();
      this.#pending.push(line, ...follow);
      return;
    }
    this.flush();
    this.#paragraph++;
    const base = this.#base();
    if (label && this.#stack.length > 0) this.#add('clause', [line, ...follow], `${base}${label}`);
    else
      this.#add(
        'clause',
        [line, ...follow],
        this.#paragraph > 1 || base === '' ? `${base}第${this.#paragraph}段` : base,
      );
  }

  table(lines: readonly Line[]): void {
    this.flush();
    const rows = readTable(lines);
    const many = this.#rows > 0;
    rows.forEach((row, i) => {
      const line = lines[i];
      if (!line) return;
      if (row.kind === 'header') this.layout.push(line);
      else if (row.kind === 'section') this.#add('heading', [line], `${this.#base()} 表`.trim());
      else this.#row(row, line, many);
    });
    this.#rows += rows.filter((row) => row.kind === 'data').length;
  }

  #row(row: TableRow, line: Line, many: boolean): void {
    const number = many ? this.#rows + row.number : row.number;
    const caption = [this.#caption, row.section].filter(Boolean).join('｜');
    const text = `${caption ? `${caption}｜` : ''}${renderCells(row.cells)}`;
    const locator = `${this.#base()} 第${number}行`.trim();
    this.passages.push({
      kind: 'row',
      locator: this.#part.name || this.#stack.length > 0 ? locator : `表 ${locator}`,
      path: this.#path(),
      text,
      span: { start: line.start, end: line.end },
      cells: row.cells,
    });
  }
}

/** `包抓单位: 县人社局 | 小区: 盈德 A 区`; a cell without a column name stands alone. */
export function renderCells(cells: readonly Cell[]): string {
  const parts: string[] = [];
  let last = '';
  for (const { header, text } of cells) {
    if (header && header === last) parts[parts.length - 1] += ` ${text}`;
    else parts.push(header ? `${header}: ${text}` : text);
    last = header;
  }
  return parts.join(' | ');
}

/** A heading is what stands before the first full stop, or the lead-in before a colon. */
function headingOf(text: string): string {
  const stop = text.search(/[。；：:（(]/);
  const heading = stop > 1 ? text.slice(0, stop) : text;
  return heading.length > 60 ? `${heading.slice(0, 40)}…` : heading.trim();
}

function cutLong(text: string): { start: number; end: number }[] {
  if (text.length <= LONGEST) return [{ start: 0, end: text.length }];
  const pieces: { start: number; end: number }[] = [];
  for (const sentence of splitSentences(text)) {
    const open = pieces.at(-1);
    if (open && sentence.end - open.start <= TARGET) open.end = sentence.end;
    else pieces.push({ start: sentence.start, end: sentence.end });
  }
  return pieces;
}

interface Cursor {
  readonly lines: readonly Line[];
  at: number;
}

/** Responsibility lines （责任单位：…） that stand below a clause belong to it. */
function takeDuties(cursor: Cursor): Line[] {
  const duties: Line[] = [];
  while (cursor.at + 1 < cursor.lines.length) {
    const next = cursor.lines[cursor.at + 1];
    if (next?.kind !== 'text' || !DUTY.test(next.text)) break;
    duties.push(next);
    cursor.at++;
  }
  return duties;
}

function takeTable(cursor: Cursor): Line[] {
  const rows: Line[] = [];
  while (cursor.lines[cursor.at]?.kind === 'table') {
    const line = cursor.lines[cursor.at];
    if (line) rows.push(line);
    cursor.at++;
  }
  cursor.at--;
  return rows;
}

const isTitleLike = (line: Line | undefined) =>
  line?.kind === 'text' &&
  line.text.length <= 80 &&
  !/[。；：:，]$/.test(line.text) &&
  !readNumbering(line.text);

/** The title lines that follow an attachment's head: at most two. */
function takeTitle(cursor: Cursor): Line[] {
  const titles: Line[] = [];
  while (
    titles.length < 2 &&
    isTitleLike(cursor.lines[cursor.at + 1]) &&
    !/^附\s*件/.test(cursor.lines[cursor.at + 1]?.text ?? '')
  ) {
    const line = cursor.lines[cursor.at + 1];
    if (line) titles.push(line);
    cursor.at++;
    if (!/(?:的|关于|和|及|况|县|市)$/.test(line?.text ?? '')) break;
  }
  return titles;
}

const squeeze = (text: string) => text.replace(/\s/g, '');

function attachmentList(walker: Walker, cursor: Cursor): void {
  walker.begin('附件说明', '');
  const first = cursor.lines[cursor.at];
  const lines: Line[] = first ? [first] : [];
  while (/^\d{1,2}(?:-\d{1,2})?\s*[.．、]/.test(cursor.lines[cursor.at + 1]?.text ?? '')) {
    cursor.at++;
    const line = cursor.lines[cursor.at];
    if (line) lines.push(line);
  }
  for (const line of lines) walker.paragraph(line, []);
  walker.flush();
}

/** Opens an attachment when the line is its head; true when it did. */
function attachment(walker: Walker, cursor: Cursor, line: Line): boolean {
  const bare = ATTACHMENT_HEAD.exec(line.text);
  const followedByList =
    /^1\s*[.．、]/.test(cursor.lines[cursor.at + 1]?.text ?? '') && /[:：]$/.test(line.text.trim());
  const titled = bare ? null : ATTACHMENT_WITH_TITLE.exec(line.text);
  if ((!bare || followedByList) && !titled) return false;
  const number = squeeze(bare?.[1] ?? titled?.[1] ?? '');
  const titles = bare ? takeTitle(cursor) : [];
  const title = titled ? (titled[2] ?? '') : titles.map((each) => each.text).join('');
  walker.begin(`附件${number}`, squeeze(title), line);
  for (const each of [line, ...titles]) walker.paragraph(each, []);
  walker.flush();
  return true;
}

interface Expected {
  readonly name: string;
  readonly title: string;
}

/** Walks a document whose frame and announced attachments are known. */
export function readStructure(
  document: DocumentLines,
  frame: Frame,
  announced: readonly Expected[],
): Structure {
  const walker = new Walker();
  const cursor: Cursor = { lines: document.lines, at: 0 };
  if (document.kind === 'front matter') return frontMatter(document.lines);
  if (frame.headEnd > 0) walker.head(document.lines.slice(0, frame.headEnd));
  const signed = new Set(frame.signature);
  const lastSigned = frame.signature.at(-1) ?? -1;
  const hasBody = lastSigned >= 0 && document.lines.length - lastSigned > 4;
  if (hasBody) walker.begin('通知', '');
  const waiting = [...announced];
  for (cursor.at = frame.headEnd; cursor.at < document.lines.length; cursor.at++) {
    const line = document.lines[cursor.at];
    if (!line) continue;
    if (signed.has(cursor.at)) {
      if (cursor.at === frame.signature[0])
        walker.signature(frame.signature.flatMap((i) => document.lines[i] ?? []));
      if (cursor.at === lastSigned && hasBody) beginBody(walker, cursor);
    } else if (line.kind === 'table') walker.table(takeTable(cursor));
    else if (attachment(walker, cursor, line)) waiting.shift();
    else if (ATTACHMENT_LIST.test(line.text)) attachmentList(walker, cursor);
    else if (readNumbering(line.text)) walker.numbered(line, takeDuties(cursor));
    else if (waiting[0] && similarTitle(line.text, waiting[0].title)) openAnnounced(walker, line, waiting);
    else walker.paragraph(line, takeDuties(cursor));
  }
  walker.flush();
  return { outline: walker.outline, passages: walker.passages, layout: walker.layout };
}

function openAnnounced(walker: Walker, line: Line, waiting: Expected[]): void {
  const next = waiting.shift();
  walker.begin(next?.name ?? '附件', squeeze(line.text), line);
  walker.paragraph(line, []);
  walker.flush();
}

function similarTitle(line: string, title: string): boolean {
  if (line.length > 60 || /[。；，：]/.test(line)) return false;
  const grams = (text: string) =>
    new Set([...squeeze(text)].slice(1).map((char, i) => squeeze(text)[i] + char));
  const a = grams(line);
  const b = grams(title);
  const shared = [...a].filter((gram) => b.has(gram)).length;
  return shared / Math.max(1, Math.min(a.size, b.size)) >= 0.6;
}

/** After the covering notice's signature comes the plan itself, under a title of its own. */
function beginBody(walker: Walker, cursor: Cursor): void {
  const titles = takeTitle(cursor);
  walker.begin('', squeeze(titles.map((line) => line.text).join('')), titles[0]);
  for (const line of titles) walker.paragraph(line, []);
  walker.flush();
}

/** A masthead is kept in pieces of a few lines, the contents list entry by entry. */
function frontMatter(lines: readonly Line[]): Structure {
  const passages: Passage[] = [];
  let open: Line[] = [];
  const close = () => {
    const [first] = open;
    const last = open.at(-1);
    if (first && last) {
      const text = open.map((line) => line.text).join('\n');
      passages.push({
        kind: 'front',
        locator: '刊头',
        path: [],
        text,
        span: { start: first.start, end: last.end },
        cells: [],
      });
    }
    open = [];
  };
  for (const line of lines) {
    const size = open.reduce((sum, each) => sum + each.text.length, 0);
    if (size + line.text.length > 120 || /^\d{1,3}\s*[.．、]/.test(line.text)) close();
    open.push(line);
  }
  close();
  return { outline: [], passages, layout: [] };
}
