/** Reads the figures a document gives: (indicator, value, unit, year, scope) of its sentences and rows. */
import type { Figure } from '../../data/figures.ts';
import { splitSentences } from '../../data/sentences.ts';
import type { Cell, DocumentRecord, Passage } from '../../data/types.ts';
import { boundOf, indicatorKey, indicatorOf } from './indicator.ts';
import { findQuantities, type Quantity, readUnit } from './quantity.ts';

/** Figures that no indicator can be told from: shares (分别), samples, and what is only cited. */
const UNCLEAR = /分别|各自?占|左右两|依次/;
const ACTUAL = /目前|现有|已[达完建有成经]|截至|去年|上年|同期|原有|以来|近年|过去/;
const YEAR = /((?:19|20)\d{2})\s*年/g;
const SHORTEST = 3;
const LONGEST = 26;
/** Verbs whose object, behind the figure, is what is counted: 建立1个示范点. */
const MAKES =
  /(?:建立|建设|新建|建成|打造|培育|创建|组织|开展|举办|改造|新增|设立|布设|实施|引进)(?:[\s，]*(?:不少于|至少|不低于|约))?\s*$/;
const COUNTED = /^(?:以上|以内)?的?([\p{Script=Han}、“”]{4,24}?)(?=[，。；、（(\s]|$)/u;

/** The part of a document that a passage stands in: 正文, or the attachment's name. */
function partOf(passage: Passage): string {
  return /^附[件表录图]\s*[\d一二三四五六七八九十-]*/.exec(passage.locator)?.[0].replace(/\s/g, '') ?? '正文';
}

/** Whose figures they are, where a passage speaks of one town, village or office alone. */
function scopeOf(passage: Passage): string {
  const own = /^[^，。；：:]{2,14}(?:镇|乡|村|社区|街道|局|委|办|中心|公司)(?=[：:])/.exec(passage.text)?.[0];
  const above = [...passage.path]
    .reverse()
    .find((heading) => /^[^，。；]{2,12}(?:镇|乡|村|社区|街道)$/.test(heading));
  return own ?? above ?? '';
}

function yearBefore(text: string, fallback: number | null): number | null {
  const last = [...text.matchAll(YEAR)].at(-1)?.[1];
  return last ? Number(last) : fallback;
}

interface Place {
  readonly offset: number;
  readonly part: string;
  readonly scope: string;
  readonly year: number | null;
}

function toFigure(
  indicator: string,
  quantity: Quantity,
  place: Place,
  rest: Pick<Figure, 'bound' | 'role' | 'year'>,
) {
  const { value, unit, shown, start, end } = quantity;
  const span = { start: place.offset + start, end: place.offset + end };
  return {
    indicator,
    key: indicatorKey(indicator),
    value,
    unit,
    shown,
    span,
    part: place.part,
    scope: place.scope,
    ...rest,
  };
}

/** The phrase for a figure: what stands before it, else what is counted behind it. */
function phraseFor(before: string, after: string): string {
  const counted = MAKES.test(before) ? COUNTED.exec(after)?.[1] : undefined;
  return counted ? `${counted}数` : indicatorOf(before);
}

function ofSentence(sentence: string, place: Place): Figure[] {
  if (UNCLEAR.test(sentence)) return [];
  const quantities = findQuantities(sentence);
  return quantities.flatMap((quantity, i): Figure[] => {
    const from = quantities[i - 1]?.end ?? 0;
    const before = sentence.slice(from, quantity.start);
    const after = sentence.slice(quantity.end, quantities[i + 1]?.start);
    const indicator = phraseFor(before, after);
    const telling = indicatorKey(indicator).length;
    if (telling < SHORTEST || telling > LONGEST || /\d{4}|[《〈〔]/.test(indicator)) return [];
    const head = sentence.slice(0, quantity.start);
    const role = ACTUAL.test(before) || ACTUAL.test(head.split(/[，；]/).at(-2) ?? '') ? 'actual' : 'target';
    return [
      toFigure(indicator, quantity, place, {
        bound: boundOf(before, after),
        role,
        year: yearBefore(head, place.year),
      }),
    ];
  });
}

const ORDINAL = /^(?:序号|编号|项次|序)$/;
const NAMES_INDICATOR = /指标|名称|项目|内容|任务|事项|类别/;
const HOLDS_VALUE = /目标|任务|数|值|量|率|面积|金额|规模|指标|标准|年|完成|计划/;
const NUMBER = /^\s*([<>≥≤]?)\s*(\d{1,3}(?:[,，]\d{3})+|\d+(?:\.\d+)?)\s*([^\d\s]{0,6})\s*$/;

/** The unit of a row: of a cell under 单位 or 计量单位 that holds a unit, or in brackets in a column's name. */
function unitOfRow(cells: readonly Cell[], value: Cell, tail: string): ReturnType<typeof readUnit> {
  const bracketed = /[（(]([^）)]{1,6})[）)]/.exec(value.header)?.[1];
  const column = cells.find((cell) => /单位$/.test(cell.header) && readUnit(cell.text) !== null);
  return readUnit(tail) ?? readUnit(column?.text ?? '') ?? readUnit(bracketed ?? '');
}

