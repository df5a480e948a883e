import { describe, expect, it, vi } from 'vitest';
import { SendError } from '../../bot/channels/send-error.ts';
import { claimReceived } from '../../data/received.ts';
import { chatAssistant } from '../support/chat-assistant.ts';
import { chatBench } from '../support/chat-bench.ts';
import { keyOf, wordsIn } from '../support/memory-channel.ts';

/** A promise that the test settles. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

describe('a question in a chat', () => {
  it('is answered with its sources named and a button for each', async () => {
    const bench = chatBench();
    const sent = await bench.write('wang', '住房补贴标准');
    expect(sent && wordsIn(sent)).toContain('补贴标准为每人每月300元，由县财政局发放。[1]');
    expect(sent && wordsIn(sent)).toContain('《关于发放住房补贴的通知》（泾政办发〔2023〕50号）：[1] 一、');
    expect(sent?.message.buttons.flat().map((button) => button.label)).toEqual([
      '[1]',
      '原文',
      '👍',
      '👎',
      '没解决',
    ]);
  });

  it('offers a reminder where the answer holds a deadline, and sets it', async () => {
    const bench = chatBench();
    const sent = await bench.write('wang', '入户调查');
    if (!sent) throw new Error('no answer');
    await bench.press('wang', keyOf(sent, '设提醒'), sent.id);
    expect(bench.duties.kept).toMatchObject([{ filter: { kind: 'deadline', value: 'duty-1' } }]);
  });

  it('opens a citation in place, and goes back', async () => {
    const bench = chatBench();
    const sent = await bench.write('wang', '住房补贴标准');
    if (!sent) throw new Error('no answer');
    await bench.press('wang', keyOf(sent, '[1]'), sent.id);
    const opened = bench.channel.edits[0];
    if (!opened) throw new Error('nothing opened');
    expect(opened.id).toBe(sent.id);
    expect(wordsIn(sent)).toContain('[1] 一、 第12页');
    expect(wordsIn(opened)).toContain('泾政办发〔2023〕50号');
    expect(opened.message.text.at(-1)).toEqual({
      text: '补贴标准为每人每月300元，由县财政局发放。',
      style: 'quote',
    });
    await bench.press('wang', keyOf(opened, '返回答复'), sent.id);
    expect(bench.channel.edits[1] && wordsIn(bench.channel.edits[1])).toBe(wordsIn(sent));
  });

  it('opens a citation by its number where there are no buttons', async () => {
    const bench = chatBench();
    await bench.write('wang', '住房补贴标准');
    const opened = await bench.write('wang', '［1］');
    expect(opened && wordsIn(opened)).toContain('位置：一、 第12页');
  });

  it('is handled once, however often the platform repeats it', async () => {
    const bench = chatBench();
    await bench.write('wang', '住房补贴标准', { id: 'same' });
    await bench.write('wang', '住房补贴标准', { id: 'same' });
    expect(bench.channel.sent).toHaveLength(1);
  });

  it('says sorry when the answer fails, and logs no question', async () => {
    const bench = chatBench({
      assistant: chatAssistant(() => {
        throw new Error('index closed');
      }),
    });
    const sent = await bench.write('wang', '我的手机13812345678');
    expect(sent && wordsIn(sent)).toContain('没能查成');
    expect(JSON.stringify(bench.logged)).not.toContain('13812345678');
  });

  it('refuses a question that is too long', async () => {
    const bench = chatBench();
    const sent = await bench.write('wang', '长'.repeat(501));
    expect(sent && wordsIn(sent)).toContain('500');
  });
});

describe('turns', () => {
  it('runs one at a time in a chat and many chats at once', async () => {
    const gates = new Map(['慢问', '快问', '别问'].map((name) => [name, gate()]));
    const begun: string[] = [];
    const bench = chatBench({
      assistant: chatAssistant(async (question) => {
        begun.push(question);
        await gates.get(question)?.passed;
      }),
    });
    const first = bench.write('wang', '慢问');
    const second = bench.write('wang', '快问');
    const third = bench.write('li', '别问');
    await vi.waitFor(() => expect(begun).toEqual(['慢问', '别问']));
    gates.get('别问')?.open();
    await third;
    expect(bench.channel.sent.map(({ chat }) => chat)).toEqual(['li']);
    gates.get('快问')?.open();
    gates.get('慢问')?.open();
    await Promise.all([first, second]);
    expect(begun).toEqual(['慢问', '别问', '快问']);
  });

  it('are waited for when the app stops', async () => {
    const slow = gate();
    const bench = chatBench({ assistant: chatAssistant(() => slow.passed) });
    await bench.app.start();
    const asked = bench.write('wang', '住房补贴标准');
    await vi.waitFor(async () =>
      expect(await bench.database.kysely.selectFrom('received').selectAll().execute()).toHaveLength(1),
    );
    const stopped = bench.app.stop();
    slow.open();
    await stopped;
    expect(bench.channel.sent).toHaveLength(1);
    await asked;
  });

  it('shows within a second that an answer is under way, and only then', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const slow = gate();
      const bench = chatBench({ assistant: chatAssistant(() => slow.passed) });
      const asked = bench.write('wang', '住房补贴标准');
      await vi.advanceTimersByTimeAsync(1000);
      expect(bench.channel.busyChats).toEqual(['wang']);
      slow.open();
      await asked;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(bench.channel.busyChats).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('refuses what a chat piles up', async () => {
    const slow = gate();
    const bench = chatBench({ assistant: chatAssistant(() => slow.passed) });
    const all = Array.from({ length: 30 }, (_, i) => bench.write('wang', `问题${i}`));
    await vi.waitFor(() => expect(bench.channel.sent).toHaveLength(10));
    slow.open();
    await Promise.all(all);
    expect(bench.channel.sent).toHaveLength(30);
  });
});

describe('a crash', () => {
  const incoming = {
    id: 'u9',
    channel: 'memory',
    chat: { id: 'wang', kind: 'private' as const },
    from: { account: 'wang', name: 'wang' },
    kind: 'message' as const,
    text: '住房补贴标准，手机13812345678',
    addressed: true,
    edited: false,
  };

  it('between taking a question and answering it loses nothing, and answers once', async () => {
    const bench = chatBench();
    await claimReceived(bench.database, incoming, bench.parts.now());
    await bench.app.tick();
    expect(bench.channel.sent).toHaveLength(0);
    bench.pass(61_000);
    await bench.app.tick();
    await bench.app.receive(incoming);
    bench.pass(61_000);
    await bench.app.tick();
    expect(bench.channel.sent).toHaveLength(1);
    expect(wordsIn(bench.channel.last('wang'))).toContain('每人每月300元');
  });

  it('leaves no personal data and, once answered, no question', async () => {
    const bench = chatBench();
    await claimReceived(bench.database, incoming, bench.parts.now());
    const rows = () => bench.database.kysely.selectFrom('received').select('payload').execute();
    expect(JSON.stringify(await rows())).not.toContain('13812345678');
    bench.pass(61_000);
    await bench.app.tick();
    expect(await rows()).toEqual([{ payload: null }]);
  });
});

describe('chats that change', () => {
  it('follows a group to its new id', async () => {
    const bench = chatBench();
    const moved = new SendError({ kind: 'moved', to: 'g2' }, 'moved');
    const send = bench.channel.send.bind(bench.channel);
    bench.channel.send = async (chat, message) => {
      if (chat === 'g1') throw moved;
      return send(chat, message);
    };
    await bench.write('wang', '住房补贴标准', { chat: { id: 'g1', kind: 'group' } });
    expect(bench.channel.sent.map(({ chat }) => chat)).toEqual(['g2']);
  });

  it('keeps an answer for later when the platform takes nothing now', async () => {
    const bench = chatBench();
    bench.channel.fail = new SendError({ kind: 'later', afterMs: 1000 }, 'too many');
    await bench.write('wang', '住房补贴标准');
    expect(bench.channel.sent).toHaveLength(0);
    bench.channel.fail = null;
    await bench.app.tick();
    await bench.app.tick();
    expect(bench.channel.sent).toHaveLength(1);
    expect(wordsIn(bench.channel.last('wang'))).toContain('每人每月300元');
  });

  it('does not answer group talk that does not name it', async () => {
    const bench = chatBench();
    const chat = { id: 'g1', kind: 'group' as const };
    expect(await bench.write('wang', '住房补贴标准', { chat, addressed: false })).toBeUndefined();
    const sent = await bench.write('wang', '住房补贴标准', { chat });
    expect(sent && wordsIn(sent)).toContain('群聊中只依据公开文件作答');
  });
});

describe('a button', () => {
  it('of another person, another message or an older one does nothing', async () => {
    const bench = chatBench();
    const chat = { id: 'g1', kind: 'group' as const };
    const sent = await bench.write('wang', '住房补贴标准', { chat });
    if (!sent) throw new Error('no answer');
    await bench.press('li', keyOf(sent, '[1]'), sent.id, { chat });
    expect(bench.channel.notices).toEqual(['这是别人的按钮，请自己提问。']);
    await bench.press('wang', keyOf(sent, '[1]'), '999', { chat });
    await bench.press('wang', keyOf(sent, '[1]'), sent.id, { chat });
    const opened = bench.channel.edits[0];
    if (!opened) throw new Error('nothing opened');
    await bench.press('wang', keyOf(sent, '👍'), sent.id, { chat });
    expect(bench.channel.notices.slice(1)).toEqual(Array(2).fill('这个按钮已失效，请重新提问。'));
  });

  it.each(['', 'x', '../../etc', `${'a'.repeat(16)}.0`, `${'a'.repeat(16)}.-1`, '"; DROP TABLE people;--'])(
    'with the forged key %j does nothing',
    async (key) => {
      const bench = chatBench();
      await bench.press('wang', key, '1');
      expect(bench.channel.notices).toEqual(['这个按钮已失效，请重新提问。']);
    },
  );

  it('expires', async () => {
    const bench = chatBench();
    const sent = await bench.write('wang', '住房补贴标准');
    if (!sent) throw new Error('no answer');
    bench.pass(8 * 86_400_000);
    await bench.press('wang', keyOf(sent, '[1]'), sent.id);
    expect(bench.channel.notices).toEqual(['这个按钮已失效，请重新提问。']);
  });
});
