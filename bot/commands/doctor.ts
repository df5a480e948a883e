import { checkChannels } from '../chat-service.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';

/** One thing looked at: whether it is well, and what to do if not. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly fix: string | null;
}

/** `gongbao doctor` */
export async function doctorCommand(
  options: CommonOptions,
  { open, console, environment }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const checks = [...(await library.check()), ...(await checkChannels(environment))];
    for (const check of checks) {
      if (!check.ok) console.failed = true;
      const line = `${check.ok ? '✓' : '✗'} ${check.name}：${check.message}${check.fix ? ` → ${check.fix}` : ''}`;
      console.out(options.json ? `${JSON.stringify(check)}\n` : `${line}\n`);
    }
  } finally {
    await library.close();
  }
}
