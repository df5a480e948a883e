/** Finds the year that a point leaves out: from the clause, the stage, the heading, the date of issue. */
import { addMonths, type Day, partsOf } from '../../data/day.ts';
import { type Point, resolvePoint, type Stretch } from './point.ts';

/** What a phrase may lean on, nearest first. */
export interface Anchor {
  /** 成文日期. */
  readonly issuedOn: Day | null;
  /** Day it takes effect, where the document says. */
  readonly validFrom: Day | null;
  /** A year the document's title or the headings above name. */
  readonly headingYear: number | null;
  /** Year and month of the last limit before this one in the same clause. */
  readonly carried: { readonly year: number; readonly month: number | null } | null;
  /** The stage the clause belongs to. */
  readonly stage: { readonly start: Day | null; readonly due: Day } | null;
}

interface YearChoice {
  readonly year: number | null;
  readonly month: number | null;
  readonly because: string;
  readonly doubt: string | null;
}

/** The month a point without a year falls in, to choose its year by. */
function monthOf(point: Point): number | null {
  if (point.month !== null) return point.month;
  if (point.quarter !== null) return point.quarter * 3;
  return point.half === null ? null : point.half * 6;
}

function yearInStage(month: number | null, stage: NonNullable<Anchor['stage']>): number {
  const first = partsOf(stage.start ?? stage.due);
  const last = partsOf(stage.due);
  if (first.year === last.year || month === null) return last.year;
  return month >= first.month ? first.year : last.year;
}

/** A document of the last quarter that names a month of the first means the next year (1月10日前). */
function yearOfIssue(month: number | null, issuedOn: Day): YearChoice {
  const { year, month: issued } = partsOf(issuedOn);
  const next = month !== null && issued >= 10 && month <= 3;
  return {
    year: next ? year + 1 : year,
    month: issued,
    because: next ? `成文于${year}年${issued}月，${month}月取次年` : `年份取自成文日期 ${issuedOn}`,
    doubt: next ? `原文未写年份：成文在${year}年${issued}月，“${month}月”取${year + 1}年` : null,
  };
}

function chooseYear(point: Point, anchor: Anchor): YearChoice {
  const month = monthOf(point);
  const { carried, stage, headingYear, issuedOn } = anchor;
  if (carried) {
    const wraps = month !== null && carried.month !== null && carried.month - month >= 6;
    const year = wraps ? carried.year + 1 : carried.year;
    return {
      year,
      month: carried.month,
      because: `年份承前为${year}年`,
      doubt: wraps
        ? `原文未写年份：承前为${carried.year}年${carried.month}月，“${month}月”取${year}年`
        : null,
    };
  }
  if (stage)
    return {
      year: yearInStage(month, stage),
      month: partsOf(stage.due).month,
      because: `年份取自所在阶段`,
      doubt: null,
    };
  if (headingYear !== null && (!issuedOn || headingYear > partsOf(issuedOn).year))
    return { year: headingYear, month: null, because: `年份取自标题${headingYear}年`, doubt: null };
  if (issuedOn) return yearOfIssue(month, issuedOn);
  return {
    year: headingYear,
    month: null,
    because: headingYear === null ? '' : `年份取自标题${headingYear}年`,
    doubt: null,
  };
}

/** Days of a point, with why its year was taken and where that is in doubt. */
export interface Placed extends Stretch {
  readonly because: string;
  readonly doubt: string | null;
}

/** The days of a point, its year and month taken from what the anchor offers; or why it has none. */
export function place(point: Point, anchor: Anchor): Placed | { problem: string } {
  const needsYear = point.year === null || point.year.kind === 'from context';
  const choice = needsYear ? chooseYear(point, anchor) : null;
  const base = { year: choice?.year ?? null, month: choice?.month ?? null, today: anchor.issuedOn };
  const stretch = resolvePoint(point, base);
  if ('problem' in stretch) return stretch;
  const bareDay = point.day !== null && point.month === null && point.monthOffset === null;
  return bareDay
    ? placeBareDay(stretch, anchor)
    : { ...stretch, because: choice?.because ?? '', doubt: choice?.doubt ?? null };
}

/** 15日前 without a month: the next such day after the issue. */
function placeBareDay(stretch: Stretch, anchor: Anchor): Placed {
  const { issuedOn } = anchor;
  const passed = issuedOn !== null && stretch.end < issuedOn;
  const moved = passed
    ? { ...stretch, start: addMonths(stretch.start, 1), end: addMonths(stretch.end, 1) }
    : stretch;
  return { ...moved, because: '月份原文未写，取成文后的最近一次', doubt: '原文只写了日，月份按成文日期推定' };
}
