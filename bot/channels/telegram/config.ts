import { z } from 'zod';

/**
 * What an office sets in the environment to switch Telegram on. The token alone is enough: without a webhook
 * address updates are fetched by long polling, which needs no public address.
 */
export const telegramEnvironment = z
  .object({
    /** From BotFather: `123456:ABC…`. */
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]{20,}$/)
      .optional(),
    /** Another Bot API server, e.g. one's own. */
    TELEGRAM_API_ROOT: z
      .url()
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://api.telegram.org'),
    /** Public https address of the webhook; its path is where the web server listens. */
    TELEGRAM_WEBHOOK_URL: z.url().optional(),
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{16,256}$/)
      .optional(),
    /** Messages a second over all chats; Telegram allows 30 without paid broadcasts. */
    TELEGRAM_MESSAGES_PER_SECOND: z.coerce.number().int().min(1).max(1000).default(30),
  })
  .refine((env) => !env.TELEGRAM_WEBHOOK_URL || env.TELEGRAM_WEBHOOK_SECRET, {
    error: '设置了 TELEGRAM_WEBHOOK_URL，还须设置 TELEGRAM_WEBHOOK_SECRET（16 位以上的随机串）',
    path: ['TELEGRAM_WEBHOOK_SECRET'],
  });

/** Telegram's settings, read. */
export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly messagesPerSecond: number;
  /** Pause between two messages to one chat; Telegram asks for a second. */
  readonly chatPauseMs: number;
}

/** The settings, or null where Telegram is not switched on. */
export function telegramConfig(env: z.infer<typeof telegramEnvironment>): TelegramConfig | null {
  if (!env.TELEGRAM_BOT_TOKEN) return null;
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = env;
  return {
    token: env.TELEGRAM_BOT_TOKEN,
    apiRoot: env.TELEGRAM_API_ROOT,
    webhook: url && secret ? { url, secret } : null,
    messagesPerSecond: env.TELEGRAM_MESSAGES_PER_SECOND,
    chatPauseMs: 1000,
  };
}
