/** Rows for limits that count from an event, for terms of validity, and for days nobody can name from the text. */
import type { Trigger } from '../../data/types.ts';
import { readAmount } from './numerals.ts';
import type { PhraseRule, Reading } from './phrase.ts';
import { type Groups, readPoint } from './point.ts';

const UNITS: readonly (readonly [RegExp, Trigger['unit']])[] = [
  [/工作日|交易日/, 'working day'],
  [/小时|分钟/, 'hour'],
  [/季度/, 'quarter'],
  [/月/, 'month'],
  [/周|星期/, 'week'],
  [/年/, 'year'],
  [/[日天]/, 'day'],
];

/** 半年 is six months, 半个月 fifteen days (as offices count), 一年半 eighteen months. */
function amountOf(
  number: string,
  unit: Trigger['unit'],
  words = '',
): { amount: number; unit: Trigger['unit'] } | null {
  if (/分钟/.test(words)) return { amount: readAmount(number) / 60, unit };
  if (number === '半') {
    if (unit === 'year') return { amount: 6, unit: 'month' };
    return unit === 'month' ? { amount: 15, unit: 'day' } : null;
  }
  const amount = readAmount(number);
  return Number.isInteger(amount) && amount > 0 && amount <= 10_000 ? { amount, unit } : null;
}

/** Words before the event that are no part of it: 起草单位最迟将文件在公布 → 公布. */
const LEAD =
  /^.*(?:[于在](?!线|建|册|校)|自(?!然|治|查|动|愿|行|身|主)|从(?!业|事)|应当|必须|应(?!急|用|届)|须(?!知)|要(?!点|求|素|件)|需(?!求)|(?<!申|聘|邀)请|将(?!军)|至(?!今|少|多))(?=[一-鿿])/;
const OWN_ISSUE = /^(?:印发|发布|公布|制发|下发|发文|颁布|公告|发出|成文)$/;
const OWN_FORCE = /^(?:施行|实施|执行|生效)$/;
const SELF =
  /^(?:(?:本|该)?(?:通知|方案)(?=印发|下发|发布|公布|出台)|(?:本|该)(?:通知|方案|办法|意见|要点|规定|细则|条例|决定|公告|通告|计划|预案|文件|制度|措施|规则|清单|实施方案|实施意见|实施细则|工作方案|行动方案))(?:正式)?/;

interface Event {
  readonly name: string;
  readonly own: 'issue' | 'force' | null;
  /** Characters in front that belong neither to the event nor to the phrase. */
  readonly skip: number;
}

/** Names the event. 本要点制发 and 印发之日 are this document's own issue; 文件在公布 is another's. */
function eventOf(words: string, fromDay: boolean): Event {
  const lead = LEAD.exec(words)?.[0].length ?? 0;
  const rest = words.slice(lead);
  const self = SELF.exec(rest)?.[0].length ?? 0;
  const name = rest.slice(self).replace(/^(?:正式)/, '');
  const mine = self > 0 || fromDay;
  const own = mine && OWN_ISSUE.test(name) ? 'issue' : mine && OWN_FORCE.test(name) ? 'force' : null;
  return { name: own ? name : rest, own, skip: lead + (own ? self : 0) };
}

/** How many characters of the event's words stand before the phrase proper. */
export function eventSkip(words: string, fromDay: boolean): number {
  return eventOf(words, fromDay).skip;
}

function relative(
  groups: Groups,
  words: string,
  direction: 'after' | 'before',
  fromDay: boolean,
): Reading | null {
  const unit = UNITS.find(([pattern]) => pattern.test(groups.u ?? ''))?.[1];
  const counted = unit && amountOf(groups.n ?? '', unit, groups.u ?? '');
  if (!counted) return null;
  const { name, own } = eventOf(words, fromDay);
  if (name.length < 2 || /^(?:从今|今|此|之|以|最)$/.test(name)) return null;
  return { kind: 'relative', trigger: { event: name, ...counted, direction }, own };
}

/** A limit whose event the words leave out; what they count from is named by the caller. */
export const unnamed = (groups: Groups, event: string): Reading | null =>
  relative(groups, event, 'after', false);

