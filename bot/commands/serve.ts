import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../data/package-root.ts';
import { exposureNotice } from '../channels/web/exposure.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Config } from '../config.ts';
import type { Console } from '../console.ts';
import { findFiles } from '../files.ts';
import { describeResult } from '../ingest-summary.ts';
import type { Library } from '../library.ts';
import { createLog } from '../log.ts';
import { type Office, openOffice } from '../serve.ts';
import { embedLibraryAnew, ingestAll } from './ingest.ts';
import { watchInto } from './watch-into.ts';

/** An empty library takes in the sample gazette, so that a newcomer has something to ask about. */
async function ingestSamples(library: Library, now: () => Date, console: Console): Promise<void> {
  if (library.size() > 0) return;
  console.err('文件库是空的，先导入随附的示例公报……\n');
  const files = await findFiles([join(packageRoot(), 'data/samples')]);
  await ingestAll(files, library, now, console, (result) => console.err(`${describeResult(result)}\n`));
}

/** Where others can reach the page without a proxy that speaks HTTPS, that is said. */
function warnings(host: string, { trustProxy }: Config): string[] {
  const notice = trustProxy ? null : exposureNotice(host);
  return notice ? [notice] : [];
}

function welcome(office: Office, notices: readonly string[], console: Console): void {
  const on = (name: string) => office.channels.some((each) => each.startsWith(name));
  const lines = [
    `网页：${office.url}`,
    ...notices,
    `工作人员登录（一小时内有效，只能用一次）：${office.signInLink}`,
    on('telegram') ? 'Telegram：已开通' : 'Telegram：设置 TELEGRAM_BOT_TOKEN 后重新启动即可开通',
    on('wecom') ? '企业微信：已开通' : '企业微信：设置 WECOM_BOT_ID 和 WECOM_BOT_SECRET 后重新启动即可开通',
    '语言模型：设置 GONGBAO_MODEL_URL 和 GONGBAO_MODEL 后重新启动即可开通（不设也能用）',
    '按 Ctrl+C 停止',
  ];
  console.err(`${lines.join('\n')}\n`);
}

/** `gongbao serve`: the page, the channels that are configured, reminders. */
export async function serveCommand(
  options: CommonOptions & { readonly host: string; readonly port: number; readonly watch?: string },
  { open, console, config, environment }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    let ready = false;
    const log = createLog(config.logLevel);
    const parts = { library, config, environment, log, now: options.now, ready: () => ready };
    const office = await openOffice(parts, { host: options.host, port: options.port });
    try {
      await embedLibraryAnew(library, console);
      await ingestSamples(library, options.now, console);
      ready = true;
      welcome(office, warnings(options.host, config), console);
      const watching = options.watch ? await watchInto(options.watch, library, options, console) : null;
      await stop;
      await watching?.close();
    } finally {
      await office.stop();
    }
  } finally {
    await library.close();
  }
}
