/** The chats joined: channels from the environment, the app, the doors, and the port for reminders. */
import { z } from 'zod';
import { takeNewDocuments } from '../data/announced.ts';
import type { Database } from '../data/database.ts';
import type { SameDepartment } from '../data/ledger.ts';
import type { Assistant } from '../retrieval/assistant.ts';
import { announce } from './announce.ts';
import { type App, makeApp } from './app.ts';
import type { ChannelCheck } from './channels/check.ts';
import type { Door } from './channels/door.ts';
import { type Environment, openChannels, readEnvironment } from './channels/open-channels.ts';
import { checkTelegram } from './channels/telegram/check.ts';
import { telegramConfig, telegramEnvironment } from './channels/telegram/config.ts';
import { documentUrl, passageUrl } from './channels/web/links.ts';
import { checkWecom } from './channels/wecom/check.ts';
import { wecomEnvironment } from './channels/wecom/config.ts';
import type { AppParts, ChatLog, ChatSettings } from './context.ts';
import type { Intake } from './intake.ts';
import { makeLedgerDuties } from './ledger-duties.ts';
import { makeRecipientScope } from './recipient-scope.ts';
import { makeReminderSender } from './reminder-sender.ts';
import type { Sender } from './reminders/services.ts';

const list = z.string().transform((text) => text.split(/[,，、\s]+/).filter((name) => name !== ''));

/** What an office sets for its chats. */
const settingsEnvironment = z.object({
  GONGBAO_INTERNAL_DEPARTMENTS: list.optional(),
  GONGBAO_FALLBACK_DEPARTMENT: z.string().min(1).default('政府办'),
  GONGBAO_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(180),
  GONGBAO_TICKET_HOURS: z.coerce.number().min(1).max(720).default(48),
  /** The address under which readers reach the page, for links in chats. */
  GONGBAO_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
});

/** The settings of the chats from the environment. @throws GongbaoError CONFIG_INVALID */
export function readChatSettings(
  environment: Environment,
): ChatSettings & { readonly publicUrl: string | null } {
  const env = readEnvironment(settingsEnvironment, environment);
  return {
    internalDepartments: env.GONGBAO_INTERNAL_DEPARTMENTS ?? null,
    fallbackDepartment: env.GONGBAO_FALLBACK_DEPARTMENT,
    retentionDays: env.GONGBAO_RETENTION_DAYS,
    maxQuestionLength: 500,
    ticketHours: env.GONGBAO_TICKET_HOURS,
    publicUrl: env.GONGBAO_PUBLIC_URL ?? null,
  };
}

/** What main hands over. */
export interface ChatServiceParts {
  readonly assistant: Assistant;
  readonly database: Database;
  readonly environment: Environment;
  readonly log: ChatLog;
  readonly now: () => Date;
  readonly sameDepartment: SameDepartment;
  readonly intake: Intake;
}

/** The chats of a running program. */
export interface ChatService {
  readonly app: App;
  readonly channels: readonly string[];
  readonly doors: readonly Door[];
  /** For the reminder engine: how to send, and what a recipient may be told now. */
  readonly sender: Sender;
  readonly scopeOf: ReturnType<typeof makeRecipientScope>;
}

/** Joins the chats; `service.app.start()` opens them. @throws GongbaoError CONFIG_INVALID */
export function makeChatService(parts: ChatServiceParts): ChatService {
  const { publicUrl, ...settings } = readChatSettings(parts.environment);
  const { channels, doors } = openChannels(parts.environment, parts.log, parts.now);
  const appParts: AppParts = {
    assistant: parts.assistant,
    database: parts.database,
    channels,
    duties: makeLedgerDuties(parts.database, parts.sameDepartment),
    settings,
    log: parts.log,
    now: parts.now,
    intake: parts.intake,
    pageUrl: (documentId, passageId) =>
      publicUrl &&
      publicUrl + (passageId === null ? documentUrl(documentId) : passageUrl(documentId, passageId)),
  };
  const announceNew = async () => {
    const fresh = await takeNewDocuments(parts.database);
    if (fresh.length > 0) await announce(appParts, fresh, parts.sameDepartment);
  };
  return {
    app: makeApp(appParts, [announceNew]),
    channels: channels.map((channel) => channel.name),
    doors,
    sender: makeReminderSender(appParts),
    scopeOf: makeRecipientScope(parts.database, settings.internalDepartments),
  };
}

/** What `gongbao doctor` says of the chat channels. @throws GongbaoError CONFIG_INVALID */
export async function checkChannels(environment: Environment): Promise<readonly ChannelCheck[]> {
  const telegram = telegramConfig(readEnvironment(telegramEnvironment, environment));
  const wecom = readEnvironment(wecomEnvironment, environment);
  return [await checkTelegram(telegram), ...(await checkWecom(wecom))];
}
