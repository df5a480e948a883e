import { GongbaoError } from '../../data/errors.ts';
import { inboxSender } from '../channels/log-channel.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import { officeRules } from '../office.ts';
import { ensureLogSubscription, previewTick } from '../reminders/preview.ts';

/** `gongbao remind --dry-run`: what a tick at this moment would send. Sending itself is done by `serve`. */
export async function remindCommand(
  options: CommonOptions & { readonly dryRun: boolean },
  { open, console, config }: CommandParts,
): Promise<void> {
  if (!options.dryRun)
    throw new GongbaoError('USAGE', '提醒由 gongbao serve 发送；这里请加 --dry-run，只查看将要发送的内容。');
  const library = open(options.data);
  try {
    const { database } = library;
    const clock = options.now;
    ensureLogSubscription({ database, clock });
    const services = {
      ...officeRules(config.dayOff),
      database,
      clock,
      sender: inboxSender,
      processId: 'dry-run',
    };
    for (const message of previewTick(services)) {
      console.out(
        options.json
          ? `${JSON.stringify(message)}\n`
          : `→ ${message.channel} ${message.chat}\n${message.text}\n\n`,
      );
    }
  } finally {
    await library.close();
  }
}
