/** Updates as Telegram sends them. */
import type { Update } from 'grammy/types';

type Bare = Omit<Update, 'update_id'>;

const user = (id: number, language = 'zh-hans') => ({
  id,
  is_bot: false as const,
  first_name: `用户${id}`,
  language_code: language,
});

let nextMessage = 500;

/** A text in a private chat; commands get their entity. */
export function text(from: number, words: string, language?: string): Bare {
  const command = /^\/\w+/.exec(words)?.[0];
  return {
    message: {
      message_id: nextMessage++,
      date: 1,
      chat: { id: from, type: 'private', first_name: `用户${from}` },
      from: user(from, language),
      text: words,
      ...(command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}),
    },
  };
}

/** A text in a group, with what it mentions and in which topic. */
export function groupText(
  group: number,
  from: number,
  words: string,
  more: { thread?: number; replyToBot?: boolean } = {},
): Bare {
  const mention = words.indexOf('@gongbao_bot');
  const chat = { id: group, type: 'supergroup' as const, title: '工作群' };
  const update = {
    message: {
      message_id: nextMessage++,
      date: 1,
      chat,
      from: user(from),
      text: words,
      ...(mention >= 0 ? { entities: [{ type: 'mention', offset: mention, length: 12 }] } : {}),
      ...(more.thread ? { is_topic_message: true as const, message_thread_id: more.thread } : {}),
      ...(more.replyToBot
        ? {
            reply_to_message: {
              message_id: 1,
              date: 1,
              chat,
              from: { id: 123456, is_bot: true as const, first_name: '公报通' },
              text: 'x',
            },
          }
        : {}),
    },
  };
  // grammY's type of a replied message cannot be written with exact optional properties.
  return update as Bare;
}

/** A document sent in a private chat. */
export function sentFile(from: number, id: string, name: string): Bare {
  const document = { file_id: id, file_unique_id: id, file_name: name };
  const chat = { id: from, type: 'private' as const, first_name: 'x' };
  return { message: { message_id: nextMessage++, date: 1, chat, from: user(from), document } };
}

/** A pressed button. */
export function press(from: number, chat: number, messageId: number, data: string): Bare {
  return {
    callback_query: {
      id: `q${nextMessage++}`,
      from: user(from),
      chat_instance: 'x',
      data,
      message: {
        message_id: messageId,
        date: 1,
        chat:
          chat < 0
            ? { id: chat, type: 'supergroup', title: '工作群' }
            : { id: chat, type: 'private', first_name: 'x' },
        from: { id: 123456, is_bot: true, first_name: '公报通' },
        text: 'x',
      },
    },
  };
}

/** An inline query. */
export function inline(from: number, query: string): Bare {
  return { inline_query: { id: `i${nextMessage++}`, from: user(from), query, offset: '' } };
}
