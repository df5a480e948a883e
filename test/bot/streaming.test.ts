import { describe, expect, it, vi } from 'vitest';
import type { OutMessage } from '../../bot/message.ts';
import { plainText } from '../../bot/message.ts';
import type { Conversation } from '../../retrieval/conversation.ts';
import { chatAssistant } from '../support/chat-assistant.ts';
import { chatBench } from '../support/chat-bench.ts';
import { memoryChannel, wordsIn } from '../support/memory-channel.ts';
import { streamingAssistant } from '../support/streaming-assistant.ts';

/** A bench whose channel shows answers while they are written. */
function streamingBench() {
  const assistant = streamingAssistant();
  const drafts: string[] = [];
  const channel = {
    ...memoryChannel(),
    draft: async (_chat: string, message: OutMessage) => void drafts.push(plainText(message.text)),
  };
  return { bench: chatBench({ assistant, channels: [channel] }), assistant, drafts, channel };
}

describe('an answer that comes statement by statement', () => {
  it('is shown as far as it is verified, masked for its reader, then sent whole', async () => {
    const { bench, assistant, drafts, channel } = streamingBench();
    const written = bench.write('wang', '入户调查');
    await vi.waitFor(() => expect(drafts).toHaveLength(1));
    expect(drafts[0]).toContain('138****5678');
    expect(drafts[0]).toMatch(/\[1\]$/);
    expect(channel.sent).toHaveLength(0);
    assistant.next();
    await vi.waitFor(() => expect(drafts).toHaveLength(2));
    expect(drafts[1]?.startsWith(drafts[0] ?? '')).toBe(true);
    expect(drafts[1]).toContain('县残联负责数据审核');
    assistant.next();
    await written;
    expect(channel.sent).toHaveLength(1);
    expect(wordsIn(channel.last('wang'))).toContain('依据');
  });

  it('is asked for at once where the channel cannot show parts', async () => {
    const bench = chatBench({ assistant: streamingAssistant() });
    const sent = await bench.write('wang', '入户调查');
    expect(sent && wordsIn(sent)).toContain('县残联负责数据审核');
  });
});

describe('a question in a chat', () => {
  function rememberingBench() {
    const heard: (Conversation | undefined)[] = [];
    const inner = chatAssistant();
    const bench = chatBench({
      assistant: {
        ...inner,
        ask: async (question, scope, now, conversation) => {
          heard.push(conversation);
          return inner.ask(question, scope, now);
        },
      },
    });
    return { bench, heard };
  }

  it('is understood with what the same person asked there just before', async () => {
    const { bench, heard } = rememberingBench();
    await bench.write('wang', '入户调查');
    bench.pass(60_000);
    await bench.write('li', '住房补贴标准');
    await bench.write('wang', '那什么时候上报呢？');
    expect(heard.map((each) => each?.history.map(({ question }) => question))).toEqual([
      [],
      [],
      ['入户调查'],
    ]);
    expect(heard[2]?.history[0]?.answer.citations[0]?.documentId).toBe('doc-survey');
  });

  it('begins a new conversation after half an hour', async () => {
    const { bench, heard } = rememberingBench();
    await bench.write('wang', '入户调查');
    bench.pass(31 * 60_000);
    await bench.write('wang', '那什么时候上报呢？');
    expect(heard[1]?.history).toEqual([]);
  });
});
