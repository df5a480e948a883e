import { WSClient } from '@wecom/aibot-node-sdk';
import type { z } from 'zod';
import { doctorWords } from '../../locales/chat-doctor.ts';
import type { ChannelCheck } from '../check.ts';
import {
  missingForApp,
  type WecomBotConfig,
  wecomAppConfig,
  wecomBotConfig,
  type wecomEnvironment,
} from './config.ts';

type Environment = z.infer<typeof wecomEnvironment>;

const TIMEOUT_MS = 5000;

async function errcodeOf(url: URL): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'errcode' in body ? Number(body.errcode) : null;
  } catch {
    return null;
  }
}

const fixOf = (code: number): string =>
  Object.entries(doctorWords.app.fixes).find(([known]) => Number(known) === code)?.[1] ??
  doctorWords.app.otherFix;

async function checkApp(env: Environment): Promise<ChannelCheck> {
  const name = '企业微信自建应用';
  const words = doctorWords.app;
  const config = wecomAppConfig(env);
  if (!config) {
    const missing = missingForApp(env);
    if (missing.length === 5) return { name, ok: true, message: words.off, fix: words.offFix };
    return { name, ok: false, message: words.missing(missing.join('、')), fix: words.missingFix };
  }
  const url = new URL('/cgi-bin/gettoken', config.apiRoot);
  url.searchParams.set('corpid', config.corpId);
  url.searchParams.set('corpsecret', config.secret);
  const code = await errcodeOf(url);
  if (code === null) {
    return { name, ok: false, message: words.unreachable(config.apiRoot), fix: words.unreachableFix };
  }
  if (code !== 0) return { name, ok: false, message: words.refused(code), fix: fixOf(code) };
  return { name, ok: true, message: words.on, fix: null };
}

/** Connects and signs in, then leaves; a running robot of the same id is cut off by WeCom and reconnects. */
function signIn(config: WecomBotConfig): Promise<'in' | 'refused' | 'unreachable'> {
  const quiet = () => {};
  const client = new WSClient({
    botId: config.botId,
    secret: config.secret,
    ...(config.url ? { wsUrl: config.url } : {}),
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  return new Promise((resolve) => {
    let connected = false;
    const end = (result: 'in' | 'refused' | 'unreachable') => {
      clearTimeout(timer);
      client.removeAllListeners();
      client.on('error', quiet);
      client.disconnect();
      resolve(result);
    };
    const timer = setTimeout(() => end(connected ? 'refused' : 'unreachable'), TIMEOUT_MS);
    client.on('connected', () => {
      connected = true;
    });
    client.on('authenticated', () => end('in'));
    client.on('error', () => end(connected ? 'refused' : 'unreachable'));
    client.connect();
  });
}

async function checkBot(env: Environment): Promise<ChannelCheck> {
  const name = '企业微信智能机器人';
  const words = doctorWords.bot;
  const config = wecomBotConfig(env);
  if (!config) {
    const half = env.WECOM_BOT_ID !== undefined || env.WECOM_BOT_SECRET !== undefined;
    return half
      ? { name, ok: false, message: words.half, fix: words.halfFix }
      : { name, ok: true, message: words.off, fix: words.offFix };
  }
  switch (await signIn(config)) {
    case 'in':
      return { name, ok: true, message: words.on, fix: null };
    case 'refused':
      return { name, ok: false, message: words.refused, fix: words.refusedFix };
    default:
      return { name, ok: false, message: words.unreachable, fix: words.unreachableFix };
  }
}

/** The self-built app, the smart robot and the group robot: configured, reachable, missing. */
export async function checkWecom(env: Environment): Promise<readonly ChannelCheck[]> {
  const words = doctorWords.robot;
  const robot = env.WECOM_ROBOT_WEBHOOK
    ? { name: '企业微信群机器人', ok: true, message: words.on, fix: null }
    : { name: '企业微信群机器人', ok: true, message: words.off, fix: words.offFix };
  return [...(await Promise.all([checkApp(env), checkBot(env)])), robot];
}
