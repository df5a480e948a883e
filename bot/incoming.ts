import { z } from 'zod';

/** Where something happened. Group chats see public documents only. */
export interface Chat {
  readonly id: string;
  readonly kind: 'private' | 'group';
}

/** Who did it, as the channel knows them. */
export interface Sender {
  readonly account: string;
  readonly name: string;
  /** IETF tag as the channel tells it: zh-hans, en. */
  readonly language?: string;
  /** True where the channel vouches that this is a member of the office (WeCom's own corp). */
  readonly office?: boolean;
  /** Asks the channel whether the sender administers this group. */
  readonly isChatAdministrator?: () => Promise<boolean>;
}

/**
 * Something that happened in a chat, in no channel's terms. `id` is unique on its channel and handled once;
 * `token` is what the channel needs back with the answer. `addressed` says that a group message names the bot.
 */
export type Incoming = {
  readonly id: string;
  readonly channel: string;
  readonly chat: Chat;
  readonly from: Sender;
  readonly token?: string;
} & (
  | { readonly kind: 'message'; readonly text: string; readonly addressed: boolean; readonly edited: boolean }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | { readonly kind: 'button'; readonly key: string; readonly messageId: string | null }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly addressed: boolean;
      /** What the channel fetches it by; left out where the channel cannot. */
      readonly ref?: string;
    }
  | { readonly kind: 'inline'; readonly query: string }
  | { readonly kind: 'join'; readonly greet: boolean }
  | { readonly kind: 'leave' }
  | { readonly kind: 'moved'; readonly to: string }
);

const chat = z.object({ id: z.string(), kind: z.enum(['private', 'group']) });
const from = z.object({
  account: z.string(),
  name: z.string(),
  language: z.string().exactOptional(),
  office: z.boolean().exactOptional(),
});
const base = { id: z.string(), channel: z.string(), chat, from, token: z.string().exactOptional() };

/** An incoming as the database kept it; what only asks the channel (isChatAdministrator) is gone. */
export const incomingSchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('message'),
    text: z.string(),
    addressed: z.boolean(),
    edited: z.boolean(),
  }),
  z.object({ ...base, kind: z.literal('command'), name: z.string(), argument: z.string() }),
  z.object({ ...base, kind: z.literal('button'), key: z.string(), messageId: z.string().nullable() }),
  z.object({
    ...base,
    kind: z.literal('file'),
    name: z.string(),
    addressed: z.boolean(),
    ref: z.string().exactOptional(),
  }),
  z.object({ ...base, kind: z.literal('inline'), query: z.string() }),
  z.object({ ...base, kind: z.literal('join'), greet: z.boolean() }),
  z.object({ ...base, kind: z.literal('leave') }),
  z.object({ ...base, kind: z.literal('moved'), to: z.string() }),
]);

/** Splits `/ask@bot 问题` into name and argument; null for a text that is no command. */
export function readCommand(text: string): { name: string; argument: string } | null {
  const match = /^[/／]([A-Za-z_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/.exec(text.trim());
  return match ? { name: (match[1] ?? '').toLowerCase(), argument: (match[2] ?? '').trim() } : null;
}
