import type { Context } from '../context.ts';
import { type Reply, say } from '../context.ts';
import { askCommand } from './ask.ts';
import type { Command } from './command.ts';
import {
  deadlinesCommand,
  digestCommand,
  mysubsCommand,
  subscribeCommand,
  unsubscribeCommand,
} from './duties.ts';
import { docCommand, searchCommand } from './library.ts';
import { linkCommand } from './link.ts';
import { auditCommand, codeCommand, peopleCommand, roleCommand } from './people.ts';
import { feedbackCommand, forgetCommand, languageCommand, startCommand } from './self.ts';
import { ticketsCommand, troubleCommand } from './tickets.ts';

/** Which commands a person may use. */
export function commandsFor(role: Context['person']['role']): readonly Command[] {
  const rank = { everyone: 0, staff: 1, administrator: 2 };
  const mine = { citizen: 0, staff: 1, administrator: 2 }[role];
  return COMMANDS.filter((command) => rank[command.audience] <= mine);
}

const helpCommand: Command = {
  name: 'help',
  audience: 'everyone',
  async run({ words, person }): Promise<readonly Reply[]> {
    return say(words.help(commandsFor(person.role).map(({ name }) => [name, words.commands[name]])));
  },
};

/** All commands, in the order of the menus. */
export const COMMANDS: readonly Command[] = [
  startCommand,
  askCommand,
  searchCommand,
  docCommand,
  deadlinesCommand,
  subscribeCommand,
  unsubscribeCommand,
  mysubsCommand,
  digestCommand,
  roleCommand,
  feedbackCommand,
  troubleCommand,
  forgetCommand,
  languageCommand,
  helpCommand,
  linkCommand,
  ticketsCommand,
  codeCommand,
  peopleCommand,
  auditCommand,
];
