import { zh } from '../../locales/chat-zh.ts';
import type { WecomApi } from './api.ts';

/** At most three entries with five below each; a click sends the command of its key. */
const MENU = [
  { name: zh.menu.ask, keys: ['search', 'doc', 'help'] },
  { name: zh.menu.deadlines, keys: ['deadlines', 'subscribe', 'mysubs', 'digest'] },
  { name: zh.menu.mine, keys: ['tickets', 'role', 'trouble', 'forget'] },
] as const;

/** Sets the app's menu: https://developer.work.weixin.qq.com/document/path/90231 */
export async function setMenu(api: WecomApi, agentId: number): Promise<void> {
  const button = MENU.map(({ name, keys }) => ({
    name,
    sub_button: keys.map((key) => ({ type: 'click', name: zh.menu.entries[key], key: `/${key}` })),
  }));
  await api.call('menu/create', { button }, { agentid: String(agentId) });
}
