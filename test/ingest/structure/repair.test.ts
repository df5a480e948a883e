import { describe, expect, it } from 'vitest';
import { repairText } from '../../../ingest/structure/repair.ts';

const mend = (text: string) => repairText(text).lines.map((line) => line.text);

describe('repair', () => {
  it('joins a sentence that a page end cut in two', () => {
    expect(mend('2. 资源利用更加集约。到2023年\n\n底，耕地达到11.92万亩。')).toEqual([
      '2. 资源利用更加集约。到2023年底，耕地达到11.92万亩。',
    ]);
  });

  it('joins where a bracket is still open, even before a label', () => {
    expect(mend('（牵头领导：甲；责任\n\n单位：发改局、住建局）')).toEqual([
      '（牵头领导：甲；责任单位：发改局、住建局）',
    ]);
  });

  it('keeps numbered items, signatures, dates and rosters apart', () => {
    const lines = [
      '一、总体要求',
      '（一）工作思路。',
      '某县人民政府办公室',
      '2023年7月8日',
      '（此件公开发布）',
      '张三 县财政局局长',
      '李四 县水务局局长',
    ];
    expect(mend(lines.join('\n\n'))).toEqual(lines);
  });

  it('drops emphasis but never the asterisks of a masked number', () => {
    expect(mend('（**责任单位：**农业农村局）冶某 151****9757')).toEqual([
      '（责任单位：农业农村局）冶某 151****9757',
    ]);
  });

  it('leaves every other character where it was', () => {
    const source = '一、目标\n\n贷款余额突破39亿元，\n\n占比不低于75%。\n序号\t单位\n1\t财政局\t144\n';
    const folded = (text: string) => text.replace(/\s/g, '');
    expect(folded(repairText(source).text)).toBe(folded(source));
  });
});
