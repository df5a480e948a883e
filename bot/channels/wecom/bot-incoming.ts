/** The smart robot's frames as Incoming: https://developer.work.weixin.qq.com/document/path/100719 */
import type { WsFrame } from '@wecom/aibot-node-sdk';
import { z } from 'zod';
import { type Incoming, readCommand } from '../../incoming.ts';

/** The name of the smart robot's channel. */
export const BOT_CHANNEL = 'wecom-bot';

const text = z.object({ content: z.string() });

const common = {
  msgid: z.string().min(1),
  chatid: z.string().optional(),
  chattype: z.enum(['single', 'group']).optional(),
  /** Members of other corps come with their corp's id. */
  from: z.object({ userid: z.string().min(1), corpid: z.string().optional() }),
};

const messageSchema = z.object({
  ...common,
  msgtype: z.string(),
  text: text.optional(),
  voice: text.optional(),
  mixed: z.object({ msg_item: z.array(z.object({ msgtype: z.string(), text: text.optional() })) }).optional(),
});

const pressed = z.object({ event_key: z.string(), task_id: z.string() });
const eventSchema = z.object({
  ...common,
  event: z.object({
    eventtype: z.string(),
    template_card_event: pressed.optional(),
    event_key: z.string().optional(),
    task_id: z.string().optional(),
  }),
});

function baseOf(
  frame: WsFrame<unknown>,
  body: z.infer<typeof messageSchema> | z.infer<typeof eventSchema>,
  mark: string,
) {
  const { userid, corpid } = body.from;
  const group = body.chattype === 'group' && body.chatid;
  return {
    id: body.msgid,
    channel: BOT_CHANNEL,
    chat: group
      ? { id: `group:${body.chatid}`, kind: 'group' as const }
      : { id: userid, kind: 'private' as const },
    from: { account: userid, name: userid, office: corpid === undefined },
    token: `${mark}:${frame.headers.req_id}`,
  };
}

/** A message: text, voice as WeCom wrote it down, the texts of a mixed one. The robot is named, else it hears nothing. */
export function incomingOfMessage(frame: WsFrame<unknown>): Incoming | null {
  const parsed = messageSchema.safeParse(frame.body);
  if (!parsed.success) return null;
  const body = parsed.data;
  const base = baseOf(frame, body, 'm');
  const mixed = body.mixed?.msg_item.flatMap((item) => item.text?.content ?? []).join('\n');
  const said = (body.text?.content ?? body.voice?.content ?? mixed ?? '').trim();
  const words = base.chat.kind === 'group' ? said.replace(/^@\S+\s*/, '') : said;
  if (words === '') return { ...base, kind: 'file', name: '', addressed: true };
  const command = readCommand(words);
  return command
    ? { ...base, kind: 'command', ...command }
    : { ...base, kind: 'message', text: words, addressed: true, edited: false };
}

/** An event: somebody opened the chat, or pressed a card's button. */
export function incomingOfEvent(frame: WsFrame<unknown>): Incoming | null {
  const parsed = eventSchema.safeParse(frame.body);
  if (!parsed.success) return null;
  const { event } = parsed.data;
  if (event.eventtype === 'enter_chat')
    return { ...baseOf(frame, parsed.data, 'w'), kind: 'join', greet: true };
  if (event.eventtype !== 'template_card_event') return null;
  const key = event.template_card_event?.event_key ?? event.event_key ?? '';
  const messageId = event.template_card_event?.task_id ?? event.task_id ?? null;
  return { ...baseOf(frame, parsed.data, 'e'), kind: 'button', key, messageId };
}
