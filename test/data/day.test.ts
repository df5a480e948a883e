import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  type CalendarUnit,
  type Day,
  dayAt,
  daysBetween,
  endOf,
  makeDay,
  parseDay,
  partsOf,
  readDay,
  unitAround,
  weekday,
  writeDay,
} from '../../data/day.ts';

describe('Day', () => {
  it.each([
    ['2023 年 8 月 2 日', '2023-08-02'],
    ['二〇二三年十二月三十一日', '2023-12-31'],
    ['２０２３年７月８日', '2023-07-08'],
    ['二○一八年二月十日', '2018-02-10'],
  ])('reads %s', (text, day) => expect(readDay(text)).toBe(day));

  it.each(['2023年2月30日', '2023年13月1日', '2023年8月', '1023年1月1日'])('refuses %s', (text) =>
    expect(readDay(text)).toBeNull(),
  );

  it('survives being written and read again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1949, max: 2100 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (y, m, d) => {
          const day = makeDay(y, m, d);
          if (!day) return;
          expect(readDay(writeDay(day))).toBe(day);
          expect(parseDay(day)).toBe(day);
        },
      ),
    );
  });

  it('takes the date in China, whatever the zone of the machine', () => {
    expect(dayAt(new Date('2023-07-29T16:00:00Z'))).toBe('2023-07-30');
    expect(dayAt(new Date('2023-07-29T15:59:59Z'))).toBe('2023-07-29');
  });
});

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`no such day: ${text}`);
  return parsed;
};

const anyDay = fc.integer({ min: 0, max: 365 * 300 }).map((offset) => addDays(day('1950-01-01'), offset));
const UNITS: readonly CalendarUnit[] = ['week', 'ten-day part', 'month', 'quarter', 'half-year', 'year'];

describe('Day arithmetic', () => {
  it.each([
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-03-31', -1, '2023-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2023-01-15', -1, '2022-12-15'],
  ])('%s + %i months = %s (clamped)', (from, months, to) => expect(addMonths(day(from), months)).toBe(to));

  it.each([
    ['week', '2023-07-31', '2023-08-06'],
    ['ten-day part', '2023-08-01', '2023-08-10'],
    ['month', '2023-08-01', '2023-08-31'],
    ['quarter', '2023-07-01', '2023-09-30'],
    ['half-year', '2023-07-01', '2023-12-31'],
    ['year', '2023-01-01', '2023-12-31'],
  ] as const)('finds the %s around 2023-08-02', (unit, start, end) =>
    expect(unitAround(day('2023-08-02'), unit)).toEqual({ start, end }),
  );

  it('ends the last ten-day part with the month', () => {
    expect(endOf(day('2024-02-29'), 'ten-day part')).toBe('2024-02-29');
    expect(endOf(day('2023-08-20'), 'ten-day part')).toBe('2023-08-20');
    expect(endOf(day('2023-08-21'), 'ten-day part')).toBe('2023-08-31');
  });

  it('knows the day of the week, also before 1970', () => {
    expect(weekday(day('2023-07-30'))).toBe(7);
    expect(weekday(day('2023-07-31'))).toBe(1);
    expect(weekday(day('1949-10-01'))).toBe(6);
  });

  it('refuses to leave the years it can write', () => {
    expect(() => addDays(day('2999-12-31'), 1)).toThrow(RangeError);
    expect(() => addMonths(day('1900-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(day('2023-01-01'), Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -18_000, max: 18_000 }), (from, n) => {
        const to = addDays(from, n);
        expect(daysBetween(from, to)).toBe(n);
        expect(addDays(to, -n)).toBe(from);
        expect(weekday(to)).toBe(((((weekday(from) - 1 + n) % 7) + 7) % 7) + 1);
        expect(to > from).toBe(n > 0);
      }),
    );
  });

  it('keeps the month it was asked for, and the date unless the month is too short', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (from, months) => {
        const to = partsOf(addMonths(from, months));
        const { year, month, date } = partsOf(from);
        expect(to.year * 12 + to.month).toBe(year * 12 + month + months);
        expect(to.date === date || (to.date < date && to.date >= 28)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(anyDay, (from) => {
        const leap = from.slice(5) === '02-29' && partsOf(from).year % 100 === 96;
        expect(addYears(from, 4).slice(5)).toBe(leap ? '02-28' : from.slice(5));
      }),
      { examples: [[day('2020-02-29')], [day('2096-02-29')]] },
    );
  });

  it('puts every day into exactly one unit of each size', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...UNITS), (at, unit) => {
        const { start, end } = unitAround(at, unit);
        expect(start <= at && at <= end).toBe(true);
        expect(unitAround(start, unit)).toEqual({ start, end });
        expect(unitAround(end, unit)).toEqual({ start, end });
        expect(unitAround(addDays(end, 1), unit).start).toBe(addDays(end, 1));
      }),
    );
  });
});
