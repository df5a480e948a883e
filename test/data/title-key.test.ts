import { describe, expect, it } from 'vitest';
import { coreTitle, seriesTitle, titleKey, titleLikeness, yearsOfTitle } from '../../data/title-key.ts';

const COVER = '清河县人民政府办公室关于印发《清河县2023年政务公开工作要点》的通知';

describe('titles as keys', () => {
  it.each([
    [COVER, '清河县2023年政务公开工作要点'],
    ['清河县人民政府关于加强森林防火的意见', '关于加强森林防火的意见'],
    ['关于转发《清河市关于印发〈清河市防汛预案〉的通知》的通知', '清河市防汛预案'],
    ['《清河县供水管理办法》', '清河县供水管理办法'],
    ['清河县防火令', '清河县防火令'],
  ])('reads the name in %s', (title, core) => {
    expect(coreTitle(title)).toBe(core);
  });

  it('compares what different places print', () => {
    expect(titleKey('关于印发《涇源县 供水管理办法（试行）》的通知')).toBe(
      titleKey('泾源县供水管理办法(试行)'),
    );
  });

  it.each([
    [COVER, { from: 2023, to: 2023 }],
    ['清河县林业发展规划（2021—2025年）', { from: 2021, to: 2025 }],
    ['清河县“十四五”水利规划', { from: 2021, to: 2025 }],
    ['清河县二〇二四年度工作要点', { from: 2024, to: 2024 }],
    ['清河县供水管理办法', null],
    ['清河县国道312线改造方案', null],
  ])('reads the years of %s', (title, years) => {
    expect(yearsOfTitle(title)).toEqual(years);
  });

  it('gives the same plan of two years one series', () => {
    expect(seriesTitle(COVER)).toBe(seriesTitle(COVER.replace('2023', '2021')));
    expect(seriesTitle('清河县供水管理办法（试行）')).toBe(seriesTitle('清河县供水管理办法'));
    expect(seriesTitle('清河县供水管理办法')).not.toBe(seriesTitle('清河县供热管理办法'));
  });

  it('tells unlike titles under one number apart', () => {
    expect(titleLikeness(COVER, '清河县2023年政务公开工作要点')).toBe(1);
    expect(titleLikeness(COVER, '清河县防汛应急预案')).toBeLessThan(0.3);
  });
});
