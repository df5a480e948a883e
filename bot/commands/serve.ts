import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../data/package-root.ts';
import { sourcesUnder } from '../../data/publish.ts';
import { createWebApp } from '../channels/web/create-web-app.ts';
import { startWebServer } from '../channels/web/start-web-server.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import { readConfig } from '../config.ts';
import type { Console } from '../console.ts';
import { findFiles } from '../files.ts';
import type { Library } from '../library.ts';
import { createLog } from '../log.ts';
import { listFolder, subscribeFolder, systemClock, type Watch, watch } from '../watch.ts';
import { forgetSources } from './forget.ts';
import { describeResult, ingestAll } from './ingest.ts';

const EXAMPLES = ['哪些事项快到期了？', '谁牵头？责任单位是哪些？', '这份文件的依据是什么？'];

/** An empty library takes in the sample gazette, so that a newcomer has something to ask about. */
async function ingestSamples(library: Library, now: () => Date, console: Console): Promise<void> {
  if (library.words.size > 0) return;
  console.err('文件库是空的，先导入随附的示例公报……\n');
  const files = await findFiles([join(packageRoot(), 'data/samples')]);
  await ingestAll(files, library, now, console, (result) => console.err(`${describeResult(result)}\n`));
}

function welcome(url: string, console: Console): void {
  console.err(
    [
      `网页：${url}`,
      'Telegram：设置 TELEGRAM_BOT_TOKEN 后重新启动即可开通',
      '企业微信：设置 WECOM_BOT_ID 和 WECOM_BOT_SECRET 后重新启动即可开通',
      '语言模型：设置 GONGBAO_MODEL_URL 和 GONGBAO_MODEL 后重新启动即可开通（不设也能用）',
      '按 Ctrl+C 停止',
      '',
    ].join('\n'),
  );
}

/** Watches a folder for as long as the library is served. */
function watchInto(folder: string, library: Library, options: CommonOptions, console: Console): Watch {
  const onProblem = (error: unknown) => {
    console.err(`监视目录 ${folder} 时出错：${error instanceof Error ? error.message : String(error)}\n`);
  };
  return watch({
    list: () => listFolder(folder),
    subscribe: subscribeFolder(folder, onProblem),
    ingest: (files) =>
      ingestAll(files, library, options.now, console, (result) => console.err(`${describeResult(result)}\n`)),
    forget: (sources) => forgetSources(sources, library, options, { ...console, out: console.err }),
    onProblem,
    clock: systemClock,
    known: sourcesUnder(library.database, resolve(folder)),
  });
}

/** Resolves when the process is told to stop. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

/** `gongbao serve`: the page, the channels that are configured, reminders. */
export async function serveCommand(
  options: CommonOptions & { readonly host: string; readonly port: number; readonly watch?: string },
  { open, console }: CommandParts,
): Promise<void> {
  const log = createLog(readConfig(process.env).logLevel);
  const library = open(options.data);
  try {
    await ingestSamples(library, options.now, console);
    const { assistant } = library;
    const app = createWebApp({ assistant, log, now: options.now, examples: EXAMPLES });
    const server = await startWebServer(app, { host: options.host, port: options.port });
    welcome(server.url, console);
    const watching = options.watch ? watchInto(options.watch, library, options, console) : null;
    await stopSignal();
    await watching?.close();
    await server.close();
  } finally {
    await library.close();
  }
}
