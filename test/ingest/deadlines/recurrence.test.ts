import rrulePackage from 'rrule';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../data/day.ts';
import { compactText } from '../../../ingest/deadlines/compact.ts';
import { findPhrases } from '../../../ingest/deadlines/phrases.ts';
import { RECURRING_RULES } from '../../../ingest/deadlines/recurring.ts';
import { extractFrom, type GoldEntry, readLines } from './scoring.ts';

const { RRule } = rrulePackage;

/** The first occurrences of a rule from a day on, by the package that calendars use. */
function occurrences(rrule: string, from: string, count: number): string[] {
  const dtstart = new Date(`${from}T00:00:00Z`);
  return new RRule({ ...RRule.parseString(rrule), dtstart, count })
    .all()
    .map((day) => day.toISOString().slice(0, 10));
}

const rulesOf = (text: string) =>
  findPhrases(compactText(text).text).flatMap(({ readings }) =>
    readings.flatMap((reading) => (reading.kind === 'recurring' ? [reading.recurrence.rrule] : [])),
  );

describe('recurrence rules', () => {
  const phrases = RECURRING_RULES.flatMap((rule) => rule.examples);

  it.each(phrases)('%s becomes a rule that RFC 5545 readers accept', (phrase) => {
    for (const rrule of rulesOf(phrase)) {
      expect(rrule).not.toContain('NaN');
      expect(occurrences(rrule, '2024-02-20', 3)).toHaveLength(3);
    }
  });

  it.each([
    ['每季度最后一个月10日前', ['2024-03-10', '2024-06-10', '2024-09-10']],
    ['季后15日内', ['2024-04-15', '2024-07-15', '2024-10-15']],
    ['每月31日前', ['2024-02-29', '2024-03-31', '2024-04-30']],
    ['每半年', ['2024-06-30', '2024-12-31', '2025-06-30']],
    ['每年6月30日、12月31日前', ['2024-06-30', '2024-12-31', '2025-06-30']],
    ['每年9月', ['2024-09-30', '2025-09-30', '2026-09-30']],
    ['每周五前', ['2024-02-23', '2024-03-01', '2024-03-08']],
    ['每个工作日下班前', ['2024-02-20', '2024-02-21', '2024-02-22']],
    ['每月最后一个工作日', ['2024-02-29', '2024-03-29', '2024-04-30']],
    ['年度终了后四个月内', ['2024-04-30', '2025-04-30', '2026-04-30']],
    ['每年2月底前', ['2024-02-29', '2025-02-28', '2026-02-28']],
  ])('%s falls on %s', (phrase, days) => {
    const [rrule = ''] = rulesOf(phrase);
    expect(occurrences(rrule, '2024-02-20', 3)).toEqual(days);
  });

  it('refuses days that no month has', () => {
    expect(rulesOf('每月32日前')).not.toContain('FREQ=MONTHLY;BYMONTHDAY=32');
    expect(rulesOf('每年2月30日前').filter((rrule) => rrule.includes('BYMONTHDAY=30'))).toEqual([]);
    expect(rulesOf('每年13月底前').filter((rrule) => rrule.includes('13'))).toEqual([]);
  });

  it('starts every deadline of the gold set on a day of its own rule', () => {
    for (const { issuedOn, title, text } of readLines<GoldEntry>('gold.jsonl')) {
      for (const { rrule, due } of extractFrom(text, { issuedOn: parseDay(issuedOn), title })) {
        if (rrule && due) expect(occurrences(rrule, due, 1)).toEqual([due]);
      }
    }
  });
});
