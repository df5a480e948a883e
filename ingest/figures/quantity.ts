/** Numbers with their units in a text, brought to one measure: 1.8亿元 → 180,000,000 元, 九成 → 90 %. */
import { readNumeral } from '../../data/numerals.ts';
import type { Span } from '../../data/types.ts';

/** A number with its unit. `unit` is the family's one name; `shown` is as printed. */
export interface Quantity extends Span {
  readonly value: number;
  readonly unit: string;
  readonly shown: string;
}

const UNITS: readonly (readonly [names: string, family: string, factor: number])[] = [
  ['个百分点', '百分点', 1],
  ['% ％', '%', 1],
  ['‰', '%', 0.1],
  ['元 块钱', '元', 1],
  ['亩', '亩', 1],
  ['公顷', '公顷', 1],
  ['平方公里 平方千米', '平方公里', 1],
  ['平方米 ㎡ m² 平米', '平方米', 1],
  ['立方米 m³', '立方米', 1],
  ['千克 公斤 kg KG', '千克', 1],
  ['克', '克', 1],
  ['吨', '吨', 1],
  ['公里 千米 km', '公里', 1],
  ['米', '米', 1],
  ['千瓦时', '千瓦时', 1],
  ['千瓦', '千瓦', 1],
  ['户', '户', 1],
  ['人次', '人次', 1],
  ['人 名', '人', 1],
  ['个工作日 工作日', '工作日', 1],
  ['个月', '个月', 1],
  ['小时', '小时', 1],
  ['天', '天', 1],
  ['倍', '倍', 1],
  ['个 家 所 座 处', '个', 1],
  ['项', '项', 1],
  ['次', '次', 1],
  ['套', '套', 1],
  ['台', '台', 1],
  ['头', '头', 1],
  ['只', '只', 1],
  ['场', '场', 1],
  ['期', '期', 1],
  ['批', '批', 1],
  ['辆', '辆', 1],
  ['株', '株', 1],
  ['件', '件', 1],
];

const FAMILIES = new Map(
  UNITS.flatMap(([names, family, factor]) =>
    names.split(' ').map((name) => [name, { family, factor }] as const),
  ),
);
const NAMES = [...FAMILIES.keys()].sort((a, b) => b.length - a.length).join('|');
const SCALES: Readonly<Record<string, number>> = {
  '': 1,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  万亿: 1e12,
};
const SCALE = '万亿|千万|百万|十万|亿|万|千(?![克米瓦])|百';
const PER = `(?:\\s*[/／每]\\s*(?:${NAMES}|[亩人年月日天户次]))?`;
const QUANTITY = new RegExp(
  `(?<![\\d.A-Za-z〔\\-—~～第])(\\d{1,3}(?:[,，]\\d{3})+(?!\\d)|\\d+(?:\\.\\d+)?)\\s*(${SCALE})?\\s*(${NAMES})(${PER})(?!\\s*[-—~～至]\\s*\\d)`,
  'g',
);
const TENTHS = /([一二三四五六七八九十])成(?![立果效员本为功品年长交])/g;
const PERCENT = /百分之([零〇一二三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?/g;

/** One name for a unit, and what a number in it is multiplied by; null for no unit. */
export function readUnit(text: string): { readonly unit: string; readonly factor: number } | null {
  const match = new RegExp(`^(${SCALE})?(${NAMES})(${PER})$`).exec(text.trim());
  const found = FAMILIES.get(match?.[2] ?? '');
  if (!match || !found) return null;
  return { unit: found.family + perOf(match[3]), factor: found.factor * (SCALES[match[1] ?? ''] ?? 1) };
}

function perOf(text: string | undefined): string {
  const name = (text ?? '').replace(/[\s/／每]/g, '');
  return name === '' ? '' : `/${FAMILIES.get(name)?.family ?? name}`;
}

/** Removes the noise of binary fractions: 0.1 × 3 is 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** The quantities of a text in order; ranges (1—2个), dates and numbers of documents are none. */
export function findQuantities(text: string): readonly Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(QUANTITY)) {
    const family = FAMILIES.get(match[3] ?? '');
    if (!family) continue;
    const value = Number((match[1] ?? '').replace(/[,，]/g, ''));
    const start = match.index;
    found.push({
      value: tidy(value * family.factor * (SCALES[match[2] ?? ''] ?? 1)),
      unit: family.family + perOf(match[4]),
      shown: match[0].trim(),
      start,
      end: start + match[0].length,
    });
  }
  const put = (match: RegExpMatchArray, value: number) => {
    const start = match.index ?? 0;
    found.push({ value, unit: '%', shown: match[0], start, end: start + match[0].length });
  };
  for (const match of text.matchAll(TENTHS)) put(match, 10 * readNumeral(match[1] ?? ''));
  for (const match of text.matchAll(PERCENT)) {
    const whole = readNumeral(match[1] ?? '');
    const part = match[2] ? readNumeral(`〇${match[2]}`) / 10 ** match[2].length : 0;
    put(match, tidy(whole + part));
  }
  return found.filter(({ value }) => !Number.isNaN(value)).sort((a, b) => a.start - b.start);
}
