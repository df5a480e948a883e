/** Writes a number in the formats of Word's lists (ST_NumberFormat, ISO/IEC 29500-1 17.18.59). */

const DIGITS = '零一二三四五六七八九';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** 十二, 二十, 一百零三: as counted, without the 一 before a leading 十. */
function counted(value: number, digits: string, units: readonly string[]): string {
  if (value <= 0 || value > 9_999) return String(value);
  const figures = [...String(value)].map(Number);
  let text = '';
  for (const [i, figure] of figures.entries()) {
    const unit = units[figures.length - 1 - i] ?? '';
    if (figure > 0) text += (digits[figure] ?? '') + unit;
    else if (text !== '' && !text.endsWith(digits[0] ?? '') && figures.slice(i).some((each) => each > 0))
      text += digits[0];
  }
  return text;
}

function chinese(value: number): string {
  const text = counted(value, DIGITS, ['', '十', '百', '千']);
  return value >= 10 && value < 20 ? text.slice(1) : text;
}

function letters(value: number): string {
  if (value <= 0) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.min(10, Math.ceil(value / 26)));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  if (value <= 0 || value > 3_999) return String(value);
  let rest = value;
  let text = '';
  for (const [amount, sign] of ROMAN) {
    while (rest >= amount) {
      text += sign;
      rest -= amount;
    }
  }
  return text;
}

/** A character of a block of numbered signs (① …), the plain number beyond its end. */
function sign(value: number, first: number, count: number): string {
  return value >= 1 && value <= count ? String.fromCodePoint(first + value - 1) : String(value);
}

function circled(value: number): string {
  if (value <= 20) return sign(value, 0x2460, 20);
  return value <= 35 ? sign(value - 20, 0x3251, 15) : sign(value - 35, 0x32b1, 15);
}

const fullWidth = (value: number) =>
  String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const cyclic = (signs: string) => (value: number) => signs[(value - 1) % signs.length] ?? String(value);

type Writer = (value: number) => string;

const FORMATS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ...[
    'chineseCounting',
    'chineseCountingThousand',
    'japaneseCounting',
    'taiwaneseCounting',
    'ideographDigital',
    'koreanCounting',
    'taiwaneseCountingThousand',
    'japaneseDigitalTenThousand',
    'taiwaneseDigital',
    'koreanDigital',
  ].map((name): [string, Writer] => [name, chinese]),
  ['chineseLegalSimplified', (value) => counted(value, LEGAL, ['', '拾', '佰', '仟'])],
  ['ideographLegalTraditional', (value) => counted(value, LEGAL, ['', '拾', '佰', '仟'])],
  ['ideographTraditional', cyclic(STEMS)],
  ['ideographZodiac', cyclic(BRANCHES)],
  ['decimalEnclosedCircle', circled],
  ['decimalEnclosedCircleChinese', circled],
  ['decimalEnclosedParen', (value) => sign(value, 0x2474, 20)],
  ['decimalEnclosedFullstop', (value) => (value <= 20 ? sign(value, 0x2488, 20) : `${value}.`)],
  ['ideographEnclosedCircle', (value) => sign(value, 0x3280, 10)],
  ['decimalFullWidth', fullWidth],
  ['decimalFullWidth2', fullWidth],
  ['decimalZero', (value) => String(value).padStart(2, '0')],
  ['lowerLetter', letters],
  ['upperLetter', (value) => letters(value).toUpperCase()],
  ['lowerRoman', roman],
  ['upperRoman', (value) => roman(value).toUpperCase()],
  ['bullet', () => ''],
  ['none', () => ''],
]);

/** `formatNumber(12, 'chineseCounting') === '十二'`; unknown formats are written as plain numbers. */
export function formatNumber(value: number, format: string): string {
  return (FORMATS.get(format) ?? String)(value);
}
