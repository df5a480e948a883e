/** Written numbers: 15, １５, 十五, 两, 一百二十, 二〇二三, 廿二. */

const DIGITS = new Map<string, number>([...'〇零○Ｏ'].map((char) => [char, 0]));
for (const [i, char] of [...'一二三四五六七八九'].entries()) DIGITS.set(char, i + 1);
for (const [char, value] of Object.entries({ 两: 2, 俩: 2, 仨: 3, 首: 1 })) DIGITS.set(char, value);
const TENS = new Map([
  ['十', 10],
  ['廿', 20],
  ['百', 100],
  ['千', 1000],
  ['万', 10_000],
]);

/** Characters a written number may hold, for use in patterns. */
export const NUMERAL_CHARS = '0-9０-９一二两三四五六七八九十百千廿〇零○Ｏ';

const halfWidth = (text: string) =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

function bySteps(text: string): number {
  let total = 0;
  let open = 0;
  for (const char of text) {
    const digit = DIGITS.get(char);
    const step = TENS.get(char);
    if (digit !== undefined) open = digit;
    else if (step === undefined) return Number.NaN;
    else if (step === 20) total += 20;
    else if (step === 10_000) {
      total = (total + open) * step;
      open = 0;
    } else {
      total += (open || 1) * step;
      open = 0;
    }
  }
  return total + open;
}

/** The value of a written number; NaN for anything else: `readNumeral('十五') === 15`. */
export function readNumeral(text: string): number {
  const plain = halfWidth(text).replace(/(?<=\d),(?=\d{3})/g, '');
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Number(plain);
  if (plain === '') return Number.NaN;
  const digits = [...plain].map((char) => (/\d/.test(char) ? Number(char) : DIGITS.get(char)));
  if (digits.length > 1 && digits.every((digit) => digit !== undefined)) return Number(digits.join(''));
  return bySteps(plain);
}
