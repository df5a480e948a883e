import { describe, expect, it } from 'vitest';
import { SendError } from '../../bot/channels/send-error.ts';
import { chatBench } from '../support/chat-bench.ts';
import { keyOf, wordsIn } from '../support/memory-channel.ts';

const HOUR = 3_600_000;

async function raised() {
  const bench = chatBench();
  await bench.make('staff', 'staff', ['县残联']);
  await bench.make('clerk', 'staff', ['政府办']);
  const answer = await bench.write('wang', '入户调查，我手机13812345678');
  if (!answer) throw new Error('no answer');
  await bench.press('wang', keyOf(answer, '没解决'), answer.id);
  return { bench, answer };
}

describe('没解决', () => {
  it('goes to the department concerned, masked, with the conversation', async () => {
    const { bench } = await raised();
    expect(wordsIn(bench.channel.last('wang'))).toBe('已转“县残联”，编号 1。答复后在这里通知您。');
    const card = bench.channel.last('staff');
    expect(wordsIn(card)).toContain('入户调查，我手机138****5678');
    expect(wordsIn(card)).not.toContain('13812345678');
  });

  it('comes back to the asker with the office named, and is judged once', async () => {
    const { bench } = await raised();
    const card = bench.channel.last('staff');
    await bench.press('staff', keyOf(card, '答复'), card.id);
    await bench.write('staff', '请到政务大厅3号窗口，或拨打13900001111。');
    expect(wordsIn(bench.channel.last('staff'))).toBe('1 号答复已发出。');
    const back = bench.channel.last('wang');
    expect(wordsIn(back)).toBe(
      '“县残联”答复您的问题（1 号）：\n请到政务大厅3号窗口，或拨打139****1111。\n\n您的问题解决了吗？',
    );
    await bench.press('wang', keyOf(back, '未解决'), back.id);
    expect(wordsIn(bench.channel.last('wang'))).toContain('督办');
    expect(wordsIn(bench.channel.last('staff'))).toContain('表示未解决');
    const count = bench.channel.sent.length;
    await bench.press('wang', keyOf(back, '已解决'), back.id);
    expect(bench.channel.sent).toHaveLength(count);
  });

  it('is answered by one of two colleagues', async () => {
    const { bench } = await raised();
    await bench.make('other', 'staff', ['县残联']);
    const card = bench.channel.last('staff');
    await bench.press('staff', keyOf(card, '答复'), card.id);
    await bench.write('staff', '第一份答复');
    const tickets = await bench.write('other', '/tickets');
    expect(tickets && wordsIn(tickets)).toBe('没有待答复的问题。');
  });

  it('is not opened twice for one question', async () => {
    const { bench, answer } = await raised();
    await bench.press('wang', keyOf(answer, '没解决'), answer.id);
    expect(wordsIn(bench.channel.last('wang'))).toContain('已经转办');
  });

  it('cannot be answered by another department', async () => {
    const { bench } = await raised();
    await bench.make('tax', 'staff', ['税务局']);
    const card = bench.channel.last('staff');
    await bench.press('tax', keyOf(card, '答复'), card.id, { chat: { id: 'staff', kind: 'private' } });
    expect(await bench.database.kysely.selectFrom('expectations').selectAll().execute()).toEqual([]);
    const refused = await bench.database.kysely.selectFrom('audit').select(['act', 'result']).execute();
    expect(refused).toContainEqual({ act: 'answer ticket', result: 'refused' });
  });

  it('falls to the office when the department has nobody', async () => {
    const bench = chatBench();
    await bench.make('clerk', 'staff', ['政府办']);
    await bench.write('wang', '/trouble 去税务窗口办证，让我跑了三趟');
    expect(wordsIn(bench.channel.last('clerk'))).toContain('办不成事 1 号（政府办）');
  });
});

describe('nothing is lost', () => {
  it('when the asker is offline as the answer comes', async () => {
    const { bench } = await raised();
    const card = bench.channel.last('staff');
    await bench.press('staff', keyOf(card, '答复'), card.id);
    const send = bench.channel.send.bind(bench.channel);
    bench.channel.send = async (chat, message) => {
      if (chat === 'wang') throw new SendError({ kind: 'gone' }, 'blocked');
      return send(chat, message);
    };
    await bench.write('staff', '答复如下');
    bench.channel.send = send;
    await bench.app.receive({
      id: 'back',
      channel: 'memory',
      chat: { id: 'wang', kind: 'private' },
      from: { account: 'wang', name: 'wang' },
      kind: 'join',
      greet: true,
    });
    await bench.app.tick();
    expect(wordsIn(bench.channel.last('wang'))).toContain('答复如下');
  });

  it('when sending fails for a while, and nothing comes twice', async () => {
    const bench = chatBench();
    await bench.make('clerk', 'staff', ['政府办']);
    const send = bench.channel.send.bind(bench.channel);
    bench.channel.send = async (chat, message) => {
      if (chat === 'clerk') throw new Error('network');
      return send(chat, message);
    };
    await bench.write('wang', '/trouble 办不成');
    bench.channel.send = send;
    await bench.app.tick();
    expect(bench.channel.sent.filter(({ chat }) => chat === 'clerk')).toHaveLength(1);
    bench.pass(61_000);
    await bench.app.tick();
    await bench.app.tick();
    const cards = bench.channel.sent.filter(({ chat }) => chat === 'clerk');
    expect(cards.filter((card) => wordsIn(card).includes('办不成事'))).toHaveLength(1);
  });

  it('when nobody answers: it escalates, each round once', async () => {
    const { bench } = await raised();
    await bench.make('admin', 'administrator');
    const overdue = () =>
      bench.channel.sent.filter((one) => one.chat === 'admin' && wordsIn(one).includes('督办'));
    bench.pass(49 * HOUR);
    await bench.app.tick();
    await bench.app.tick();
    expect(overdue()).toHaveLength(1);
    bench.pass(48 * HOUR);
    await bench.app.tick();
    expect(overdue()).toHaveLength(2);
  });
});
