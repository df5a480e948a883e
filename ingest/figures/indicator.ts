/** What a figure is of: the phrase before it, freed of verbs, time and place, and as a key. */
import { foldVariants } from '../../data/variants.ts';

/** How a figure binds: exactly, at least, at most. */
export type Bound = '=' | '≥' | '≤';

const AT_LEAST = /(?:不(?:得)?(?:低于|少于|小于)|大于或?等?于?|超过|高于|突破|至少|最低|≥|>)\s*$/;
const AT_MOST = /(?:不(?:得)?(?:高于|超过|多于|大于)|小于或?等?于?|低于|控制在|以内|最多|最高|≤|<)\s*$/;

/** The bound a figure has by the words on both sides of it. */
export function boundOf(before: string, after: string): Bound {
  if (/不(?:得)?(?:高于|超过|多于|大于)\s*$/.test(before)) return '≤';
  if (AT_LEAST.test(before) || /^\s*(?:及)?以上/.test(after)) return '≥';
  if (AT_MOST.test(before) || /^\s*(?:及)?(?:以内|以下|之内)/.test(after)) return '≤';
  return '=';
}

const TRAILING =
  /(?:[\s，,：:（(=＝≥≤><]|要|应当?|须|需|均|已经?|将|都|力争|确保|保持|稳定|努力|争取|能够|可以?|目标|分别|达到?|达成|提[高升][到至]?|增[加长][到至]?|上升[到至]|下降[到至]?|降[到至低]|降低[到至]|压[减缩][到至]|控制在?|稳定在|增至|不得?|低于|少于|高于|超过|多于|大于|小于|等于|或|突破|为|是|约|近|共计?|合计|总计|总数达|完成|实现|至少|最[多低高少]|按照?|仅|有|在|到)$/;
const YEAR = '(?:(?:19|20)\\d{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2})';
const LEADING = new RegExp(
  `^(?:[\\s、，,；;：:。（(）)“”"*·-]|[一二三四五六七八九十\\d]+[.．、]|（[一二三四五六七八九十\\d]+）|和|及|与|并|且|其中|使|让|把|将|对|按照?|力争|确保|争取|预计|计划|实现|推动|推进|促进|保持|努力|(?:建设|建成|完成|开展|组织|实施)(?!用地|项目|工程|资金|单位|方案|意见)|到|至|截至|截止|在|从|即|${YEAR}\\s*年(?:度|底|末|前|内)?(?:\\d{1,2}月(?:底|份|末)?)?|年底前?|年末|年内|今年|全年|当年|本年度?|上半年|下半年|每年|同期|全[县市区省国]|我[县市区省]|本[县市区省])`,
);
/** Words of a key that say nothing of which indicator it is. */
const EMPTY =
  /(?:的|总(?=面积|量|数|人)|数量|总数|总量|总面积|面积|指标|目标任务|目标值|目标|任务数?|含量|情况|数$)/g;

/** The phrase that names the indicator, from the words before a figure; '' where they name none. */
export function indicatorOf(before: string): string {
  let text = before;
  for (let last = ''; last !== text; ) {
    last = text;
    text = text.replace(TRAILING, '');
  }
  // The last comma or colon ends what went before; marks inside 《》 and quotation do not stand here.
  text = text.split(/[，,。；;：:\n（()）]/).at(-1) ?? '';
  for (let last = ''; last !== text; ) {
    last = text;
    text = text.replace(LEADING, '');
  }
  return text.replace(/[\s“”"*]/g, '');
}

/** The key under which figures of one indicator are compared. */
export function indicatorKey(indicator: string): string {
  return foldVariants(indicator.normalize('NFKC'))
    .replace(EMPTY, '')
    .replace(/[^\p{Script=Han}a-zA-Z0-9+]/gu, '');
}

const MEASURE =
  /(?:率|比例|占比|比重|系数|强度|覆盖度|增速|增长|余额|收入|投资|产值|产量|标准|补贴|人数|户数|次数|价格|定额|限额|费用|金额|规模|时限)$/;

/** Words that only say how a figure is counted. */
const COMPARED = /同比|环比|增长|下降|增幅|降幅|平均|年均|总体|累计|上年|去年|同期|相比|[较比与]/g;

/** How much a key says besides the kind of measure: 完成率 says 2, 秸秆综合利用率 says 5. */
export function tellingLength(key: string): number {
  return key.replace(MEASURE, '').replace(COMPARED, '').length;
}

/** Words that only widen a phrase without naming another indicator. */
const GENERIC =
  /^(?:主要|全[县市区省国]|我[县市区省]|本[县市区省]|农作物|总体|整体|平均|年均|各类|年度|当年|年末|累计|其中|继续|农用|农业|县域|辖区|县级|达|的|和|力争|综合|已|现有)*$/;
/** Words that make another indicator of a phrase. */
const CONTRAST =
  /城镇|城市|农村|居民|城乡|新增|新建|累计|存量|公共|普惠|重点|一般|特殊|男|女|老年|儿童|青|小微|涉农|工业|商业|非|未|贫困|第[一二三]|大中|小型|大型|上年|去年|人均|户均|亩均|增长|增速|增幅|降幅|同比|[东西南北中]部|镇|乡|村|社区|学校|医院|企业/;

/**
 * Whether two keys name one indicator: the same words, or one with more words in front. In one document,
 * where each part gives one such figure alone, any words in front will do that make no other indicator.
 */
export function sameIndicator(a: string, b: string, loosely: boolean): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 4 || !long.endsWith(short)) return false;
  const rest = long.slice(0, long.length - short.length);
  if (GENERIC.test(rest)) return true;
  return loosely && short.length >= long.length / 2 && !CONTRAST.test(rest);
}
