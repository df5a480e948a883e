/** The lines of a question file; README.md beside this file says what each field means. */
import { z } from 'zod';

const ASKS = [
  'when',
  'who',
  'how much',
  'which',
  'may',
  'list',
  'what document',
  'how',
  'where',
  'other',
] as const;

const common = { id: z.string().min(1), question: z.string().min(1), asks: z.enum(ASKS) };

const answerable = z.strictObject({
  ...common,
  kind: z.enum(['plain', 'everyday']),
  documentNumber: z.string().nullable(),
  evidence: z.array(z.string().min(1)).min(1).max(3),
  answer: z.array(z.string().min(1)).min(1),
});

const unanswerable = z.strictObject({
  ...common,
  kind: z.literal('unanswerable'),
  documentNumber: z.null(),
  evidence: z.array(z.string()).length(0),
  answer: z.array(z.string()).length(0),
  reason: z.string().min(1),
});

const question = z.discriminatedUnion('kind', [answerable, unanswerable]);

/** A question with what a right answer must cite and say; `documentNumber` null means the front matter. */
export type EvalQuestion = z.infer<typeof question>;

/** A question that the gazette answers. */
export type AnswerableQuestion = z.infer<typeof answerable>;

/** Reads JSON lines; throws with the number of the first line that is not a question. */
export function parseQuestions(jsonLines: string): EvalQuestion[] {
  return jsonLines.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [question.parse(JSON.parse(line))];
    } catch (cause) {
      throw new Error(`line ${i + 1} is not a question`, { cause });
    }
  });
}
