/** A running office: the page, the chats that are configured, the reminders, joined over one library. */
import type { Logger } from 'pino';
import { sameDepartment } from '../data/lexicon/department-key.ts';
import { inboxSender, makeLogSender } from './channels/log-channel.ts';
import { mountDoors } from './channels/mount-doors.ts';
import { createWebApp } from './channels/web/create-web-app.ts';
import { createStaffPages, firstSignInLink } from './channels/web/staff/create-staff-pages.ts';
import { startWebServer } from './channels/web/start-web-server.ts';
import { type ChatService, makeChatService, readChatSettings } from './chat-service.ts';
import type { Config } from './config.ts';
import { makeIntake } from './intake.ts';
import type { Library } from './library.ts';
import { officeRules } from './office.ts';
import { startReminders } from './reminders/loop.ts';
import { ensureLogSubscription } from './reminders/preview.ts';
import { type ReminderServices, routeSenders, scopeOfRecipient } from './reminders/services.ts';

/** How often the engine of reminders looks for what is due. */
const REMINDER_EVERY_MS = 20_000;

/** What an office is made of. */
export interface OfficeParts {
  readonly library: Library;
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly now: () => Date;
  /** False while the library is being read in. */
  readonly ready: () => boolean;
}

/** An office at work. `signInLink` opens the staff pages once. */
export interface Office {
  readonly url: string;
  readonly signInLink: string;
  readonly channels: readonly string[];
  stop(): Promise<void>;
}

function reminderServices({ library, config, log, now }: OfficeParts, chats: ChatService): ReminderServices {
  const logSender = makeLogSender((line) => log.info({ line }, 'reminder'));
  const toChats = Object.fromEntries(chats.channels.map((name) => [name, chats.sender]));
  return {
    ...officeRules(config.dayOff),
    // The web inbox belongs to whoever is signed in to the staff pages; all other chats are judged by person.
    scopeOf: (recipient) =>
      recipient.channel === 'web' ? scopeOfRecipient(recipient) : chats.scopeOf(recipient),
    database: library.database,
    clock: now,
    sender: routeSenders({ log: logSender, web: inboxSender, ...toChats }),
    processId: `serve-${process.pid}`,
  };
}

/** Opens the page, the chats and the reminders. @throws GongbaoError PORT_IN_USE, CONFIG_INVALID */
export async function openOffice(
  parts: OfficeParts,
  address: { host: string; port: number },
): Promise<Office> {
  const { library, config, environment, log, now, ready } = parts;
  const { assistant, database } = library;
  const intake = makeIntake({ ingestParts: () => library.ingestParts(now), save: library.save });
  const chats = makeChatService({ assistant, database, environment, log, now, sameDepartment, intake });
  const services = reminderServices(parts, chats);
  const { publicUrl } = readChatSettings(environment);
  const outside = publicUrl ? { baseUrl: publicUrl, secureCookies: publicUrl.startsWith('https:') } : {};
  const staffServices = {
    ...officeRules(config.dayOff),
    ...outside,
    scopeOf: chats.scopeOf,
    database,
    now,
    intake,
    onFault: (error: unknown) => log.error({ error }, 'a file that was handed in could not be read in'),
  };
  const { webHosts: allowedHosts, trustProxy } = config;
  const staff = createStaffPages(staffServices);
  const page = createWebApp({ assistant, log, now, ready, allowedHosts, trustProxy, staff });
  const server = await startWebServer(mountDoors(page, chats.doors), address);
  ensureLogSubscription(services);
  await chats.app.start();
  const reminders = startReminders(services, {
    everyMs: REMINDER_EVERY_MS,
    onError: (error) => log.error({ error }, 'a tick of the reminders failed'),
  });
  return {
    url: server.url,
    signInLink: firstSignInLink(staffServices, server.url),
    channels: chats.channels,
    stop: async () => {
      await reminders.stop();
      await chats.app.stop();
      await server.close();
    },
  };
}
