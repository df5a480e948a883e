import { Api, GrammyError } from 'grammy';
import { doctorWords } from '../../locales/chat-doctor.ts';
import type { ChannelCheck } from '../check.ts';
import type { TelegramConfig } from './config.ts';

const words = doctorWords.telegram;
const TIMEOUT_S = 5;

/** Asks Telegram who the bot is and how its webhook fares; changes nothing. */
export async function checkTelegram(config: TelegramConfig | null): Promise<ChannelCheck> {
  const name = 'Telegram';
  if (!config) return { name, ok: true, message: words.off, fix: words.offFix };
  const api = new Api(config.token, { apiRoot: config.apiRoot, timeoutSeconds: TIMEOUT_S });
  try {
    const me = await api.getMe();
    const { url, last_error_message: error } = await api.getWebhookInfo();
    if (!config.webhook) {
      if (!url) return { name, ok: true, message: words.polling(me.username), fix: null };
      return { name, ok: false, message: words.pollingBlocked(me.username), fix: words.pollingBlockedFix };
    }
    if (!error) return { name, ok: true, message: words.webhook(me.username), fix: null };
    return { name, ok: false, message: words.webhookError(me.username, error), fix: words.webhookFix };
  } catch (error) {
    if (error instanceof GrammyError && [401, 404].includes(error.error_code)) {
      return { name, ok: false, message: words.unauthorized, fix: words.unauthorizedFix };
    }
    return { name, ok: false, message: words.unreachable(config.apiRoot), fix: words.unreachableFix };
  }
}