const DUTY =
  '(?=[^，。；：率]{0,14}?(?:完成|办结|作出|做出|报告|报送|上报|报|提交|答复|反馈|整改|告知|公开|公示|送达|备案|支付|拨付|兑付|兑现|审核|审查|审批|核准|办理|处理|处置|受理|回复|移送|移交|通知|到岗|出具|补正|缴纳|核发|颁发|领取|发放|响应|到场|到达|赶赴|核实|查清|解决|落实|建成|实现|达到|转办|交办|签订|申请|提出|退还|返还|清零|注销|归还))';

function term(groups: Groups): Reading | null {
  const unit = /月/.test(groups.u ?? '') ? 'month' : 'year';
  const counted = amountOf(groups.n ?? '', unit);
  return counted && counted.unit !== 'day' && counted.amount <= 600
    ? { kind: 'term', amount: counted.amount, unit: counted.unit === 'month' ? 'month' : 'year' }
    : null;
}

const DOCUMENT =
  '(?:本|该)?(?:实施|工作|暂行|试行|管理)?(?:方案|办法|通知|意见|规定|细则|条例|决定|措施|规则|制度|文件|公告|通告|政策)';
const IN_FORCE = '(?:正式)?(?:施行|实施|执行|生效)';

/** Rows for terms of validity. */
export const VALIDITY_RULES: readonly PhraseRule[] = [
  {
    name: 'a stretch in force',
    template:
      '自{a}(?:之日)?起?，?(?:正式)?(?:施行|实施|执行|试行|生效)，?(?:起)?(?:有效期)?(?:截?至|到){b}(?:止|为止)?',
    strength: 'strong',
    read: (g) => ({ kind: 'until', point: readPoint(g, 'b'), bound: 'end', from: readPoint(g, 'a') }),
    examples: ['自2023年1月1日起施行，至2025年12月31日止', '自2023年1月1日起执行至2023年12月31日'],
  },
  {
    name: 'in force from and until',
    template:
      '(?:有效期|试行期|执行期|实施期|政策期)(?:限)?(?:为)?(?:自|从)?{a}{clock}{to}{b}{clock}(?:止|为止)?',
    strength: 'strong',
    read: (g) => ({ kind: 'until', point: readPoint(g, 'b'), bound: 'end', from: readPoint(g, 'a') }),
    examples: ['有效期自2024年6月1日至2029年5月31日', '执行期限为2024年1月1日-2024年12月31日'],
  },
  {
    name: 'in force until',
    template:
      '(?:有效期|试行期|执行期|实施期|政策期)(?:限)?(?:为)?(?:截?至|截?止至?|截?止到|到|延长至|延续至|顺延至){b}(?:止|为止)?',
    strength: 'strong',
    read: (g) => ({ kind: 'until', point: readPoint(g, 'b'), bound: 'end' }),
    examples: ['有效期至2023年12月31日', '有效期限到2025年6月30日止', '试行期至2024年底'],
  },
  {
    name: 'carried out until',
    template: '(?:施行|执行|实施|试行|延续执行|继续执行|延长执行)(?:期)?(?:至|到){b}(?:止|为止)?',
    strength: 'strong',
    read: (g) => ({ kind: 'until', point: readPoint(g, 'b'), bound: 'end' }),
    examples: ['执行至2025年12月31日', '施行至2024年7月1日止'],
  },
  {
    name: 'lapses on a day',
    template:
      '(?<k>自{a}(?:之日)?起)，?(?:自动|自行|即行|同时|全部|一律)?(?:失效|废止|作废|停止使用|停止执行|终止|不再执行|不再受理|停止受理)',
    strength: 'strong',
    read: (g) => ({ kind: 'until', point: readPoint(g, 'a'), bound: 'before' }),
    examples: ['自2024年1月1日起失效', '自2023年10月1日起停止使用'],
  },
  {
    name: 'lapses after a day',
    template: '(?<k>{a}(?:之后|以后|后))(?:自动|自行|即行|一律)?(?:失效|废止|作废|不再|停止|不予)',
    strength: 'strong',
    read: (g) => ({ kind: 'until', point: readPoint(g, 'a'), bound: 'end' }),
    examples: ['2023年12月31日后自动失效', '2023年10月31日后不再受理'],
  },
  {
    name: 'term of the document',
    template: `(?<=(?:${DOCUMENT}|施行|实施|执行|印发|发布|公布)[^。]{0,40}?)(?<k>(?:有效期|有效期限|试行期|试行期限|执行期限)(?:限)?(?:为|是)?{n}(?<u>年|个月))(?!以)`,
    strength: 'strong',
    read: term,
    examples: [],
  },
  {
    name: 'trial term',
    template: '(?:暂定|暂)?试行(?:期)?(?:为)?{n}(?<u>年|个月)',
    strength: 'strong',
    read: term,
    examples: ['试行两年', '试行期为1年', '试行6个月'],
  },
  {
    name: 'comes into force',
    template: `自{a}(?:零时)?(?:之日)?起，?${IN_FORCE}`,
    strength: 'strong',
    read: (g) => ({ kind: 'force', point: readPoint(g, 'a') }),
    examples: ['自2023年9月1日起施行'],
  },
  {
    name: 'comes into force when issued',
    template: `自(?:印发|发布|公布|发文|下发|颁布|公告)之日起，?${IN_FORCE}`,
    strength: 'strong',
    read: () => ({ kind: 'force', point: null }),
    examples: ['自印发之日起施行'],
  },
];

