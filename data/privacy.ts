/**
 * Masking of personal data (个人信息保护法; the gazette's own 删除、去标识化或遮盖). Masked: mobile numbers,
 * 18-digit ids with a valid check digit, bank cards, plates, and home addresses as far as a text shows them.
 * Landlines, hotlines and office addresses stay.
 */

const DIGIT = '[0-9０-９]';
const half = (text: string) =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** Hides all but the first `head` and last `tail` letters and digits; separators stay where they are. */
function hide(text: string, head: number, tail: number): string {
  const total = [...text].filter((char) => /[\p{L}\p{N}]/u.test(char)).length;
  let seen = 0;
  return [...text]
    .map((char) => {
      if (!/[\p{L}\p{N}]/u.test(char)) return char;
      seen++;
      return seen <= head || seen > total - tail ? char : '*';
    })
    .join('');
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643—1999: the check digit of an 18-digit id, and a birth date that can be. */
export function isCitizenId(text: string): boolean {
  const id = half(text).replace(/[\s-]/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false;
  const month = Number(id.slice(10, 12));
  const day = Number(id.slice(12, 14));
  if (!/^(18|19|20)/.test(id.slice(6)) || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return id[17] === '10X98765432'[sum % 11];
}

/** The Luhn check of ISO/IEC 7812, for 16 to 19 digits that do not start with 0, 1 or 7. */
export function isBankCard(text: string): boolean {
  const digits = half(text).replace(/[\s-]/g, '');
  if (!/^[2-689]\d{15,18}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, char, i) => {
    const doubled = Number(char) * (i % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

const UNITS = '元|万|亿|吨|平方|公里|公顷|亩|个|户|人次';
const HOME = '小区|花园|家园|嘉园|佳苑|公寓|新村|家属[院楼]|安置区|苑|庄园';
const NUMBER = `(?:${DIGIT}{1,4}|[一二三四五六七八九十百]{1,4}|[A-Za-z])`;

/** Each row: what it looks for, and what becomes of a hit (null: leave it as it is). */
const RULES: readonly (readonly [RegExp, (match: string, ...groups: string[]) => string])[] = [
  [
    new RegExp(
      `(?<![0-9０-９A-Za-z])${DIGIT}(?:[\\s-]?${DIGIT}){16}[\\s-]?[0-9０-９Xx](?![0-9０-９A-Za-z])`,
      'g',
    ),
    (match) => (isCitizenId(match) ? hide(match, 3, 2) : isBankCard(match) ? hide(match, 0, 4) : match),
  ],
  [
    new RegExp(`(?<![0-9０-９.A-Za-z])${DIGIT}(?:[\\s-]?${DIGIT}){15,18}(?![0-9０-９A-Za-z])`, 'g'),
    (match) => (isBankCard(match) ? hide(match, 0, 4) : match),
  ],
  [
    new RegExp(
      `(?<![0-9０-９.A-Za-z])((?:[+＋]?86|0086)[\\s-]?)?([1１][3-9３-９]${DIGIT}[\\s-]?${DIGIT}{4}[\\s-]?${DIGIT}{4})(?![0-9０-９]|\\s*(?:${UNITS}))`,
      'g',
    ),
    (_match, prefix = '', number = '') => `${prefix}${hide(number, 3, 4)}`,
  ],
  [
    /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z])([·•・\s-]?)([A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])/g,
    (match, head = '', mark = '', tail = '') =>
      /\d/.test(tail) ? `${head}${mark}${'*'.repeat(tail.length)}` : match,
  ],
  [
    /((?:家庭|现|户籍|常住|居住)?(?:住址)|户籍地址?|现居住地址?|居住地址?|家庭地址|家住|我住在?|现住在?|住在)([：:是在为\s]{0,3})([^，,。；;！？!?\n、]{4,60})/g,
    (_match, label = '', mark = '', address = '') => `${label}${mark}${hideAddress(address)}`,
  ],
  [
    new RegExp(
      `([\\u4e00-\\u9fff]{1,12}(?:${HOME}))((?:[一-鿿]{0,4})${NUMBER}\\s*(?:号楼|栋|幢|座|#|号院|单元|号)(?:\\s*${NUMBER}\\s*(?:单元|层|楼|栋|室|户|号|门))*(?:\\s*${DIGIT}{1,4}(?!${DIGIT}))?)`,
      'g',
    ),
    (_match, place = '') => `${place}******`,
  ],
  [
    new RegExp(
      `([\\u4e00-\\u9fff]{1,8}村)((?:[\\u4e00-\\u9fff]{0,4}${NUMBER}(?:组|队|社))\\s*${NUMBER}\\s*(?:号|户))`,
      'g',
    ),
    (_match, village = '') => `${village}******`,
  ],
];

/** Keeps province, city and county of an address, hides the rest. */
function hideAddress(address: string): string {
  if (!/[省市县区镇乡村路街巷号楼栋幢室组]/.test(address)) return address;
  const kept =
    /^(?:[\u4e00-\u9fff]{2,7}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}[市州])?(?:[\u4e00-\u9fff]{1,7}?[县区旗])?/.exec(
      address,
    );
  return `${kept?.[0] ?? ''}******`;
}

/** The text with personal data masked: `电话13812345678` → `电话138****5678`. Masking twice changes nothing. */
export function maskPersonal(text: string): string {
  if (!/[0-9０-９]|住/.test(text)) return text;
  return RULES.reduce((masked, [pattern, change]) => masked.replace(pattern, change), text);
}

/** Masks every string inside plain (JSON) data. */
export function maskDeep<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, inner) =>
    typeof inner === 'string' ? maskPersonal(inner) : inner,
  );
}
