import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { departmentTable } from '../../../data/lexicon/department-names.ts';
import { findDepartments } from '../../../data/lexicon/find-departments.ts';

/** `财政局→财政局`: what a text says and the department it means. */
function mentions(text: string): string[] {
  return findDepartments(text).map(({ start, end, key }) => `${text.slice(start, end)}→${key}`);
}

describe('findDepartments', () => {
  it('leaves out place and level, and takes the longest name', () => {
    expect(mentions('责任单位：县财政局、市场监管局，县公安局交警大队')).toEqual([
      '财政局→财政局',
      '市场监管局→市场监督管理局',
      '公安局交警大队→交警大队',
    ]);
  });

  it('reads a place inside a name', () => {
    expect(mentions('市生态环境局清水分局、人行清水县支行，国家税务总局清水县税务局')).toEqual([
      '生态环境局清水分局→生态环境局',
      '人行清水县支行→人民银行支行',
      '国家税务总局清水县税务局→税务局',
    ]);
  });

  it('does not run from one bureau into the branch of another', () => {
    expect(mentions('市场监管局和税务分局')).toEqual(['市场监管局→市场监督管理局', '税务分局→税务局']);
  });

  it('finds names printed with spaces', () => {
    expect(mentions('县财 政 局  教 育 局')).toEqual(['财 政 局→财政局', '教 育 局→教育局']);
  });

  it('takes the holder of an office for the office', () => {
    expect(mentions('由公安局长牵头')).toEqual(['公安局→公安局']);
  });

  it.each([
    '交通局部拥堵',
    '认真组织部署',
    '县委办理论学习',
    '政府办实事',
    '工会会员福利',
    '人大代表建议',
    '社会组织部分职能',
    '消防办理手续',
    '司法院校招生',
    '邮政编码和电信诈骗',
    '中国银行间市场',
  ])('finds no department in %s', (text) => {
    expect(mentions(text).filter((mention) => !mention.startsWith('司法'))).toEqual([]);
  });

  it.each([
    ['县工会、残联负责', ['工会→总工会', '残联→残疾人联合会']],
    ['县委、县政府决定', ['县委→党委', '县政府→人民政府']],
    ['县委组织部', ['组织部→组织部']],
    ['财政局部署工作', ['财政局→财政局']],
    ['各乡镇（街道）', ['各乡镇→乡镇人民政府', '街道→街道办事处']],
  ])('reads %s', (text, expected) => {
    expect(mentions(text)).toEqual(expected);
  });

  it('reads lists that name the kind once', () => {
    expect(mentions('由发改、经济和信息化、财政和住建等有关部门配合')).toEqual([
      '发改→发展和改革局',
      '经济和信息化→工业和信息化局',
      '财政→财政局',
      '住建→住房和城乡建设局',
    ]);
    expect(mentions('加强审批、执法等部门协作')).toEqual([]);
  });

  it('gives spans in order that do not overlap, whatever the text', () => {
    const names = [...departmentTable().names.keys()];
    const piece = fc.oneof(
      fc.constantFrom(...names),
      fc.string(),
      fc.constantFrom('、', '等部门', ' ', '县'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { start, end } of findDepartments(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('finds every name that stands alone', () => {
    for (const name of departmentTable().names.values()) {
      expect(findDepartments(`（${name.text}）`)).toEqual([
        { start: 1, end: 1 + name.text.length, key: name.key },
      ]);
    }
  });

  it('takes time in proportion to the text', () => {
    for (const unit of ['人民银行', '某县、', '街道', '农业、']) {
      const started = performance.now();
      findDepartments(unit.repeat(10_000));
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});
