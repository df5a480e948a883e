/** The outline of official documents (GB/T 9704—2012, 7.3.3): 一、 （一） 1. （1）, with ① and 第一条. */
import { foldDigits } from '../../data/numerals.ts';

/** An outline number at the head of a line. Lower levels stand higher in the outline. */
export interface Numbering {
  readonly level: number;
  /** As a clerk writes it: full-width brackets, 1. for 1、 — 三、 （二） 2. （3） ① 第四条. */
  readonly label: string;
  readonly length: number;
}

const HAN = '[一二三四五六七八九十百零〇]';
const DIGITS = '[0-9０-９]';

interface Rule {
  readonly pattern: RegExp;
  readonly level: number;
  readonly label: (number: string) => string;
}

/** The second lookahead of 一、 keeps 一、二级医院 apart, that of 第N条 a reference (第三条规定的…). */
const RULES: readonly Rule[] = [
  { pattern: new RegExp(`^第\\s*(${HAN}{1,5}|\\d{1,3})\\s*[编章]\\s*`), level: 1, label: (n) => `第${n}章` },
  { pattern: new RegExp(`^第\\s*(${HAN}{1,5})\\s*部分[\\s：:、]*`), level: 1, label: (n) => `第${n}部分` },
  { pattern: new RegExp(`^第\\s*(${HAN}{1,5}|\\d{1,3})\\s*节\\s*`), level: 2, label: (n) => `第${n}节` },
  {
    pattern: new RegExp(`^第\\s*(${HAN}{1,5}|\\d{1,3})\\s*条(?![第款项之的至和、及规所，。])[：:\\s]*`),
    level: 3,
    label: (n) => `第${n}条`,
  },
  {
    pattern: new RegExp(`^(${HAN}{1,4})\\s?[、．.](?!${HAN}{1,2}(?:[、级类等档批]|是))\\s*`),
    level: 4,
    label: (n) => `${n}、`,
  },
  {
    pattern: new RegExp(`^[（(]\\s*(${HAN}{1,4})\\s*[）)](?![、至和]|[款项])\\s*[、.．]?\\s*`),
    level: 5,
    label: (n) => `（${n}）`,
  },
  {
    pattern: new RegExp(`^第\\s*(${HAN}{1,2})\\s*(?:阶段|步)(?=[：:，、（(])`),
    level: 6,
    label: (n) => `第${n}阶段`,
  },
  {
    pattern: new RegExp(`^(${DIGITS}{1,3})\\s*[.．、](?!${DIGITS})\\s*`),
    level: 7,
    label: (n) => `${foldDigits(n)}.`,
  },
  {
    pattern: new RegExp(`^(${DIGITS}{1,2}-${DIGITS}{1,2})\\s*[.．、]\\s*`),
    level: 7,
    label: (n) => `${foldDigits(n)}.`,
  },
  {
    pattern: new RegExp(`^[（(]\\s*(${DIGITS}{1,3})\\s*[）)]\\s*[、.．]?\\s*`),
    level: 8,
    label: (n) => `（${foldDigits(n)}）`,
  },
  {
    pattern: new RegExp(`^(${DIGITS}{1,3})\\s*[）)]\\s*`),
    level: 9,
    label: (n) => `${foldDigits(n)}）`,
  },
  { pattern: /^([①-⑳])\s*/, level: 10, label: (n) => n },
];

/** Reads the outline number a line opens with: `（二）加大排查` → `{level: 5, label: '（二）', length: 3}`. */
export function readNumbering(text: string): Numbering | null {
  for (const { pattern, level, label } of RULES) {
    const match = pattern.exec(text);
    if (match) return { level, label: label((match[1] ?? '').replace(/\s/g, '')), length: match[0].length };
  }
  return null;
}
