/** What the self-built app receives, as Incoming: https://developer.work.weixin.qq.com/document/path/90239 */
import { type Incoming, readCommand } from '../../incoming.ts';

/** The name of the self-built app's channel. */
export const APP_CHANNEL = 'wecom';

type Fields = Readonly<Record<string, string>>;

function ofText(base: Omit<Incoming, 'kind'>, text: string): Incoming {
  const command = readCommand(text);
  return command
    ? { ...base, kind: 'command', ...command }
    : { ...base, kind: 'message', text, addressed: true, edited: false };
}

function ofEvent(base: Omit<Incoming, 'kind'>, fields: Fields): Incoming | null {
  switch (fields.Event) {
    case 'subscribe':
      return { ...base, kind: 'join', greet: true };
    case 'unsubscribe':
      return { ...base, kind: 'leave' };
    case 'click':
      return ofText(base, fields.EventKey ?? '');
    case 'template_card_event': {
      const token = `card:${fields.ResponseCode ?? ''}`;
      return { ...base, token, kind: 'button', key: fields.EventKey ?? '', messageId: fields.TaskId ?? null };
    }
    default:
      return null;
  }
}

/** What a decrypted callback means, or null for events that do not concern the app. */
export function incomingOf(fields: Fields): Incoming | null {
  const user = fields.FromUserName;
  if (!user) return null;
  const event = [user, fields.CreateTime, fields.Event, fields.EventKey, fields.TaskId].join(':');
  const id = fields.MsgId ?? `event:${event}`;
  const base = {
    id,
    channel: APP_CHANNEL,
    chat: { id: user, kind: 'private' as const },
    from: { account: user, name: user, office: true },
    token: `m:${id}`,
  };
  switch (fields.MsgType) {
    case 'text':
      return ofText(base, fields.Content ?? '');
    case 'event':
      return ofEvent(base, fields);
    default:
      return { ...base, kind: 'file', name: '', addressed: true };
  }
}
