import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../data/day.ts';
import type { Deadline } from '../../../data/types.ts';
import { extractDeadlines } from '../../../ingest/deadlines/extract.ts';
import { documentOf, extractFrom } from './scoring.ts';

const issuedOn = parseDay('2024-01-12');
const from = (text: string): readonly Deadline[] => extractFrom(text, { issuedOn, title: '通知' });

describe('bad input', () => {
  it.each([
    ['各单位于2月30日前报送。', '2024年2月30日不存在'],
    ['请于2024年13月底前完成。', '13月不存在'],
    ['务必于1023年6月1日前完成。', '1023年'],
    ['活动时间：2024年9月30日至2024年8月1日。', '起止颠倒'],
  ])('keeps %s and says what is wrong', (text, why) => {
    const [deadline, ...more] = from(text);
    expect(more).toEqual([]);
    expect(deadline?.due).toBeNull();
    expect(deadline?.unresolved).toContain(why);
    expect(deadline?.confidence).toBeLessThan(0.6);
  });

  it('counts no amount that nobody could keep', () => {
    expect(from('自印发之日起99999个工作日内完成。')[0]?.due ?? null).toBeNull();
    expect(from('自印发之日起1500年内完成。')[0]?.due ?? null).toBeNull();
  });

  it('reads overlapping cues once', () => {
    const found = from('各乡镇最迟于2024年6月底前、即上半年末前完成整改。');
    expect(found.map(({ due }) => due)).toEqual(['2024-06-30', '2024-06-30']);
    expect(from('于2024年6月30日前前完成。')).toHaveLength(1);
    expect(from('每年每季度每月25日前报送。').length).toBeLessThanOrEqual(3);
  });

  it('reads text without dates, empty text and signs alone', () => {
    for (const text of [
      '',
      '。。。',
      '年月日',
      '前前前内内内',
      '（）（（（',
      '每每每年年年',
      '第第第阶段（（',
    ]) {
      expect(() => from(text)).not.toThrow();
    }
  });

  it('reads a table of 5,000 rows', () => {
    const rows = (count: number) =>
      `序号\t任务\t责任单位\t完成时限\n${Array.from(
        { length: count },
        (_, i) => `${i + 1}\t完成第${i + 1}项整改任务\t县水务局、各乡镇\t2024年${(i % 12) + 1}月底前`,
      ).join('\n')}`;
    for (const count of [200, 5000]) expect(from(rows(count))).toHaveLength(count);
  });

  it('reads one paragraph of 200,000 characters', () => {
    const text = '各乡镇、各部门要压实责任，逐项整改，于6月底前完成排查，每月25日前报送进展'.repeat(5000);
    const { metadata } = documentOf('', { issuedOn });
    const span = { start: 0, end: text.length };
    const found = extractDeadlines({
      metadata,
      text,
      passages: [{ kind: 'clause', locator: '一、', path: [], text, span, cells: [] }],
    });
    expect(found).toHaveLength(10_000);
    expect(Math.max(...found.map(({ quote }) => quote.length))).toBeLessThanOrEqual(600);
  });
});

describe('what a limit leans on', () => {
  it('never on a clock: the same text gives the same days', () => {
    const text = '各乡镇于7月30日前完成，年底前验收。';
    expect(from(text)).toEqual(from(text));
  });

  it('on the stage above it', () => {
    const found = extractFrom('第一阶段：部署（2024年11月1日-2025年2月28日）。\n1.1月15日前完成自查。', {
      issuedOn,
    });
    expect(found.map(({ due }) => due)).toEqual(['2025-02-28', '2025-01-15']);
  });

  it('on the year of the heading or the title where that is later than the date of issue', () => {
    const december = parseDay('2023-12-28');
    expect(extractFrom('6月底前完成。', { issuedOn: december, title: '2024年工作要点' })[0]?.due).toBe(
      '2024-06-30',
    );
    expect(extractFrom('6月底前完成。', { issuedOn: null, title: '2024年工作要点' })[0]?.due).toBe(
      '2024-06-30',
    );
  });

  it('on nothing, and then says so', () => {
    const [deadline] = extractFrom('6月底前完成。', { issuedOn: null, title: '工作要点' });
    expect(deadline?.due).toBeNull();
    expect(deadline?.unresolved).toContain('年份');
  });

  it('flags a month of the first quarter in a document of the last', () => {
    const [deadline] = extractFrom('1月10日前报送总结。', {
      issuedOn: parseDay('2023-12-20'),
      title: '通知',
    });
    expect(deadline?.due).toBe('2024-01-10');
    expect(deadline?.ambiguity).toContain('2024');
  });

  it('keeps a limit before the date of issue, marked', () => {
    const [deadline] = extractFrom('各单位须于3月31日前公开。', {
      issuedOn: parseDay('2023-07-18'),
      title: '2023年要点',
    });
    expect(deadline).toMatchObject({ due: '2023-03-31', past: true });
  });

  it('says when a working day falls in a year not yet announced', () => {
    const [deadline] = extractFrom('自印发之日起10个工作日内完成。', { issuedOn: parseDay('2090-12-25') });
    expect(deadline?.trace).toContain('尚未公布');
    expect(deadline?.confidence).toBeLessThan(0.8);
  });
});
