/** The outline of official documents (GB/T 9704—2012, 7.3.3): 一、 （一） 1. （1）, with ① and 第一条. */

/** An outline number at the head of a line. Lower levels stand higher in the outline. */
export interface Numbering {
  readonly level: number;
  /** As a clerk writes it: full-width brackets, 1. for 1、 — 三、 （二） 2. （3） ① 第四条. */
  readonly label: string;
  readonly length: number;
}

const HAN = '[一二三四五六七八九十百零]';

const RULES: readonly { pattern: RegExp; level: number; label: (number: string) => string }[] = [
  { pattern: new RegExp(`^第(${HAN}{1,5}|\\d{1,3})[编章]\\s*`), level: 1, label: (n) => `第${n}章` },
  { pattern: new RegExp(`^第(${HAN}{1,5}|\\d{1,3})节\\s*`), level: 2, label: (n) => `第${n}节` },
  {
    pattern: new RegExp(`^第(${HAN}{1,5}|\\d{1,3})条(?:[、：:]|\\s+|(?=[^，。]))`),
    level: 3,
    label: (n) => `第${n}条`,
  },
  { pattern: new RegExp(`^(${HAN}{1,4})、\\s*`), level: 4, label: (n) => `${n}、` },
  { pattern: new RegExp(`^[（(]\\s*(${HAN}{1,4})\\s*[）)]\\s*`), level: 5, label: (n) => `（${n}）` },
  { pattern: new RegExp(`^第(${HAN}{1,2})(?:阶段|步)(?=[：:，（(])`), level: 6, label: (n) => `第${n}阶段` },
  { pattern: /^(\d{1,3})\s*[.．、](?!\d)\s*/, level: 7, label: (n) => `${n}.` },
  { pattern: /^(\d{1,2}-\d{1,2})\s*[.．、]\s*/, level: 7, label: (n) => `${n}.` },
  { pattern: /^[（(]\s*(\d{1,3})\s*[）)]\s*/, level: 8, label: (n) => `（${n}）` },
  { pattern: /^([①-⑳])\s*/, level: 9, label: (n) => n },
];

/** Reads the outline number a line opens with: `（二）加大排查` → `{level: 5, label: '（二）', length: 3}`. */
export function readNumbering(text: string): Numbering | null {
  for (const { pattern, level, label } of RULES) {
    const match = pattern.exec(text);
    if (match) return { level, label: label(match[1] ?? ''), length: match[0].length };
  }
  return null;
}
