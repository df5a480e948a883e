/**
 * One turn at a time per chat, many chats at once. A chat's turns run in the order they came; over `most`
 * waiting turns the newest is refused, so that one chat cannot fill the memory.
 */
export class Turns {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, number>();
  readonly #most: number;

  constructor(most = 20) {
    this.#most = most;
  }

  /** Runs a turn after the chat's earlier ones; resolves to false when it was refused. */
  async run(chat: string, turn: () => Promise<void>): Promise<boolean> {
    const waiting = this.#waiting.get(chat) ?? 0;
    if (waiting >= this.#most) return false;
    this.#waiting.set(chat, waiting + 1);
    const before = this.#tails.get(chat) ?? Promise.resolve();
    const mine = before.then(turn, turn);
    const tail: Promise<void> = mine.then(
      () => this.#leave(chat, tail),
      () => this.#leave(chat, tail),
    );
    this.#tails.set(chat, tail);
    await mine;
    return true;
  }

  #leave(chat: string, tail: Promise<void>): void {
    const left = (this.#waiting.get(chat) ?? 1) - 1;
    if (left > 0) this.#waiting.set(chat, left);
    else this.#waiting.delete(chat);
    if (this.#tails.get(chat) === tail) this.#tails.delete(chat);
  }

  /** Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all(this.#tails.values());
  }

  /** Chats with a turn under way. */
  get size(): number {
    return this.#tails.size;
  }
}
