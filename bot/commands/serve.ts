import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../data/package-root.ts';
import { createWebApp } from '../channels/web/create-web-app.ts';
import { startWebServer } from '../channels/web/start-web-server.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import { type Config, readConfig } from '../config.ts';
import type { Console } from '../console.ts';
import { findFiles } from '../files.ts';
import type { Library } from '../library.ts';
import { createLog } from '../log.ts';
import { describeResult, ingestAll } from './ingest.ts';

/** An empty library takes in the sample gazette, so that a newcomer has something to ask about. */
async function ingestSamples(library: Library, now: () => Date, console: Console): Promise<void> {
  if (library.size() > 0) return;
  console.err('文件库是空的，先导入随附的示例公报……\n');
  const files = await findFiles([join(packageRoot(), 'data/samples')]);
  await ingestAll(files, library, now, console, (result) => console.err(`${describeResult(result)}\n`));
}

const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host);

/** Where others can reach the page, it should stand behind a proxy that speaks HTTPS. */
function exposureWarning(host: string, { trustProxy }: Config): string[] {
  if (isLoopback(host) || trustProxy) return [];
  return [
    `注意：${host} 不是本机地址，同一网络里的人都能打开网页，而且传输没有加密。请在前面加 HTTPS 反向代理，并设置 GONGBAO_WEB_HOSTS（域名）和 GONGBAO_TRUST_PROXY=1`,
  ];
}

function welcome(url: string, warnings: readonly string[], console: Console): void {
  console.err(
    [
      `网页：${url}`,
      ...warnings,
      'Telegram：设置 TELEGRAM_BOT_TOKEN 后重新启动即可开通',
      '企业微信：设置 WECOM_BOT_ID 和 WECOM_BOT_SECRET 后重新启动即可开通',
      '语言模型：设置 GONGBAO_MODEL_URL 和 GONGBAO_MODEL 后重新启动即可开通（不设也能用）',
      '按 Ctrl+C 停止',
      '',
    ].join('\n'),
  );
}

/** Resolves when the process is told to stop. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

/** `gongbao serve`: the page, the channels that are configured, reminders. */
export async function serveCommand(
  options: CommonOptions & { readonly host: string; readonly port: number },
  { open, console }: CommandParts,
): Promise<void> {
  const config = readConfig(process.env);
  const library = open(options.data);
  let ready = false;
  try {
    const app = createWebApp({
      assistant: library.assistant,
      log: createLog(config.logLevel),
      now: options.now,
      ready: () => ready,
      allowedHosts: config.webHosts,
      trustProxy: config.trustProxy,
    });
    const server = await startWebServer(app, { host: options.host, port: options.port });
    try {
      await ingestSamples(library, options.now, console);
      ready = true;
      welcome(server.url, exposureWarning(options.host, config), console);
      await stopSignal();
    } finally {
      await server.close();
    }
  } finally {
    await library.close();
  }
}
