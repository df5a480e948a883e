import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANNOUNCED_YEARS,
  addWorkingDays,
  holidayName,
  isWorkingDay,
  nextWorkingDay,
  workingDaysBetween,
} from '../../data/calendar.ts';
import { addDays, type Day, makeDay } from '../../data/day.ts';

const day = (year: number, month: number, date: number): Day => {
  const made = makeDay(year, month, date);
  if (!made) throw new Error('no such day');
  return made;
};

const anyDay = fc.integer({ min: 0, max: 365 * 40 }).map((offset) => addDays(day(2000, 1, 1), offset));

describe('working days', () => {
  it('knows the years 2007–2026', () => {
    for (let year = 2007; year <= 2026; year++) expect(ANNOUNCED_YEARS).toContain(year);
  });

  it.each([
    [day(2023, 9, 29), false, '中秋 falls on a Friday'],
    [day(2023, 10, 6), false, 'the last day of the long holiday'],
    [day(2023, 10, 7), true, 'a Saturday worked to make up (调休)'],
    [day(2023, 10, 8), true, 'a Sunday worked to make up'],
    [day(2023, 10, 14), false, 'an ordinary Saturday'],
    [day(2024, 2, 4), true, 'a Sunday before the Spring Festival'],
    [day(2026, 2, 16), false, 'the eve of the Spring Festival'],
  ])('%s: %s, %s', (at, working) => expect(isWorkingDay(at)).toEqual({ working, known: true }));

  it('names a holiday, and nothing for an ordinary weekend', () => {
    expect(holidayName(day(2023, 10, 1))).toBe('国庆节');
    expect(holidayName(day(2023, 10, 14))).toBeNull();
  });

  it('says that a year without a notice is unknown and takes Monday to Friday', () => {
    expect(isWorkingDay(day(2099, 10, 1))).toEqual({ working: true, known: false });
    expect(isWorkingDay(day(2099, 10, 3))).toEqual({ working: false, known: false });
    expect(addWorkingDays(day(2026, 12, 30), 5).known).toBe(false);
  });

  it('leaves the start day out and counts the last day in, over a holiday with make-up days', () => {
    // 9月28日 Thursday; 9月29日–10月6日 off; 10月7日 and 8日 worked.
    expect(addWorkingDays(day(2023, 9, 28), 3)).toEqual({ day: '2023-10-09', known: true });
    expect(addWorkingDays(day(2023, 10, 9), -3)).toEqual({ day: '2023-09-28', known: true });
    expect(workingDaysBetween(day(2023, 9, 28), day(2023, 10, 9))).toEqual({ days: 3, known: true });
  });

  it('puts a due day on a day off to the next working day', () => {
    expect(nextWorkingDay(day(2023, 9, 30)).day).toBe('2023-10-07');
    expect(nextWorkingDay(day(2023, 7, 30)).day).toBe('2023-07-31');
    expect(nextWorkingDay(day(2023, 7, 28)).day).toBe('2023-07-28');
  });

  it('refuses counts no office makes', () => {
    expect(() => addWorkingDays(day(2023, 1, 1), 1_000_000)).toThrow(RangeError);
    expect(() => addWorkingDays(day(2023, 1, 1), 1.5)).toThrow(RangeError);
  });

  it('counts back what it counted forth', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (start, n) => {
        const { day: end } = addWorkingDays(start, n);
        expect(isWorkingDay(end).working).toBe(true);
        expect(workingDaysBetween(start, end).days).toBe(n);
        expect(workingDaysBetween(end, start).days).toBe(-n);
      }),
    );
  });

  it('never skips a working day on the way to the next', () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        const { day: next } = nextWorkingDay(start);
        for (let at = start; at < next; at = addDays(at, 1)) expect(isWorkingDay(at).working).toBe(false);
      }),
    );
  });
});
