const DIGITS = '〇一二三四五六七八九';

/** Half-width digits for full-width ones; other characters stay: １２ → 12. */
export function foldDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/**
 * A whole number written in figures or in Chinese up to 999, or digit by digit (二〇二三); NaN for anything
 * else. `readNumeral('一百二十三') === 123`, `readNumeral('两') === 2`.
 */
export function readNumeral(text: string): number {
  const plain = foldDigits(text).replace(/\s/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  const han = plain.replace(/[零○Ｏ0]/g, '〇').replace(/[两兩]/g, '二');
  if (/^[〇一二三四五六七八九]{2,}$/.test(han)) {
    return Number([...han].map((digit) => DIGITS.indexOf(digit)).join(''));
  }
  const match =
    /^(?:([一二三四五六七八九])百)?〇?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(han);
  if (!match || han === '') return Number.NaN;
  const [, hundreds, tens, ten, ones] = match;
  const value = (digit: string | undefined) => (digit ? DIGITS.indexOf(digit) : 0);
  return value(hundreds) * 100 + (ten ? value(tens ?? '一') * 10 : 0) + value(ones);
}
