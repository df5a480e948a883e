import { z } from 'zod';

/**
 * What an office sets in the environment to switch WeCom (企业微信) on. Three ways, each by itself: the smart
 * robot (智能机器人, needs no public address), the self-built app (自建应用), the group robot (群机器人, sends only).
 */
export const wecomEnvironment = z.object({
  WECOM_CORP_ID: z.string().min(1).optional(),
  WECOM_AGENT_ID: z.coerce.number().int().positive().optional(),
  WECOM_SECRET: z.string().min(1).optional(),
  /** The three of 接收消息: its token, its EncodingAESKey, and the path that the web server listens at. */
  WECOM_TOKEN: z.string().min(1).max(32).optional(),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/)
    .optional(),
  WECOM_CALLBACK_PATH: z.string().startsWith('/').default('/wecom/callback'),
  WECOM_API_ROOT: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://qyapi.weixin.qq.com'),
  WECOM_BOT_ID: z.string().min(1).optional(),
  WECOM_BOT_SECRET: z.string().min(1).optional(),
  /** The WebSocket address of a private deployment (私有部署). */
  WECOM_BOT_URL: z.url({ protocol: /^wss?$/ }).optional(),
  WECOM_ROBOT_WEBHOOK: z.url().optional(),
});

type Environment = z.infer<typeof wecomEnvironment>;

/** The self-built app. */
export interface WecomAppConfig {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly callbackPath: string;
  readonly apiRoot: string;
}

/** The smart robot. */
export interface WecomBotConfig {
  readonly botId: string;
  readonly secret: string;
  readonly url: string | null;
}

const APP = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_ENCODING_AES_KEY',
] as const;

/** Which of the app's settings are missing; all of them where the app is not switched on. */
export function missingForApp(env: Environment): readonly string[] {
  return APP.filter((name) => env[name] === undefined);
}

/** The app's settings, or null where it is not (or not wholly) configured. */
export function wecomAppConfig(env: Environment): WecomAppConfig | null {
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_ENCODING_AES_KEY } = env;
  if (!WECOM_CORP_ID || !WECOM_AGENT_ID || !WECOM_SECRET || !WECOM_TOKEN || !WECOM_ENCODING_AES_KEY)
    return null;
  return {
    corpId: WECOM_CORP_ID,
    agentId: WECOM_AGENT_ID,
    secret: WECOM_SECRET,
    token: WECOM_TOKEN,
    encodingAesKey: WECOM_ENCODING_AES_KEY,
    callbackPath: env.WECOM_CALLBACK_PATH,
    apiRoot: env.WECOM_API_ROOT,
  };
}

/** The smart robot's settings, or null. */
export function wecomBotConfig(env: Environment): WecomBotConfig | null {
  if (!env.WECOM_BOT_ID || !env.WECOM_BOT_SECRET) return null;
  return { botId: env.WECOM_BOT_ID, secret: env.WECOM_BOT_SECRET, url: env.WECOM_BOT_URL ?? null };
}
