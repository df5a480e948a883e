/** Which chat channels the environment switches on. */
import type { z } from 'zod';
import { GongbaoError } from '../../data/errors.ts';
import type { ChatLog } from '../context.ts';
import type { Channel } from './channel.ts';
import type { Door } from './door.ts';
import { telegramConfig, telegramEnvironment } from './telegram/config.ts';
import { makeTelegram } from './telegram/telegram.ts';
import { makeWecomApp } from './wecom/app.ts';
import { makeWecomBot } from './wecom/bot.ts';
import { wecomAppConfig, wecomBotConfig, wecomEnvironment } from './wecom/config.ts';
import { makeGroupRobot } from './wecom/group-robot.ts';

/** The variables of all chat channels, as the process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The channels that are switched on, and what the web server mounts for them. */
export interface OpenChannels {
  readonly channels: readonly Channel[];
  readonly doors: readonly Door[];
}

/**
 * Reads one channel's variables; empty ones count as absent, so that a template file may list them all.
 * @throws GongbaoError CONFIG_INVALID naming the variables, never their values
 */
export function readEnvironment<T>(schema: z.ZodType<T>, environment: Environment): T {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) =>
    issue.code === 'custom' ? issue.message : `${issue.path.join('.')} 的格式不对`,
  );
  throw new GongbaoError('CONFIG_INVALID', `环境变量有误：${wrong.join('；')}。请改正后重新启动。`);
}

/** Makes the channels that are configured. @throws GongbaoError CONFIG_INVALID */
export function openChannels(environment: Environment, log: ChatLog, now: () => Date): OpenChannels {
  const telegram = telegramConfig(readEnvironment(telegramEnvironment, environment));
  const wecom = readEnvironment(wecomEnvironment, environment);
  const appConfig = wecomAppConfig(wecom);
  const botConfig = wecomBotConfig(wecom);
  const telegramChannel = telegram && makeTelegram(telegram, log);
  const app = appConfig && makeWecomApp(appConfig, log, now);
  const bot = botConfig && makeWecomBot(botConfig, log, now);
  const robot = wecom.WECOM_ROBOT_WEBHOOK ? makeGroupRobot(wecom.WECOM_ROBOT_WEBHOOK) : null;
  return {
    channels: [telegramChannel, app, bot, robot].filter((channel) => channel !== null),
    doors: [telegramChannel?.door, app?.door].filter((door) => door != null),
  };
}
