import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerShape } from '../../../bot/channels/web/api/shapes.ts';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import type { Assistant } from '../../../retrieval/assistant.ts';
import { fakeAssistant } from '../../support/fake-assistant.ts';
import { postJson, send, startTestServer } from '../../support/web-server.ts';

const EVENTS = { Accept: 'text/event-stream', 'Content-Type': 'application/json' };

/** Tells the first two statements of the housing answer, waits for `release`, then tells the whole. */
function streamingAssistant(gate: { release(): void }): Assistant {
  const inner = fakeAssistant();
  return {
    ...inner,
    async *stream(question, scope, now) {
      const answer = await inner.ask(question, scope, now);
      if (answer.status === 'answered') {
        const sources = answer.citations.slice(0, 1);
        yield { kind: 'statement', text: '住房补贴按12.50%的系数核算', citations: [1], sources };
        await new Promise<void>((resolve) => {
          gate.release = resolve;
        });
      }
      yield { kind: 'answer', answer };
    },
  };
}

interface Told {
  readonly event: string;
  readonly data: unknown;
}

function eventsIn(text: string): Told[] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null'),
    }));
}

const gate = { release: () => {} };
let server: WebServer;
const logged: string[] = [];
beforeAll(async () => {
  const log = { error: ({ path }: { path: string }) => logged.push(path) };
  server = await startTestServer({ assistant: streamingAssistant(gate), log });
});
afterAll(() => server.close());

describe('POST /api/ask for events', () => {
  it('tells a statement before the answer is whole, then the answer in its documented shape', async () => {
    const body = JSON.stringify({ question: '住房补贴按什么标准发？' });
    const response = await fetch(`${server.url}/api/ask`, { method: 'POST', headers: EVENTS, body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    const [statement] = eventsIn(first?.value ?? '');
    expect(statement).toMatchObject({ event: 'statement', data: { citations: [1], sources: [{ n: 1 }] } });
    gate.release();
    let rest = '';
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: '' };
      if (done) break;
      rest += value;
    }
    const [answer] = eventsIn(rest);
    expect(answer?.event).toBe('answer');
    expect(answerShape.parse(answer?.data).status).toBe('answered');
  });

  it('gives the answer as a fragment of the page where that is asked for', async () => {
    const { body } = await postJson(server, '/api/ask?turn=html', { question: '没有的事' }, EVENTS);
    const [turn] = eventsIn(body);
    expect(turn?.event).toBe('turn');
    expect(turn?.data).toMatch(/^<li class="turn turn-declined"/);
  });

  it('refuses what is no question, as the plain variant does', async () => {
    for (const question of ['', '？？', 12, undefined]) {
      const events = await postJson(server, '/api/ask', { question }, EVENTS);
      const plain = await postJson(server, '/api/ask', { question });
      expect([events.status, events.body]).toEqual([plain.status, plain.body]);
    }
    const form = { Accept: 'text/event-stream', 'Content-Type': 'text/plain' };
    expect((await send(server, '/api/ask', { method: 'POST', headers: form, body: '{}' })).status).toBe(415);
  });

  it('tells of a fault without its details, and logs it', async () => {
    const failed = await postJson(server, '/api/ask', { question: '故障' }, EVENTS);
    expect(eventsIn(failed.body)).toMatchObject([
      { event: 'problem', data: { error: { code: 'INTERNAL' } } },
    ]);
    expect(failed.body).not.toContain('secret');
    const refused = await postJson(server, '/api/ask', { question: '拒收' }, EVENTS);
    expect(eventsIn(refused.body)).toMatchObject([{ data: { error: { code: 'QUESTION_INVALID' } } }]);
    expect(logged).toEqual(['/api/ask']);
  });

  it('tells the whole answer at once where an assistant does not stream', async () => {
    const plain = await startTestServer();
    const { body } = await postJson(plain, '/api/ask', { question: '住房补贴' }, EVENTS);
    expect(eventsIn(body).map(({ event }) => event)).toEqual(['answer']);
    await plain.close();
  });

  it('puts questions off while documents are read in', async () => {
    const busy = await startTestServer({ ready: () => false });
    const { status } = await postJson(busy, '/api/ask', { question: '住房补贴' }, EVENTS);
    expect(status).toBe(503);
    await busy.close();
  });
});
