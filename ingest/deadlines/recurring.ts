/** Rows for duties that come again: 每日, 每季度最后一个月10日前, 每年9月, 按季度, 次月5日前, 每年至少4次. */
import type { PhraseRule } from './phrase.ts';
import {
  afterPeriod,
  afterYear,
  count,
  dayOfPart,
  everyFew,
  monthlyDays,
  monthlyPart,
  monthsOf,
  NEXT_QUARTERS,
  nextMonth,
  period,
  recurring,
  times,
  WORKWEEK,
  WORKWEEK_NOTE,
  weekly,
  yearly,
  yearlyRange,
} from './recurrence.ts';

const DUTY_AHEAD =
  '(?!(?:度|计)?[^，。；：、（]{1,6}的)(?=(?:度|计)?(?:[^，。；：、（]{0,8}?)(?:报|公开|公布|发布|通报|调度|归集|汇总|开展|统计|检查|考核|更新|推送|分析|组织|召开|监测|清理|拨付|缴纳|公示|评估|会商|研判|反馈|梳理|核查|巡查|督查|督导|排查|盘点|对账|结算))';

/** Rows for recurring limits, the more specific first. */
export const RECURRING_RULES: readonly PhraseRule[] = [
  {
    name: 'day of a month of each quarter',
    template:
      '每(?:个)?季度?(?:的)?(?<qm>首月|中月|末月|次月|下月|第?[一二三123]个?月|最后一?个?月|首个月|次个月)份?(?:的)?(?<d>{short})[日号]{clock}{before}?',
    strength: 'strong',
    read: (g) => recurring(`FREQ=MONTHLY;BYMONTH=${monthsOf(g.qm ?? '')};BYMONTHDAY=${count(g, 'd')}`, 'day'),
    examples: ['每季度最后一个月10日前', '每季度首月15日前', '每季度末月25日前', '每季度次月5日前'],
  },
  {
    name: 'part of a month of each quarter',
    template:
      '每(?:个)?季度?(?:的)?(?<qm>首月|中月|末月|次月|下月|第?[一二三123]个?月|最后一?个?月|首个月)份?(?<p>上旬|中旬|下旬|[底末初])?{before}?',
    strength: 'strong',
    read: (g) =>
      recurring(
        `FREQ=MONTHLY;BYMONTH=${monthsOf(g.qm ?? '')};BYMONTHDAY=${dayOfPart(g.p ?? null)}`,
        /旬|初/.test(g.p ?? '') ? 'ten-day part' : 'month',
      ),
    examples: ['每季度最后一个月底前', '每季度首月上旬'],
  },
  {
    name: 'days after each quarter',
    template:
      '(?:每(?:个)?季度?(?:结束|终了|末|度末)?|(?<![一二三四\\d前上])季(?:度)?(?:结束|终了|末|终)?)(?:之?后|起)(?:的)?(?:次月)?{n}(?<u>个?工作日|[日天]){within}',
    strength: 'strong',
    read: (g) => afterPeriod(NEXT_QUARTERS, count(g), g.u ?? ''),
    examples: ['季后15日内', '每季度结束后10日内', '每季度终了后十五日内', '每季度结束后5个工作日内'],
  },
  {
    name: 'days after each half-year',
    template: '(?:每(?:个)?)?半年度?(?:结束|终了)(?:之?后|起)(?:的)?{n}(?<u>个?工作日|[日天]){within}',
    strength: 'strong',
    read: (g) => afterPeriod('1,7', count(g), g.u ?? ''),
    examples: ['每半年结束后10日内', '半年度终了后15日内'],
  },
  {
    name: 'days after each month',
    template:
      '(?:每(?:个)?月(?:结束|终了|末|度终了)?|(?<![\\d一二三四五六七八九十个本当])月(?:度)?(?:结束|终了|末)?)(?:之?后|起)(?:的)?{n}(?<u>个?工作日|[日天]){within}',
    strength: 'strong',
    read: (g) => afterPeriod(null, count(g), g.u ?? ''),
    examples: ['每月结束后5日内', '月后10日内', '月度终了后3个工作日内'],
  },
  {
    name: 'after each year',
    template:
      '(?:每(?:一)?(?:个)?(?:会计|财政|自然)?年度?|(?:会计|财政|自然)?年度)(?:结束|终了)(?:之日)?(?:之?后|起)?(?:的)?{n}(?<u>个?工作日|[日天]|个?月){within}',
    strength: 'strong',
    read: (g) => afterYear(count(g), g.u ?? ''),
    examples: ['每年度结束后30日内', '会计年度终了后五个月内', '年度终了之日起4个月内'],
  },
  {
    name: 'end of each quarter',
    template: '每(?:个)?季度?(?:的)?(?:末|底|结束){before}?{times}',
    strength: 'strong',
    read: (g) => period('季', times(g)),
    examples: ['每季度末', '每季度末前', '每季末'],
  },
  {
    name: 'stretch of each month',
    template: '每(?:个)?月(?:的)?{short}[日号]?{to}(?<days>{short}[日号]){clock}',
    strength: 'strong',
    read: monthlyDays,
    examples: ['每月1日至5日', '每月10-15日'],
  },
  {
    name: 'each half of a month',
    template: '每半个?月{times}',
    strength: 'strong',
    read: (g) => recurring('FREQ=MONTHLY;BYMONTHDAY=15,-1', 'day', times(g)),
    examples: ['每半月', '每半个月一次'],
  },
  {
    name: 'each ten-day part',
    template: '每旬{times}',
    strength: 'strong',
    read: (g) => period('旬', times(g)),
    examples: ['每旬'],
  },
  {
    name: 'days of each month',
    template: '每(?:个)?月(?:份)?(?:的)?(?<days>(?:{short}[日号]?[、和及])*{short}[日号]){clock}{before}?',
    strength: 'strong',
    read: monthlyDays,
    examples: ['每月15日前', '每月5日、20日前', '每月25号下班前', '每月二十五日前'],
  },
  {
    name: 'part of each month',
    template:
      '每(?:个)?月(?:的)?(?<p>上旬|中旬|下旬|月?[底末初]|第?一个?工作日|最后一?个?工作日|(?:前|第){n}个?工作日)(?:内)?{clock}{before}?',
    strength: 'strong',
    read: monthlyPart,
    examples: ['每月底前', '每月最后一个工作日', '每月前5个工作日内', '每月上旬'],
  },
  {
    name: 'day of the next month',
    template:
      '(?:(?<=每(?:个)?(?<per>季度|半年|年|月)[^。；]{0,40})|)(?<!每季度)(?:于|在)?(?<k>次月(?:的)?(?:(?<days>{short}[日号])|(?<p>月?[底末]|上旬|中旬)){clock}{before})',
    strength: 'strong',
    read: nextMonth,
    examples: ['次月10日前', '次月底前'],
  },
  {
    name: 'several days of each year',
    template:
      '(?<k>每(?:一)?年度?(?:的)?{a}(?:、|和|及|与|，){b}(?:(?:、|和|及|与|，){c})?(?:(?:、|和|及|与|，){e})?{clock}(?<bf>{before})?)',
    strength: 'strong',
    read: (g) => yearly(g, ['a', 'b', 'c', 'e']),
    examples: ['每年6月30日、12月31日前', '每年1月15日和7月15日前', '每年3月、9月'],
  },
  {
    name: 'stretch of each year',
    template: '(?<k>每(?:一)?年度?(?:的)?{a}{clock}{to}{b}{clock})',
    strength: 'strong',
    read: yearlyRange,
    examples: ['每年9月到11月', '每年5月1日至9月30日'],
  },
  {
    name: 'day or month of each year',
    template: '(?<k>每(?:一)?年度?(?:的)?{a}{clock}(?<bf>{before})?)(?![^，。；]{0,4}为)',
    strength: 'strong',
    read: (g) => yearly(g, ['a']),
    examples: ['每年的10月1日前', '每年9月', '每年年底前', '每年一季度', '每年3月底前', '每年10月前'],
  },
  {
    name: 'every few',
    template: '每(?:隔)?{n}(?<every>个?季度|个?月|个?星期|周|年|天|日)(?!度|为|内|以){times}',
    strength: 'strong',
    read: everyFew,
    examples: ['每两年', '每3个月', '每三年1次'],
  },
  {
    name: 'each half-year',
    template: '每(?:个)?半年度?(?:末|底)?{before}?{times}',
    strength: 'strong',
    read: (g) => period('半年', times(g)),
    examples: ['每半年', '每半年至少研究1次', '每半年开展不少于1次'],
  },
  {
    name: 'each working day',
    template: '每(?:个)?工作日(?:的)?{clock}{before}?',
    strength: 'strong',
    read: () => recurring(`FREQ=WEEKLY;${WORKWEEK}`, 'day', { note: WORKWEEK_NOTE }),
    examples: ['每个工作日下班前', '每工作日17时前'],
  },
  {
    name: 'each week',
    template:
      '每(?:个)?(?:周|星期)(?:(?<w>[一二三四五六日天](?:[、和及](?:周|星期)?[一二三四五六日天])*))?{clock}{before}?{times}',
    strength: 'strong',
    read: weekly,
    examples: ['每周五前', '每周至少1次', '每周一上午', '每周一、周五前'],
  },
  {
    name: 'each day',
    template: '每[天日](?:的)?{clock}{before}?{times}',
    strength: 'strong',
    read: (g) => period('日', times(g)),
    examples: ['每天上午10时前', '每日17:00前', '每日'],
  },
  {
    name: 'each month',
    template: '每(?:个)?月(?:度)?{times}',
    strength: 'strong',
    read: (g) => period('月', times(g)),
    examples: ['每月', '每月至少2次'],
  },
  {
    name: 'each quarter',
    template: '每(?:个)?季度?{times}',
    strength: 'strong',
    read: (g) => period('季', times(g)),
    examples: ['每季度', '每季度至少召开1次'],
  },
  {
    name: 'each term of school',
    template: '每(?:个)?学期(?:末|初|结束前)?{before}?{times}',
    strength: 'strong',
    read: () => ({ kind: 'open', why: '学期起止由校历确定，原文未写明日期' }),
    examples: ['每学期', '每学期至少1次'],
  },
  {
    name: 'each year',
    template: '每(?:一)?年(?:度)?{times}',
    strength: 'strong',
    read: (g) => period('年', times(g)),
    examples: ['每年', '每年至少4次', '每年至少开展4次', '每年举办1次'],
  },
  {
    name: 'by the period',
    template: `按(?:照)?(?<unit>半年度?|月度?|季度?|年度?|周|旬|日)${DUTY_AHEAD}`,
    strength: 'target',
    read: (g) => period(g.unit ?? ''),
    examples: ['按季度归集公开', '按月报送', '按年度公开'],
  },
  {
    name: 'period by period',
    template: `逐(?<unit>月|季度?|周|日)${DUTY_AHEAD}`,
    strength: 'target',
    read: (g) => period(g.unit ?? ''),
    examples: ['逐月通报', '逐季度调度'],
  },
  {
    name: 'so many times a year',
    template: '(?:全年|一年|年内)(?:至少|不少于|不低于|组织|开展){times}',
    strength: 'target',
    read: (g) => ((g.t ?? g.t2) ? period('年', times(g)) : null),
    examples: ['全年组织不少于4次', '一年至少开展2次'],
  },
];
