const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Digits set above the line as such, since 10⁴ must not become 104; other text stays as it is. */
export function raiseDigits(text: string): string {
  if (!/^\s*\d+\s*$/.test(text)) return text;
  return text.trim().replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? digit);
}
