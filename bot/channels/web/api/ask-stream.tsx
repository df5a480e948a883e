/** The stream variant of asking: statements as they are verified, then the whole answer, as server-sent events. */
import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { publicScope } from '../../../../retrieval/access.ts';
import type { Assistant } from '../../../../retrieval/assistant.ts';
import type { AnswerEvent } from '../../../../retrieval/stream-answer.ts';
import { Turn } from '../pages/turn.tsx';
import { explainError, respondJsonProblem } from '../problem.tsx';
import type { WebEnv } from '../view.ts';
import { conversationOf } from './conversation.ts';
import { explainIssues, notReady } from './refusals.ts';
import type { ApiParts } from './routes.tsx';
import { questionShape } from './shapes.ts';

type Asked = z.infer<typeof questionShape>;

/** Whether a request wants events; also where it would take anything else as well. */
const wantsEvents = (c: Context) =>
  accepts(c, {
    header: 'Accept',
    supports: ['application/json', 'text/html', 'text/event-stream'],
    default: 'application/json',
  }) === 'text/event-stream';

/** The events of an assistant; one that does not stream tells its answer at once. */
async function* eventsOf(assistant: Assistant, asked: Asked, now: Date): AsyncGenerator<AnswerEvent> {
  const args = [asked.question, publicScope(), now, conversationOf(asked)] as const;
  if (assistant.stream) yield* assistant.stream(...args);
  else yield { kind: 'answer', answer: await assistant.ask(...args) };
}

/** `?turn=html` asks for the answer as a fragment of the page. */
async function writeEvent(c: Context<WebEnv>, stream: SSEStreamingApi, event: AnswerEvent): Promise<void> {
  if (event.kind === 'statement') {
    const { text, citations, sources } = event;
    return stream.writeSSE({ event: 'statement', data: JSON.stringify({ text, citations, sources }) });
  }
  if (c.req.query('turn') !== 'html')
    return stream.writeSSE({ event: 'answer', data: JSON.stringify(event.answer) });
  const html = String(await (<Turn words={c.var.view.words} answer={event.answer} />));
  return stream.writeSSE({ event: 'turn', data: JSON.stringify(html) });
}

async function tell(c: Context<WebEnv>, asked: Asked, { assistant, now, log }: ApiParts): Promise<Response> {
  const { words } = c.var.view;
  return streamSSE(c, async (stream) => {
    try {
      for await (const event of eventsOf(assistant, asked, now())) {
        if (stream.aborted) return;
        await writeEvent(c, stream, event);
      }
    } catch (error) {
      const known = explainError(error, words);
      if (!known) log?.error({ error, path: c.req.path }, 'a web request failed');
      const { code, message } = known ?? { code: 'INTERNAL', message: words.errors.internal };
      await stream.writeSSE({ event: 'problem', data: JSON.stringify({ error: { code, message } }) });
    }
  });
}

/** Takes the questions that are asked with `Accept: text/event-stream`; leaves all others alone. */
export function serveAskStream(app: OpenAPIHono<WebEnv>, parts: ApiParts): void {
  app.post('/api/ask', async (c, next) => {
    if (!wantsEvents(c)) return next();
    const { words } = c.var.view;
    if (!parts.ready()) return respondJsonProblem(c, notReady(words));
    const body: unknown = await c.req.json().catch(() => null);
    const read = questionShape.safeParse(body ?? {});
    if (!read.success) return respondJsonProblem(c, explainIssues(read.error.issues, words));
    return tell(c, read.data, parts);
  });
}
