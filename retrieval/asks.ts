/** What a question asks for, told by its question words; the first rule that fits decides. */
export type Asks =
  | 'document'
  | 'when'
  | 'who'
  | 'where'
  | 'how much'
  | 'may'
  | 'list'
  | 'how'
  | 'why'
  | 'other';

const RULES: readonly { readonly asks: Asks; readonly pattern: RegExp }[] = [
  {
    asks: 'document',
    pattern:
      /(?:什么|哪个|哪份|哪些|哪几个|啥|何种?)(?:政策)?(?:文件|通知|方案|依据)|文号|发文字号|依据(?:是|的)?(?:什么|啥|哪)|根据(?:什么|啥|哪)|(?:哪|第几)一?条/,
  },
  {
    asks: 'when',
    pattern:
      /什么时[候间]|何时|哪[一]?[天日年]|哪个?月|几[月号日点]|截[止至]|期限|时限|多久|多长时间|啥时候?|时间(?:是|为|要求|安排|节点)|日期|到期|有效期|最[晚迟后]|什么时段|时间$|几天内|多少(?:天|日|个?工作日|个?月)(?:内|之内|以内)?/,
  },
  {
    asks: 'who',
    pattern:
      /谁|(?:哪|什么|啥)[个些家一]?(?:单位|部门|机构|科室|局|领导|人|乡镇)|归哪|找哪|由哪|牵头(?:单位|部门|领导)?(?:是|有|$|[？?])|责任(?:单位|部门|人)(?:是|有|$|[？?])|(?:组长|主任|主编|负责人|联系人)(?:是|叫|$|[？?])|哪(?:里|儿)负责|哪个负责/,
  },
  { asks: 'where', pattern: /哪里|哪儿|何处|在哪|到哪|去哪|地[址点](?:是|在|$|[？?])|设在/ },
  {
    asks: 'how much',
    pattern:
      /多少|几[个户人次项元亩家天年种类条份平座名公吨辆倍成分%]|多[大高长宽远]|比例|占比|系数|标准(?:是|为|多|$|[？?])|金额|[率量数额值](?:是|要|达|为|目标|多|$|[？?])|指标|电话|号码|邮编|邮箱|几/,
  },
  {
    asks: 'may',
    pattern:
      /能不能|可不可以|可以.*[吗么？?]|能.*[吗么]|是不是|是否|能否|可否|要不要|需不需要|用不用|允许|必须.*[吗么]|算不算|会不会|有没有|[吗么][？?]?$/,
  },
  {
    asks: 'list',
    pattern: /哪些|哪几|有什么|有啥|包括|包含|分别|列出|清单|都有|内容|哪[个种项]|几大|什么样的/,
  },
  { asks: 'how', pattern: /怎么|如何|怎样|咋|流程|步骤|程序|手续|办法/ },
  { asks: 'why', pattern: /为什么|为何|为啥|原因|目的|后果/ },
];

/** Reads what is asked for: `盈德A区由哪个单位包抓？` asks who. */
export function readAsks(question: string): Asks {
  return RULES.find(({ pattern }) => pattern.test(question))?.asks ?? 'other';
}

const TIME =
  /\d{1,4}\s*[年月日号点时]|[一二三四五六七八九十两]\s*(?:年|个月|个工作日|天|日)|[年月季]度?[底末初内]|工作日|每[日天周月季年]|之日起|有效期[至到为限\d]|长期有效|即日起/;
const FIGURE =
  /\d|[一二三四五六七八九十百千万两]+(?:个|户|人|次|项|元|亩|家|天|年|种|类|条|份|名|成|倍|%)|百分之/;
const UNIT = /[一-鿿]{2,}(?:局|办|委|部|厅|院|会|中心|公司|镇|乡|村|社区|大队|支行|政府|部门|单位|机构|小组)/;
const PERSON = /(?:组长|主任|领导|责任人|负责人|联系人|主编|局长|县长|同志|委员|理事长)/;
const PLACE = /设在|地\s*址|\d+\s*[室楼号]|窗口|大厅|平台|网站|热线|办公室|路|APP/;

