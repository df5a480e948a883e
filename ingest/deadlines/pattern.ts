/** Turns a rule's template into a pattern: `到{a}{clock}{before}` → RegExp with the groups of point a. */
import { NUMERAL_CHARS } from './numerals.ts';
import { pointPattern } from './point.ts';

const BEFORE =
  '(?:(?:（含[^（）]{0,4}）)?(?:之前|以前|前)(?!(?:[一二三四五六七八九十两\\d]{1,2})个?(?:月|季|天|日|周|年)|后|期|置|提(?!出|交|请|供|升|报|醒|高|前)|沿|往|来|述|款|瞻|景|身|夕|海|段))';
const NUMBER = `(?:半|[${NUMERAL_CHARS}]{1,6})`;
const SHORT = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const WEEKDAY = '(?:（?(?:周|星期)[一二三四五六日天]）?)?';
const CLOCK = `${WEEKDAY}(?:(?:上午|下午|中午|晚上?|早上?|凌晨)?${SHORT}(?:[时点](?:整|半|\\d{1,2}分)?|：\\d{2})|上午|下午|中午|晚上|零时|下班)?`;
const UNIT = '(?:个?工作日|个?自然日|日|天|个?星期|周|个?月|个?季度|年|个?小时|分钟)';

const SLOTS: Readonly<Record<string, string>> = {
  a: pointPattern('a'),
  b: pointPattern('b'),
  c: pointPattern('c'),
  e: pointPattern('e'),
  before: BEFORE,
  clock: CLOCK,
  to: '(?:起?，?(?:至|到|-{1,2}))',
  within: '(?:之内|以内|内)',
  n: `(?!(?:19|20)\\d{2}年)(?<n>${NUMBER})`,
  unit: `(?<u>${UNIT})`,
  number: NUMBER,
  short: SHORT,
  times:
    '(?:[^，。；：、（]{0,10}?(?:至少|不少于|不低于|最少|原则上)[^，。；：、（]{0,6}?' +
    `(?<t>${NUMBER})(?:次|轮|场|期|批|篇|件)|[^，。；：、（]{0,5}?(?<t2>${NUMBER})(?:次|轮|场|期))?`,
};

/** Compiles a template; an unknown slot is a mistake in the table and throws at once. */
export function compilePattern(template: string): RegExp {
  const source = template.replace(/\{([a-z]+)\}/g, (_, slot: string) => {
    const pattern = SLOTS[slot];
    if (pattern === undefined) throw new Error(`unknown slot {${slot}} in ${template}`);
    return pattern;
  });
  return new RegExp(source, 'dg');
}
