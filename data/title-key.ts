/** Titles as keys: what two printings of one title share, and what the same plan of another year shares. */
import { readNumeral } from './numerals.ts';
import { foldVariants } from './variants.ts';

/** First and last year that a title says its document is for. */
export interface PlanYears {
  readonly from: number;
  readonly to: number;
}

const ISSUING = /(?:印发|转发|批转|公布|发布|颁布|下发|通过|批准)[^《〈]{0,12}[《〈](.{4,})[》〉]/;
const QUOTED = /^[《〈](.{4,})[》〉]$/;
/** 某某县人民政府办公室关于…: what stands before 关于 when it ends like a body's name. */
const ISSUER_LEAD =
  /^[^《〈]{2,40}?(?:政府|办公室|办公厅|委员会|党委|县委|市委|省委|区委|[局厅部院署])(?=关于|印发|转发|公布)/;

const fold = (text: string) => foldVariants(text.normalize('NFKC'));

/**
 * The name of what a covering notice brings: `…办公室关于印发《某某方案》的通知` → `某某方案`. A title without
 * such a name loses its issuer: `某某县人民政府关于加强防火的意见` → `关于加强防火的意见`.
 */
export function coreTitle(title: string): string {
  const flat = title.replace(/\s+/g, '');
  const inner = ISSUING.exec(flat)?.[1] ?? QUOTED.exec(flat)?.[1];
  return inner ? coreTitle(inner) : flat.replace(ISSUER_LEAD, '');
}

/** A title without marks, spaces and issuer, for comparing what is printed in different places. */
export function titleKey(title: string): string {
  return fold(coreTitle(title)).replace(/[\s\p{P}\p{S}]/gu, '');
}

const YEAR = '((?:19|20)\\d{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2})';
const YEAR_RANGE = new RegExp(`${YEAR}\\s*年?\\s*[-—–－~～至到]+\\s*${YEAR}\\s*年(?:度)?`);
const ONE_YEAR = new RegExp(`${YEAR}\\s*(?:年度|年)`);
/** 第N个五年 begins in this year plus five N (since the sixth, 1981). */
const FIRST_PLAN = 1951;
const FIVE_YEAR = /[“"「]?十([一二三四五六])五[”"」]?(?:时期|期间)?/;
const LATER_EDITION =
  /[（(](?:试行|暂行|修订版?|修改版?|第[一二三四五六七八九\d]+版|最新版|更新版|\d{4}年?版)[）)]/g;

/** The years a title names: 2023年政务公开要点 → 2023; （2021—2025年） → 2021 to 2025; “十四五”规划 → 2021 to 2025. */
export function yearsOfTitle(title: string): PlanYears | null {
  const text = fold(coreTitle(title));
  const range = YEAR_RANGE.exec(text);
  if (range) return { from: readNumeral(range[1] ?? ''), to: readNumeral(range[2] ?? '') };
  const one = ONE_YEAR.exec(text);
  if (one) return { from: readNumeral(one[1] ?? ''), to: readNumeral(one[1] ?? '') };
  const plan = FIVE_YEAR.exec(text);
  if (!plan) return null;
  const from = FIRST_PLAN + 5 * readNumeral(`十${plan[1]}`);
  return { from, to: from + 4 };
}

/** What the same plan of any year shares: the title's key without years and marks of an edition. */
export function seriesTitle(title: string): string {
  const text = fold(coreTitle(title))
    .replace(YEAR_RANGE, '')
    .replace(ONE_YEAR, '')
    .replace(FIVE_YEAR, '五年')
    .replace(LATER_EDITION, '');
  return text.replace(/[\s\p{P}\p{S}]/gu, '');
}

function pairsOf(text: string): Set<string> {
  const chars = [...text];
  return new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`));
}

/** How alike two titles read, 0 to 1: shared pairs of characters of the shorter, after folding. */
export function titleLikeness(a: string, b: string): number {
  const [left, right] = [pairsOf(titleKey(a)), pairsOf(titleKey(b))];
  const smaller = Math.min(left.size, right.size);
  if (smaller === 0) return titleKey(a) === titleKey(b) ? 1 : 0;
  return [...left].filter((pair) => right.has(pair)).length / smaller;
}
