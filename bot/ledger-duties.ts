/** The chats' view of the ledger and the subscriptions. */
import type { Database } from '../data/database.ts';
import { type Day, dayAt, parseDay } from '../data/day.ts';
import { listRecords } from '../data/deadlines.ts';
import type { DeadlineFilter, LedgerRecord, SameDepartment } from '../data/ledger.ts';
import { isStaff, personKey } from '../data/people.ts';
import { listSubscriptions, type Subscription, subscribe, unsubscribe } from '../data/subscriptions.ts';
import type {
  ChatSubscription,
  Duties,
  Duty,
  DutyActor,
  DutyFilter,
  DutyOutcome,
  DutyPress,
  Recipient,
} from './duties.ts';
import { actOnReminder, type ButtonInput, parseExtension } from './reminders/act.ts';

type StoredFilter = Subscription['filter'];

/** A chat owns its subscriptions: whoever may set them there may end them there. */
const ownerOf = ({ channel, chat }: Recipient) => `${channel}:${chat}`;

function toStored({ kind, value }: DutyFilter): StoredFilter {
  switch (kind) {
    case 'everything':
      return { kind };
    case 'department':
      return { kind, department: value };
    case 'document':
      return { kind, document: value };
    case 'keyword':
      return { kind, keyword: value };
    case 'deadline':
      return { kind, deadline: value };
    default:
      return kind satisfies never;
  }
}

function fromStored(filter: StoredFilter): DutyFilter {
  switch (filter.kind) {
    case 'everything':
      return { kind: 'everything', value: '' };
    case 'department':
      return { kind: filter.kind, value: filter.department };
    case 'document':
      return { kind: filter.kind, value: filter.document };
    case 'keyword':
      return { kind: filter.kind, value: filter.keyword };
    case 'deadline':
      return { kind: filter.kind, value: filter.deadline };
    default:
      return filter satisfies never;
  }
}

const toChat = (subscription: Subscription): ChatSubscription => ({
  id: subscription.id,
  recipient: {
    channel: subscription.channel,
    chat: subscription.chat,
    kind: subscription.publicOnly ? 'group' : 'private',
  },
  filter: fromStored(subscription.filter),
});

const toDuty = (record: LedgerRecord): Duty => ({
  id: record.id,
  documentId: record.documentId,
  documentNumber: record.documentNumber,
  title: record.title,
  locator: record.locator,
  quote: record.quote,
  task: record.task,
  phrase: record.phrase,
  due: record.due,
  responsible: record.responsible,
  state: record.state,
});

/** States that a list shows: what is owed or waits for a person's eye. */
const SHOWN = ['待确认', '已确认', '进行中'] as const;

function toFilter({ kind, value }: DutyFilter): DeadlineFilter {
  const states = SHOWN;
  switch (kind) {
    case 'everything':
      return { states };
    case 'department':
      return { states, department: value };
    case 'document':
      return /\d号/.test(value) ? { states, documentNumber: value } : { states, documentId: value };
    case 'keyword':
      return { states, keyword: value };
    case 'deadline':
      return { states, id: value };
    default:
      return kind satisfies never;
  }
}

/** What is still to come first, soonest first; then what has passed, latest first; then what has no day. */
function inOrder(duties: readonly Duty[], today: Day): Duty[] {
  const due = (duty: Duty) => duty.due ?? '';
  const coming = duties.filter((duty) => due(duty) >= today).toSorted((a, b) => due(a).localeCompare(due(b)));
  const past = duties
    .filter((duty) => due(duty) !== '' && due(duty) < today)
    .toSorted((a, b) => due(b).localeCompare(due(a)));
  return [...coming, ...past, ...duties.filter((duty) => duty.due === null)];
}

/** Duties over the database; `sameDepartment` knows the aliases of departments. */
export function makeLedgerDuties(database: Database, sameDepartment: SameDepartment): Duties {
  const find: Duties['find'] = async (id, scope) => {
    const [record] = await listRecords(database, scope.visibilities, { id }, sameDepartment);
    return record && record.state !== '已撤销' ? toDuty(record) : null;
  };

  async function press(
    { duty, occurrence }: DutyPress,
    input: ButtonInput,
    { person, recipient, scope }: DutyActor,
    now: Date,
  ): Promise<DutyOutcome> {
    const day = parseDay(occurrence);
    if (!day) return 'stale';
    const button = { action: input.action, deadlineId: duty, occurrence: day };
    const by = { actor: personKey(person), channel: recipient.channel, chat: recipient.chat, scope, now };
    const outcome = await actOnReminder(database, button, input, by);
    if (outcome.kind === 'done') return 'done';
    return outcome.reason === 'missing' || outcome.reason === 'stale' ? outcome.reason : 'refused';
  }

  const of = (recipient: Recipient) =>
    listSubscriptions(database, { channel: recipient.channel, chat: recipient.chat });

  return {
    find,
    async list(filter, scope, now) {
      const records = await listRecords(database, scope.visibilities, toFilter(filter), sameDepartment);
      return inOrder(records.map(toDuty), dayAt(now));
    },
    async subscribe(recipient, filter, by, now) {
      const stored = toStored(filter);
      const known = of(recipient).some((one) => JSON.stringify(one.filter) === JSON.stringify(stored));
      if (known) return false;
      const { channel, chat, kind } = recipient;
      const publicOnly = kind === 'group' || !isStaff(by);
      subscribe(database, { owner: ownerOf(recipient), channel, chat, filter: stored, publicOnly }, now);
      return true;
    },
    async subscriptions(recipient) {
      return of(recipient).map(toChat);
    },
    async everySubscription() {
      return listSubscriptions(database).map(toChat);
    },
    async unsubscribe(id, recipient) {
      unsubscribe(database, id, ownerOf(recipient));
    },
    async setDigest(recipient, on, by, now) {
      const kept = of(recipient);
      const { channel, chat, kind } = recipient;
      const fresh = { owner: ownerOf(recipient), channel, chat, filter: { kind: 'everything' as const } };
      if (kept.length === 0 && on) {
        const publicOnly = kind === 'group' || !isStaff(by);
        subscribe(database, { ...fresh, publicOnly, weeklyDigest: true }, now);
      }
      for (const { id: _id, mutedUntil: _m, activeSince: _a, createdAt: _c, ...fields } of kept) {
        subscribe(database, { ...fields, weeklyDigest: on }, now);
      }
    },
    async mayAct(id, { person, recipient, scope }) {
      if (person.role === 'administrator') return true;
      const duty = isStaff(person) ? await find(id, scope) : null;
      if (!duty) return false;
      const mine = duty.responsible.some(({ name }) =>
        person.departments.some((department) => sameDepartment(name, department)),
      );
      return mine || of(recipient).length > 0;
    },
    finish: (pressed, note, actor, now) => press(pressed, { action: 'done', note }, actor, now),
    async postpone(pressed, text, actor, now) {
      const extension = parseExtension(text);
      return extension ? press(pressed, { action: 'extend', ...extension }, actor, now) : 'unreadable';
    },
    mute: (pressed, actor, now) => press(pressed, { action: 'mute' }, actor, now),
  };
}
