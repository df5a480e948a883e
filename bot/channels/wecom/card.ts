/** Button cards (按钮交互型): https://developer.work.weixin.qq.com/document/path/90236 */
import { randomBytes } from 'node:crypto';
import type { OutMessage } from '../../message.ts';
import { plainText } from '../../message.ts';

/** At most six buttons; titles and texts as long as WeCom shows them. */
export const MAX_BUTTONS = 6;
const TITLE_LENGTH = 26;
const TEXT_LENGTH = 112;
const LABEL_LENGTH = 10;
const KEY_BYTES = 1024;

/** A card as both the app and the robot take it. */
export interface ButtonCard {
  readonly card_type: 'button_interaction';
  readonly main_title: { readonly title: string };
  readonly sub_title_text?: string;
  readonly button_list: readonly ({ readonly text: string; readonly style: 1 } & (
    | { readonly key: string }
    | { readonly type: 1; readonly url: string }
  ))[];
  readonly task_id: string;
}

const cut = (text: string, most: number) =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;

/** True where a message's words fit into the card itself, so that no message beside it is needed. */
export function fitsCard(message: OutMessage): boolean {
  const [title = '', ...rest] = plainText(message.text).trim().split('\n');
  return (
    [...title].length <= TITLE_LENGTH &&
    [...rest.join(' ')].length <= TEXT_LENGTH &&
    !message.text.some((part) => part.url)
  );
}

/** The card of a message with buttons, or null where it has none. `title` is used where the words went before. */
export function cardOf(message: OutMessage, title: string): ButtonCard | null {
  const buttons = message.buttons.flat().flatMap((button): ButtonCard['button_list'] => {
    const text = cut(button.label, LABEL_LENGTH);
    if (button.url && /^https?:\/\//.test(button.url)) return [{ text, style: 1, type: 1, url: button.url }];
    if (!button.action || Buffer.byteLength(button.action) > KEY_BYTES) return [];
    return [{ text, style: 1, key: button.action }];
  });
  if (buttons.length === 0) return null;
  const [head = '', ...rest] = plainText(message.text).trim().split('\n');
  const body = rest.join(' ').trim();
  const inside = fitsCard(message);
  return {
    card_type: 'button_interaction',
    main_title: { title: inside ? head : title },
    ...(inside && body !== '' ? { sub_title_text: body } : {}),
    button_list: buttons.slice(0, MAX_BUTTONS),
    task_id: `gb-${randomBytes(15).toString('hex')}`,
  };
}