interface RowNames {
  readonly cells: readonly Cell[];
  /** The cell that says what the row is about. */
  readonly about: Cell;
}

function namesOf(passage: Passage): RowNames | null {
  const cells = passage.cells.filter(
    (cell) => cell.text !== '' && !ORDINAL.test(cell.header) && !cell.inherited,
  );
  const texts = cells.filter((cell) => !NUMBER.test(cell.text) && readUnit(cell.text) === null);
  const about = texts.find((cell) => NAMES_INDICATOR.test(cell.header)) ?? texts[0];
  return about && about.text.length <= LONGEST ? { cells, about } : null;
}

/** 化肥利用率 | % | 40.5: the row names the indicator. 某镇 | 120 under 高标准农田（亩）: the column does. */
function ofRow(passage: Passage, place: Place): Figure[] {
  const names = namesOf(passage);
  if (!names) return [];
  const { cells, about } = names;
  return cells.flatMap((cell): Figure[] => {
    const match = NUMBER.exec(cell.text);
    if (!match || cell === about || !HOLDS_VALUE.test(cell.header)) return [];
    const unit = unitOfRow(cells, cell, match[3] ?? '');
    if (!unit) return [];
    const byRow = NAMES_INDICATOR.test(about.header);
    const column = cell.header.replace(/[（(][^）)]*[）)]/g, '');
    const indicator = byRow ? about.text : column;
    if (indicatorKey(indicator).length < SHORTEST) return [];
    const value = Number((match[2] ?? '').replace(/[,，]/g, '')) * unit.factor;
    const shown = match[3]
      ? cell.text.trim()
      : `${cell.text.trim()}${cells.find((each) => /单位$/.test(each.header) && readUnit(each.text))?.text ?? /[（(]([^）)]{1,6})[）)]/.exec(cell.header)?.[1] ?? ''}`;
    const quantity = {
      value: Number(value.toPrecision(12)),
      unit: unit.unit,
      shown,
      start: cell.span.start,
      end: cell.span.end,
    };
    const bound = match[1] === '' ? '=' : /[>≥]/.test(match[1] ?? '') ? '≥' : '≤';
    const scope = byRow ? place.scope : about.text;
    return [
      toFigure(
        indicator.replace(/\s+/g, ''),
        quantity,
        { ...place, offset: 0, scope },
        {
          bound,
          role:
            ACTUAL.test(cell.header) || /完成(?:数|情况)|基数|现状/.test(cell.header) ? 'actual' : 'target',
          year: yearBefore(cell.header, place.year),
        },
      ),
    ];
  });
}

/** All figures a document gives for indicators it names. */
export function readFigures(record: DocumentRecord, passages: readonly Passage[]): readonly Figure[] {
  if (record.kind === 'front matter') return [];
  const planned =
    record.yearFrom !== null && record.yearFrom === record.yearTo ? (record.yearFrom ?? null) : null;
  return passages.flatMap((passage) => {
    if (!/[\d成]|百分之/.test(passage.text) || passage.kind === 'title' || passage.kind === 'front')
      return [];
    const place = { offset: 0, part: partOf(passage), scope: scopeOf(passage), year: planned };
    if (passage.kind === 'row') return ofRow(passage, place);
    const raw = record.text.slice(passage.span.start, passage.span.end);
    return splitSentences(raw).flatMap(({ start, end }) =>
      ofSentence(raw.slice(start, end), { ...place, offset: passage.span.start + start }),
    );
  });
}
