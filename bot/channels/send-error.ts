/** Why a message did not go out. `gone`: blocked, left or deleted; `moved`: the chat has a new id. */
export type SendProblem =
  | { readonly kind: 'gone' }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused' };

/** Thrown by a channel's `send` and `edit`; its message carries no secret and no personal data. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly problem: SendProblem;

  constructor(problem: SendProblem, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.problem = problem;
  }
}
