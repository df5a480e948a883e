import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, makeDay, parseDay, partsOf } from '../../../data/day.ts';
import { EVERYDAY_RULES } from '../../../ingest/deadlines/everyday.ts';
import { readAmount } from '../../../ingest/deadlines/numerals.ts';
import { parseTimeExpression } from '../../../ingest/deadlines/parse.ts';
import { extractFrom } from './scoring.ts';

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
/** A Wednesday. */
const reference = day('2024-02-21');
const read = (text: string) => {
  const found = parseTimeExpression(text, { reference });
  return found && `${found.start}..${found.end}`;
};

describe('expressions of time', () => {
  it.each([
    ['2023年10月', '2023-10-01..2023-10-31'],
    ['2024-03-07', '2024-03-07..2024-03-07'],
    ['2023年12月1日-2024年3月31日', '2023-12-01..2024-03-31'],
    ['8月19—9月11日', '2024-08-19..2024-09-11'],
    ['2018年2——4月', '2018-02-01..2018-04-30'],
    ['二〇二三年十二月', '2023-12-01..2023-12-31'],
    ['98年4月', '1998-04-01..1998-04-30'],
    ['“十四五”期间', '2021-01-01..2025-12-31'],
    ['本周五', '2024-02-23..2024-02-23'],
    ['下周一', '2024-02-26..2024-02-26'],
    ['上个季度', '2023-10-01..2023-12-31'],
    ['今年前三季度', '2024-01-01..2024-09-30'],
    ['近三个月', '2023-11-21..2024-02-21'],
    ['60日内', '2024-02-21..2024-04-21'],
    ['5个工作日内', '2024-02-21..2024-02-28'],
    ['明年6月之前', '2024-02-21..2025-06-30'],
    ['从2001年起至今', '2001-01-01..2024-02-21'],
    ['8月20日（星期二）17:00前', '2024-02-21..2024-08-20'],
    ['三月第二周', '2024-03-11..2024-03-17'],
  ])('%s is %s', (text, range) => expect(read(text)).toBe(range));

  it.each(['', '没有日期', '2月30日', '2024年13月1日', '第九十九个月'])('finds no days in 「%s」', (text) =>
    expect(read(text)).toBeNull(),
  );

  it.each(EVERYDAY_RULES.flatMap((rule) => rule.examples))('reads the example %s', (example) =>
    expect(read(example)).not.toBeNull(),
  );

  it('reads numbers however they are written', () => {
    for (const [text, value] of [
      ['15', 15],
      ['１５', 15],
      ['十五', 15],
      ['二十', 20],
      ['一百二十', 120],
      ['两', 2],
      ['二〇二三', 2023],
      ['三万', 30_000],
      ['廿二', 22],
    ] as const)
      expect(readAmount(text)).toBe(value);
    expect(readAmount('')).toBeNaN();
    expect(readAmount('若干')).toBeNaN();
  });
});

const anyDay = fc.integer({ min: 0, max: 365 * 60 }).map((offset) => addDays(day('1990-01-01'), offset));
const HAN = '〇一二三四五六七八九';

function inHan(number: number): string {
  if (number <= 10) return number === 10 ? '十' : (HAN[number] ?? '');
  return `${number < 20 ? '' : HAN[Math.floor(number / 10)]}十${number % 10 === 0 ? '' : HAN[number % 10]}`;
}

describe('every date, however written', () => {
  const spellings: readonly ((y: number, m: number, d: number) => string)[] = [
    (y, m, d) => `${y}年${m}月${d}日`,
    (y, m, d) => `${y} 年 ${m} 月 ${d} 日`,
    (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
    (y, m, d) => `${y}.${m}.${d}`,
    (y, m, d) => `${[...String(y)].map((digit) => HAN[Number(digit)]).join('')}年${inHan(m)}月${inHan(d)}日`,
    (y, m, d) =>
      `${y}年${m}月${d}日`.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ];

  it('is read as the same day', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...spellings), (at, write) => {
        const { year, month, date } = partsOf(at);
        expect(read(write(year, month, date))).toBe(`${at}..${at}`);
      }),
    );
  });

  it('is the due day of a limit', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...spellings), (at, write) => {
        const { year, month, date } = partsOf(at);
        const [deadline] = extractFrom(`各乡镇要于${write(year, month, date)}前完成整改。`, {
          issuedOn: makeDay(year, 1, 1),
        });
        expect(deadline?.due).toBe(at);
      }),
      { numRuns: 60 },
    );
  });

  it('bounds a stage, start never after end', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (start, length) => {
        const end = addDays(start, length);
        const [a, b] = [partsOf(start), partsOf(end)];
        const text = `第一阶段：动员部署阶段（${a.year}年${a.month}月${a.date}日-${a.year === b.year ? '' : `${b.year}年`}${b.month}月${b.date}日）。`;
        const [stage] = extractFrom(text, { issuedOn: start });
        expect([stage?.kind, stage?.start, stage?.due]).toEqual(['period', start, end]);
      }),
      { numRuns: 60 },
    );
  });
});
