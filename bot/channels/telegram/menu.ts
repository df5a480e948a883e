import type { Api } from 'grammy';
import { COMMANDS } from '../../chat/table.ts';
import { wordsOf } from '../../locales/words.ts';

const IN_GROUPS = new Set([
  'ask',
  'search',
  'doc',
  'deadlines',
  'subscribe',
  'unsubscribe',
  'mysubs',
  'digest',
  'help',
]);

/**
 * The menus of commands, in Chinese and for English clients in English: in private chats all that everybody
 * may use, in groups those that make sense there. Staff's commands are in /help, not in the public menus.
 */
export async function setMenus(api: Api): Promise<void> {
  for (const language of ['zh', 'en'] as const) {
    const words = wordsOf(language);
    const commands = COMMANDS.filter((command) => command.audience === 'everyone').map(({ name }) => ({
      command: name,
      description: words.commands[name],
    }));
    const spoken = language === 'zh' ? {} : { language_code: 'en' as const };
    await api.setMyCommands(commands, { scope: { type: 'all_private_chats' }, ...spoken });
    await api.setMyCommands(
      commands.filter(({ command }) => IN_GROUPS.has(command)),
      { scope: { type: 'all_group_chats' }, ...spoken },
    );
  }
}
