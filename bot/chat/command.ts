import type { Context, Reply } from '../context.ts';
import type { Words } from '../locales/chat-zh.ts';

/** A command of the chats. Who may use it and where is checked before it runs (bot/respond.ts). */
export interface Command {
  readonly name: keyof Words['commands'];
  readonly audience: 'everyone' | 'staff' | 'administrator';
  readonly privateOnly?: boolean;
  run(context: Context, argument: string): Promise<readonly Reply[]>;
}
