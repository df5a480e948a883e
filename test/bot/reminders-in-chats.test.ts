import { describe, expect, it } from 'vitest';
import { announce } from '../../bot/announce.ts';
import { SendError } from '../../bot/channels/send-error.ts';
import { makeLedgerDuties } from '../../bot/ledger-duties.ts';
import { makeRecipientScope } from '../../bot/recipient-scope.ts';
import { makeReminderSender } from '../../bot/reminder-sender.ts';
import { runTick } from '../../bot/reminders/run.ts';
import { openDatabase } from '../../data/database.ts';
import { listDeadlines } from '../../data/deadlines.ts';
import { listReminders } from '../../data/reminders.ts';
import { mondayToFriday } from '../../data/working-days.ts';
import { type Bench, chatBench } from '../support/chat-bench.ts';
import { deadline, document, publish, reading } from '../support/deadlines.ts';
import { keyOf, wordsIn } from '../support/memory-channel.ts';

const same = (a: string, b: string) => a === b || a.endsWith(b) || b.endsWith(a);

/** A bench over the real ledger, with one task of 县残联 due on 7月30日. */
async function office() {
  const database = openDatabase(':memory:');
  const bench = chatBench({ database, duties: makeLedgerDuties(database, same) });
  const task = deadline({
    task: '完成入户调查',
    quote: '各乡镇于7月30日前完成入户调查，联系人李明，手机13812345678',
    locator: '三、（一）',
    responsible: [{ name: '县残联', role: '牵头' }],
  });
  const of = {
    id: 'doc-survey',
    documentNumber: '泾政办发〔2023〕56号',
    title: '泾源县持证残疾人基本状况调查实施方案',
  };
  publish(database, [task], '2023-07-01 10:00', document(of));
  await bench.make('staff', 'staff', ['县残联']);
  return bench;
}

const tick = ({ parts }: Bench, instant: string) =>
  runTick({
    database: parts.database,
    clock: () => new Date(instant),
    calendar: mondayToFriday,
    dayOff: 'itself',
    sameDepartment: same,
    scopeOf: makeRecipientScope(parts.database, null),
    processId: 'test',
    sender: makeReminderSender(parts),
  });

const state = async ({ database }: Bench) =>
  (await listDeadlines(database, ['public'], {}, reading('2023-07-27 10:00'), same))[0];