/** Rows for limits that count from an event. */
export const RELATIVE_RULES: readonly PhraseRule[] = [
  {
    name: 'within, from the day of an event',
    template:
      '(?:自|从|在|于)?(?<ev>[^，。；：、（）“”自从]{1,24}?)(?:之日|当日|次日|之时|之日次日|的次日|第二日|日)起(?:的|，)?(?:{short}-)?{n}{unit}{within}',
    strength: 'strong',
    read: (g) => relative(g, g.ev ?? '', 'after', true),
    examples: ['自印发之日起30日内', '收到申请材料之日起5个工作日内', '自决定作出之日起七个工作日内'],
  },
  {
    name: 'within, after an event',
    template:
      '(?<ev>[^，。；：（）“”]{1,24}?)(?:之后|以后|后)(?:的)?(?:{short}-)?{n}{unit}(?:{within}|(?=[完作报提办]))',
    strength: 'strong',
    read: (g) => relative(g, g.ev ?? '', 'after', false),
    examples: ['制发后15天内', '公布后3个工作日内', '事故发生后1小时内'],
  },
  {
    name: 'within, upon an event',
    template:
      '(?<ev>(?:收到|接到|接报|受理|办结|出生|发生|发现|知悉|签订|批准|取得|变更|完成|结束|到账|确认|审核通过|期满)[^，。；：、（）“”]{0,12}?){n}{unit}{within}',
    strength: 'strong',
    read: (g) => relative(g, g.ev ?? '', 'after', false),
    examples: ['接到举报24小时内', '出生6个月内'],
  },
  {
    name: 'so long before an event',
    template:
      '(?<ev>[^，。；：（）“”]{2,16}?)(?<!提)(?:之前|前|以前)(?:至少|不少于)?{n}{unit}(?:{within}(?!有|曾|与|未|无|及|到过|接触)|(?=[，。；提报向申通完办书]|$))',
    strength: 'strong',
    read: (g) => relative(g, g.ev ?? '', 'before', false),
    examples: ['有效期届满前30日内', '会议召开前3个工作日'],
  },
  {
    name: 'so long ahead of an event',
    template:
      '(?<ev>[^，。；：（）“”]{0,12}?(?:届满|期满|到期|召开|开始|举行|举办|启动|施行|截止|结束|开工|施工|变更|使用|出发|离任)(?:之日)?){n}{unit}{before}',
    strength: 'strong',
    read: (g) => relative(g, g.ev ?? '', 'before', false),
    examples: ['有效期届满30日前', '会议召开3日前'],
  },
  {
    name: 'so long before what is named',
    template:
      '(?:在|于)(?<ev>[^，。；：（）“”\\d]{2,20}?)(?<![年月第每旬度一二三四五六七八九十])(?:的|前)?{n}(?<u>个?工作日|日|天|个月){before}',
    strength: 'strong',
    read: (g) => relative(g, g.ev ?? '', 'before', false),
    examples: ['在开展公开募捐活动十日前'],
  },
  {
    name: 'in advance',
    template: '(?:至少)?提前(?:至少|不少于)?{n}{unit}(?<!年)',
    strength: 'strong',
    read: (g) => relative(g, '事项开始', 'before', false),
    examples: ['提前5个工作日', '至少提前3日'],
  },
  {
    name: 'limit of a procedure',
    template:
      '(?<ev>审批|办理|办结|受理|承诺|法定|审查|审核|核准|登记|开办)(?:办结)?(?:时限|期限|时间)(?:均|全部|统一|一律|原则上)?(?:压缩|缩短|压减|减少|控制|限定)?(?:至|到|为|在|：|不超过|不得超过)*(?:{short}-)?{n}{unit}{within}?',
    strength: 'strong',
    read: (g) => unnamed(g, '受理'),
    examples: ['办理时限为20个工作日', '审批时限均压缩至1-2个工作日', '承诺时限：5个工作日'],
  },
  {
    name: 'within hours or working days',
    template:
      '(?<![近过每满去之第\\d](?:的)?)(?<k>(?:{short}-)?{n}(?<u>个?工作日|个?小时|分钟){within})(?!的(?!要求|时限|期限)|[、，。；有无未曾]|发生|出现|累计|连续|接触|到过|$)',
    strength: 'target',
    read: (g) => unnamed(g, '起算事件未写明'),
    examples: ['24小时内采取措施', '2个工作日内答复', '30分钟内完成'],
  },
  {
    name: 'within an amount of time',
    template: `(?<![近过每满去之第\\d](?:的)?)(?<k>(?:{short}-)?{n}{unit}{within})${DUTY}`,
    strength: 'target',
    read: (g) => unnamed(g, '起算事件未写明'),
    examples: ['30日内完成', '三日内上报'],
  },
];

