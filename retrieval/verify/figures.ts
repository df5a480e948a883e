/** Figures however they are written: 三成 = 百分之三十 = 30%, 6.54万 = 65,400, 二〇二三 = 2023. */

/** A figure in a text: its one spelling, and how many characters it takes up there. */
export interface Figure {
  readonly value: string;
  readonly length: number;
  /** False for a lone 一 or 两 that counts nothing (统一, 一律). */
  readonly counts: boolean;
}

const DIGITS = '〇一二三四五六七八九';
const HAN = '〇零○一二两三四五六七八九十百千万亿';
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 };
const ARABIC = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?|^\d+(?:\.\d+)?/;
const HAN_RUN = new RegExp(`^[${HAN}]+(?:点[〇零一二三四五六七八九]+)?`);
/** What a lone Chinese numeral counts, so that 一户 is a figure and 一旦 is none. */
const MEASURE =
  /^(?:[个项户人家次年月日天号元角亩倍成条种类批套处所名份期届级季周旬岁层栋座辆台件位度米吨克里]|工作日|公里|平方|千克|批次)/;

const digitOf = (char: string) => DIGITS.indexOf(char.replace(/[零○]/, '〇').replace('两', '二'));

/** A Chinese whole number up to 亿, or digit by digit (二〇二三); NaN for a run that is none (千万 alone). */
export function readHanInteger(run: string): number {
  if (/^[〇零○一二三四五六七八九]{2,}$/.test(run)) return Number([...run].map(digitOf).join(''));
  if (/^(?:[万亿]|[百千](?![万亿]))/.test(run)) return Number.NaN;
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const char of run) {
    const scale = SCALES[char];
    if (scale === undefined) {
      if (digit > 0) return Number.NaN;
      digit = digitOf(char);
    } else if (scale < 10_000) {
      section += (digit < 0 ? 1 : digit) * scale;
      digit = -1;
    } else {
      total = (total + section + Math.max(0, digit)) * scale;
      section = 0;
      digit = -1;
    }
  }
  return total + section + Math.max(0, digit);
}

function readHan(run: string): number {
  const [whole = '', decimals] = run.split('点');
  const value = readHanInteger(whole);
  return decimals === undefined ? value : Number(`${value}.${[...decimals].map(digitOf).join('')}`);
}

const write = (value: number) => String(Number(value.toPrecision(12)));

interface Plain {
  readonly value: number;
  readonly length: number;
  readonly isHan: boolean;
}

function plainAt(text: string): Plain | null {
  const arabic = ARABIC.exec(text)?.[0];
  if (arabic) return { value: Number(arabic.replaceAll(',', '')), length: arabic.length, isHan: false };
  const run = HAN_RUN.exec(text)?.[0];
  if (!run) return null;
  for (let length = run.length; length > 0; length--) {
    const value = readHan(run.slice(0, length));
    if (!Number.isNaN(value) && !run.slice(0, length).endsWith('点')) return { value, length, isHan: true };
  }
  return null;
}

/** 百分之三十, 千分之五. */
function shareAt(text: string): Figure | null {
  const share = /^([百千])分之/.exec(text);
  const plain = share && plainAt(text.slice(3));
  if (!share || !plain) return null;
  const mark = share[1] === '百' ? '%' : '‰';
  return { value: `${write(plain.value)}${mark}`, length: 3 + plain.length, counts: true };
}

/** 三成, 三成五. */
function tenthsAt(text: string, plain: Plain): Figure | null {
  const rest = text.slice(plain.length);
  const match = /^成(?:([一二三四五六七八九半])|(?![立为员果本效交分品就绩功都套年熟]))/.exec(rest);
  if (!match || plain.value > 10 || !Number.isInteger(plain.value)) return null;
  const half = match[1] === '半' ? 5 : match[1] ? digitOf(match[1]) : 0;
  return {
    value: `${write(plain.value * 10 + half)}%`,
    length: plain.length + (match[0]?.length ?? 1),
    counts: true,
  };
}

/**
 * The figure that a folded text begins with, or null: `6.54万亩` → 65400 over 5 characters (the measure word
 * is left), `百分之三十` → 30%, `一旦` → a figure that counts nothing.
 */
export function figureAt(text: string): Figure | null {
  const share = shareAt(text);
  if (share) return share;
  const plain = plainAt(text);
  if (!plain) return null;
  const tenths = tenthsAt(text, plain);
  if (tenths) return tenths;
  const rest = text.slice(plain.length);
  const mark = /^[%‰]/.exec(rest)?.[0];
  if (mark) return { value: `${write(plain.value)}${mark}`, length: plain.length + 1, counts: true };
  const scale = plain.isHan ? undefined : /^[十百千万亿]{1,2}/.exec(rest)?.[0];
  if (scale && !/^千[克米瓦卡伏]/.test(rest)) {
    const factor = [...scale].reduce((product, char) => product * (SCALES[char] ?? 1), 1);
    return { value: write(plain.value * factor), length: plain.length + scale.length, counts: true };
  }
  const counts = !plain.isHan || plain.length > 1 || MEASURE.test(rest);
  return { value: write(plain.value), length: plain.length, counts };
}
