/** Rows for duties that come again: 每日, 每季度最后一个月10日前, 每年9月, 按季度, 次月5日前, 每年至少4次. */
import type { Precision } from '../../data/types.ts';
import { readNumeral } from './numerals.ts';
import type { PhraseRule, Reading, Recurrence } from './phrase.ts';
import { type Groups, type Point, readPoint } from './point.ts';

const QUARTER_ENDS = '3,6,9,12';
const NEXT_QUARTERS = '1,4,7,10';
const WORKWEEK = 'BYDAY=MO,TU,WE,TH,FR';
const WORKWEEK_NOTE = '规则按周一至周五，遇节假日和调休以国务院安排为准';

type Extra = Partial<Omit<Recurrence, 'rrule' | 'precision'>>;

function recurring(rrule: string, precision: Precision, extra: Extra = {}): Reading {
  return {
    kind: 'recurring',
    recurrence: { ambiguity: null, firstMonth: null, note: '', ...extra, rrule, precision },
  };
}

/** 每年至少4次 → 每期4次. */
function times(groups: Groups): Extra {
  const words = groups.t ?? groups.t2;
  const count = words ? readNumeral(words) : Number.NaN;
  return Number.isNaN(count) ? {} : { note: `每期 ${count} 次` };
}

const count = (groups: Groups, name = 'n') => readNumeral(groups[name] ?? '');

const MONTH_OF_QUARTER: readonly (readonly [RegExp, string])[] = [
  [/^(?:首|第?[一1])/, NEXT_QUARTERS],
  [/^第?[二2中]/, '2,5,8,11'],
  [/^(?:末|最后|第?[三3])/, QUARTER_ENDS],
  [/^[次下]/, NEXT_QUARTERS],
];

const monthsOf = (words: string) =>
  MONTH_OF_QUARTER.find(([pattern]) => pattern.test(words))?.[1] ?? QUARTER_ENDS;

const DAY_OF_PART: Readonly<Record<string, number>> = { 上旬: 10, 中旬: 20, 上中旬: 20, 初: 10, 中: 20 };
const dayOfPart = (part: string | null) => DAY_OF_PART[part ?? ''] ?? -1;

/** `n` days after a period of `months` each has ended: the n-th of the next month, where the month is that long. */
function afterPeriod(months: string | null, n: number, unit: string): Reading | null {
  const by = months ? `;BYMONTH=${months}` : '';
  if (/工作日/.test(unit)) {
    if (n > 20) return null;
    const rule = `FREQ=MONTHLY${by};${WORKWEEK};BYSETPOS=${n}`;
    return recurring(rule, 'day', { note: WORKWEEK_NOTE });
  }
  return n >= 1 && n <= 28 ? recurring(`FREQ=MONTHLY${by};BYMONTHDAY=${n}`, 'day') : null;
}

/** Days or months after a year has ended. */
function afterYear(n: number, unit: string): Reading | null {
  if (/月/.test(unit)) return n <= 12 ? recurring(`FREQ=YEARLY;BYMONTH=${n};BYMONTHDAY=-1`, 'day') : null;
  if (/工作日/.test(unit)) return afterPeriod('1', n, unit);
  if (n <= 31) return recurring(`FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=${n}`, 'day');
  return n <= 365 ? recurring(`FREQ=YEARLY;BYYEARDAY=${n}`, 'day') : null;
}

