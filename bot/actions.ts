import { z } from 'zod';

const turn = z.number().int();
const press = { duty: z.string(), occurrence: z.string() };
const origin = z.object({ messageId: z.string(), token: z.string() }).nullable();

/**
 * What buttons do, and what a chat may wait for. Kept on the server (data/keyboards.ts), read back through
 * this schema: a row of an older version that no longer fits is treated as expired.
 */
export const actionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('cite'), turn, n: z.number().int() }),
  z.object({ do: z.literal('back'), turn }),
  z.object({ do: z.literal('rate'), turn, up: z.boolean() }),
  z.object({ do: z.literal('reason'), turn, reason: z.string() }),
  z.object({ do: z.literal('ticket'), turn, kind: z.enum(['unsolved', 'obstructed']) }),
  z.object({ do: z.literal('trouble') }),
  z.object({ do: z.literal('remind'), turn }),
  z.object({ do: z.literal('watch'), duty: z.string() }),
  z.object({ do: z.literal('documents'), query: z.string(), from: z.number().int() }),
  z.object({
    do: z.literal('deadlines'),
    kind: z.enum(['department', 'document', 'keyword', 'everything', 'deadline']),
    value: z.string(),
    from: z.number().int(),
  }),
  z.object({ do: z.literal('subscribe'), kind: z.enum(['department', 'document', 'keyword', 'everything']) }),
  z.object({ do: z.literal('unsubscribe'), id: z.string() }),
  z.object({ do: z.literal('digest'), on: z.boolean() }),
  z.object({ do: z.literal('finish'), ...press }),
  z.object({ do: z.literal('postpone'), ...press }),
  z.object({ do: z.literal('mute'), ...press }),
  z.object({ do: z.literal('duty'), duty: z.string() }),
  z.object({ do: z.literal('forget'), sure: z.boolean() }),
  z.object({ do: z.literal('answer'), ticket: z.number().int() }),
  z.object({ do: z.literal('verdict'), ticket: z.number().int(), solved: z.boolean() }),
]);

/** A button's action. */
export type Action = z.infer<typeof actionSchema>;

/** What the next plain text of a person in a chat is taken as. */
export const expectationSchema = z.discriminatedUnion('for', [
  z.object({ for: z.literal('reason'), turn }),
  z.object({ for: z.literal('subscription'), kind: z.enum(['department', 'document', 'keyword']) }),
  z.object({ for: z.literal('finish'), ...press, origin }),
  z.object({ for: z.literal('postpone'), ...press, origin }),
  z.object({ for: z.literal('trouble') }),
  z.object({ for: z.literal('answer'), ticket: z.number().int() }),
]);

/** What is waited for. */
export type Expectation = z.infer<typeof expectationSchema>;
