import type { ChatSubscription, Duties, Duty, Recipient } from '../../bot/duties.ts';
import { makeDay } from '../../data/day.ts';
import { isStaff } from '../../data/people.ts';
import { SECRET } from './chat-assistant.ts';

const DUTIES: readonly (Duty & { readonly internal: boolean })[] = [
  {
    id: 'duty-1',
    internal: false,
    documentId: 'doc-survey',
    documentNumber: '泾政办发〔2023〕56号',
    title: '泾源县持证残疾人基本状况调查实施方案',
    locator: '三、（一）',
    quote: '各乡镇于7月30日前完成入户调查',
    task: '完成入户调查',
    phrase: '7月30日前',
    due: makeDay(2023, 7, 30),
    responsible: [{ name: '各乡镇', role: '责任' }],
    state: '已确认',
  },
  {
    id: 'duty-2',
    internal: true,
    documentId: 'doc-internal',
    documentNumber: '泾政办密〔2023〕1号',
    title: `${SECRET}工作方案`,
    locator: '二、',
    quote: `${SECRET}于9月1日前更换`,
    task: `更换${SECRET}`,
    phrase: '9月1日前',
    due: makeDay(2023, 9, 1),
    responsible: [{ name: '县委办', role: '牵头' }],
    state: '已确认',
  },
];

/** A ledger in memory; `log` records what was done to it. */
export function fakeDuties(): Duties & { readonly log: string[]; readonly kept: ChatSubscription[] } {
  const kept: ChatSubscription[] = [];
  const log: string[] = [];
  const same = (a: Recipient, b: Recipient) => a.channel === b.channel && a.chat === b.chat;
  return {
    log,
    kept,
    async list(filter, scope) {
      return DUTIES.filter((duty) => !duty.internal || scope.visibilities.includes('internal')).filter(
        (duty) => {
          if (filter.kind === 'everything') return true;
          if (filter.kind === 'document')
            return [duty.documentId, duty.documentNumber].includes(filter.value);
          if (filter.kind === 'department')
            return duty.responsible.some(({ name }) => name.includes(filter.value));
          return duty.id === filter.value || duty.task.includes(filter.value);
        },
      );
    },
    async find(id, scope) {
      const duty = DUTIES.find((one) => one.id === id);
      return duty && (!duty.internal || scope.visibilities.includes('internal')) ? duty : null;
    },
    async subscribe(recipient, filter) {
      const before = kept.some(
        (one) =>
          same(one.recipient, recipient) &&
          one.filter.kind === filter.kind &&
          one.filter.value === filter.value,
      );
      if (!before) kept.push({ id: `sub-${kept.length + 1}`, recipient, filter });
      return !before;
    },
    async subscriptions(recipient) {
      return kept.filter((one) => same(one.recipient, recipient));
    },
    async everySubscription() {
      return kept;
    },
    async unsubscribe(id, recipient) {
      const index = kept.findIndex((one) => one.id === id && same(one.recipient, recipient));
      if (index >= 0) kept.splice(index, 1);
    },
    async setDigest(recipient, on) {
      log.push(`digest ${recipient.chat} ${on}`);
    },
    async mayAct(_id, { person }) {
      return isStaff(person);
    },
    async finish({ duty }, note) {
      log.push(`finish ${duty} ${note}`);
      return 'done';
    },
    async postpone({ duty }, text) {
      if (!/^\d{4}-/.test(text)) return 'unreadable';
      log.push(`postpone ${duty} ${text}`);
      return 'done';
    },
    async mute({ duty }, { recipient }) {
      log.push(`mute ${duty} ${recipient.chat}`);
      return 'done';
    },
  };
}
