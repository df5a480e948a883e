import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt, makeDay, parseDay, readDay, writeDay } from '../../data/day.ts';

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