describe('a deadline in the chats', () => {
  it('is subscribed to, reminded of, and reported done with a note', async () => {
    const bench = await office();
    const said = await bench.write('staff', '/subscribe 残联');
    expect(said && wordsIn(said)).toContain('已订阅：部门“残联”');
    await tick(bench, '2023-07-27T01:30:00Z');
    const card = bench.channel.last('staff');
    expect(wordsIn(card)).toContain('【到期提醒】完成入户调查');
    expect(wordsIn(card)).toContain('泾政办发〔2023〕56号');
    await bench.press('staff', keyOf(card, '已办结'), card.id);
    await bench.write('staff', '8月1日已报送');
    expect(wordsIn(bench.channel.last('staff'))).toBe('已办结：完成入户调查');
    expect(bench.channel.settled).toEqual([{ chat: 'staff', messageId: card.id, label: '已办结' }]);
    expect(await state(bench)).toMatchObject({ state: '已办结', note: '8月1日已报送' });
    await bench.press('staff', keyOf(card, '静音'), card.id);
    expect(bench.channel.notices.at(-1)).toBe('这个按钮已失效，请重新提问。');
  });

  it('is postponed with a day and a reason, asked for again when they cannot be read', async () => {
    const bench = await office();
    await bench.write('staff', '/subscribe 残联');
    await tick(bench, '2023-07-27T01:30:00Z');
    const card = bench.channel.last('staff');
    await bench.press('staff', keyOf(card, '推迟'), card.id);
    await bench.write('staff', '等几天');
    expect(wordsIn(bench.channel.last('staff'))).toContain('没看懂');
    await bench.write('staff', '2023-08-30 因汛情推迟');
    expect(wordsIn(bench.channel.last('staff'))).toBe('已登记推迟：完成入户调查');
    expect(await state(bench)).toMatchObject({ due: '2023-08-30', extendedFrom: '2023-07-30' });
  });

  it('is not reported done by a citizen or another department, and the refusal is audited', async () => {
    const bench = await office();
    await bench.make('tax', 'staff', ['税务局']);
    const chat = { id: 'room', kind: 'group' as const };
    const admin = async () => true;
    await bench.write('boss', '/subscribe 残联', {
      chat,
      from: { account: 'boss', name: '', isChatAdministrator: admin },
    });
    await tick(bench, '2023-07-27T01:30:00Z');
    const card = bench.channel.last('room');
    expect(wordsIn(card)).toContain('138****5678');
    await bench.press('wang', keyOf(card, '已办结'), card.id, { chat });
    expect(wordsIn(bench.channel.last('room'))).toContain('只有责任部门');
    expect(await state(bench)).toMatchObject({ state: '已确认' });
    const refused = await bench.database.kysely.selectFrom('audit').select(['act', 'result']).execute();
    expect(refused).toContainEqual({ act: 'deadline finish', result: 'refused' });
  });

  it('is muted in one chat', async () => {
    const bench = await office();
    await bench.write('staff', '/subscribe 残联');
    await tick(bench, '2023-07-27T01:30:00Z');
    const card = bench.channel.last('staff');
    await bench.press('staff', keyOf(card, '静音'), card.id);
    const count = bench.channel.sent.length;
    await tick(bench, '2023-07-29T01:30:00Z');
    expect(bench.channel.sent).toHaveLength(count);
  });

  it('is kept for another try when the channel cannot take it, and is dead when the chat is gone', async () => {
    const bench = await office();
    await bench.write('staff', '/subscribe 残联');
    bench.channel.fail = new SendError({ kind: 'later', afterMs: 60_000 }, 'busy');
    await tick(bench, '2023-07-27T01:30:00Z');
    const waiting = listReminders(bench.database, { state: 'retry' });
    expect(waiting).not.toEqual([]);
    bench.channel.fail = new SendError({ kind: 'gone' }, 'blocked');
    await tick(bench, '2023-07-27T03:30:00Z');
    expect(listReminders(bench.database, { state: 'dead' })).toHaveLength(waiting.length);
  });

  it('is offered under the answer that holds it, and watched alone', async () => {
    const bench = await office();
    const answer = await bench.write('wang', '入户调查');
    if (!answer) throw new Error('no answer');
    await bench.press('wang', keyOf(answer, '设提醒'), answer.id);
    expect(wordsIn(bench.channel.last('wang'))).toBe('已设提醒：完成入户调查。届时在这里通知您。');
    const list = await bench.write('wang', '/mysubs');
    expect(list && wordsIn(list)).toContain('时限“完成入户调查”');
    await tick(bench, '2023-07-29T01:30:00Z');
    expect(wordsIn(bench.channel.last('wang'))).toContain('138****5678');
  });
});

describe('a new document', () => {
  it('is announced once to each chat whose subscription matches, in its own words', async () => {
    const bench = await office();
    await bench.write('staff', '/subscribe 残联');
    await bench.write('staff', '/subscribe 泾政办发〔2023〕56号');
    await bench.write('wang', '/subscribe 教育局');
    for (let i = 0; i < 2; i++) await announce(bench.parts, ['doc-survey'], same);
    const news = bench.channel.sent.filter((sent) => wordsIn(sent).includes('新文件'));
    expect(news.map(({ chat }) => chat)).toEqual(['staff']);
    expect(news[0] && wordsIn(news[0])).toContain('各乡镇于7月30日前完成入户调查');
    expect(news[0] && wordsIn(news[0])).toContain('其中时限 1 项');
  });
});
