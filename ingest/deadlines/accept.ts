/** Decides whether a time phrase sets a limit where it stands, or only tells when something was or will be. */
import type { Day } from '../../data/day.ts';
import type { Found } from './phrases.ts';
import type { Resolved } from './resolve.ts';

/** Where a phrase stands: in a compact sentence, under a label or column, or as a stage's dates. */
export interface Place {
  readonly sentence: string;
  /** The label or column name that announces a limit: 完成时限, 整改时限; '' where there is none. */
  readonly label: string;
  readonly isStage: boolean;
  readonly issuedOn: Day | null;
}

const VERBS =
  '完成|达到|达标|实现|建成|建立|建设|构建|形成|提交|上报|报送|启动|开展|组织|实施|投入|投用|投产|通过|申报|验收|开工|竣工|交付|出台|印发|制定|制订|编制|修订|发布|公布|公开|落实|推进|推动|推广|汇总|总结|评选|检查|考核|迎接|接受|公示|整改|清零|集中|突破|超过|不低于|不少于|不超过|不高于|控制|提高|提升|降至|降低|下降|增长|增加|新增|新建|新改建|改建|扩建|续建|打通|见效|招录|选派|发展|改造|保持|稳定|覆盖|取得|基本|全面|全部|力争|确保|到位|进行|办结|办理|答复|反馈|备案|归档|移交|缴纳|兑现|拨付|发放|下达|签订|收回|销号|上线|运行|挂牌|入库|核查|排查|自查|督查|督导|摸底|复查|复核|评估|评审|论证|遴选|报名|征集|培训|演练|更新|清理|拆除|治理|修复|安装|采购|招标|累计|占比|力度|实行|执行|设立|成立|健全|完善|消除|淘汰|关停|退出|迁出|搬迁|引进|培育|打造|创建|举办|评定|收集|整理|撰写|报告|上传|填报|录入|审核|受理|缩短|压减|压缩|翻番|建档|配备|解决|纳入|延伸|开通|启用';
const BETWEEN = '要|须|应|将|拟|再|集中|全面|统一|分别|计划|基本|全部|力争|正式|陆续|逐步|按时|各';
const DUTY_SOON = new RegExp(
  `^(?:期间|底|前|止|为止)?(?:(?:${BETWEEN})*(?:${VERBS})|[，：][^，。；：]{0,20}?(?:${VERBS})|(?:由|各|全[县市省区]|[县市省区])[^，。；：]{0,20}?(?:${VERBS}))`,
);
const DUTY_NEAR = new RegExp(`^[^。；]{0,60}?(?:${VERBS})`);
const DUTY_NOW = new RegExp(
  `^(?:，)?(?:要|须|应|将|拟|计划|全面|全县|全市|全区|集中|基本|力争|确保|再)?(?:${VERBS})`,
);
/** What a year alone must be followed by: 2024年完成…, not 2024年新增贷款部分. */
const YEAR_DUTY =
  /^(?:，)?(?:要|须|应|将|拟|计划|全县|全市|全区|全省|再)?(?:全面|基本|力争|确保|如期)?(?:完成|实现|达到|建成|启动|开工|通过|建立|出台|消除|培育|打造|新建|新改建|改建|扩建|续建|打通|见效|招录|选派|发展|改造|创建|整治|治理)(?![^，。；]{0,6}(?:的|情况|进度|数据))/;
const DONE_NOW = /^[^，。；]{0,5}(?:已(?!知)|曾|仍|尚未|超过|持平|水平|相比|增长|下降)/;
const AIM_BEFORE = /(?:力争|确保|争取|计划|预计|拟|务必|务求|目标|到|至)(?:于|在|到)?$/;

const MEETING =
  /^(?:上午|下午|晚上)?(?:\d+[时点：]\d*)?(?:，)?(?:在[^，。；]{2,20})?(?:召开|举行|主持|出席|参加|视频|接待)/;
const DONE =
  /^(?:仍|尚|还未)|^[^，。；]{0,16}?(?:已(?!知)|曾|了(?!解)|共有|出生|审议通过|第[一二三四五六七八九十\d]+次(?:会议|常务))/;
const PAST_ATTRIBUTE =
  /^[^，。；]{0,4}(?:未|尚未|没有)|^(?:[^，。；]{0,6})(?:建成|竣工|参加|取得|毕业|出生|入职|登记|注册|成立|发生|签订|购买|入伍|退休|投入使用|认定|缴|办理|形成|存在|欠|在册|核定|立项|批复)[^，。；]{0,14}(?:的|且|并)/;
const BY_REFERENCE =
  /(?:按照?|根据|依据|参照|对照|对标|参考|依照|沿用|执行|结合|对|于|经|截至|截止|是|为|如|在)$/;
const NOUN_AFTER =
  /^(?:度)?(?:的)?(?:工作要点|要点|计划|预算|决算|经费|资金|任务|目标|数据|报告|统计|指标|标准|考核|评估|会议|活动|项目|方案|规划|试点|残疾人|持证|全[国区市县省]|政府工作报告|第[一二三四\d]批)/;