interface YearlyDay {
  readonly month: number;
  readonly day: number;
  readonly precision: Precision;
  readonly ambiguity: string | null;
  readonly whole: boolean;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function monthDay(point: Point, before: boolean, words: string): YearlyDay | null {
  const month = point.month ?? 0;
  if (month < 1 || month > 12) return null;
  if (point.day !== null) {
    const longest = month === 2 ? 29 : (LENGTHS[month - 1] ?? 0);
    if (point.day < 1 || point.day > longest) return null;
    return { month, day: point.day, precision: 'day', ambiguity: null, whole: false };
  }
  if (point.part) {
    const precision = point.part === '底' ? 'month' : 'ten-day part';
    return { month, day: dayOfPart(point.part), precision, ambiguity: null, whole: false };
  }
  if (!before) return { month, day: -1, precision: 'month', ambiguity: null, whole: true };
  const ambiguity = `“${words}”有两读：${month}月1日之前，或${month}月底之前；取较早者`;
  return { month: month === 1 ? 12 : month - 1, day: -1, precision: 'month', ambiguity, whole: false };
}

function yearlyDay(point: Point, before: boolean, words: string): YearlyDay | null {
  if (point.month !== null) return monthDay(point, before, words);
  const end = { day: -1, ambiguity: null, whole: false } as const;
  if (point.quarter !== null) return { ...end, month: point.quarter * 3, precision: 'quarter' };
  if (point.half !== null) return { ...end, month: point.half * 6, precision: 'half-year' };
  if (point.part === '初')
    return { ...end, month: 2, precision: 'month', ambiguity: `“${words}”没有公认的末日` };
  if (point.part === '中') return { ...end, month: 6, precision: 'half-year' };
  return point.part ? { ...end, month: 12, precision: 'year' } : null;
}

const isLast = ({ month, day }: YearlyDay) => day === -1 || (month !== 2 && day === LENGTHS[month - 1]);

/** One rule where the days allow it (6月30日、12月31日 are both month ends), else one for each day. */
function yearlyRules(days: readonly YearlyDay[]): Reading[] {
  const groups = new Map<number, YearlyDay[]>();
  const allLast = days.every(isLast);
  for (const each of days) {
    const key = allLast && days.length > 1 ? -1 : each.day;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([day, members]) => {
    const [first] = members;
    const months = members.map((each) => each.month).join(',');
    return recurring(`FREQ=YEARLY;BYMONTH=${months};BYMONTHDAY=${day}`, first?.precision ?? 'day', {
      ambiguity: first?.ambiguity ?? null,
      firstMonth: first?.whole && members.length === 1 ? first.month : null,
    });
  });
}

function yearly(groups: Groups, suffixes: readonly string[]): readonly Reading[] | null {
  const words = groups.k ?? '';
  const points = suffixes.map((suffix) => readPoint(groups, suffix)).filter((point) => !isEmpty(point));
  const before = groups.bf !== undefined;
  const days = points.map((point, i) => {
    const carried =
      point.day !== null && point.month === null ? { ...point, month: points[i - 1]?.month ?? null } : point;
    return yearlyDay(carried, before, words);
  });
  const known = days.filter((day) => day !== null);
  return known.length > 0 && known.length === days.length ? yearlyRules(known) : null;
}

const isEmpty = (point: Point) =>
  point.month === null &&
  point.quarter === null &&
  point.half === null &&
  point.part === null &&
  point.day === null;

/** 每年9月到11月: due at the end of the last month, begun on the first day of the first. */
function yearlyRange(groups: Groups): Reading | null {
  const from = readPoint(groups, 'a');
  const to = readPoint(groups, 'b');
  const last = yearlyDay(to, false, '');
  if (!last || from.month === null) return null;
  return recurring(`FREQ=YEARLY;BYMONTH=${last.month};BYMONTHDAY=${last.day}`, last.precision, {
    firstMonth: from.day === null ? from.month : null,
  });
}

const WEEKDAYS: Readonly<Record<string, string>> = {
  一: 'MO',
  二: 'TU',
  三: 'WE',
  四: 'TH',
  五: 'FR',
  六: 'SA',
  日: 'SU',
  天: 'SU',
};

function weekly(groups: Groups): Reading {
  const days = [...(groups.w ?? '')].flatMap((char) => WEEKDAYS[char] ?? []);
  return days.length > 0
    ? recurring(`FREQ=WEEKLY;BYDAY=${days.join(',')}`, 'day')
    : recurring('FREQ=WEEKLY;BYDAY=SU', 'day', { ...times(groups) });
}

function monthlyDays(groups: Groups): readonly Reading[] | null {
  const days = (groups.days ?? '')
    .split(/[日号、和及]+/)
    .filter(Boolean)
    .map(readNumeral);
  if (days.length === 0 || days.some((day) => !(day >= 1 && day <= 31))) return null;
  // A month without a 31st still has a last day.
  return [
    recurring(`FREQ=MONTHLY;BYMONTHDAY=${days.map((day) => (day === 31 ? -1 : day)).join(',')}`, 'day'),
  ];
}

const AFTER: Readonly<Record<string, string>> = {
  季度: `;BYMONTH=${NEXT_QUARTERS}`,
  半年: ';BYMONTH=1,7',
  年: ';BYMONTH=1',
};

/** 次月10日前: in the month after each period that the sentence names, else after each month. */
function nextMonth(groups: Groups): Reading | null {
  const months = AFTER[groups.per ?? ''] ?? '';
  const day = groups.days ? readNumeral(groups.days.slice(0, -1)) : dayOfPart(groups.p ?? null);
  if (day === 0 || day > 31) return null;
  return recurring(
    `FREQ=MONTHLY${months};BYMONTHDAY=${day === 31 ? -1 : day}`,
    groups.days ? 'day' : 'month',
  );
}

function monthlyPart(groups: Groups): Reading {
  const words = groups.p ?? '';
  if (/工作日/.test(words)) {
    const at = /最后/.test(words) ? -1 : /第?一个/.test(words) ? 1 : count(groups);
    return recurring(`FREQ=MONTHLY;${WORKWEEK};BYSETPOS=${at}`, 'day', { note: WORKWEEK_NOTE });
  }
  const day = dayOfPart(words.replace(/^月/, ''));
  return recurring(`FREQ=MONTHLY;BYMONTHDAY=${day}`, day === -1 ? 'month' : 'ten-day part');
}

const PERIODS: readonly (readonly [RegExp, string, Precision])[] = [
  [/^半年/, 'FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1', 'half-year'],
  [/^年/, 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31', 'year'],
  [/^季/, `FREQ=MONTHLY;BYMONTH=${QUARTER_ENDS};BYMONTHDAY=-1`, 'quarter'],
  [/^月/, 'FREQ=MONTHLY;BYMONTHDAY=-1', 'month'],
  [/^旬/, 'FREQ=MONTHLY;BYMONTHDAY=10,20,-1', 'ten-day part'],
  [/^(?:周|星期)/, 'FREQ=WEEKLY;BYDAY=SU', 'day'],
  [/^[日天]/, 'FREQ=DAILY', 'day'],
];

function period(words: string, extra: Extra = {}): Reading | null {
  const row = PERIODS.find(([pattern]) => pattern.test(words));
  return row ? recurring(row[1], row[2], extra) : null;
}

const FREQUENCIES: readonly (readonly [RegExp, string, Precision])[] = [
  [/年/, 'FREQ=YEARLY;INTERVAL=#;BYMONTH=12;BYMONTHDAY=31', 'year'],
  [/季/, 'FREQ=MONTHLY;INTERVAL=#;BYMONTHDAY=-1', 'month'],
  [/月/, 'FREQ=MONTHLY;INTERVAL=#;BYMONTHDAY=-1', 'month'],
  [/周|星期/, 'FREQ=WEEKLY;INTERVAL=#;BYDAY=SU', 'day'],
  [/[日天]/, 'FREQ=DAILY;INTERVAL=#', 'day'],
];

function everyFew(groups: Groups): Reading | null {
  const n = count(groups);
  const unit = groups.every ?? '';
  if (!(n >= 1 && n <= 60)) return null;
  const row = FREQUENCIES.find(([pattern]) => pattern.test(unit));
  const interval = /季/.test(unit) ? n * 3 : n;
  return row
    ? recurring(row[1].replace('#', String(interval)), row[2], { note: '首期自成文之日起算，需人工核对' })
    : null;
}

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