const FEAST =
  '(?:元旦|春节|清明节?|五一|劳动节|端午节?|中秋节?|国庆节?|十一|两节|双节|节假日|法定节假日|重大节日|小长假)';
const SEASON =
  '(?:主?汛期|雨季|入冬|冬季|入汛|入夏|供暖[季期]?|供热[季期]?|采暖[季期]?|封冻|冻土|春耕|春播|秋播|秋收|麦收|三夏|三秋|防火期|高火险期|开学|秋季学期|春季学期|放假|寒假|暑假|高考|中考|学期|年关|旅游旺季|蒙古|换届)';

/** Rows for days that the text names but does not fix. */
export const OPEN_RULES: readonly PhraseRule[] = [
  {
    name: 'lunar date',
    template:
      '(?:农历|阴历|古历|旧历)[^，。；：（）“”]{1,12}?(?:{before}|底|末|初[一二三四五六七八九十]|[一二三四五六七八九十廿]{1,2}(?:日)?|月)(?:{before})?',
    strength: 'strong',
    read: () => ({ kind: 'open', why: '农历日期，须由人工按当年历书换算' }),
    examples: ['农历腊月二十三前', '农历八月十五前', '农历正月十五前'],
  },
  {
    name: 'before a feast',
    template: `(?:(?:\\d{4}|今|明)年)?(?:${FEAST}、?){1,3}(?:放假|假期|期间|到来|来临)?之?{before}|(?<![季环细关情过年佳末一二三四五六七八九])节{before}`,
    strength: 'strong',
    read: () => ({ kind: 'open', why: '节日日期原文未写明，须由人工按当年放假安排确定' }),
    examples: ['春节前', '国庆节前', '节前', '元旦、春节前'],
  },
  {
    name: 'before a season',
    template: `(?:(?:\\d{4}|今|明)年)?(?:${SEASON}、?){1,2}(?:来临|到来|结束|开始|放假|返校)?之?{before}`,
    strength: 'strong',
    read: () => ({ kind: 'open', why: '该时段的起止由主管部门另行公布，原文未写明日期' }),
    examples: ['汛期来临前', '入冬前', '供暖期前', '开学前'],
  },
];
