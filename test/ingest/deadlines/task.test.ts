import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../data/day.ts';
import { extractFrom } from './scoring.ts';

const tasks = (text: string) =>
  extractFrom(text, { issuedOn: parseDay('2024-03-01'), title: '通知' }).map(({ task }) => task);

describe('the task in a few words', () => {
  it.each([
    ['各乡镇要在6月底前完成耕地流出问题排查整改。', ['完成耕地流出问题排查整改']],
    ['所有排查整改任务必须7月30日前完成。', ['所有排查整改任务完成']],
    ['起草单位最迟将文件在公布后3个工作日内上网，并做好解读。', ['起草单位最迟将文件上网']],
    ['县委常委会每半年至少研究1次安全生产工作。', ['研究安全生产工作']],
    ['到2025年底，森林覆盖率达到42.24%，草原综合植被覆盖度达到97%。', ['森林覆盖率达到42.24%']],
    ['第一阶段：宣传发动阶段（2024年7月）。', ['宣传发动阶段']],
    ['1.推行“一网通办”。优化流程。\n责任单位：县审批局\n完成时限：2024年6月', ['推行“一网通办”']],
    ['序号\t重点任务\t责任单位\t完成时限\n1\t新建口袋公园5个\t县住建局\t10月底前', ['新建口袋公园5个']],
    ['许可证届满需要延续的，应当在届满30日前向原发证机关提出申请。', ['向原发证机关提出申请']],
    ['每学期至少开展1次应急疏散演练。', ['开展应急疏散演练']],
    ['（三）数据上报。县级为每年的10月10日前。', ['数据上报']],
  ])('%s', (text, expected) => expect(tasks(text)).toEqual(expected));

  it('is never long and never empty', () => {
    const long = `各乡镇要在6月底前完成${'高标准农田建设和农村人居环境整治提升'.repeat(8)}。`;
    for (const task of tasks(long)) {
      expect(task.length).toBeGreaterThan(4);
      expect(task.length).toBeLessThanOrEqual(40);
    }
  });
});
