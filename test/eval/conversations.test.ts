import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Library } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';
import type { Answer } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import type { Turn } from '../../retrieval/conversation.ts';
import { openSampleLibrary, SAMPLE_NOW } from '../support/sample-library.ts';
import { holds } from './folding.ts';

const Conversations = z.strictObject({
  id: z.string(),
  turns: z.array(
    z.strictObject({
      question: z.string(),
      /** The first of a conversation, one that follows, one that changes the subject. */
      kind: z.enum(['first', 'follow', 'switch']),
      documentNumber: z.string(),
      evidence: z.array(z.string()).min(1),
    }),
  ),
});

const conversations = readFileSync(join(packageRoot(), 'test/eval/conversations.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Conversations.parse(JSON.parse(line)));

let library: Library;
beforeAll(async () => {
  library = await openSampleLibrary();
});
afterAll(() => library.close());

type Asked = (typeof conversations)[number]['turns'][number];

/** Whether an answer cites the document that is talked of, and the words that answer. */
function isRight({ documentNumber, evidence }: Asked, { citations }: Answer): boolean {
  const cited = citations.filter((each) => each.documentNumber === documentNumber);
  return cited.length > 0 && evidence.every((words) => cited.some(({ quote }) => holds(quote, words)));
}

it('has at least 40 conversations of three turns or more, whose evidence stands in the documents', async () => {
  expect(conversations.length).toBeGreaterThanOrEqual(40);
  const documents = await library.assistant.documents(publicScope(), SAMPLE_NOW);
  for (const { id, turns } of conversations) {
    expect(turns.length, id).toBeGreaterThanOrEqual(3);
    for (const { documentNumber, evidence } of turns) {
      const known = documents.find((each) => each.documentNumber === documentNumber);
      const open = known && (await library.assistant.document(known.id, publicScope()));
      for (const words of evidence)
        expect(holds(open?.document.text ?? '', words), `${id} ${words}`).toBe(true);
    }
  }
});

it('carries the subject over in at least 90 of 100 turns without a model', async () => {
  const wrong: string[] = [];
  let followed = 0;
  for (const { id, turns } of conversations) {
    const history: Turn[] = [];
    for (const turn of turns) {
      const answer = await library.assistant.ask(turn.question, publicScope(), SAMPLE_NOW, { history });
      history.push({ question: turn.question, answer });
      if (turn.kind === 'first') continue;
      followed++;
      if (!isRight(turn, answer)) wrong.push(`${id} ${turn.question} (${answer.asked ?? ''})`);
    }
  }
  expect(followed).toBeGreaterThan(120);
  expect(1 - wrong.length / followed, wrong.join('\n')).toBeGreaterThanOrEqual(0.9);
}, 240_000);
