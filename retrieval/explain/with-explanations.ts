import { dayAt } from '../../data/day.ts';
import type { Assistant } from '../assistant.ts';
import { answerDocumentRequest, type RequestParts } from './answer-request.ts';
import { compareDocuments } from './compare.ts';
import { explain } from './explain.ts';

/** An assistant that also explains and compares documents, on request and by their ids. */
export function withExplanations(assistant: Assistant, parts: RequestParts): Assistant {
  const { ask, stream } = assistant;
  return {
    ...assistant,
    ask: async (question, scope, now, conversation) =>
      (await answerDocumentRequest(
        question,
        { scope, now, conversation: conversation ?? { history: [] } },
        parts,
      )) ?? ask(question, scope, now, conversation),
    ...(stream && {
      stream: async function* (question, scope, now, conversation) {
        const circumstances = { scope, now, conversation: conversation ?? { history: [] } };
        const answer = await answerDocumentRequest(question, circumstances, parts);
        if (answer) yield { kind: 'answer' as const, answer };
        else yield* stream(question, scope, now, conversation);
      },
    }),
    explain: (documentId, scope, now, locator = null) =>
      explain({ documentId, locator, scope, today: dayAt(now) }, parts),
    compare: async (ids, scope, now) => compareDocuments(ids, scope, dayAt(now), parts),
  };
}
