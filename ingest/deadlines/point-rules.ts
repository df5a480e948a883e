/** Rows for limits by days, months and years: 7月30日前, 到2027年底, 8月19—9月11日, 8月份. */
import { readAmount } from './numerals.ts';
import type { PhraseRule, Reading } from './phrase.ts';
import { type Groups, type Point, readPoint } from './point.ts';

const by = (point: Point, bound: 'before' | 'end'): Reading => ({ kind: 'by', point, bound });
const range = (from: Point, to: Point): Reading => ({ kind: 'range', from, to });
const EMPTY: Point = {
  year: null,
  half: null,
  quarter: null,
  month: null,
  monthOffset: null,
  part: null,
  day: null,
};

const number = (groups: Groups, name: string) => {
  const words = groups[name];
  return words === undefined ? null : readAmount(words);
};

/** 8月19-9月11日, 7月10日-25日, 3-10月: the parts written on one side only are carried over. */
function shortRange(groups: Groups): Reading {
  const year = number(groups, 'year');
  const words = groups.year2;
  const start: Point = {
    ...EMPTY,
    year:
      year !== null
        ? { kind: 'number', value: year }
        : words
          ? { kind: 'from today', value: { 今: 0, 明: 1, 去: -1 }[words[0] ?? ''] ?? 0 }
          : null,
    month: number(groups, 'm1'),
    day: number(groups, 'd1'),
  };
  const lastYear = number(groups, 'lastyear');
  return range(start, {
    ...EMPTY,
    year: lastYear === null ? null : { kind: 'number', value: lastYear },
    month: number(groups, 'm2') ?? start.month,
    day: number(groups, 'd2'),
    part: groups.p2 ? '底' : null,
  });
}

const TARGET_WORD = '(?:力争|确保|争取|计划|预计|拟|务必)';

