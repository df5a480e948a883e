import type { BaseMessage } from '@langchain/core/messages';

/**
 * A prompt: typed input → messages for a chat model. A stored answer names it as `name@version`, so a changed
 * wording gets a new version. `example` is an input to read and to test with.
 */
export interface Prompt<Input> {
  readonly name: string;
  readonly version: number;
  readonly purpose: string;
  readonly example: Input;
  messages(input: Input): BaseMessage[];
}

/** How an answer names a prompt it was made with: answer@1. */
export function promptId(prompt: Pick<Prompt<never>, 'name' | 'version'>): string {
  return `${prompt.name}@${prompt.version}`;
}
