import type { Assistant } from '../../retrieval/assistant.ts';
import { chatAssistant } from './chat-assistant.ts';

/** An assistant that tells its answer's lines one by one; `next` lets it go on. */
export interface StreamingAssistant extends Assistant {
  readonly stream: NonNullable<Assistant['stream']>;
  next(): void;
}

/** Made over the chat assistant: its first line at once, each other and the whole when `next` is called. */
export function streamingAssistant(): StreamingAssistant {
  const inner = chatAssistant();
  let next = () => {};
  const gate = () =>
    new Promise<void>((resolve) => {
      next = resolve;
    });
  return {
    ...inner,
    next: () => next(),
    async *stream(question, scope, now) {
      const answer = await inner.ask(question, scope, now);
      const lines = answer.status === 'answered' ? answer.answer.split('\n') : [];
      for (const [i, line] of lines.entries()) {
        const text = line.replace(/\[\d+\]$/, '');
        yield { kind: 'statement', text, citations: [i + 1], sources: answer.citations };
        await gate();
      }
      yield { kind: 'answer', answer };
    },
  };
}
