import type { z } from '@hono/zod-openapi';
import type { Citation } from '../../../../data/types.ts';
import type { Conversation, Turn } from '../../../../retrieval/conversation.ts';
import type { questionShape } from './shapes.ts';

/** A document as the one that answered: what a reader of this scope may not see is found for nobody. */
const answeredBy = (documentId: string): Citation => ({
  ...{ n: 1, documentId, documentNumber: null, title: '', locator: '', quote: '', passageId: 0 },
  ...{ span: { start: 0, end: 0 }, validity: 'unstated', source: '' },
});

/** The conversation that a request tells of; nothing of it is kept here. */
export function conversationOf({ previous = [] }: z.infer<typeof questionShape>): Conversation {
  const history = previous.map(({ question, documentId }): Turn => {
    const rest = { conflicts: [], notices: [], ms: 0 };
    return {
      question,
      answer: { question, status: 'answered', answer: '', citations: [answeredBy(documentId)], ...rest },
    };
  });
  return { history };
}
