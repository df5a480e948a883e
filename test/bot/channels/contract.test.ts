import { makeTelegram } from '../../../bot/channels/telegram/telegram.ts';
import { makeWecomApp } from '../../../bot/channels/wecom/app.ts';
import { makeWecomBot } from '../../../bot/channels/wecom/bot.ts';
import { makeGroupRobot } from '../../../bot/channels/wecom/group-robot.ts';
import { type ChannelWorld, channelContract, type Seen } from '../../contracts/channel.ts';
import { doorServer } from '../../support/door-server.ts';
import { telegramServer } from '../../support/telegram-server.ts';
import { press, text } from '../../support/telegram-updates.ts';
import { callOf, pressXml, textXml } from '../../support/wecom-callback.ts';
import { CORP, type WecomMessage, wecomServer } from '../../support/wecom-server.ts';
import { type RobotFrame, wecomSocket } from '../../support/wecom-socket.ts';

const quiet = { info() {}, warn() {}, error() {} };
const now = () => new Date();
const bytes = (words: string) => Buffer.byteLength(words);
const plain = (html: string) =>
  html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

async function telegram(): Promise<ChannelWorld> {
  const server = await telegramServer();
  const blocked = {
    kind: 'status' as const,
    code: 403,
    description: 'Forbidden: bot was blocked by the user',
  };
  server.fault = (method, payload) => (method === 'sendMessage' && payload.chat_id === 9 ? blocked : null);
  const config = {
    token: server.token,
    apiRoot: server.url,
    webhook: null,
    messagesPerSecond: 1000,
    chatPauseMs: 1,
  };
  const channel = makeTelegram(config, quiet);
  const ids = new Map<string, number>();
  return {
    channel,
    chat: '7',
    goneChat: '9',
    seen: () =>
      server.messages.map(({ text: html, buttons, id }) => ({
        text: plain(html),
        size: html.length,
        buttons: buttons.map((b) => ({ label: b.text, key: b.callback_data ?? '', messageId: String(id) })),
      })),
    async write(words, id = words) {
      const known = ids.get(id);
      ids.set(id, server.push(text(7, words), known === undefined ? {} : { id: known }));
    },
    async press(key, messageId) {
      server.push(press(7, 7, Number(messageId), key));
    },
    async stop() {
      await channel.stop();
      await server.stop();
    },
  };
}

function seenIn(message: WecomMessage): Seen {
  const none = { size: 0, buttons: [] };
  switch (message.msgtype) {
    case 'markdown':
      return { ...none, text: message.markdown.content, size: bytes(message.markdown.content) };
    case 'text':
      return { ...none, text: message.text.content, size: bytes(message.text.content) };
    case 'template_card': {
      const { main_title, button_list, task_id } = message.template_card;
      const buttons = button_list.map((b) => ({
        label: b.text,
        key: 'key' in b ? b.key : '',
        messageId: task_id,
      }));
      return { ...none, text: main_title.title, buttons };
    }
    default:
      return { ...none, text: '' };
  }
}

async function wecomApp(): Promise<ChannelWorld> {
  const server = await wecomServer();
  const channel = makeWecomApp({ ...CORP, apiRoot: server.url }, quiet, now);
  const door = await doorServer(channel.door);
  const call = async (xml: string) => {
    const { query, body } = callOf(xml);
    await fetch(`${door.url}?${query}`, { method: 'POST', body });
  };
  return {
    channel,
    chat: 'zhang',
    goneChat: 'nobody',
    seen: () => server.messages.map(seenIn),
    write: (words, id = words) => call(textXml('zhang', words, id)),
    press: (key, messageId) => call(pressXml('zhang', messageId, key)),
    async stop() {
      await channel.stop();
      await Promise.all([server.stop(), door.stop()]);
    },
  };
}

function seenInFrame({ body }: RobotFrame): Seen {
  const markdown = body.markdown as { content: string } | undefined;
  const card = body.template_card as
    | { main_title: { title: string }; task_id: string; button_list: { text: string; key: string }[] }
    | undefined;
  return {
    text: markdown?.content ?? card?.main_title.title ?? '',
    size: bytes(markdown?.content ?? ''),
    buttons: (card?.button_list ?? []).map(({ text: label, key }) => ({
      label,
      key,
      messageId: card?.task_id ?? '',
    })),
  };
}

async function wecomBot(): Promise<ChannelWorld> {
  const socket = await wecomSocket();
  const inner = makeWecomBot({ botId: 'bot-1', secret: 'bot-secret', url: socket.url }, quiet, now, 20);
  let next = 1;
  const base = { aibotid: 'bot-1', chattype: 'single', from: { userid: 'zhang' } };
  return {
    channel: {
      ...inner,
      async start(receive) {
        await inner.start(receive);
        await socket.connected();
      },
    },
    chat: 'zhang',
    goneChat: null,
    seen: () => socket.frames.map(seenInFrame),
    async write(words, id = words) {
      const body = { ...base, msgid: id, msgtype: 'text', text: { content: words } };
      socket.push('aibot_msg_callback', `r${next++}`, body);
    },
    async press(event_key, task_id) {
      const event = { eventtype: 'template_card_event', template_card_event: { event_key, task_id } };
      socket.push('aibot_event_callback', `r${next++}`, {
        ...base,
        msgid: `p${next++}`,
        msgtype: 'event',
        event,
      });
    },
    async stop() {
      await inner.stop();
      await socket.stop();
    },
  };
}

async function groupRobot(): Promise<ChannelWorld> {
  const server = await wecomServer();
  const channel = makeGroupRobot(`${server.url}/cgi-bin/webhook/send?key=robot-key`);
  return {
    channel,
    chat: '',
    goneChat: null,
    seen: () =>
      server.calls.map(({ body }) => {
        const { content } = body.markdown as { content: string };
        return { text: content, size: bytes(content), buttons: [] };
      }),
    async write() {},
    async press() {},
    stop: () => server.stop(),
  };
}

channelContract('Telegram', telegram);
channelContract('the WeCom app', wecomApp);
channelContract('the WeCom smart robot', wecomBot);
channelContract('the WeCom group robot', groupRobot, 'a webhook only takes messages');
