import type { Incoming } from '../incoming.ts';
import type { InlineResult, OutMessage } from '../message.ts';

/** What a channel can do. `limit` is one message's length in `unit`s, markup included. */
export interface Capabilities {
  readonly edit: boolean;
  readonly files: boolean;
  /** Whether pressing a button can show a passing notice. */
  readonly notices: boolean;
  readonly maxButtons: number;
  readonly limit: number;
  readonly unit: 'characters' | 'bytes';
}

/** Takes what a channel received; settles when it is dealt with. */
export type Receive = (incoming: Incoming) => Promise<void>;

/** A way to reach people. Channels translate; they decide nothing. */
export interface Channel {
  readonly name: string;
  readonly capabilities: Capabilities;
  start(receive: Receive): Promise<void>;
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>;
  /**
   * Sends, in pieces where too long; returns the id of the piece that has the buttons.
   * @throws SendError with what the app can do about it
   */
  send(chat: string, message: OutMessage, token?: string): Promise<string>;
  edit(chat: string, messageId: string, message: OutMessage, token?: string): Promise<void>;
  /** Shows that an answer is under way. */
  busy(chat: string, token?: string): Promise<void>;
  /**
   * Shows what has been verified of an answer while the rest is being written; `send` with the same token then
   * puts the answer in its place. Absent where a channel cannot.
   */
  draft?(chat: string, message: OutMessage, token?: string): Promise<void>;
  /** Ends a pressed button's wait, with a notice where the channel can show one. */
  acknowledge(token: string, notice?: string): Promise<void>;
  /** Takes a message's buttons away and shows how it ended, where the channel can. */
  settle(chat: string, messageId: string, label: string, token?: string): Promise<void>;
  /** A link that opens a chat with this code, where the channel has such links. */
  deepLink?(code: string): string | null;
  /** The bytes of a file that was sent to the bot, by its `ref`. @throws SendError */
  fetchFile?(ref: string): Promise<Uint8Array>;
  answerInline?(token: string, results: readonly InlineResult[]): Promise<void>;
}
