/** Settles for a reading of a message, with a model's help where one reads along and the rules leave it open. */
import type { Scope } from './access.ts';
import type { Conversation } from './conversation.ts';
import type { Readings } from './rewrite.ts';
import type { MessageKind } from './route.ts';
import { type FindParts, type Found, settle } from './settle.ts';
import { type Understander, type Understood, withUnderstood } from './write/understander.ts';

/** A message within its conversation, as the rules read it. */
export interface Said {
  readonly text: string;
  readonly readings: Readings;
  readonly conversation: Conversation;
}

/** What was settled for. */
export interface Settled {
  readonly found: Found;
  /** What a model made of the message; null where none was asked, or it failed. */
  readonly understood: Understood | null;
  /** What kind of message it is by the model, where the library does not answer it; null leaves it as it is. */
  readonly kind: MessageKind | null;
}

/**
 * A model is asked about follow-ups, and about messages that the library does not answer: these may be no
 * questions to it at all. What the rules were sure of stays as it is.
 */
export async function settleUnderstood(
  { text, readings, conversation }: Said,
  scope: Scope,
  parts: FindParts & { readonly understander?: Understander | undefined },
): Promise<Settled> {
  const ask = async () => (await parts.understander?.(text, conversation)) ?? null;
  const followed = readings.dependence === 'alone' ? null : await ask();
  const found = await settle(withUnderstood(readings, followed), scope, parts);
  if (found.support > 0 || found.retrieved.named === 'missing')
    return { found, understood: followed, kind: null };
  const understood = followed ?? (readings.dependence === 'alone' ? await ask() : null);
  return { found, understood, kind: understood?.kind ?? null };
}
