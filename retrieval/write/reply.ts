/** The shape of a model's answer. What does not fit is left out, statement by statement. */
import { z } from 'zod';
import { readJson } from '../llm/read-json.ts';

const Evidence = z.strictObject({ passage: z.string().max(64), quote: z.string().max(2_000) });

/** One statement of a reply with what it claims to rest on. */
export const ReplyStatement = z.strictObject({
  text: z.string().min(1).max(800),
  evidence: z.array(Evidence).min(1).max(4),
});
export type ReplyStatement = z.infer<typeof ReplyStatement>;

const Reply = z.strictObject({
  statements: z.array(ReplyStatement).max(12),
  completeness: z.enum(['full', 'partial', 'none']),
  followUps: z.array(z.string().max(80)).max(3),
});
export type Reply = z.infer<typeof Reply>;

/** The shape as a JSON schema, for endpoints that can enforce it. */
export const REPLY_SCHEMA: Readonly<Record<string, unknown>> = z.toJSONSchema(Reply);

/** The shape in a line, for models that can only be asked. */
export const REPLY_SHAPE =
  '{"statements":[{"text":"…","evidence":[{"passage":"…","quote":"…"}]}],"completeness":"full|partial|none","followUps":["…"]}';

/** Names that models give to the same fields, and one evidence without its list. */
function tidied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const item: Record<string, unknown> = { ...value };
  const text = item.text ?? item.statement ?? item.content;
  const evidence = item.evidence ?? item.citations ?? item.sources;
  const list = Array.isArray(evidence) ? evidence : evidence === undefined ? [] : [evidence];
  return {
    text,
    evidence: list.flatMap((each: unknown) => {
      if (typeof each !== 'object' || each === null) return [];
      const fields: Record<string, unknown> = { ...each };
      return [
        {
          passage: fields.passage ?? fields.id ?? fields.passage_id,
          quote: fields.quote ?? fields.text ?? '',
        },
      ];
    }),
  };
}

/** A statement of a reply, or null for anything else. */
export function readStatement(value: unknown): ReplyStatement | null {
  const read = ReplyStatement.safeParse(tidied(value));
  return read.success ? read.data : null;
}

/** A whole reply, or null where it is no JSON object with a list of statements. */
export function readReply(text: string): Reply | null {
  const value = readJson(text);
  if (typeof value !== 'object' || value === null) return null;
  const { statements, completeness, followUps }: Record<string, unknown> = { ...value };
  if (!Array.isArray(statements)) return null;
  const questions = Array.isArray(followUps) ? followUps.filter((each) => typeof each === 'string') : [];
  const read = Reply.safeParse({
    statements: statements.flatMap((each) => readStatement(each) ?? []).slice(0, 12),
    completeness: completeness === 'none' || completeness === 'partial' ? completeness : 'full',
    followUps: questions.filter((each) => each.length <= 80).slice(0, 3),
  });
  return read.success ? read.data : null;
}