/** How far a text can hold what is asked for: 1 it may, 0 it cannot. */
export function fitsAsks(asks: Asks, text: string): number {
  switch (asks) {
    case 'when':
      return TIME.test(text) ? 1 : 0;
    case 'how much':
      return FIGURE.test(text) ? 1 : 0;
    case 'who':
      return UNIT.test(text) || PERSON.test(text) ? 1 : 0;
    case 'where':
      return PLACE.test(text) ? 1 : 0;
    case 'document':
      return /〔|《|第.{1,4}号/.test(text) ? 1 : 0.3;
    default:
      return 0.5;
  }
}

/** Measures that a question names and how an answer writes them: 几米 wants 2.0m, 多少钱 wants 元. */
const MEASURES: readonly { readonly asked: RegExp; readonly given: RegExp }[] = [
  { asked: /几米|多少米|多[长高远]|长度|距离/, given: /\d\s*(?:米|m|cm|厘米|公里)/ },
  {
    asked:
      /多少钱|几块|[几多少万亿]+元|金额|(?:补贴|奖励|罚款|罚|赔|交|收|发|给|领|拿|花|贷|投资|预算|经费|资金|费|奖金|工资|利息).{0,6}多少(?![户人名家个次亩项份%])|多少[万亿](?!亩)/,
    given: /\d\s*(?:元|万元|亿元|块)/,
  },
  {
    asked: /比例|占比|百分之几|百分比|几成|[率幅](?:是|要|为|达|多|到|目标|$|[？?])|系数/,
    given: /\d\s*[%％‰]|百分之|0\.\d/,
  },
  { asked: /[几多少]+(?:个)?(?:天|工作日)|多少日|最[短少多].{0,4}天/, given: /\d\s*(?:天|日|个?工作日)/ },
  { asked: /[几多少]+年|年限|寿命/, given: /[\d一二三四五六七八九十]\s*年/ },
  { asked: /[几多少]+(?:个)?月/, given: /\d\s*(?:个)?月/ },
  { asked: /[几多少]+(?:亩)|面积/, given: /亩|平方/ },
  { asked: /[几多少]+户|户数/, given: /户/ },
  { asked: /[几多少](?:个)?人|人数|多少名/, given: /\d\s*(?:人|名)|人数/ },
  { asked: /多大岁数|几岁|年龄|年纪/, given: /周岁|岁/ },
  {
    asked: /[几多少]次|多久一次|频次|多长时间.{0,6}一[次回]/,
    given: /[\d一二三四五六七八九十]\s*次|每[日天周月季年半]|有效期/,
  },
  { asked: /几点|钟点|时刻/, given: /\d\s*[时点:：]/ },
  { asked: /电话|号码|热线/, given: /\d{3,4}[-—－]\d{7,8}|(?<!\d)\d{7,8}(?!\d)|1\d{10}|\d{5}.{0,6}热线/ },
  { asked: /邮箱|电子邮件|邮件/, given: /@/ },
  { asked: /哪条[街路]|门牌|几号楼/, given: /[街路巷]|号楼/ },
  { asked: /邮编|邮政编码/, given: /\d{6}/ },
  {
    asked: /哪一?天|几号|几月|哪个?月|什么日期|截[止至]/,
    given:
      /\d\s*[月日号]|[年月季旬]度?[底末初中内]|之日|[\d一二三四五六七八九十]\s*个?(?:工作日|天|日)内|[上中下]旬/,
  },
  { asked: /哪一?[个家]?公司/, given: /公司|企业|集团/ },
  { asked: /哪一?[个家]?派出所/, given: /派出所/ },
  { asked: /哪一?[个座]?公园/, given: /公园|广场/ },
  { asked: /哪一?[个所]?学校/, given: /学校|[中小]学|幼儿园/ },
  { asked: /哪一?[个家]?医院/, given: /医院|卫生院|卫生室/ },
  { asked: /哪一?[个家]?银行/, given: /银行|信用社|联社/ },
];

const measuresOf = (question: string) => MEASURES.filter(({ asked }) => asked.test(question));

/** Whether a question names the measure its answer is given in. */
export function namesMeasure(question: string): boolean {
  return measuresOf(question).length > 0;
}

/** Whether a text gives a figure of a measure the question names; 0.5 where it names none. */
export function fitsMeasure(question: string, text: string): number {
  const measures = measuresOf(question);
  if (measures.length === 0) return 0.5;
  return measures.some(({ given }) => given.test(text)) ? 1 : 0;
}
