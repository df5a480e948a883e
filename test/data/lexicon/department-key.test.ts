import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasesOf, departmentKey, sameDepartment } from '../../../data/lexicon/department-key.ts';
import { departmentTable } from '../../../data/lexicon/department-names.ts';
import { readLexicon } from '../../../data/lexicon/lexicon-file.ts';

describe('departments.txt', () => {
  it('gives no name to two departments', () => {
    const owners = new Map<string, Set<string>>();
    for (const [key, names] of departmentTable().aliases) {
      for (const name of names) owners.set(name, (owners.get(name) ?? new Set()).add(key));
    }
    expect([...owners].filter(([, keys]) => keys.size > 1)).toEqual([]);
  });

  it('has one line a department', () => {
    const keys = readLexicon('departments').lines.map((line) => line.head.join(' '));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    expect(keys.length).toBeGreaterThan(300);
  });
});

describe('departmentKey', () => {
  it.each([
    ['住房和城乡建设局', '住建局', '住房城乡建设局', '建设局', '省住房和城乡建设厅', '住建部门'],
    ['发展和改革局', '发展和改革委员会', '发改局', '发改委', '发展改革局', '国家发展改革委'],
    ['审批服务管理局', '行政审批服务局', '审批局', '审批服务局'],
    ['教育局', '教育体育局', '教体局', '自治区教育厅'],
    ['政府办公室', '政府办', '府办', '县人民政府办公室', '某某县人民政府办公室', '自治区人民政府办公厅'],
    ['党委办公室', '县委办公室', '县委办', '中共某某县委办公室', '市委办公厅'],
    ['纪委监委', '纪律检查委员会监察委员会', '纪检委', '监委', '县纪委监委'],
    ['生态环境局', '环保局', '某某市生态环境局清水分局', '市生态环境局某某县分局', '生态环境分局'],
    ['自然资源局', '国土局', '自然资源和规划局', '国土资源局'],
    ['市场监督管理局', '市场监管局', '工商局', '食药监局', '质监局'],
    ['卫生健康局', '卫健局', '卫健委', '卫计局'],
    ['文化旅游广电局', '文旅局', '文广局', '文化和旅游局'],
    ['应急管理局', '应急局', '安监局'],
    ['乡村振兴局', '扶贫办'],
    ['人民银行支行', '人行某某县支行', '中国人民银行清水县支行'],
    ['税务局', '国家税务总局某某县税务局', '国税局', '税务机关'],
    ['供电公司', '国网清水县供电公司', '电力局'],
    ['消防救援大队', '消防大队', '某某县消防救援大队'],
    ['安全生产委员会办公室', '安委办', '县安委办'],
    ['残疾人工作委员会', '残工委', '县政府残疾人工作委员会'],
    ['农业银行', '中国农业银行股份有限公司某某县支行'],
  ])('knows %s by its other names', (key, ...names) => {
    expect(aliasesOf(key)[0]).toBe(key);
    for (const name of names) expect([name, departmentKey(name)]).toEqual([name, key]);
  });

  it.each([
    ['农业农村局', '农业综合执法大队'],
    ['农业综合行政执法局', '综合行政执法局'],
    ['民政局', '民宗局'],
    ['自然资源局', '林业和草原局'],
    ['农业农村局', '乡村振兴局'],
    ['安委会', '安委办'],
    ['教育局', '体育局'],
    ['公安局', '交警大队'],
    ['县委办', '政府办'],
    ['气象局', '地震局'],
    ['医保局', '医保中心'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(sameDepartment(a, b)).toBe(false);
  });

  it.each([
    ['各乡（镇）人民政府', '乡镇人民政府'],
    ['各县（市、区）财政局', '财政局'],
    ['财 政 局', '财政局'],
    ['发展和改革局（粮食和物资储备局）', '发展和改革局'],
    ['（省财政厅', '财政局'],
    ['县财政局党组', '财政局'],
    ['公安县公安局', '公安局'],
    ['清水财政局', '财政局'],
    ['某某縣住建局', '住房和城乡建设局'],
  ])('reads %s', (name, key) => {
    expect(departmentKey(name)).toBe(key);
  });

  it.each([
    ['东山镇人民政府', '东山镇'],
    ['某某县东山镇', '东山镇'],
    ['城关街道办事处', '城关街道'],
    ['园子村村委会', '园子村'],
  ])('leaves the town in %s its own name', (name, key) => {
    expect(departmentKey(name)).toBe(key);
  });

  it('gives back what it does not know, without its place', () => {
    expect(departmentKey('某某县宜居城市创建领导小组办公室')).toBe('宜居城市创建领导小组办公室');
    expect(departmentKey('市场建设服务站')).toBe('市场建设服务站');
    expect(departmentKey('农业遥感站')).toBe('农业遥感站');
  });

  it('does not choke on what is no name', () => {
    for (const unit of ['县', '街道', '驻县', '(', '人民政府', '地区']) {
      const started = performance.now();
      departmentKey(`${unit.repeat(20)}局财政局`);
      departmentKey(unit.repeat(100_000));
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });

  const names = [...departmentTable().names.values()];
  const place = fc.constantFrom(
    '某某县',
    '清水县',
    '临江市',
    '东川区',
    '海西州',
    '白山自治县',
    '县',
    '市',
    '自治区',
    '我县',
  );

  it('does not mind the place before a name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), place, ({ text, key }, where) => {
        fc.pre(text !== '医院'); // 某某县医院 is its 人民医院, a hospital at large is any
        expect(departmentKey(where + text)).toBe(key);
      }),
    );
  });

  it('is settled after one step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), place, fc.string(), ({ text }, where, noise) => {
        for (const name of [text, where + text, noise, text + noise]) {
          const key = departmentKey(name);
          expect(departmentKey(key)).toBe(key);
        }
      }),
    );
  });
});
