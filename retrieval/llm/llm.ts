import type { BaseMessage } from '@langchain/core/messages';

/** What is asked of a language model. */
export interface LlmRequest {
  /** Name and version of the prompt, for the log and for stored answers. */
  readonly prompt: string;
  readonly messages: readonly BaseMessage[];
  /** JSON schema the reply must follow, where the endpoint can enforce one; null for free text. */
  readonly schema: Readonly<Record<string, unknown>> | null;
  /** The longest reply, in tokens. */
  readonly maxTokens: number;
  readonly signal: AbortSignal;
}

/** A piece of a reply, or at its end what it used and whether it was cut off. */
export type LlmEvent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'end';
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly isCut: boolean;
    };

/**
 * A language model. Replies are only ever material: nothing of them reaches a reader unverified.
 * A reply that fails throws `LlmError`.
 */
export interface Llm {
  readonly name: string;
  stream(request: LlmRequest): AsyncIterable<LlmEvent>;
}
