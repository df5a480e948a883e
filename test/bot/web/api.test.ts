import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  answerShape,
  documentListShape,
  documentShape,
  searchShape,
} from '../../../bot/channels/web/api/shapes.ts';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import type { Assistant } from '../../../retrieval/assistant.ts';
import type { Conversation } from '../../../retrieval/conversation.ts';
import { fakeAssistant } from '../../support/fake-assistant.ts';
import { LIBRARY } from '../../support/fake-library.ts';
import { postJson, send, startTestServer } from '../../support/web-server.ts';

let server: WebServer;
const logged: { path: string }[] = [];
beforeAll(async () => {
  server = await startTestServer({ log: { error: (details) => logged.push(details) } });
});
afterAll(() => server.close());

const errorOf = (body: string) =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(JSON.parse(body)).error;

describe('POST /api/ask', () => {
  it('answers in the documented shape, with quotes that stand in the document', async () => {
    const response = await postJson(server, '/api/ask', { question: '住房补贴按什么标准发？' });
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    const answer = answerShape.parse(JSON.parse(response.body));
    expect(answer.status).toBe('answered');
    for (const { quote, span } of answer.citations) {
      expect(LIBRARY.housing.document.text.slice(span.start, span.end)).toBe(quote);
    }
  });

  it('gives the same answer as a fragment of a page to those who ask for HTML', async () => {
    const response = await postJson(server, '/api/ask', { question: '住房补贴' }, { Accept: 'text/html' });
    expect(response.headers['content-type']).toContain('text/html');
    expect(response.body).toMatch(/^<li class="turn turn-answered"/);
    expect(response.body).toContain('#p-');
  });

  it.each([
    ['', 'QUESTION_INVALID', '请先输入问题'],
    ['  \n\u200b\t ', 'QUESTION_INVALID', '请先输入问题'],
    ['？！……——', 'QUESTION_INVALID', '没有文字'],
    ['🙂🙂', 'QUESTION_INVALID', '没有文字'],
    ['补贴\u0000多少', 'QUESTION_INVALID', '控制字符'],
    ['\u0007\u001b', 'QUESTION_INVALID', '控制字符'],
    ['坏的\ud800字', 'QUESTION_INVALID', '控制字符'],
    ['问'.repeat(20_000), 'QUESTION_INVALID', '2000'],
    ['问'.repeat(2001), 'QUESTION_INVALID', '2000'],
    [12, 'REQUEST_INVALID', 'question'],
    [undefined, 'REQUEST_INVALID', 'question'],
  ])('refuses %j', async (question, code, words) => {
    const response = await postJson(server, '/api/ask', { question });
    expect(response.status).toBe(400);
    const error = errorOf(response.body);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  it('hands on what was asked before, and refuses more of it than anybody needs', async () => {
    const heard: (Conversation | undefined)[] = [];
    const inner = fakeAssistant();
    const assistant: Assistant = {
      ...inner,
      ask: (question, scope, now, conversation) => {
        heard.push(conversation);
        return inner.ask(question, scope, now);
      },
    };
    const listening = await startTestServer({ assistant });
    const turn = { question: '燃气排查由谁包抓？', documentId: LIBRARY.gas.document.id };
    await postJson(listening, '/api/ask', { question: '那乡镇呢？', previous: [turn] });
    await postJson(
      listening,
      '/api/ask',
      { question: '那乡镇呢？', previous: [turn] },
      { Accept: 'text/event-stream' },
    );
    for (const conversation of heard) {
      expect(conversation?.history[0]?.question).toBe(turn.question);
      expect(conversation?.history[0]?.answer.citations[0]?.documentId).toBe(turn.documentId);
    }
    expect(heard).toHaveLength(2);
    const many = await postJson(listening, '/api/ask', {
      question: '那乡镇呢？',
      previous: Array(7).fill(turn),
    });
    expect(many.status).toBe(400);
    await listening.close();
  });

  it('takes 2,000 characters, counted as people count them', async () => {
    const response = await postJson(server, '/api/ask', { question: '𠮷'.repeat(2000) });
    expect(response.status).toBe(200);
  });

  it('explains in English when asked to', async () => {
    const response = await postJson(server, '/api/ask?lang=en', { question: '' });
    expect(errorOf(response.body).message).toBe('Please enter a question first.');
  });

  it('passes on a refusal of the assistant, but not the details of a fault', async () => {
    const refused = await postJson(server, '/api/ask', { question: '拒收' });
    expect(refused.status).toBe(400);
    expect(errorOf(refused.body).message).toBe('这个问题无法受理。');
    const failed = await postJson(server, '/api/ask', { question: '故障' });
    expect(failed.status).toBe(500);
    expect(failed.body).not.toContain('secret');
    expect(logged.map(({ path }) => path)).toEqual(['/api/ask']);
  });

  it('refuses what is not JSON', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const broken = await send(server, '/api/ask', { method: 'POST', headers, body: '{"question":' });
    expect([broken.status, errorOf(broken.body).code]).toEqual([400, 'REQUEST_INVALID']);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const posted = await send(server, '/api/ask', { method: 'POST', headers: form, body: 'question=a' });
    expect([posted.status, errorOf(posted.body).code]).toEqual([415, 'MEDIA_TYPE']);
    const list = await postJson(server, '/api/ask', ['question']);
    expect(list.status).toBe(400);
  });
});

describe('GET /api/search', () => {
  it('gives passages, as many as asked for', async () => {
    const response = await send(server, `/api/search?q=${encodeURIComponent('责任')}&top=2`);
    const { query, hits } = searchShape.parse(JSON.parse(response.body));
    expect([query, hits.length, hits[0]?.rank]).toEqual(['责任', 2, 1]);
  });

  it.each(['', '?q=', '?q=%E8%B4%A3&top=0', '?q=%E8%B4%A3&top=51', '?q=%E8%B4%A3&top=x', '?q=%00'])(
    'refuses %s',
    async (query) => {
      const response = await send(server, `/api/search${query}`);
      expect(response.status).toBe(400);
      expect(errorOf(response.body).message).not.toBe('');
    },
  );
});

describe('documents', () => {
  it('lists the library with validity on the day', async () => {
    const response = await send(server, '/api/documents');
    const { documents } = documentListShape.parse(JSON.parse(response.body));
    expect(documents.map(({ validity }) => validity)).toEqual([
      'in force',
      'unstated',
      'expired',
      'unstated',
    ]);
  });

  it('gives a document with outline and passages, and its text under the same spans', async () => {
    const { document } = LIBRARY.housing;
    const response = await send(server, `/api/documents/${document.id}`);
    const found = documentShape.parse(JSON.parse(response.body));
    const text = await send(server, `/api/documents/${document.id}/text`);
    expect(text.headers['content-type']).toMatch(/^text\/plain; charset=utf-8/i);
    expect(text.body).toBe(document.text);
    const clause = found.passages.find(({ locator }) => locator === '二、（一）');
    expect(text.body.slice(clause?.span.start, clause?.span.end)).toBe(clause?.text);
    expect(found.outline).not.toHaveLength(0);
  });

  it('says the same of a document that is missing, whatever its name', async () => {
    for (const id of ['none', '..%2f..%2fpackage.json', '%00', 'a'.repeat(300), '%E0%A4%A']) {
      const response = await send(server, `/api/documents/${id}`);
      expect([400, 404]).toContain(response.status);
      expect(errorOf(response.body).message).not.toBe('');
    }
  });

  it('finds a document whose id needs escaping', async () => {
    const { id } = LIBRARY.hostile.document;
    const response = await send(server, `/api/documents/${encodeURIComponent(id)}`);
    expect(documentShape.parse(JSON.parse(response.body)).id).toBe(id);
  });
});

describe('the description', () => {
  it('is OpenAPI made from the shapes, and names every operation', async () => {
    const response = await send(server, '/openapi.json');
    const description = z
      .object({
        openapi: z.literal('3.1.0'),
        paths: z.record(z.string(), z.record(z.string(), z.object({ summary: z.string().min(1) }))),
        components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
      })
      .parse(JSON.parse(response.body));
    expect(Object.keys(description.paths)).toEqual([
      ...['/api/ask', '/api/search', '/api/documents', '/api/documents/{id}'],
      ...['/api/documents/{id}/text', '/api/documents/{id}/explanation'],
      ...['/api/documents/{id}/comparison/{other}', '/healthz'],
    ]);
    expect(Object.keys(description.components.schemas)).toEqual(
      expect.arrayContaining(['Answer', 'Citation', 'Hit', 'Document', 'Error']),
    );
  });

  it('is there for people too', async () => {
    const response = await send(server, '/api?lang=en');
    expect(response.status).toBe(200);
    expect(response.body).toContain('/api/documents/{id}/text');
  });
});
