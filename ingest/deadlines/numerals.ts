/** Numbers beyond those of dates: 廿二, 俩, 首, 2621.2, 35,000, 三万. */
import { foldDigits, readNumeral } from '../../data/numerals.ts';

const SPOKEN: Readonly<Record<string, string>> = { 俩: '二', 仨: '三', 首: '一', 廿: '二十' };

/** Characters a written number may hold, for use in patterns. */
export const NUMERAL_CHARS = '0-9０-９一二两三四五六七八九十百千廿〇零○Ｏ';

/** The value of a written number; NaN for anything else: `readAmount('十五') === 15`. */
export function readAmount(text: string): number {
  const plain = foldDigits(text)
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[俩仨首廿]/g, (char) => SPOKEN[char] ?? char);
  if (/^\d+\.\d+$/.test(plain)) return Number(plain);
  const [, tenThousands, rest = ''] = /^(.+)万(.*)$/.exec(plain) ?? [];
  if (tenThousands) return readAmount(tenThousands) * 10_000 + (rest === '' ? 0 : readAmount(rest));
  return readNumeral(plain);
}