/** Rows for points and stretches, the firmer words first. */
export const POINT_RULES: readonly PhraseRule[] = [
  {
    name: 'before a day of the week',
    template: '(?<k>(?<s>(?:本|这|下)(?:周|星期)[一二三四五六日天]|明天|明日|后天){clock}{before})',
    strength: 'strong',
    read: (g) => ({ kind: 'spoken', words: g.s ?? '' }),
    examples: ['本周五下班前', '下周一前', '明日12时前'],
  },
  {
    name: 'range of days in short',
    template:
      '(?<k>(?:(?<year>\\d{4})年|(?<year2>[今明去]年))?(?<m1>{short})月(?<d1>{short})[日号]?{clock}{to}(?:(?<m2>{short})月)?(?<d2>{short})[日号]{clock})(?:止|为止|期间)?',
    strength: 'bare',
    read: shortRange,
    examples: ['8月19—9月11日', '7月10日—25日', '2023年8月1日至15日', '7月1日-7月31日'],
  },
  {
    name: 'range of months in short',
    template:
      '(?:(?<year>\\d{4})年|(?<year2>[今明去]年))?(?<m1>{short})(?:月份?)?{to}(?<m2>{short})月(?:份)?(?<p2>底|末)?(?!\\d)',
    strength: 'bare',
    read: shortRange,
    examples: ['2023年3—10月', '7-9月', '2023年8月至11月底'],
  },
  {
    name: 'range of years in short',
    template: '(?<y1>\\d{4})年?{to}(?<y2>\\d{4})年(?:底|末|期间)?(?!度?(?:规划|计划|行动))',
    strength: 'bare',
    read: (g) =>
      range(
        { ...EMPTY, year: { kind: 'number', value: number(g, 'y1') ?? 0 } },
        { ...EMPTY, year: { kind: 'number', value: number(g, 'y2') ?? 0 } },
      ),
    examples: ['2023-2025年', '2023年至2025年'],
  },
  {
    name: 'range',
    template: '(?:自|从)?(?<k>{a}{clock}{to}{b}{clock})(?:止|为止|期间)?',
    strength: 'bare',
    read: (g) => range(readPoint(g, 'a'), readPoint(g, 'b')),
    examples: ['2023年12月1日-2024年3月31日', '2023年7月-2023年8月', '2023年8月1日起至2023年10月底'],
  },
  {
    name: 'closing time',
    template:
      '(?:截[止至](?:时间|日期|期限|日)?|报名截止|申报截止|征集截止|投标截止)(?:为|是|到|至|：|于|定为)*(?<k>{a}{clock}(?:{before}|止)?)',
    strength: 'target',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['截止时间为8月20日', '截至2023年9月15日17时'],
  },
  {
    name: 'at the latest',
    template:
      '(?:最迟|至迟|最晚|不迟于|不晚于|不得迟于|不得晚于|不得超过)(?:应|要|须|不得)?(?:于|在|到|不超过|不得超过|不迟于)?(?<k>{a}{clock}{before}?)',
    strength: 'strong',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['最迟于9月15日', '不迟于2023年10月底'],
  },
  {
    name: 'put off to a point',
    template: '(?:延长|延期|顺延|推迟|延迟|期限|展期|宽限)(?:至|到)(?<k>{a}{clock}{before}?)',
    strength: 'target',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['延长至2月24日', '延期至2020年4月30日前'],
  },
  {
    name: 'several days before which',
    template:
      '(?<k>{a}{clock}(?:、|和|及|与){b}{clock}(?:(?:、|和|及|与){c}{clock})?(?:(?:、|和|及|与){e}{clock})?{before})',
    strength: 'strong',
    read: (g) =>
      ['a', 'b', 'c', 'e']
        .map((suffix) => readPoint(g, suffix))
        .filter((point) => JSON.stringify(point) !== JSON.stringify(EMPTY))
        .map((point) => by(point, 'before')),
    examples: ['6月30日、12月31日前', '2023年9月底和12月底前'],
  },
  {
    name: 'before a point',
    template: '(?:于|在)?(?<k>(?:到)?{a}{clock}{before})',
    strength: 'strong',
    read: (g) => by(readPoint(g, 'a'), 'before'),
    examples: [
      '7月30日前',
      '2023年10月前',
      '7月底前',
      '7月中旬前',
      '年底前',
      '2023年12月31日18时前',
      '明年6月底之前',
    ],
  },
  {
    name: 'before a day of the month',
    template: '(?<=于|在|请|^|，|务必|须|应|最迟)(?:本月|当月)?(?<k>(?<d>{short})[日号]{clock}{before})',
    strength: 'strong',
    read: (g) => by({ ...EMPTY, day: number(g, 'd') }, 'before'),
    examples: ['15日前', '25日17时前'],
  },
  {
    name: 'within a point',
    template: '(?<k>{a}(?:份)?(?:之内|以内|内))(?!容|部|外|控|江|蒙|乡)',
    strength: 'strong',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['9月份内', '2023年上半年内', '本月内'],
  },
  {
    name: 'stop at a point',
    template: '(?:至|到)(?<k>{a}{clock})(?:止|为止)',
    strength: 'strong',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['至9月30日止'],
  },
  {
    name: 'to a point',
    template: '(?<!截至|截止|直|甚)(?<k>(?:到|至){a})(?!止|为止|起|{to})',
    strength: 'target',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['到2027年底', '到2025年', '到“十四五”末', '到2023年6月'],
  },
  {
    name: 'from a point on',
    template: '(?:自|从)?{a}{clock}(?:之日)?(?:起|开始|以后|之后)',
    strength: 'bare',
    read: () => ({ kind: 'mention' }),
    examples: ['从2024年1月1日起', '2023年9月1日以后'],
  },
  {
    name: 'target of the year',
    template: `${TARGET_WORD}(?<k>当年|本年度?|今年)|(?<k2>当年)(?=累计|新增|完成|实现)`,
    strength: 'target',
    read: () => by({ ...EMPTY, part: '内' }, 'end'),
    examples: ['力争当年'],
  },
  {
    name: 'end of a point',
    template: '(?<k>{a})(?<=底|末|终|内)',
    strength: 'target',
    read: (g) => by(readPoint(g, 'a'), 'end'),
    examples: ['2023年底', '2023年12月底', '年末', '年内', '三季度末'],
  },
  {
    name: 'in a point',
    template: '(?<k>{a}{clock})',
    strength: 'bare',
    read: (g) => ({ kind: 'in', point: readPoint(g, 'a') }),
    examples: ['8月份', '2023年10月', '7月上旬', '三季度', '上半年', '2024年', '9月15日'],
  },
];
