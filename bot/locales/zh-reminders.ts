/** The words of reminders, digests and 督办, in Chinese. Everything here is plain text; channels escape it. */
import { type Day, writeDay } from '../../data/day.ts';
import { weekdayLetter } from '../../data/deadline-standing.ts';
import type { Precision, Responsible } from '../../data/types.ts';

const weekday = (day: Day) => `星期${weekdayLetter(day)}`;
const dated = (day: Day) => `${writeDay(day)}（${weekday(day)}）`;

const PRECISIONS: Readonly<Record<Precision, string>> = {
  day: '',
  'ten-day part': '（原文只写到旬，按该旬最后一天计）',
  month: '（原文只写到月，按该月最后一天计）',
  quarter: '（原文只写到季度，按该季度最后一天计）',
  'half-year': '（原文只写到半年，按该半年最后一天计）',
  year: '（原文只写到年，按该年最后一天计）',
};

/** The words of reminders. */
export const zhReminders = {
  titleReminder: (task: string) => `【到期提醒】${task}`,
  titleOverdue: (task: string) => `【已逾期】${task}`,
  titleEscalation: (task: string) => `【督办】${task}`,
  titleMerged: (count: number) => `【到期提醒】${count} 项任务`,
  titleMergedEscalation: (count: number) => `【督办】${count} 项任务逾期未办结`,
  titleDigest: (from: Day, to: Day) => `【本周到期】${writeDay(from)}至${writeDay(to)}`,

  labelDue: '到期',
  labelLeft: '剩余',
  labelResponsible: '责任单位',
  labelSource: '依据',
  labelQuote: '原文',
  labelTrace: '推算',

  due: (day: Day, nextWorkingDay: Day | null, precision: Precision) =>
    `${dated(day)}${PRECISIONS[precision]}${nextWorkingDay ? `，当天休息，其后首个工作日为${dated(nextWorkingDay)}` : ''}`,
  left: (days: number, workingDays: number) => {
    if (days < 0) return `已逾期 ${-days} 天（${-workingDays} 个工作日）`;
    return days === 0 ? '今天到期' : `还有 ${days} 天，其中 ${workingDays} 个工作日`;
  },
  unannounced: (year: string) => `（${year}年放假安排尚未公布，工作日暂按周一至周五计算）`,
  shortLeft: (days: number) => (days < 0 ? `逾期${-days}天` : days === 0 ? '今天' : `剩${days}天`),
  responsible: (units: readonly Responsible[]) =>
    units.length === 0 ? '原文未写明' : units.map(({ name, role }) => `${name}（${role}）`).join('、'),
  source: (number: string | null, title: string, locator: string) =>
    `${number ?? ''}《${title}》${locator ? ` ${locator}` : ''}`,
  listed: (place: number, due: Day, left: string, task: string, units: string, source: string) =>
    `${place}. ${writeDay(due)}（${left}）${task}｜${units}｜${source}`,
  notFinished: '尚未报告办结',

  digestOverdue: (count: number) => `逾期未办结 ${count} 项`,
  digestThisWeek: (count: number) => `本周到期 ${count} 项`,
  digestNextWeek: (count: number) => `下周到期 ${count} 项`,
  more: (count: number) => `另有 ${count} 项，见任务台账。`,

  buttonDone: '已办结',
  buttonExtend: '推迟',
  buttonOpen: '查看原文',
  buttonMute: '静音',

  askNote: '请用一句话写明办理结果（可附文号或凭证）。',
  askExtension: '请写明延期到哪一天和理由，例如：2023-08-30 因汛情推迟。',
  muted: '本会话不再提醒这一项。恢复：在台账中打开该任务，取消静音。',

  refused: {
    missing: '没有这项任务，或您无权查看。',
    transition: '任务当前的状态不允许这样操作，请刷新后再看。',
    stale: '刚才已有人改动这项任务，请刷新后再操作。',
    'reason required': '请写明理由或办理结果。',
    'due not later': '延期后的日期必须晚于现在的到期日。',
    'due invalid': '日期不对：请写成 2023-08-30 这样的真实日期，起始日不得晚于到期日。',
    'rule invalid': '周期规则不对：只接受按日、周、月、年的 RFC 5545 规则，例如 FREQ=MONTHLY;BYMONTHDAY=15。',
    'occurrence unknown': '这一天没有到期的任务。',
    'nothing to correct': '没有填写要更正的内容。',
  },
} as const;

export type ReminderWords = typeof zhReminders;
