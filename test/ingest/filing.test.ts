import { describe, expect, it } from 'vitest';
import { themeNames, themeOf } from '../../data/lexicon/themes.ts';
import { regionOf } from '../../ingest/region.ts';

const region = (issuer: string, title = '关于某事的通知', publication: string | null = null) =>
  regionOf({ issuers: issuer ? [issuer] : [], title, publication });

describe('regionOf', () => {
  it.each([
    ['清河县人民政府办公室', '清河县', '县'],
    ['中共清河县委办公室', '清河县', '县'],
    ['安平市教育局', '安平市', '市'],
    ['江海省财政厅', '江海省', '省'],
    ['宁夏回族自治区人民政府办公厅', '宁夏回族自治区', '省'],
    ['上海市人民政府', '上海市', '省'],
    ['江海省安平市临江区人民政府', '临江区', '县'],
    ['清河县白水镇人民政府', '白水镇', '乡镇'],
    ['国家税务总局清河县税务局', '清河县', '县'],
    ['国务院办公厅', null, '国家'],
    ['财政部', null, '国家'],
    ['国家市场监督管理总局', null, '国家'],
    ['县人民政府办公室', null, '县'],
    ['某某公司', null, null],
  ])('places %s', (issuer, place, level) => {
    expect(region(issuer)).toEqual({ region: place, level });
  });

  it('falls back on the title, then on the publication', () => {
    expect(region('', '关于印发《清河县供水办法》的通知')).toEqual({ region: '清河县', level: '县' });
    expect(region('县供水领导小组', '供水办法', '清河县人民政府公报 2023年第1期').region).toBe('清河县');
    expect(region('', '社区养老服务办法').region).toBeNull();
  });
});

describe('themeOf', () => {
  it.each([
    ['清河县2023年政务公开工作要点', '政务公开'],
    ['清河县森林防火工作方案', '应急管理'],
    ['清河县城镇燃气安全专项整治方案', '安全生产'],
    ['关于发放清河县行政事业单位住房补贴的通知', '住房城乡建设'],
    ['清河县持证残疾人基本状况调查方案', '民政残疾人'],
    ['关于提高城乡居民基本医疗保险待遇的通知', '卫生健康'],
    ['清河县创建水土保持示范县方案', '水利'],
  ])('files %s under %s', (title, theme) => {
    expect(themeOf(title, [], '')).toBe(theme);
    expect(themeNames()).toContain(theme);
  });

  it('shows none where nothing shows one', () => {
    expect(themeOf('关于某事的函', [], '')).toBeNull();
  });
});
