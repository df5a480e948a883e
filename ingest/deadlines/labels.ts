/** Labels and column names that announce limits: 完成时限：, 整改时限, 报送时间. */

const KINDS =
  '完成|整改|办理|办结|承诺|法定|报送|上报|提交|申报|报名|实施|推进|落实|工作|任务|反馈|征集|公示|公告|受理|截止|起止|建设|计划|验收|培训|活动|集中|宣传|时间|执行|进度|开展|调查|采集|登记|检查|排查|缴费|缴纳|申请|领取|发放';
const LIMIT_NAME = new RegExp(
  `^(?:${KINDS})*(?:时限|期限|限期|节点|时间|日期|年限|进度|要求)+(?:安排|要求|节点|范围|段)?$|^[一-鿿]{2,8}(?:时限|期限|时间|时段|期)(?:安排|要求|节点)?$`,
);
const COMPLETION = /开工|竣工|完工|交付|投用|时限|期限|限期|节点|完成|办结|整改|报送|上报|提交|截止|年限/;
const NO_LIMIT =
  /参加|入党|学期|工期|任期|刑期|学制|成立|出生|发文|印发|制定|会议|召开|签订|填报|填表|任职|入职|毕业|建成|投用|统计|采样|检测|发布|公布|更新|发表|登载|浏览|下载|打印/;
const BEFORE = /([一-鿿（）/]{2,16})(?:为|是|：)+(?:于|在|自|从|原则上|最迟|拟|初定)*$/;
const SKIPPED =
  /进展|进度情况|完成情况|落实情况|现状|依据|文号|电话|身份证|出生|年龄|金额|资金|姓名|领导|联系人|责任人|序号|单位$|部门$|来源/;

const squeeze = (text: string) => text.replace(/\s/g, '').split('·').at(-1) ?? '';

/** The label right before a place in a compact sentence (完成时限：|2023年10月), or ''. */
export function labelBefore(sentence: string, at: number): string {
  const name = BEFORE.exec(sentence.slice(Math.max(0, at - 24), at))?.[1] ?? '';
  const last = name.replace(/^.*[的）]/, '');
  return LIMIT_NAME.test(last) && !NO_LIMIT.test(last) && last !== '日期' ? last : '';
}

/** The column's name where its cells are limits, else ''. */
export function limitColumn(header: string): string {
  const name = squeeze(header);
  return /时限|期限|限期|时间|节点|日期|年限|进度安排|进度要求/.test(name) &&
    !NO_LIMIT.test(name) &&
    !SKIPPED.test(name)
    ? name
    : '';
}

/** Columns whose dates are no limits: 进展情况, 政策依据, 联系电话. */
export function skipsColumn(header: string): boolean {
  return SKIPPED.test(squeeze(header));
}

/** Whether a label speaks of an end (完成时限) and not of a stretch (活动时间). */
export function completes(label: string): boolean {
  return COMPLETION.test(label);
}
