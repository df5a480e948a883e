/** The app on the Telegram channel, against the strict server. */
import { type App, makeApp } from '../../bot/app.ts';
import { makeTelegram } from '../../bot/channels/telegram/telegram.ts';
import type { AppParts } from '../../bot/context.ts';
import { openDatabase } from '../../data/database.ts';
import { chatAssistant } from './chat-assistant.ts';
import { SETTINGS } from './chat-bench.ts';
import { fakeDuties } from './fake-duties.ts';
import { type TelegramServer, telegramServer } from './telegram-server.ts';

/** The bench; `stop` ends app and server. */
export interface TelegramBench {
  readonly app: App;
  readonly parts: AppParts;
  readonly server: TelegramServer;
  readonly channel: ReturnType<typeof makeTelegram>;
  readonly logged: object[];
  stop(): Promise<void>;
}

/** Starts it; `webhook` switches polling off. */
export async function telegramBench(
  change: Partial<AppParts> = {},
  options: {
    webhook?: { url: string; secret: string };
    server?: TelegramServer;
    start?: boolean;
    chatPauseMs?: number;
    messagesPerSecond?: number;
  } = {},
): Promise<TelegramBench> {
  const server = options.server ?? (await telegramServer());
  const logged: object[] = [];
  const keep = (fields: object, message: string) => {
    logged.push({ ...fields, message });
  };
  const log = { info: keep, warn: keep, error: keep };
  const channel = makeTelegram(
    {
      token: server.token,
      apiRoot: server.url,
      webhook: options.webhook ?? null,
      messagesPerSecond: options.messagesPerSecond ?? 1000,
      chatPauseMs: options.chatPauseMs ?? 10,
    },
    log,
  );
  const parts: AppParts = {
    assistant: chatAssistant(),
    database: openDatabase(':memory:'),
    channels: [channel],
    duties: fakeDuties(),
    settings: SETTINGS,
    log,
    now: () => new Date(),
    pageUrl: (id) => `https://gongbao.test/documents/${id}`,
    ...change,
  };
  const app = makeApp(parts);
  if (options.start ?? true) await app.start();
  return {
    app,
    parts,
    server,
    channel,
    logged,
    async stop() {
      await app.stop();
      if (!options.server) await server.stop();
    },
  };
}