const isYearOnly = (text: string) => /^(?:到|至)?\d{4}年度?$|^[今本]年度?$/.test(text);

/** 2023年完成…, 确保2024年通过…: a year alone needs an aim in front or a duty at once. */
function acceptYear(before: string, after: string): number {
  if (AIM_BEFORE.test(before)) return DUTY_NEAR.test(after) ? 0.8 : 0;
  if (BY_REFERENCE.test(before) || NOUN_AFTER.test(after)) return 0;
  return YEAR_DUTY.test(after) ? 0.6 : 0;
}

function acceptBare(
  found: Found,
  resolved: Resolved,
  before: string,
  after: string,
  issuedOn: Day | null,
): number {
  if (isYearOnly(found.text)) return acceptYear(before, after);
  if (MEETING.test(after) || DONE.test(after)) return 0;
  if (/^[^，。；]{0,10}(?:期限|时间|情况|数据|报表)/.test(after)) return 0;
  if (resolved.precision === 'day' && resolved.due !== null && issuedOn !== null && resolved.due <= issuedOn)
    return 0;
  if (/^[次翌同当](?:个?月|年度?)$/.test(found.text)) return 0;
  if (/(?:按照?|根据|依据|参照|经|系|为|《|“)$/.test(before)) return 0;
  if (NOUN_AFTER.test(after) && !DUTY_NOW.test(after)) return 0;
  return DUTY_SOON.test(after) ? 0.75 : 0;
}

function acceptTarget(text: string, before: string, after: string): number {
  if (DONE.test(after) || /(?:截至|截止|按照?|根据|为|比|较|与|自|从)$/.test(before)) return 0;
  if (AIM_BEFORE.test(before)) return 0.9;
  if (DUTY_NEAR.test(after)) return 0.85;
  return /年内$/.test(text) && /^[一-鿿\d]/.test(after) ? 0.6 : 0;
}

/** 每天有20万人次…: daily words tell how things are, unless a duty or a count stands with them. */
const NARRATIVE =
  /^\d|^(?:都|均|约|平均|大约)?(?:有(?!计划|针对|组织|序|效|关)|会|可(?!追)|能|近|约|超过?|达|仅|只|自动|接待|产生|消耗|客流|人流)/;
const OBLIGES =
  /要|应|须|必须|由|请|负责|坚持|确保|严格|报告|报送|上报|监测|巡查|调度|检查|消毒|汇总|通报|统计|公布|公开|更新|记录/;

function acceptRecurring(found: Found, place: Place, after: string): number {
  const plain = /^每(?:天|日|周|星期|月|年)的?$/.test(found.text);
  if (!plain) return 0.95;
  if (/的$/.test(found.text)) return 0;
  if (NARRATIVE.test(after)) return 0;
  if (!/[天日]/.test(found.text)) return 0.9;
  const clause =
    place.sentence
      .slice(0, found.start)
      .split(/[，。；：]/)
      .at(-1) ?? '';
  return OBLIGES.test(clause + after.slice(0, 16)) ? 0.7 : 0;
}

/** History: a day before the date of issue that no duty hangs on. */
function isHistory(found: Found, due: Day | null, place: Place, after: string): boolean {
  if (due === null || place.issuedOn === null || due >= place.issuedOn) return false;
  if (found.readings.some((reading) => reading.kind === 'until' || reading.kind === 'force')) return false;
  if (found.strength !== 'strong') return true;
  return PAST_ATTRIBUTE.test(after);
}

/** 对2月底前启动生产的企业…, 与节前持平: the day picks out cases and sets no limit. */
function isCondition(before: string, after: string): boolean {
  return (
    DONE_NOW.test(after) ||
    /[与比较同]$/.test(before) ||
    (/(?:对|对于|凡)(?:在)?$/.test(before) && /^[^，。；]{0,24}的/.test(after))
  );
}

/** How sure we are, 0 to 1, that a phrase sets a limit; 0 means that it does not. */
export function acceptance(found: Found, resolved: Resolved, place: Place): number {
  if (place.label !== '' || place.isStage) return 0.95;
  const before = place.sentence.slice(Math.max(0, found.start - 16), found.start);
  const after = place.sentence.slice(found.end, found.end + 80);
  if (isHistory(found, resolved.due, place, after)) return 0;
  if (resolved.unresolved !== null && found.strength === 'bare') return 0;
  switch (found.strength) {
    case 'strong':
      if (resolved.kind === 'recurring') return acceptRecurring(found, place, after);
      return resolved.kind === 'date' && isCondition(before, after) ? 0 : 0.95;
    case 'target':
      return resolved.kind === 'recurring' || resolved.kind === 'relative'
        ? 0.8
        : acceptTarget(found.text, before, after);
    case 'bare':
      return acceptBare(found, resolved, before, after, place.issuedOn);
    default:
      return found.strength satisfies never;
  }
}
